import { inflateRawSync } from 'node:zlib'
import type { ReadingWarning, TestConditions } from '@/db/schema/tests'
import type { CyclerTable } from '@/science/cycler/columns'
import { readCyclerFile } from '@/science/cycler/read'
import { type CellKind, type CycleFigures, cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { type TestResult, testResults } from '@/science/electrochemistry/testResults'

export interface FileToRead {
  fileName: string
  kind: CellKind
  activeMassMg: number | null
  /** V of the recipe's cathode at or above which oxygen is driven out; null when nobody said. */
  dwellVoltageV: number | null
  /** Of the recipe's cathode powder; with the mass it makes a C-rate of a current. */
  capacityMAhPerG: number | null
}

/** All that the record keeps of a file: small enough to be handed from one thread to another. */
export type TestReading =
  | {
      ok: true
      format: string
      instrument: string
      readerVersion: string
      rowCount: number
      warnings: ReadingWarning[]
      conditions: TestConditions
      cycles: CycleFigures[]
      results: (Omit<TestResult, 'figure'> & { figure: string })[]
    }
  | { ok: false; message: string }

const mostWarnings = 100

/** Bytes to figures. Needs no database and no disk, so that it can run in a thread of its own. */
export function readTestFile(bytes: Uint8Array, file: FileToRead): TestReading {
  const reading = readCyclerFile(bytes, file.fileName, {
    inflateRaw: (deflated, expectedSize) => inflateRawSync(deflated, { maxOutputLength: expectedSize + 1 }),
  })
  if (!reading.ok) return reading
  if (reading.kind === 'impedance')
    return {
      ok: false,
      message: `This is an impedance spectrum (${reading.instrument}); expected a cycling record. The file is kept.`,
    }
  const { table, format, instrument, readerVersion } = reading
  const cycles = cycleFigures(table, { kind: file.kind, dwellVoltageV: file.dwellVoltageV ?? undefined })
  const cRate = rateOf(table, file)
  const known: TestConditions = cRate === null ? {} : { cRate }
  const results = testResults(cycles, { kind: file.kind, activeMassMg: file.activeMassMg, conditions: known })
  const warnings = reading.warnings.slice(0, mostWarnings)
  const unsaid = reading.warnings.length - warnings.length
  if (unsaid > 0) warnings.push({ code: 'more', message: `${unsaid} more warnings of this file are not kept.` })
  if (results.length === 0)
    warnings.push({ code: 'no-complete-cycle', message: 'No cycle is complete, so no figure of merit was taken.' })
  return {
    ok: true,
    format,
    instrument,
    readerVersion,
    rowCount: table.rowCount,
    warnings,
    conditions: results[0]?.conditions ?? known,
    cycles,
    results: results.map((result) => ({ ...result, figure: recordedAs[result.figure] ?? result.figure })),
  }
}

/** The record speaks of a paper's results and of a file's by the same names, or they would never meet in one column. */
const recordedAs: Partial<Record<TestResult['figure'], string>> = { finalDischargeCapacity: 'finalCapacity' }

/**
 * C-rate on discharge: the current over the capacity that the powder's data sheet gives to this mass. Null when mass or
 * capacity are not known, and when the test ran at several rates, where no single one would be true.
 */
function rateOf(table: CyclerTable, { activeMassMg, capacityMAhPerG }: FileToRead): number | null {
  if (activeMassMg === null || capacityMAhPerG === null) return null
  let largest = 0
  for (const current of table.currentA) if (-current > largest) largest = -current
  const discharge: number[] = []
  // Below 1 ‰ of the largest it is the offset of an open circuit.
  for (const current of table.currentA) if (-current > largest * 1e-3) discharge.push(-current)
  if (discharge.length === 0) return null
  discharge.sort((a, b) => a - b)
  const at = (share: number) => discharge[Math.floor(share * (discharge.length - 1))] ?? 0
  const middle = at(0.5)
  if (at(0.1) < 0.9 * middle || at(0.9) > 1.1 * middle) return null
  const nominalAh = (activeMassMg * capacityMAhPerG) / 1e6
  return nominalAh > 0 ? Number((middle / nominalAh).toPrecision(3)) : null
}
