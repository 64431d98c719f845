import { useCallback, useMemo, useRef } from 'react'
import { computedColumns } from '@/app/_lib/gridFormulas'
import {
  arrangeColumns,
  computedKey,
  type GridView,
  moveColumn,
  removeComputed,
  resizeColumn,
  showColumns,
  sortBy,
} from '@/app/_lib/gridView'
import { useLabScience } from '@/app/_lib/labScience'
import { buildColumns, type GridColumn, hiddenColumns } from '@/app/_lib/planColumns'
import { groupRows, presentProcesses } from '@/app/_lib/planRows'
import { useArrangement, useGridView } from '@/app/_lib/useGridView'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { Process } from '@/science/recipe/process'
import type { PlanView, RecipeRecord } from '@/server/views'
import type { ColumnAct } from '../_grid/ColumnMenu'

/** How the plan is looked at: its columns as the view has them, the recipes that show, and what changes the view. */
export function useColumns({
  plan: planId,
  live,
  records,
  onFormula,
}: {
  plan: PlanView['id']
  live: LivePlan
  records: ReadonlyMap<string, RecipeRecord>
  /** Opens a computed column for editing. */
  onFormula: (id: string | null) => void
}) {
  const { plan, predictionOf } = live
  const [inUse, setInUse] = useGridView(planId)
  const filterInput = useRef<HTMLInputElement>(null)
  const lines = useMemo(() => groupRows(plan.recipes), [plan.recipes])
  const key = presentProcesses(lines).join(' ')
  const present = useMemo(() => (key === '' ? [] : (key.split(' ') as Process[])), [key])
  const { catalogue } = useLabScience()
  const offered = useMemo(
    () => (present.length === 0 ? [] : buildColumns(present, { catalogue })),
    [present, catalogue],
  )
  const grid = inUse.view
  const { shown, order, widths, computed } = grid
  const columns = useMemo(
    () => arrangeColumns(withComputed(offered, computed), { order, widths }),
    [offered, computed, order, widths],
  )
  const used = useUsedKeys(plan.recipes)
  const hidden = useMemo(() => hiddenColumns(columns, shown, used), [columns, shown, used])
  const visible = useMemo(() => columns.filter((column) => !hidden.has(column.key)), [columns, hidden])
  const sourcesOf = useCallback(
    (recipe: PlannedRecipe) => ({
      recipe,
      conditions: plan.conditions,
      // Only what sorts or filters by a prediction asks for one.
      get prediction() {
        return predictionOf(recipe, plan.conditions)
      },
      record: records.get(recipe.id),
    }),
    [plan.conditions, predictionOf, records],
  )
  const arrangement = useArrangement(plan.recipes, grid, columns, sourcesOf)
  const look = useCallback(
    (next: GridView) => setInUse({ view: next, savedId: inUse.savedId }),
    [setInUse, inUse.savedId],
  )

  const act = useCallback(
    (column: GridColumn, done: ColumnAct) => {
      switch (done.kind) {
        case 'sort':
          return look(sortBy(grid, column.key, done.direction, done.add))
        case 'filter': {
          const before = grid.filter.trim()
          look({ ...grid, filter: `${before === '' ? '' : `${before.replace(/;$/, '')}; `}${column.head} ` })
          // The menu gives the focus back first.
          return void setTimeout(() => filterInput.current?.focus(), 0)
        }
        case 'hide':
          return look(showColumns(grid, [column.key], false))
        case 'move':
          return look(moveColumn(grid, columns, visible, column.key, done.by))
        case 'width':
          return look(resizeColumn(grid, column.key, done.width))
        case 'edit-formula':
          return onFormula(computed.find((one) => computedKey(one.id) === column.key)?.id ?? null)
        case 'remove':
          return look(removeComputed(grid, column.key))
      }
    },
    [grid, look, columns, visible, computed, onFormula],
  )

  return {
    inUse,
    setInUse,
    grid,
    look,
    /** All of the processes present, without those by formula. */
    offered,
    columns,
    hidden,
    visible,
    present,
    arrangement,
    filterInput,
    act,
  }
}

export type Columns = ReturnType<typeof useColumns>

/** The computed columns stand after the predictions, before what was made. */
function withComputed(columns: readonly GridColumn[], computed: GridView['computed']): readonly GridColumn[] {
  if (computed.length === 0 || columns.length === 0) return columns
  return [...columns.slice(0, -1), ...computedColumns(computed, columns), ...columns.slice(-1)]
}

/**
 * The keys that a recipe has a value for, or had while this page was open: a column does not vanish under the person who
 * clears its last value.
 */
function useUsedKeys(recipes: LivePlan['plan']['recipes']): ReadonlySet<string> {
  const last = useRef<ReadonlySet<string>>(new Set())
  return useMemo(() => {
    const found = new Set(last.current)
    for (const recipe of recipes) {
      for (const key of Object.keys(recipe.values)) found.add(key)
      for (const key of Object.keys(recipe.competing)) found.add(key)
    }
    if (found.size !== last.current.size) last.current = found
    return last.current
  }, [recipes])
}
