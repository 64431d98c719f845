import type { MappingUsed, ReadingWarning } from '@/db/schema/tests'
import type { ImpedanceTable } from '@/science/cycler/columns'
import type { StatedOneC } from '@/science/cycler/reading'
import type { Gap, PlacedPart } from '@/science/cycler/stitch'
import { type CellKind, type CycleFigures, cycleFigures } from '@/science/electrochemistry/cycleFigures'
import type { CircuitId } from '@/science/impedance/circuits'
import { fitBestCircuit } from '@/science/impedance/fitCircuit'
import { type ResistanceFigure, resistancesOf } from '@/science/impedance/resistances'
import { spectraOf } from '@/science/impedance/spectrum'
import { writeColumns } from '../columns/columnFile'
import { type FilePart, type LabMapping, openRecord } from './openRecord'

/** What is known of the cell and of the lab before its files are read. */
export interface FileToRead {
  kind: CellKind
  /** V of the recipe's cathode at or above which oxygen is driven out; null when nobody said. */
  dwellVoltageV: number | null
  /** Those that the lab has, the newest version of each. */
  mappings: readonly LabMapping[]
  /** Where the rows are kept for the charts; null: nowhere. */
  columnsPath: string | null
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
      cycles: CycleFigures[]
      spectra: SpectrumRead[]
      /** of the spectra; what the cycles give is computed of them where the cell and people's decisions are known */
      resistances: ResistanceFigure[]
      mapping: MappingUsed | null
      gaps: readonly Gap[]
      places: readonly PlacedPart[]
      statedOneC: StatedOneC | null
    }
  | { ok: false; message: string }

/** How far a reading has come: the bytes are being read, or figures are being computed from what was read. */
export interface ReadingProgress {
  stage: 'reading' | 'computing'
  /** 0 to 1, of both together */
  share: number
}

export interface SpectrumRead {
  /** place in the file, from 1 */
  number: number
  frequencyHz: readonly number[]
  reZOhm: readonly number[]
  imZOhm: readonly number[]
  circuit: CircuitId | null
}

const mostWarnings = 100
/** A potentiostat may run a sweep each hour for months; a page shows so many. */
const mostSpectra = 200
/** Fitting takes some tenths of a second; of a long series the first and the last are fitted at once. */
const mostFits = 12

/**
 * Bytes to figures. Needs no database, so that it can run in a thread of its own.
 * @param tell called now and then with how far it is: the bytes are half of the work, the columns for the charts a fifth
 */
export function readTestFile(
  parts: readonly FilePart[],
  file: FileToRead,
  tell: (progress: ReadingProgress) => void = () => {},
): TestReading {
  const { reading, mapping, gaps, places } = openRecord(parts, file.mappings, (share) =>
    tell({ stage: 'reading', share: 0.5 * share }),
  )
  tell({ stage: 'computing', share: 0.5 })
  if (!reading.ok) return reading
  const { format, instrument, readerVersion } = reading
  const table = reading.kind === 'cycling' ? reading.table : (reading.record ?? null)
  if (table !== null && file.columnsPath !== null) writeColumns(file.columnsPath, table)
  tell({ stage: 'computing', share: 0.7 })
  const points = reading.kind === 'impedance' ? reading.table : (reading.spectra ?? null)
  const warnings: ReadingWarning[] = reading.warnings.slice(0, mostWarnings)
  const unsaid = reading.warnings.length - warnings.length
  if (unsaid > 0) warnings.push({ code: 'more', message: `${unsaid} more warnings of this file are not kept.` })
  const impedance = points === null ? { spectra: [], resistances: [] } : impedanceOf(points, warnings)
  const { kind, dwellVoltageV } = file
  return {
    ok: true,
    format,
    instrument,
    readerVersion,
    rowCount: table === null ? (points?.pointCount ?? 0) : table.rowCount,
    warnings,
    cycles:
      table === null
        ? []
        : cycleFigures(table, {
            kind,
            dwellVoltageV: dwellVoltageV ?? undefined,
            breaks: gaps.map(({ row }) => row),
            onProgress: (share) => tell({ stage: 'computing', share: 0.7 + 0.3 * share }),
          }),
    ...impedance,
    mapping,
    gaps,
    places,
    statedOneC: reading.oneC ?? null,
  }
}

/** The sweeps of a file, and what an equivalent circuit says of them. */
function impedanceOf(
  points: ImpedanceTable,
  warnings: ReadingWarning[],
): { spectra: SpectrumRead[]; resistances: ResistanceFigure[] } {
  const all = spectraOf(points)
  const kept = all.slice(0, mostSpectra)
  if (kept.length < all.length)
    warnings.push({
      code: 'more-spectra',
      message: `The file holds ${all.length} sweeps; the first ${kept.length} are kept here.`,
    })
  const resistances: ResistanceFigure[] = []
  const spectra = kept.map((spectrum, index) => {
    const isFitted = index < mostFits - 1 || index === kept.length - 1
    const outcome = isFitted ? fitBestCircuit(spectrum) : null
    if (outcome !== null && !outcome.ok)
      warnings.push({ code: 'no-fit', message: `Sweep ${index + 1}: ${outcome.message}` })
    if (outcome?.ok) resistances.push(...resistancesOf(outcome.fit, { number: index + 1, count: kept.length }))
    const circuit: CircuitId | null = outcome?.ok ? outcome.fit.circuit : null
    return {
      number: index + 1,
      frequencyHz: Array.from(spectrum.frequencyHz),
      reZOhm: Array.from(spectrum.reZOhm),
      imZOhm: Array.from(spectrum.imZOhm),
      circuit,
    }
  })
  return { spectra, resistances }
}
