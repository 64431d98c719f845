import { type Library, publishedLibrary } from '@/science/library/library'
import { predict } from '@/science/prediction/predict'
import { recipeJsonSchema } from '@/science/recipe/recipeSchema'
import { type CommandResult, readRecipes } from './recipes'

export interface PredictOptions {
  /** Print the JSON Schema of a recipe instead, and read nothing. */
  schema?: boolean
  library?: Library
}

/**
 * `interphase predict`: one recipe or a list of them as JSON text; prints a list of predictions, in the same order. Bad input
 * gives exit code 2 and on standard error a line for each fault, beginning with the path of the field.
 */
export function predictCommand(stdinText: string, options: PredictOptions = {}): CommandResult {
  if (options.schema) return printed(recipeJsonSchema())
  const { library = publishedLibrary } = options
  const reading = readRecipes(stdinText, library)
  if (!reading.ok) return reading.result
  return printed(
    reading.recipes.map(({ recipe, remarks }) => {
      const prediction = predict(recipe, library)
      const { name } = recipe
      return {
        ...(name === undefined ? {} : { name }),
        ...prediction,
        checks: [...prediction.checks, ...remarks],
      }
    }),
  )
}

function printed(value: unknown): CommandResult {
  return { stdout: `${JSON.stringify(value, null, 2)}\n`, stderr: '', exitCode: 0 }
}
