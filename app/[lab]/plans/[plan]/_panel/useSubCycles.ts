import { newSubCycle, orderAfterMove, readSubCycles, type SubCycle, subCycleKey } from '@/app/_lib/planSubCycles'
import type { Parameter } from '@/science/recipe/parameter'
import { subCycleParameters } from '@/science/recipe/parameters'
import type { RecipeFormProps } from './recipeForm'

/** The sub-cycles of a recipe in programme order, and what can be done with them as a list. Each is one step of undo. */
export function useSubCycles({ recipe, onSetAll }: Pick<RecipeFormProps, 'recipe' | 'onSetAll'>) {
  const subCycles = readSubCycles(recipe.values)
  return {
    subCycles,
    /** Answers the id of the new one. */
    add: (): string => {
      const { id, order } = newSubCycle(subCycles)
      const last = subCycles.at(-1)
      // The next sub-cycle is most often like the last one with another precursor.
      const copied = Object.entries(last?.values ?? {}).filter(([field]) => field !== 'oxide' && field !== 'precursor')
      const values = { order, repeats: 1, ...Object.fromEntries(copied) }
      onSetAll(Object.entries(values).map(([field, value]) => ({ key: subCycleKey(id, field), value })))
      return id
    },
    remove: (subCycle: SubCycle) => {
      const fields = ['order', ...Object.keys(subCycle.values)]
      onSetAll(fields.map((field) => ({ key: subCycleKey(subCycle.id, field), value: null })))
    },
    /** At the edge it stays. */
    move: (subCycle: SubCycle, direction: 'up' | 'down') => {
      const order = orderAfterMove(subCycles, subCycle.id, direction)
      if (order !== null) onSetAll([{ key: subCycleKey(subCycle.id, 'order'), value: order }])
    },
  }
}

/** What a sub-cycle is edited by: all its fields but its place. */
export const editedFields: readonly Parameter[] = subCycleParameters.filter(({ key }) => key !== 'order')
