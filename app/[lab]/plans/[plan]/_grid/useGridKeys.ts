import { toast } from 'sonner'
import { type Marks, withMark } from '@/app/_lib/planCells'
import { planFillDown, planFillSeries } from '@/app/_lib/planFill'
import { type CellEdit, planClear } from '@/app/_lib/planPaste'
import {
  type CellPlace,
  isSinglePlace,
  moveSelection,
  placesIn,
  selectCell,
  tabSelection,
} from '@/app/_lib/planSelection'
import { type WriteTarget, writeCells } from '@/app/_lib/planWrites'
import { commandOf, type GridCommand } from './gridKeys'
import type { GridParts } from './gridParts'
import type { RowAct } from './RowMenu'
import type { GridFocus } from './useGridFocus'
import { rowHeight } from './usePointer'

/** What the keys do while no cell is being edited. */
export function useGridKeys({
  parts,
  target,
  marks,
  onMarks,
  focus,
  startEditing,
  openRecipeId,
  onOpen,
  onComment,
  onMenu,
  onFilter,
  onRowAct,
}: {
  parts: GridParts
  target: WriteTarget
  marks: Marks
  onMarks: (marks: Marks) => void
  focus: GridFocus
  startEditing: (place: CellPlace, text: string | null) => void
  openRecipeId: string | null
  onOpen: (recipeId: string) => void
  onComment: (place: CellPlace) => void
  onMenu: (place: CellPlace) => void
  onFilter: () => void
  onRowAct: (act: Exclude<RowAct, 'comment'>, recipeId: string) => void
}) {
  const { scroller, columns, recipes, shape, current, range, canWrite } = parts

  const run = (command: GridCommand): boolean => {
    if (command.kind === 'move') {
      focus.select(moveSelection(current, shape, command.motion, command.extend))
      return true
    }
    if (command.kind === 'filter') {
      onFilter()
      return true
    }
    if (!current || !range) return command.kind === 'undo' || command.kind === 'redo' ? edit(command) : false
    const place = current.focus
    switch (command.kind) {
      case 'tab': {
        if (focus.tabLeaves.current) return false
        const next = tabSelection(current, shape, command.backwards)
        if (!next) return false
        focus.select(next)
        return true
      }
      case 'edit':
        startEditing(place, null)
        return true
      case 'replace':
        startEditing(place, command.text)
        return true
      case 'escape':
        if (!isSinglePlace(current)) focus.select(selectCell(place))
        else if (openRecipeId !== null) onOpen(openRecipeId)
        focus.tabLeaves.current = true
        focus.closeNote()
        return true
      case 'open':
        onOpen(place.recipeId)
        return true
      case 'comment':
        onComment(place)
        return true
      case 'menu':
        onMenu(place)
        return true
      default:
        return edit(command)
    }
  }

  const write = (edits: readonly CellEdit[], before: Marks = marks) => onMarks(writeCells(target, edits, before))

  const edit = (command: GridCommand): boolean => {
    if (!canWrite) return false
    switch (command.kind) {
      case 'undo':
        if (target.undo.undo() === null) toast('Nothing of yours to undo.')
        return true
      case 'redo':
        if (target.undo.redo() === null) toast('Nothing of yours to redo.')
        return true
      case 'clear':
        if (range) {
          let after = marks
          for (const place of placesIn(range, shape)) after = withMark(after, place.recipeId, place.key, null)
          write(planClear(range, recipes, columns, target.byRecipe), after)
        }
        return true
      case 'fill-down':
        if (range) write(planFillDown(range, recipes, columns))
        return true
      case 'fill-series':
        if (range) write(planFillSeries(range, recipes, columns))
        return true
      case 'duplicate':
      case 'move-row':
        if (current) onRowAct(command.kind === 'duplicate' ? 'duplicate' : command.direction, current.focus.recipeId)
        return true
      default:
        return false
    }
  }

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return
    const onButton = event.target instanceof HTMLElement && event.target.closest('button') !== null
    if (onButton && (event.key === 'Enter' || event.key === ' ' || event.key === 'Tab')) return
    const command = commandOf(event, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 4))
    if (command && run(command)) {
      event.preventDefault()
      if (command.kind !== 'escape') event.stopPropagation()
    }
  }

  return { run, onKeyDown }
}
