import type { ColumnMap } from '@/science/cycler/reading'
import type { CellId, TestId } from '@/science/ids'
import type { PersonView } from './pages'

/** A file that waits to be read or is being read. */
export interface ImportView {
  testId: TestId
  cellId: CellId
  cellName: string
  fileName: string
  sizeBytes: number
  stage: 'waiting' | 'reading' | 'computing' | 'storing'
  /** of the whole work, 0 to 1 */
  share: number
  /** how many are before it, while it waits */
  before: number
  /** when its reading began */
  since: Date | null
}

/** How the lab reads a table that no reader knows; for all files with this header. */
export interface MappingView {
  key: string
  version: number
  name: string
  /** the names of the columns, parted by tabs */
  header: string
  columnMap: ColumnMap
  isRetired: boolean
  by: PersonView
  at: Date
}
