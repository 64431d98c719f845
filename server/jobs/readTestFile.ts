import type { MappingUsed, ReadingWarning, TestConditions } from '@/db/schema/tests'
import type { CyclerTable, ImpedanceTable } from '@/science/cycler/columns'
import type { Gap } from '@/science/cycler/stitch'
import { checkMass } from '@/science/electrochemistry/checkMass'
import { type CellKind, type CycleFigures, cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { hysteresis } from '@/science/electrochemistry/hysteresis'
import { rowsOf, type TestResult, testResults } from '@/science/electrochemistry/testResults'
import { type CircuitId, findCircuit } from '@/science/impedance/circuits'
import { type CircuitFit, fitBestCircuit } from '@/science/impedance/fitCircuit'
import { spectraOf } from '@/science/impedance/spectrum'
import { type FilePart, type LabMapping, openRecord } from './openRecord'

/** What is known of the cell and of the lab before its files are read. */
export interface FileToRead {
  kind: CellKind
  activeMassMg: number | null
  /** V of the recipe's cathode at or above which oxygen is driven out; null when nobody said. */
  dwellVoltageV: number | null
  /** Of the recipe's cathode powder; with the mass it makes a C-rate of a current. */
  capacityMAhPerG: number | null
  /** Those that the lab has, the newest version of each. */
  mappings: readonly LabMapping[]
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
      spectra: SpectrumRead[]
      results: ResultRead[]
      mapping: MappingUsed | null
      gaps: readonly Gap[]
    }
  | { ok: false; message: string }

/** A figure of merit under the name that the record gives it. */
export type ResultRead = Omit<TestResult, 'figure' | 'unit' | 'atCycle'> & {
  figure: string
  unit: string
  atCycle: number | null
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
 * Bytes to figures. Needs no database and no disk, so that it can run in a thread of its own.
 * @param onOpened called between reading the bytes and computing from them
 */
export function readTestFile(parts: readonly FilePart[], file: FileToRead, onOpened?: () => void): TestReading {
  const { reading, mapping, gaps } = openRecord(parts, file.mappings)
  onOpened?.()
  if (!reading.ok) return reading
  const { format, instrument, readerVersion } = reading
  const table = reading.kind === 'cycling' ? reading.table : (reading.record ?? null)
  const points = reading.kind === 'impedance' ? reading.table : (reading.spectra ?? null)
  const warnings: ReadingWarning[] = reading.warnings.slice(0, mostWarnings)
  const unsaid = reading.warnings.length - warnings.length
  if (unsaid > 0) warnings.push({ code: 'more', message: `${unsaid} more warnings of this file are not kept.` })
  const impedance = points === null ? { spectra: [], results: [] } : impedanceOf(points, warnings)
  const cycling = table === null ? { cycles: [], results: [], known: {} } : cyclingOf(table, file, warnings)
  if (points === null && cycling.results.length === 0)
    warnings.push({ code: 'no-complete-cycle', message: 'No cycle is complete, so no figure of merit was taken.' })
  return {
    ok: true,
    format,
    instrument,
    readerVersion,
    rowCount: table === null ? (points?.pointCount ?? 0) : table.rowCount,
    warnings,
    conditions: cycling.results[0]?.conditions ?? cycling.known,
    cycles: cycling.cycles,
    spectra: impedance.spectra,
    results: [...cycling.results, ...impedance.results],
    mapping,
    gaps,
  }
}

function cyclingOf(
  table: CyclerTable,
  file: FileToRead,
  warnings: ReadingWarning[],
): { cycles: CycleFigures[]; results: ResultRead[]; known: TestConditions } {
  const cycles = cycleFigures(table, { kind: file.kind, dwellVoltageV: file.dwellVoltageV ?? undefined })
  const cRate = rateOf(table, file)
  const known: TestConditions = cRate === null ? {} : { cRate }
  const { kind, activeMassMg, capacityMAhPerG } = file
  const results = testResults(cycles, { kind, activeMassMg, oneCMAhPerG: capacityMAhPerG, conditions: known })
  const doubt = checkMass(cycles, { kind, activeMassMg, capacityMAhPerG })
  if (doubt !== null) warnings.push(doubt)
  return {
    cycles,
    results: [
      ...results.map((result) => ({ ...result, figure: recordedAs[result.figure] ?? result.figure })),
      ...hysteresisOf(table, cycles, results),
    ],
    known,
  }
}

/** ΔV of the dQ/dV peaks, at the reference cycle and at the last one that retention was taken at. */
function hysteresisOf(
  table: CyclerTable,
  cycles: readonly CycleFigures[],
  results: readonly TestResult[],
): ResultRead[] {
  const reference = results.find((result) => result.figure === 'referenceDischargeCapacity')
  const last = results.find((result) => result.figure === 'retention')
  return [reference, last].flatMap((result) => {
    const cycle = cycles.find((one) => one.cycle === result?.atCycle)
    const found = cycle && result ? hysteresis(table, cycle.firstRow - 1, cycle.lastRow - 1) : null
    if (!found || !cycle || !result) return []
    return [
      {
        figure: 'deltaV',
        value: found.deltaV,
        unit: 'V',
        atCycle: cycle.cycle,
        referenceCycle: null,
        conditions: result.conditions,
        how: `dQ/dV peak on charge (${found.chargePeakV.toFixed(3)} V) less that on discharge (${found.dischargePeakV.toFixed(3)} V), ${rowsOf(cycle)}; bins of 10 mV, Savitzky–Golay over 5 bins`,
      },
    ]
  })
}

const resistances: Readonly<Record<string, string>> = { R_s: 'Rs', R_f: 'Rf', R_ct: 'Rct' }

/** The sweeps of a file, and what an equivalent circuit says of them. */
function impedanceOf(
  points: ImpedanceTable,
  warnings: ReadingWarning[],
): { spectra: SpectrumRead[]; results: ResultRead[] } {
  const all = spectraOf(points)
  const kept = all.slice(0, mostSpectra)
  if (kept.length < all.length)
    warnings.push({
      code: 'more-spectra',
      message: `The file holds ${all.length} sweeps; the first ${kept.length} are kept here.`,
    })
  const results: ResultRead[] = []
  const spectra = kept.map((spectrum, index) => {
    const isFitted = index < mostFits - 1 || index === kept.length - 1
    const outcome = isFitted ? fitBestCircuit(spectrum) : null
    if (outcome !== null && !outcome.ok)
      warnings.push({ code: 'no-fit', message: `Sweep ${index + 1}: ${outcome.message}` })
    if (outcome?.ok) results.push(...resistancesOf(outcome.fit, index + 1, kept.length))
    const circuit: CircuitId | null = outcome?.ok ? outcome.fit.circuit : null
    return {
      number: index + 1,
      frequencyHz: Array.from(spectrum.frequencyHz),
      reZOhm: Array.from(spectrum.reZOhm),
      imZOhm: Array.from(spectrum.imZOhm),
      circuit,
    }
  })
  return { spectra, results }
}

function resistancesOf(fit: CircuitFit, number: number, count: number): ResultRead[] {
  const { label } = findCircuit(fit.circuit)
  const sweep = count > 1 ? `sweep ${number} of ${count}, ` : ''
  return fit.parameters.flatMap(({ name, value, low, high }) => {
    const figure = resistances[name]
    // A resistance that the data do not determine is no result.
    if (figure === undefined || low === null || high === null) return []
    const range = `95 % interval ${Number(low.toPrecision(3))} to ${Number(high.toPrecision(3))} Ω`
    return [
      {
        figure,
        value,
        unit: 'ohm',
        atCycle: null,
        referenceCycle: null,
        conditions: {},
        how: `${sweep}fit of ${label} to ${fit.frequencyHz.length} points, weighted by |Z|; ${range}; residual ${fit.rmsPercent.toPrecision(2)} % of |Z|${fit.inductivePoints > 0 ? `; ${fit.inductivePoints} inductive points left out` : ''}`,
      },
    ]
  })
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
