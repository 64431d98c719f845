import { type RefObject, useLayoutEffect, useMemo, useState } from 'react'
import type { GridColumn } from '@/app/_lib/planColumns'

/** Of the two header rows, px. */
export const headHeight = 70

/** So wide must the part that scrolls be, px, for the predictions to stay in sight beside it. */
const leastRoom = 300

export interface GridLayout {
  /** Of all columns, px. */
  width: number
  /** Distance of each column from the left edge, px. */
  lefts: readonly number[]
  /** Distance from the right edge per column, px; −1 where it scrolls. */
  rights: readonly number[]
}

/** Sums of widths from the left, and from the right for the predictions, which stay in sight where there is room. */
export function useLayout(scroller: RefObject<HTMLElement | null>, columns: readonly GridColumn[]): GridLayout {
  const viewWidth = useWidth(scroller)
  return useMemo(() => layOut(columns, viewWidth), [columns, viewWidth])
}

function layOut(columns: readonly GridColumn[], viewWidth: number): GridLayout {
  const lefts: number[] = []
  let width = 0
  for (const column of columns) {
    lefts.push(width)
    width += column.width
  }
  const figures = columns.filter((column) => column.kind === 'figure')
  const frozen = figures.reduce((sum, column) => sum + column.width, 0)
  const room = viewWidth - (columns[0]?.width ?? 0) - frozen
  const rights = columns.map(() => -1)
  if (room >= leastRoom && width > viewWidth) {
    let right = 0
    for (let at = columns.length - 1; at >= 0; at -= 1) {
      const column = columns[at]
      if (column?.kind !== 'figure') continue
      rights[at] = right
      right += column.width
    }
  }
  return { lefts, width, rights }
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const observed = element.current
    if (!observed) return
    const measure = () => setWidth(observed.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(observed)
    return () => observer.disconnect()
  }, [element])
  return width
}

/** Scrolls sideways until the column stands between the frozen ones. */
export function revealColumn(
  scroller: HTMLElement | null,
  index: number,
  columns: readonly GridColumn[],
  { lefts, rights }: Pick<GridLayout, 'lefts' | 'rights'>,
): void {
  const column = columns[index]
  const left = lefts[index]
  if (!scroller || !column || left === undefined || index === 0 || (rights[index] ?? -1) >= 0) return
  const frozenLeft = columns[0]?.width ?? 0
  const frozenRight = columns.reduce((sum, one, at) => sum + ((rights[at] ?? -1) >= 0 ? one.width : 0), 0)
  const isAfterFrozen = columns.some((_, at) => at < index && (rights[at] ?? -1) >= 0)
  const coveredRight = isAfterFrozen ? 0 : frozenRight
  if (left - frozenLeft < scroller.scrollLeft) scroller.scrollLeft = left - frozenLeft
  else if (left + column.width > scroller.scrollLeft + scroller.clientWidth - coveredRight) {
    scroller.scrollLeft = left + column.width - scroller.clientWidth + coveredRight
  }
}
