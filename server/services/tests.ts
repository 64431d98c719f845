import type { CellId, FileId, LabId, TestId } from '@/science/ids'
import type { Core } from '../core'
import type { TestView } from '../views'
import type { Actor, LabContext } from './context'

const soon = () => Promise.reject(new Error('Not there yet.'))
export interface UploadedFile {
  sha256: string
  name: string
  sizeBytes: number
  /** Where the bytes lie on disk. */
  path: string
}
export const createTestFromUpload = (
  _core: Core,
  _actor: Actor,
  _i: { labId: LabId; cellId: CellId; file: UploadedFile },
): Promise<{ fileId: FileId; testId: TestId; known: boolean }> => soon()
export const getTest = (_c: LabContext, _t: TestId): Promise<TestView> => soon()
