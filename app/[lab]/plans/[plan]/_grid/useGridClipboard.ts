import { toast } from 'sonner'
import { clipboardText, type Marks, markAt } from '@/app/_lib/planCells'
import type { GridColumn } from '@/app/_lib/planColumns'
import { type Paste, planPaste } from '@/app/_lib/planPaste'
import { type WriteTarget, writePaste } from '@/app/_lib/planWrites'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { PlannedRecipe, PlanProblem } from '@/collab/plan/types'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { RecipeRecord } from '@/server/views'
import { readClipboard, writeClipboard } from './clipboard'
import type { GridParts } from './gridParts'
import type { GridFocus } from './useGridFocus'

const noProblems: readonly PlanProblem[] = []

/** Ranges to and from the clipboard, while no cell is being edited. */
export function useGridClipboard({
  parts,
  live,
  conditions,
  records,
  target,
  marks,
  onMarks,
  focus,
  isEditing,
  onClear,
}: {
  parts: GridParts
  live: LivePlan
  conditions: Readonly<Record<string, ParameterValue>>
  records: ReadonlyMap<string, RecipeRecord>
  target: WriteTarget
  marks: Marks
  onMarks: (marks: Marks) => void
  focus: GridFocus
  isEditing: boolean
  /** Clears the selection, which was cut. */
  onClear: () => void
}) {
  const { columns, recipes, shape, range, canWrite } = parts

  const print = (recipe: PlannedRecipe, column: GridColumn) =>
    clipboardText(column, {
      recipe,
      conditions,
      prediction: live.predictionOf(recipe, conditions),
      record: records.get(recipe.id),
      problems: live.byRecipe.get(recipe.id) ?? noProblems,
      mark: markAt(column, recipe, marks.get(recipe.id)),
    })

  const copy = (event: React.ClipboardEvent) => {
    if (isEditing || !range) return
    event.preventDefault()
    const cells = recipes
      .slice(range.top, range.bottom + 1)
      .map((recipe) => columns.slice(range.left, range.right + 1).map((column) => print(recipe, column)))
    writeClipboard(event.clipboardData, cells)
    if (event.type === 'cut') onClear()
  }

  const paste = (event: React.ClipboardEvent) => {
    if (isEditing || !range || !canWrite) return
    event.preventDefault()
    const cells = readClipboard(event.clipboardData)
    if (cells.length === 0) return
    const planned = planPaste(cells, range, recipes, columns)
    const { marks: after, added } = writePaste(target, planned, marks)
    onMarks(after)
    tellPaste(planned, added.length)
    const { top, left, bottom, right } = planned.range
    const anchor = { recipeId: shape.recipeIds[top] ?? '', key: shape.keys[left] ?? '' }
    focus.select({
      anchor,
      focus: { recipeId: shape.recipeIds[bottom] ?? anchor.recipeId, key: shape.keys[right] ?? anchor.key },
    })
  }

  return { onCopy: copy, onCut: copy, onPaste: paste }
}

/** Says what became of a paste where not all of it became a value. */
function tellPaste({ understood, marks, notEditable, surplusColumns }: Paste, added: number) {
  const parts: string[] = []
  if (added > 0) parts.push(`${added} new ${added === 1 ? 'recipe' : 'recipes'}`)
  if (marks.length > 0)
    parts.push(`${marks.length} ${marks.length === 1 ? 'value' : 'values'} not understood, marked in the grid`)
  if (notEditable > 0)
    parts.push(`${notEditable} fell on cells that take no value and ${notEditable === 1 ? 'was' : 'were'} left out`)
  if (surplusColumns > 0) parts.push(`${surplusColumns} ${surplusColumns === 1 ? 'column' : 'columns'} did not fit`)
  if (parts.length > 0)
    toast(`Pasted ${understood} ${understood === 1 ? 'value' : 'values'}`, { description: `${parts.join('; ')}.` })
}
