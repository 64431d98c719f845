import { createHash } from 'node:crypto'
import type { CellId, TestId } from '@/science/ids'

/** The id of a test that a content (or several) on a cell can only have once. */
export function testIdOf(cellId: CellId, sha256: string): TestId {
  return `tst_${createHash('sha256').update(`${cellId} ${sha256}`).digest('base64url').slice(0, 20)}`
}
