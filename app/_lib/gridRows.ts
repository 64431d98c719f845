import type { PlannedRecipe } from '@/collab/plan/types'
import { type CellContent, type ContentSources, cellContent } from './gridContent'
import { type GridFilter, passes } from './gridFilter'
import type { SortKey } from './gridView'
import type { GridColumn } from './planColumns'

/**
 * The recipes that a view shows, in its order. The document keeps its own order: sorting and filtering only look.
 * Equals stay in the plan's order; empty cells stand last whichever way one sorts.
 */
export function arrangeRecipes(
  recipes: readonly PlannedRecipe[],
  { filter, sort }: { filter: GridFilter; sort: readonly SortKey[] },
  columns: readonly GridColumn[],
  sourcesOf: (recipe: PlannedRecipe) => ContentSources,
): PlannedRecipe[] {
  const shown = recipes.filter((recipe) => recipe.binnedAt === null && passes(filter, sourcesOf(recipe)))
  const keys = sort.flatMap(({ key, direction }) => {
    const column = columns.find((one) => one.key === key)
    return column ? [{ column, turn: direction === 'ascending' ? 1 : -1 }] : []
  })
  if (keys.length === 0) return shown
  const contents = new Map(
    shown.map((recipe) => [recipe, keys.map(({ column }) => cellContent(column, sourcesOf(recipe)))]),
  )
  return shown.toSorted((one, other) => {
    for (const [index, { turn }] of keys.entries()) {
      const order = compare(contents.get(one)?.[index], contents.get(other)?.[index], turn)
      if (order !== 0) return order
    }
    return 0
  })
}

const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function compare(one: CellContent | undefined, other: CellContent | undefined, turn: number): number {
  const isEmpty = (content: CellContent | undefined) => !content || (content.number === null && content.text === '')
  if (isEmpty(one) || isEmpty(other)) return Number(isEmpty(one)) - Number(isEmpty(other))
  const a = one?.number ?? null
  const b = other?.number ?? null
  if (a !== null && b !== null) return turn * (a - b)
  if (a !== null || b !== null) return a !== null ? -1 : 1
  return turn * byText.compare(one?.text ?? '', other?.text ?? '')
}

/**
 * The arrangement that stays while people edit: `held` without what is gone, and what is new to the plan at its end. A row does
 * not run away from the person who types in it; sorting again takes the values as they are then.
 *
 * @param known the recipes that stood in the plan when it was arranged: what is new since shows whatever the filter says
 */
export function holdArrangement(
  held: readonly string[],
  known: ReadonlySet<string>,
  recipes: readonly PlannedRecipe[],
): PlannedRecipe[] {
  const standing = new Map<string, PlannedRecipe>(
    recipes.flatMap((recipe) => (recipe.binnedAt === null ? [[recipe.id, recipe]] : [])),
  )
  const kept = held.flatMap((id) => standing.get(id) ?? [])
  return [...kept, ...[...standing.values()].filter((recipe) => !known.has(recipe.id))]
}
