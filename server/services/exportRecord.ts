import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listPartRows, listTestRows } from '@/db/queries/tests'
import type { TestId } from '@/science/ids'
import { AppError } from '../errors'
import { NotRead } from '../jobs/readInWorker'
import { type LabContext, scopeOf } from './context'
import { mappingsOfTest } from './mappingsOfTest'

/** The rows of a test in the battery data format, as a file that whoever asked has to take away. */
export async function exportRecord(
  context: Pick<LabContext, 'core' | 'lab'>,
  testId: TestId,
  as: 'csv' | 'parquet',
): Promise<{ path: string; name: string }> {
  const lab = scopeOf(context)
  const [row] = await listTestRows(lab, { test: testId })
  if (row === undefined) throw new AppError('not-found', 'There is no such test in this lab.')
  if (row.file === null) throw new AppError('bad-input', 'This test is from a paper: it has no rows to export.')
  if (row.test.state !== 'read')
    throw new AppError('bad-input', `${row.file.name} is not read: there is nothing to export.`)
  const parts = await listPartRows(lab, [testId])
  const files = parts.length === 0 ? [row.file] : parts.map((part) => part.file)
  const mappings = await mappingsOfTest(lab, row.test, { isOfSeveralFiles: parts.length > 0 })
  const path = join(tmpdir(), `interphase-${randomUUID()}`)
  const given = {
    mappings,
    path,
    as,
  }
  const written = await context.core.jobs.writeBdf(files, given).catch((error: unknown) => {
    throw error instanceof NotRead ? new AppError('bad-input', error.message) : error
  })
  if (!written.ok) throw new AppError('bad-input', written.message)
  return { path, name: `${row.file.name.replace(/\.[^.]{1,8}$/, '')}.bdf.${as}` }
}
