import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { readCyclerFile } from './read'
import type { ReadingWarning, ReadOptions } from './reading'

/** What a file will say once it is uploaded: enough to see that it is the right one. */
export type FilePreview =
  | {
      ok: true
      kind: 'cycling'
      format: string
      instrument: string
      rowCount: number
      /** V */
      firstV: number | null
      lastV: number | null
      /** by the file's own counter where it has one */
      cycleCount: number
      /** the first of them */
      cycles: PreviewedCycle[]
      warnings: ReadingWarning[]
    }
  | {
      ok: true
      kind: 'impedance'
      format: string
      instrument: string
      pointCount: number
      /** Hz */
      lowestHz: number
      highestHz: number
      warnings: ReadingWarning[]
    }
  | { ok: false; message: string }

export interface PreviewedCycle {
  cycle: number
  rows: number
  chargeCapacityMAh: number | null
  dischargeCapacityMAh: number | null
}

const cyclesShown = 5
const warningsShown = 20

/** Reads a whole file and keeps of it what a person looks at before uploading it, or before keeping a mapping. */
export function previewCyclerFile(bytes: Uint8Array, fileName: string, options: ReadOptions = {}): FilePreview {
  const reading = readCyclerFile(bytes, fileName, options)
  if (!reading.ok) return { ok: false, message: reading.message }
  const { format, instrument } = reading
  const warnings = reading.warnings.slice(0, warningsShown)
  if (reading.kind === 'impedance') {
    const { pointCount, frequencyHz } = reading.table
    const [lowestHz, highestHz] = frequencyHz.reduce(
      ([low, high], value): [number, number] => [Math.min(low, value), Math.max(high, value)],
      [Number.POSITIVE_INFINITY, 0] as [number, number],
    )
    return { ok: true, kind: 'impedance', format, instrument, pointCount, lowestHz, highestHz, warnings }
  }
  const { table } = reading
  const cycles = cycleFigures(table, { kind: 'full' })
  const volts = (row: number) => {
    const value = table.voltageV[row]
    return value !== undefined && Number.isFinite(value) ? value : null
  }
  return {
    ok: true,
    kind: 'cycling',
    format,
    instrument,
    rowCount: table.rowCount,
    firstV: volts(0),
    lastV: volts(table.rowCount - 1),
    cycleCount: cycles.length,
    cycles: cycles.slice(0, cyclesShown).map(({ cycle, rows, chargeCapacityMAh, dischargeCapacityMAh }) => ({
      cycle,
      rows,
      chargeCapacityMAh,
      dischargeCapacityMAh,
    })),
    warnings,
  }
}
