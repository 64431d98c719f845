import { type CyclerTable, columnsOf, type ImpedanceTable, type NumericColumn } from '@/science/cycler/columns'
import { exportColumns } from '@/science/cycler/exportColumns'
import { exportParquet } from '@/science/cycler/exportParquet'
import { guessedMap, previewTable } from '@/science/cycler/mapTable'
import { type ReadingWarning, readCyclerFile } from '@/science/cycler/read'
import type { ColumnMap } from '@/science/cycler/reading'
import { type RecordPart, stitchRecords } from '@/science/cycler/stitch'
import { type CycleFigures, cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { columnMapSchema } from '../columnMapSchema'
import { inflateRaw } from '../jobs/openRecord'
import { CommandProblem } from './problem'

export interface ReadCommandOptions {
  /** mg of active material; adds capacities per gram */
  massMg?: number
  /** also give the normalised columns */
  columns?: 'csv' | 'parquet'
  /** how the columns of an unknown table are to be taken */
  map?: ColumnMap
}

export interface ReadCommandResult {
  stdout: string
  stderr: string
  exitCode: 0 | 1
  columnsFile?: string | Uint8Array
}

interface CycleLine {
  cycle: number
  rows: number
  chargeCapacityMAh: number | null
  dischargeCapacityMAh: number | null
  chargeCapacityMAhPerG?: number | null
  dischargeCapacityMAhPerG?: number | null
  coulombicEfficiency: number | null
  meanChargeV: number | null
  meanDischargeV: number | null
}

/** `interphase read FILE`: what a file says, as JSON. The efficiency is discharge/charge in %, as for a cathode half cell or a full cell. */
export function readCommand(bytes: Uint8Array, fileName: string, options: ReadCommandOptions = {}): ReadCommandResult {
  const reading = readCyclerFile(bytes, fileName, { inflateRaw, columnMap: options.map })
  if (!reading.ok) return { stdout: '', stderr: `${fileName}: ${reading.message}\n`, exitCode: 1 }
  if (reading.kind === 'impedance') {
    const { table, format, instrument, warnings } = reading
    const report = {
      format,
      instrument,
      ...spectrumReport(table),
      ...(reading.record === undefined ? {} : recordReport(reading.record, options)),
      warnings,
    }
    return { stdout: `${JSON.stringify(report, null, 2)}\n`, stderr: '', exitCode: 0, ...impedanceCsv(options, table) }
  }
  const { table } = reading
  const { rows, columns, ...cycles } = recordReport(table, options)
  const report = {
    format: reading.format,
    instrument: reading.instrument,
    rows,
    columns,
    warnings: reading.warnings satisfies readonly ReadingWarning[],
    // What the file's own rates go by, where it says so.
    ...(reading.oneC === undefined ? {} : { oneC: reading.oneC }),
    ...cycles,
    // A file that holds both says both, whichever it holds more of.
    ...(reading.spectra === undefined ? {} : spectrumReport(reading.spectra)),
  }
  return {
    stdout: `${JSON.stringify(report, null, 2)}\n`,
    stderr: '',
    exitCode: 0,
    ...columnsFile(options, table),
  }
}

/** `interphase read --preview FILE`: the columns of a table, and a mapping to begin with. */
export function previewCommand(bytes: Uint8Array, fileName: string): ReadCommandResult {
  const preview = previewTable(bytes, { inflateRaw })
  if (preview === null)
    return {
      stdout: '',
      stderr: `${fileName}: No table found: expected a line of names above lines of numbers.\n`,
      exitCode: 1,
    }
  const { sheet, columns } = preview
  return {
    stdout: `${JSON.stringify({ sheet, columns, map: guessedMap(preview) }, null, 2)}\n`,
    stderr: '',
    exitCode: 0,
  }
}

/** A mapping as people write it down: the `map` of a preview, corrected. Throws one clear line. */
export function readColumnMap(bytes: Uint8Array): ColumnMap {
  let found: unknown
  try {
    found = JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    throw new CommandProblem(`The mapping is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const checked = columnMapSchema.safeParse(found)
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  throw new CommandProblem(`The mapping has a mistake at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`)
}

/** `interphase read FILE FILE …`: the records of one cell as one, in time order, with the gaps between the files. */
export function readSeveral(
  files: readonly { name: string; bytes: Uint8Array }[],
  options: ReadCommandOptions = {},
): ReadCommandResult {
  const parts: RecordPart[] = []
  const warnings: ReadingWarning[] = []
  for (const { name, bytes } of files) {
    const reading = readCyclerFile(bytes, name, { inflateRaw, columnMap: options.map })
    if (!reading.ok) return { stdout: '', stderr: `${name}: ${reading.message}\n`, exitCode: 1 }
    const table = reading.kind === 'cycling' ? reading.table : reading.record
    if (table === undefined)
      return {
        stdout: '',
        stderr: `${name}: This is an impedance spectrum (${reading.instrument}); expected a cycling record to put together with the others.\n`,
        exitCode: 1,
      }
    parts.push({ name, table })
    warnings.push(...reading.warnings.map((warning) => ({ ...warning, message: `${name}: ${warning.message}` })))
  }
  const stitched = stitchRecords(parts)
  const { rows, columns, ...cycles } = recordReport(stitched.table, options)
  const report = {
    files: stitched.names,
    gaps: stitched.gaps,
    rows,
    columns,
    warnings: [...stitched.warnings, ...warnings],
    ...cycles,
  }
  return {
    stdout: `${JSON.stringify(report, null, 2)}\n`,
    stderr: '',
    exitCode: 0,
    ...columnsFile(options, stitched.table),
  }
}

function spectrumReport(table: ImpedanceTable) {
  return {
    points: table.pointCount,
    frequencyHz: Array.from(table.frequencyHz),
    reZOhm: Array.from(table.reZOhm),
    imZOhm: Array.from(table.imZOhm),
    ...(table.spectrum === null ? {} : { spectrum: Array.from(table.spectrum) }),
  }
}

function recordReport(table: CyclerTable, options: ReadCommandOptions) {
  const lines = (rule: 'counter' | 'charge-after-discharge') =>
    cycleFigures(table, { kind: 'full', rule }).map((figures) => cycleLine(figures, options.massMg))
  return {
    rows: table.rowCount,
    columns: [...columnsOf(table).map((column) => column.bdfName), ...table.others.map((column) => column.name)],
    cycles: lines('counter'),
    cyclesRecounted: lines('charge-after-discharge'),
    firstV: voltAt(table.voltageV, 0),
    lastV: voltAt(table.voltageV, table.rowCount - 1),
  }
}

function cycleLine(figures: CycleFigures, massMg: number | undefined): CycleLine {
  const perGram = (mAh: number | null) =>
    mAh === null || massMg === undefined || !(massMg > 0) ? null : (mAh * 1000) / massMg
  return {
    cycle: figures.cycle,
    rows: figures.rows,
    chargeCapacityMAh: figures.chargeCapacityMAh,
    dischargeCapacityMAh: figures.dischargeCapacityMAh,
    ...(massMg === undefined
      ? {}
      : {
          chargeCapacityMAhPerG: perGram(figures.chargeCapacityMAh),
          dischargeCapacityMAhPerG: perGram(figures.dischargeCapacityMAh),
        }),
    coulombicEfficiency: figures.coulombicEfficiencyPercent,
    meanChargeV: figures.meanChargeV,
    meanDischargeV: figures.meanDischargeV,
  }
}

function columnsFile({ columns }: ReadCommandOptions, table: CyclerTable): Pick<ReadCommandResult, 'columnsFile'> {
  if (columns === undefined) return {}
  return { columnsFile: columns === 'parquet' ? exportParquet(table) : [...exportColumns(table)].join('') }
}

function impedanceCsv(
  options: ReadCommandOptions,
  table: { pointCount: number; frequencyHz: Float64Array; reZOhm: Float64Array; imZOhm: Float64Array },
): { columnsFile?: string } {
  if (!options.columns) return {}
  const lines = ['frequency_hertz,real_impedance_ohm,imaginary_impedance_ohm']
  for (let point = 0; point < table.pointCount; point++) {
    lines.push(`${table.frequencyHz[point]},${table.reZOhm[point]},${table.imZOhm[point]}`)
  }
  return { columnsFile: `${lines.join('\n')}\n` }
}

function voltAt(voltageV: NumericColumn, row: number): number | null {
  const value = voltageV[row]
  return value !== undefined && Number.isFinite(value) ? value : null
}
