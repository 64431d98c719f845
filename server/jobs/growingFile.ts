import type { Statement } from '@/db/commit'
import type { LabScope } from '@/db/queries/scope'
import {
  insertParts,
  insertTest,
  listCycleRows,
  listPartRows,
  listReadingsInPlaceOf,
  listTestRows,
  type PartRow,
  type TestRow,
  type TestWithFile,
} from '@/db/queries/tests'
import type { ReadingWarning } from '@/db/schema/tests'
import { extendsEarlier } from '@/science/cycler/stitch'
import type { FileId, MemberId, TestId } from '@/science/ids'
import { testIdOf } from '../services/testIdOf'
import type { TestReading } from './readTestFile'

/** An earlier reading that a longer file goes on from, as when a running test's file is exported again. */
export interface Extended {
  row: TestWithFile
  cycleCount: number
  /** The test that it is a part of, where that stands in its place. */
  whole: { test: TestRow; parts: readonly PartRow[] } | null
}

/** The longest earlier reading on this cell that this one goes on from; also one that was put together with others. */
export async function findExtended(
  lab: LabScope,
  test: TestRow,
  reading: Extract<TestReading, { ok: true }>,
): Promise<Extended | null> {
  const standing = await listTestRows(lab, { cell: test.cellId })
  const parts = await listPartRows(
    lab,
    standing.flatMap((row) => (row.test.state === 'read' ? [row.test.id] : [])),
  )
  const candidates: Omit<Extended, 'cycleCount'>[] = standing.map((row) => ({ row, whole: null }))
  for (const { partId, testId } of parts) {
    const [row] = await listTestRows(lab, { test: partId })
    const whole = standing.find((one) => one.test.id === testId)
    if (row === undefined || whole === undefined) continue
    candidates.push({ row, whole: { test: whole.test, parts: parts.filter((part) => part.testId === testId) } })
  }
  const others = candidates.filter(
    ({ row }) =>
      row.test.id !== test.id &&
      row.test.fileId !== test.fileId &&
      row.test.origin === 'file' &&
      row.test.state === 'read' &&
      row.test.format === reading.format &&
      (row.test.rowCount ?? 0) < reading.rowCount,
  )
  const cycles = await listCycleRows(
    lab,
    others.map(({ row }) => row.test.id),
  )
  const extended = others.flatMap((other) => {
    const known = cycles.filter((cycle) => cycle.testId === other.row.test.id)
    return extendsEarlier(known, reading.cycles) ? [{ ...other, cycleCount: known.length }] : []
  })
  return extended.toSorted((a, b) => b.cycleCount - a.cycleCount)[0] ?? null
}

export function goesOn(earlier: Extended): ReadingWarning {
  const name = earlier.row.file?.name ?? 'an earlier one'
  const stays =
    earlier.whole === null || isLast(earlier)
      ? ''
      : ' That one is put together with others that come after it: take them apart to put the longer one in.'
  return {
    code: 'goes-on',
    message: `This file goes on from ${name} and takes its place: the ${earlier.cycleCount} cycles of that one are in it.${stays}`,
  }
}

/** The files put together anew, with the longer one instead of the one that it goes on from; what was judged of them holds on. */
export async function nextWhole(
  lab: LabScope,
  earlier: Extended,
  longer: { testId: TestId; fileId: FileId },
): Promise<{ id: TestId; statements(who: { by: MemberId; at: Date }): Statement[] } | null> {
  const { whole, row } = earlier
  if (whole === null || !isLast(earlier)) return null
  const { id: replaces, cellId, fileId, firstReading } = whole.test
  const others = await listReadingsInPlaceOf(lab, replaces)
  if (others.some(({ state }) => state === 'reading')) return null
  const partIds = whole.parts.map(({ partId }) => (partId === row.test.id ? longer.testId : partId))
  const id = testIdOf(cellId, `${replaces} with ${longer.testId}`)
  return {
    id,
    statements: ({ by, at }) => [
      insertTest(lab, {
        id,
        cellId,
        origin: 'file',
        fileId: partIds[0] === longer.testId ? longer.fileId : fileId,
        state: 'reading',
        warnings: [],
        conditions: {},
        replaces,
        firstReading: firstReading ?? replaces,
        createdBy: by,
        createdAt: at,
      }),
      insertParts(lab, id, partIds),
    ],
  }
}

/** Only the last file of a test still grows; cycles after another one would change their numbers under people's decisions. */
function isLast({ row, whole }: Extended): boolean {
  const name = row.file?.name
  const isNamedOnce = whole?.parts.filter((part) => part.file.name === name).length === 1
  return isNamedOnce && whole.test.gaps?.at(-1)?.after === name
}
