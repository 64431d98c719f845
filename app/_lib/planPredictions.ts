import type { PlannedRecipe } from '@/collab/plan/types'
import type { Library } from '@/science/library/library'
import type { Prediction } from '@/science/prediction/figure'
import { predict } from '@/science/prediction/predict'
import { assembleRecipe } from '@/science/recipe/assembleRecipe'
import type { ParameterValue } from '@/science/recipe/parameter'

type Values = Readonly<Record<string, ParameterValue>>

/** A value that is being typed, before it is in the document. `null` is a cleared cell. */
export interface Draft {
  key: string
  value: ParameterValue | null
}

/** A value that this person is typing somewhere on the page, shown in the predictions before it is in the document. */
export interface TypedDraft extends Draft {
  recipeId: string
}

/**
 * Predictions, remembered for as long as the recipe and the plan's conditions keep their identity (see
 * `shareReading`): an edit of one recipe predicts one recipe, an edit of the conditions all of them.
 */
export function createPredictions(library?: Library) {
  const known = new WeakMap<PlannedRecipe, { conditions: Values; prediction: Prediction }>()
  return function predictionOf(recipe: PlannedRecipe, conditions: Values): Prediction {
    const remembered = known.get(recipe)
    if (remembered && remembered.conditions === conditions) return remembered.prediction
    const { name, process, values } = recipe
    const prediction = predict(assembleRecipe({ name, process, values, conditions }), library)
    known.set(recipe, { conditions, prediction })
    return prediction
  }
}

/** The recipe as it would be with what is being typed. */
export function withDraft(recipe: PlannedRecipe, draft: Draft): PlannedRecipe {
  if (draft.key === 'name') return typeof draft.value === 'string' ? { ...recipe, name: draft.value } : recipe
  const { [draft.key]: _replaced, ...rest } = recipe.values
  return { ...recipe, values: draft.value === null ? rest : { ...rest, [draft.key]: draft.value } }
}
