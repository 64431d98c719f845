import type { LabScope } from '@/db/queries/scope'
import {
  type DecisionRow,
  listCycleRows,
  listDecisionRows,
  listSpectrumRows,
  listTestRows,
  type PartRow,
  type TestRow,
} from '@/db/queries/tests'
import type { ReadingWarning } from '@/db/schema/tests'
import type { TestId } from '@/science/ids'
import { carriedDecisions, type JudgedPart } from '../services/carriedDecisions'
import type { TestReading } from './readTestFile'

export interface Judgement {
  /** What people decided of the test, oldest first. */
  rows: readonly DecisionRow[]
  /** Those of them that come along with its files and are to be written. */
  carried: readonly DecisionRow[]
  /** What of its files' judgement stayed behind. */
  left: readonly ReadingWarning[]
}

/** What stands decided of a test; of files that are put together for the first time what was decided of each of them. */
export async function judgementOf(
  lab: LabScope,
  firstReading: TestId,
  parts: readonly PartRow[],
  reading: Extract<TestReading, { ok: true }>,
): Promise<Judgement> {
  const rows = await listDecisionRows(lab, [firstReading])
  if (rows.length > 0 || parts.length === 0) return { rows, carried: [], left: [] }
  const judged = await Promise.all(parts.map((part) => judgedPart(lab, part)))
  const { decisions, left } = carriedDecisions(judged, reading.places, reading.cycles)
  const carried = decisions.map((decision, index) => ({
    ...decision,
    labId: lab.labId,
    testId: firstReading,
    number: index + 1,
  }))
  return { rows: carried, carried, left }
}

/** What stayed behind when the files were first put together is said of every later reading of them. */
export function keptOf(replaced: TestRow | null): ReadingWarning[] {
  return (replaced?.warnings ?? []).filter(({ code }) => code === 'judgement-stayed')
}

async function judgedPart(lab: LabScope, { partId, file }: PartRow): Promise<JudgedPart> {
  const [[row], cycles, spectra] = await Promise.all([
    listTestRows(lab, { test: partId }),
    listCycleRows(lab, [partId]),
    listSpectrumRows(lab, [partId]),
  ])
  const decisions = await listDecisionRows(lab, [row?.test.firstReading ?? partId])
  return { name: file.name, cycles, sweepCount: spectra.length, decisions }
}
