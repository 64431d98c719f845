import type { CellPlace } from '@/app/_lib/planSelection'
import type { Process } from '@/science/recipe/process'
import { placeOf } from './cellElement'
import type { GridParts } from './gridParts'
import type { GridFocus } from './useGridFocus'

/** What clicks in the grid do, beside the selecting and dragging of `usePointer`: one listener each for all of the cells. */
export function gridMouse({
  parts: { shape, current, canWrite },
  focus,
  start,
  openRow,
  openColumn,
  onOpen,
  onAdd,
}: {
  parts: GridParts
  focus: GridFocus
  start: (place: CellPlace, text: null) => void
  openRow: (recipeId: string, columnKey: string | null, at?: Element) => void
  openColumn: (head: Element) => void
  onOpen: (recipeId: string) => void
  onAdd: (process: Process) => void
}) {
  const onClick = (event: React.MouseEvent) => {
    if (!(event.target instanceof Element)) return
    const button = event.target.closest('button[data-act]')
    const act = button?.getAttribute('data-act')
    const head = event.target.closest('[data-head]')
    if (head && !event.target.closest('[data-resize]'))
      return act === 'column' ? openColumn(head) : selectColumn(head, event.shiftKey)
    if (!button || !act) return
    if (act === 'add') return onAdd(button.getAttribute('data-process') as Process)
    const recipeId = button.closest('[data-recipe]')?.getAttribute('data-recipe')
    if (!recipeId) return
    if (act === 'open') onOpen(recipeId)
    if (act === 'menu') openRow(recipeId, null, button)
  }

  const selectColumn = (head: Element, extend: boolean) => {
    const key = head.getAttribute('data-head') ?? ''
    const first = shape.recipeIds[0]
    const last = shape.recipeIds.at(-1)
    if (first === undefined || last === undefined) return
    const from = extend && current ? current.anchor.key : key
    focus.select({ anchor: { recipeId: last, key: from }, focus: { recipeId: first, key } })
  }

  const onDoubleClick = (event: React.MouseEvent) => {
    if (isInEditor(event.target)) return
    const place = placeOf(event.target)
    if (place && !(event.target instanceof Element && event.target.closest('button'))) start(place, null)
  }

  const onContextMenu = (event: React.MouseEvent) => {
    if (isInEditor(event.target)) return
    const head = event.target instanceof Element ? event.target.closest('[data-head]') : null
    const place = placeOf(event.target)
    if (!head && !(place && canWrite)) return
    event.preventDefault()
    if (head) openColumn(head)
    else if (place) openRow(place.recipeId, place.key)
  }

  return { onClick, onDoubleClick, onContextMenu }
}

function isInEditor(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, [role=listbox]') !== null
}
