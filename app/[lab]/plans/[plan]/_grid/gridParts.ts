import type { RefObject } from 'react'
import type { GridColumn } from '@/app/_lib/planColumns'
import type { GridRow as Line } from '@/app/_lib/planRows'
import type { CellRange, GridShape, Selection } from '@/app/_lib/planSelection'
import type { PlannedRecipe } from '@/collab/plan/types'

/** The grid as it stands on the screen: what each of its concerns looks at. */
export interface GridParts {
  scroller: RefObject<HTMLDivElement | null>
  columns: readonly GridColumn[]
  /** Rows from top to bottom: a line for each process, then its recipes. */
  lines: readonly Line[]
  /** Those of the lines that are recipes. */
  recipes: readonly PlannedRecipe[]
  shape: GridShape
  /** The selection as far as its cells are still there. */
  current: Selection | null
  range: CellRange | null
  canWrite: boolean
}
