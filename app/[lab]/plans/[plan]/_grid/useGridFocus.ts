import { useLayoutEffect, useRef, useState } from 'react'
import type { CellPlace, Selection } from '@/app/_lib/planSelection'
import { cellElement } from './cellElement'
import type { GridParts } from './gridParts'

/** Where the keyboard is in the grid: the focus follows the selection, also into rows that have yet to be drawn. */
export function useGridFocus({
  parts: { scroller, current },
  isEditing,
  reveal,
  onSelection,
}: {
  parts: GridParts
  isEditing: boolean
  /** Scrolls until the cell is in sight. */
  reveal: (place: CellPlace) => void
  onSelection: (selection: Selection | null) => void
}) {
  const isWanted = useRef(false)
  const tabLeaves = useRef(false)
  const [isNoteClosed, setNoteClosed] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the focus moves, not when the layout does
  useLayoutEffect(() => {
    if (!current || !isWanted.current || isEditing) return
    isWanted.current = false
    reveal(current.focus)
    cellElement(scroller.current, current.focus)?.focus({ preventScroll: true })
  }, [current?.focus.recipeId, current?.focus.key, isEditing])

  return {
    /** The note at the cell was put away, until the selection moves. */
    isNoteClosed,
    closeNote: () => setNoteClosed(true),
    /** After Escape, Tab leaves the grid for the rest of the page. */
    tabLeaves,
    select: (next: Selection | null) => {
      isWanted.current = true
      tabLeaves.current = false
      setNoteClosed(false)
      onSelection(next)
    },
    /** Brings the focus back to the selection as soon as nothing is edited. */
    want: () => {
      isWanted.current = true
    },
    /**
     * From an editor to a cell. Before the editor goes: an element that is removed with the focus takes it out of the grid, and all
     * of the grid is styled anew.
     */
    leaveEditorFor: (next: Selection) => {
      cellElement(scroller.current, next.focus)?.focus({ preventScroll: true })
      isWanted.current = true
      setNoteClosed(false)
      onSelection(next)
    },
  }
}

export type GridFocus = ReturnType<typeof useGridFocus>
