import { useEffect, useRef, useState } from 'react'
import type { FillMode } from '@/app/_lib/planFill'
import type { GridRow as Line } from '@/app/_lib/planRows'
import type { CellPlace, CellRange } from '@/app/_lib/planSelection'
import { placeOf } from './cellElement'

export const rowHeight = 32

/** Rows, by position among the recipes, that a fill will reach; `from` is the one beside the source. */
export interface Fill {
  from: number
  to: number
}

interface RowDrag {
  recipeId: string
  line: number
  overLine: number
}

/** How near to the edge the mouse scrolls the grid, px, and how far at a time. */
const edge = 28
const edgeStep = 12

const doubleClickMs = 400

/** The mouse in the grid: selecting a range, dragging a row by its grip, filling by the handle of the selection. */
export function usePointer({
  scroller,
  headHeight,
  lines,
  range,
  select,
  canWrite,
  canReorder,
  onDrop,
  onFill,
}: {
  scroller: React.RefObject<HTMLDivElement | null>
  headHeight: number
  lines: readonly Line[]
  range: CellRange | null
  select: (place: CellPlace, extend: boolean) => void
  canWrite: boolean
  canReorder: boolean
  onDrop: (recipeId: string, toPosition: number) => void
  onFill: (source: CellRange, fill: Fill & { mode: FillMode }) => void
}) {
  const isSelecting = useRef(false)
  const last = useRef<{ clientX: number; clientY: number } | null>(null)
  const timer = useRef<ReturnType<typeof setInterval> | null>(null)
  const [drag, setDrag] = useState<RowDrag | null>(null)
  const [fill, setFill] = useState<Fill | null>(null)
  const handlePressed = useRef(Number.NEGATIVE_INFINITY)
  const filling = useRef<{ source: CellRange; fill: Fill | null } | null>(null)

  const lineAt = (clientY: number, round: (value: number) => number): number => {
    const body = scroller.current
    if (!body) return -1
    return round((clientY - body.getBoundingClientRect().top + body.scrollTop - headHeight) / rowHeight)
  }

  /** The position of the recipe at a height, or of the nearest one above it. */
  const positionAt = (clientY: number): number => {
    for (let line = Math.min(lines.length - 1, lineAt(clientY, Math.floor)); line >= 0; line -= 1) {
      const found = lines[line]
      if (found?.kind === 'recipe') return found.position
    }
    return 0
  }

  const groupOf = (line: number): [number, number] => {
    let first = line
    while (lines[first - 1]?.kind === 'recipe') first -= 1
    let end = line
    while (lines[end + 1]?.kind === 'recipe') end += 1
    return [first, end]
  }

  const stopScrolling = () => {
    if (timer.current !== null) clearInterval(timer.current)
    timer.current = null
  }
  useEffect(
    () => () => {
      if (timer.current !== null) clearInterval(timer.current)
    },
    [],
  )

  const follow = (clientX: number, clientY: number) => {
    if (drag) {
      const [first, end] = groupOf(drag.line)
      setDrag({ ...drag, overLine: Math.max(first, Math.min(end + 1, lineAt(clientY, Math.round))) })
      return
    }
    if (filling.current) {
      const next = fillTo(filling.current.source, positionAt(clientY))
      filling.current.fill = next
      setFill(next)
      return
    }
    if (!isSelecting.current) return
    const place = placeOf(document.elementFromPoint(clientX, clientY))
    if (place) select(place, true)
  }

  /** While the mouse rests at the edge the grid scrolls on under it. */
  const scrollAtEdge = () => {
    const body = scroller.current
    if (!body || !last.current) return
    const { top, bottom, right } = body.getBoundingClientRect()
    const { clientX, clientY } = last.current
    const isAtEdge = clientY < top + headHeight + edge || clientY > bottom - edge || clientX > right - edge
    if (!isAtEdge) return stopScrolling()
    timer.current ??= setInterval(() => {
      if (!last.current) return
      const down = last.current.clientY > bottom - edge ? 1 : last.current.clientY < top + headHeight + edge ? -1 : 0
      const across = isSelecting.current && last.current.clientX > right - edge ? 1 : 0
      body.scrollBy(across * edgeStep, down * edgeStep)
      follow(last.current.clientX, Math.max(top + headHeight + 1, Math.min(bottom - 1, last.current.clientY)))
    }, 30)
  }

  /** A double click on the handle fills to the last recipe of the process. */
  const fillGroup = () => {
    if (!range) return
    const line = lines.findIndex((one) => one.kind === 'recipe' && one.position === range.bottom)
    const last = lines[groupOf(line)[1]]
    if (last?.kind !== 'recipe' || last.position <= range.bottom) return
    const mode = range.top === range.bottom ? 'copy' : 'series'
    onFill(range, { from: range.bottom + 1, to: last.position, mode })
  }

  const onPointerDown = (event: React.PointerEvent) => {
    if (event.button !== 0 || !(event.target instanceof Element)) return
    if (event.target.closest('input, [role=option]')) return
    const place = placeOf(event.target)
    if (!place) return
    if (canWrite && range && event.target.closest('[data-fill-handle]')) {
      // The second press of a double click. The grid holds the pointer, so the click itself is no longer the handle's.
      const isDouble = event.timeStamp - handlePressed.current < doubleClickMs
      handlePressed.current = event.timeStamp
      if (isDouble) return fillGroup()
      filling.current = { source: range, fill: null }
      event.currentTarget.setPointerCapture(event.pointerId)
      return
    }
    if (canReorder && event.target.closest('[data-grip]')) {
      const line = lines.findIndex((one) => one.kind === 'recipe' && one.recipe.id === place.recipeId)
      setDrag({ recipeId: place.recipeId, line, overLine: line })
      event.currentTarget.setPointerCapture(event.pointerId)
      return
    }
    if (event.target.closest('button')) return
    select(place, event.shiftKey)
    isSelecting.current = event.pointerType === 'mouse'
  }

  const onPointerMove = (event: React.PointerEvent) => {
    const isBusy = drag !== null || filling.current !== null || (isSelecting.current && event.buttons === 1)
    if (!isBusy) return
    last.current = { clientX: event.clientX, clientY: event.clientY }
    follow(event.clientX, event.clientY)
    scrollAtEdge()
  }

  const end = () => {
    isSelecting.current = false
    last.current = null
    stopScrolling()
    filling.current = null
    setFill(null)
    setDrag(null)
  }

  const onPointerUp = (event: React.PointerEvent) => {
    const filled = filling.current
    const dropped = drag
    end()
    // Numbers go on, as a spreadsheet's handle does it; with Ctrl it is the other way round.
    if (filled?.fill) {
      const isOne = filled.source.top === filled.source.bottom
      const isSeries = isOne === (event.ctrlKey || event.metaKey)
      onFill(filled.source, { ...filled.fill, mode: isSeries ? 'series' : 'copy' })
    }
    if (!dropped || dropped.overLine === dropped.line || dropped.overLine === dropped.line + 1) return
    const [first] = groupOf(dropped.line)
    onDrop(dropped.recipeId, dropped.overLine - first)
  }

  return {
    dragged: drag?.recipeId ?? null,
    dropTop: drag && drag.overLine !== drag.line && drag.overLine !== drag.line + 1 ? drag.overLine * rowHeight : null,
    fill,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: end },
  }
}

function fillTo(source: CellRange, position: number): Fill | null {
  if (position > source.bottom) return { from: source.bottom + 1, to: position }
  if (position < source.top) return { from: source.top - 1, to: position }
  return null
}
