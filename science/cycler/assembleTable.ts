import {
  type ComputedColumn,
  type CyclerTable,
  emptyCyclerTable,
  type ImpedanceTable,
  type NumericColumn,
  type OtherColumn,
  valuesOf,
  type WholeColumn,
} from './columns'
import { runningTotal, splitByDirection, splitSignedCounter, type TwoTotals } from './counters'
import type { ReadingWarning } from './reading'
import type { Quantity } from './text/header'

/** Columns as a reader found them, in the units that the table keeps (s, V, A, Ah, Wh, °C, Hz, Ω), not yet made uniform. */
export interface RawColumns {
  rowCount: number
  values: Partial<Record<Quantity, Float64Array>>
  /** instead of those in `values`, as the instrument writes them */
  voltage?: NumericColumn
  current?: NumericColumn
  /** instead of those in `values`, with `countersRunOn`: they are not looked at here */
  computed?: Partial<Record<'unixTimeS' | 'stepTimeS' | 'chargeEnergyWh' | 'dischargeEnergyWh', ComputedColumn>>
  /** counters that a reader has as whole numbers already, instead of those in `values` */
  cycle?: WholeColumn
  step?: WholeColumn
  /** instead of `values.stepName` */
  stepCodes?: Uint8Array
  /** the words behind the codes in `values.stepName` */
  stepNames?: readonly string[]
  others?: readonly OtherColumn[]
  /** Capacities and energies of both directions never restart and never fall: they are taken as they stand, from the first row on. */
  countersRunOn?: boolean
  /** The signed counter is known to restart with each half cycle. */
  restartsWithHalfCycle?: boolean
}

export interface AssembledTable {
  table: CyclerTable
  warnings: ReadingWarning[]
}

/** Which way a step's name says that current goes: 1 charge, −1 discharge, 0 neither. */
export function directionOfStep(name: string): -1 | 0 | 1 {
  const word = name.trim().toLowerCase()
  if (/^d$|^dc?hg|d.?chg|disch|dischg|^dis$|entlad|放电|放電|lith(?!ium)/.test(word) && !/delith/.test(word)) return -1
  if (/^c$|^ch$|chg|charg|^cha|lade|充电|充電/.test(word)) return 1
  return 0
}

export function assembleTable(raw: RawColumns): AssembledTable {
  const warnings: ReadingWarning[] = []
  const { values, rowCount } = raw
  const current: NumericColumn | undefined = raw.current ?? values.current ?? values.averageCurrent
  // What is there is not allocated a second time: long records are most of what a reading needs.
  const table: CyclerTable = {
    ...emptyCyclerTable(0),
    rowCount,
    voltageV: raw.voltage ?? values.voltage ?? nothing(rowCount),
    currentA: current ?? nothing(rowCount),
  }
  table.unixTimeS = values.moment?.some(Number.isFinite) ? values.moment : null
  setTime(table, values.testTime, warnings)
  table.stepTimeS = values.stepTime ?? null
  table.temperatureC = values.temperature ?? null
  table.ambientTemperatureC = values.ambientTemperature ?? null
  const { stepNames = [], stepCodes } = raw
  if (stepNames.length > 0 && (stepCodes || values.stepName))
    table.stepKinds = { codes: stepCodes ?? stepCodesOf(values.stepName), names: stepNames }
  const halfCycle = values.halfCycle ? wholeNumbers(values.halfCycle) : null
  if (raw.cycle) table.cycle = raw.cycle
  else setCycle(table, values.cycle, halfCycle, warnings)
  table.step = raw.step ?? (values.step ? wholeNumbers(values.step) : countChanges(table.stepKinds?.codes ?? null))
  giveCurrentItsSign(table, current !== undefined, warnings)
  if (current !== undefined && (raw.step || values.step)) guessSignFromVoltage(table, warnings)
  if (!current && values.chargeIncrement) currentFromIncrements(table, values.chargeIncrement)

  if (raw.countersRunOn) {
    table.chargeCapacityAh = fromFirstRow(values.chargeCapacity)
    table.dischargeCapacityAh = fromFirstRow(values.dischargeCapacity)
    table.chargeEnergyWh = fromFirstRow(values.chargeEnergy)
    table.dischargeEnergyWh = fromFirstRow(values.dischargeEnergy)
    table.others = raw.others ?? []
    return { table: { ...table, ...raw.computed }, warnings }
  }
  const direction = directions(table)
  const segments =
    halfCycle ?? (table.cycle && table.step ? combine(table.cycle, table.step) : (table.step ?? table.cycle))
  const charge = passed(
    values.chargeCapacity,
    values.dischargeCapacity,
    values.signedCapacity,
    values.capacity,
    direction,
    segments,
    raw.restartsWithHalfCycle,
  )
  table.chargeCapacityAh = charge?.charge ?? null
  table.dischargeCapacityAh = charge?.discharge ?? null
  const energy = passed(values.chargeEnergy, values.dischargeEnergy, undefined, values.energy, direction, segments)
  table.chargeEnergyWh = energy?.charge ?? null
  table.dischargeEnergyWh = energy?.discharge ?? null
  table.others = raw.others ?? []
  return { table, warnings }
}

function nothing(rowCount: number): Float64Array {
  return new Float64Array(rowCount).fill(Number.NaN)
}

function stepCodesOf(stepName: ArrayLike<number> = []): Uint8Array {
  return Uint8Array.from(stepName, (code) => (code >= 0 ? code : 255))
}

/** In place: a counter is handed over by its reader. */
export function fromFirstRow(counter: Float64Array): Float64Array
export function fromFirstRow(counter: Float64Array | undefined): Float64Array | null
export function fromFirstRow(counter: Float64Array | undefined): Float64Array | null {
  if (counter === undefined) return null
  const first = counter[0] ?? 0
  if (first !== 0) for (let row = 0; row < counter.length; row++) counter[row] = (counter[row] as number) - first
  return counter
}

/** A table of cycles rather than of rows: each line says what passed in its cycle. */
export function assembleSummary(raw: RawColumns): AssembledTable {
  const table = emptyCyclerTable(raw.rowCount)
  const { values } = raw
  if (values.testTime) table.testTimeS = values.testTime
  table.cycle = values.cycle ? wholeNumbers(values.cycle) : null
  table.chargeCapacityAh = values.chargeCapacity ? sums(values.chargeCapacity) : null
  table.dischargeCapacityAh = values.dischargeCapacity ? sums(values.dischargeCapacity) : null
  table.chargeEnergyWh = values.chargeEnergy ? sums(values.chargeEnergy) : null
  table.dischargeEnergyWh = values.dischargeEnergy ? sums(values.dischargeEnergy) : null
  const message =
    'The file is a summary with one row per cycle: capacities and energies are there, voltage and current over time are not.'
  return { table, warnings: [{ code: 'summary-only', message }] }
}

function sums(values: Float64Array): Float64Array {
  let sum = 0
  return values.map((value) => {
    if (Number.isFinite(value)) sum += Math.abs(value)
    return sum
  })
}

function setTime(table: CyclerTable, testTime: Float64Array | undefined, warnings: ReadingWarning[]): void {
  const clock = valuesOf(table.unixTimeS)
  if (testTime || clock === null) {
    table.testTimeS = testTime ?? nothing(table.rowCount)
    return
  }
  const first = clock.find(Number.isFinite) ?? 0
  table.testTimeS = Float64Array.from(clock, (moment) => moment - first)
  warnings.push({
    code: 'time-from-clock',
    message: 'The file has no time column; time is counted from the first time stamp.',
  })
}

function setCycle(
  table: CyclerTable,
  cycle: Float64Array | undefined,
  halfCycle: Int32Array | null,
  warnings: ReadingWarning[],
): void {
  if (cycle) {
    const isWhole = cycle.every((value) => !Number.isFinite(value) || Math.abs(value - Math.round(value)) < 1e-6)
    if (isWhole) table.cycle = wholeNumbers(cycle)
    else
      warnings.push({
        code: 'cycle-not-whole',
        message: 'The cycle column holds broken numbers and is left aside; cycles are recounted.',
      })
  }
  if (table.cycle === null && halfCycle !== null) table.cycle = halfCycle.map((half) => Math.floor(half / 2))
}

/** Numbers of a counter; a gap keeps the number before it. */
function wholeNumbers(values: Float64Array): Int32Array {
  const whole = new Int32Array(values.length)
  let last = 0
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number
    if (Number.isFinite(value)) last = Math.round(value)
    whole[row] = last
  }
  return whole
}

function countChanges(codes: Uint8Array | null): Int32Array | null {
  if (codes === null) return null
  const counts = new Int32Array(codes.length)
  let count = 1
  for (let row = 0; row < codes.length; row++) {
    if (row > 0 && codes[row] !== codes[row - 1]) count++
    counts[row] = count
  }
  return counts
}

function combine(cycle: WholeColumn, step: WholeColumn): Float64Array {
  const both = new Float64Array(cycle.length)
  for (let row = 0; row < cycle.length; row++) both[row] = (cycle[row] as number) * 65536 + (step[row] as number)
  return both
}

/** A current that is never negative although steps are named discharge has no sign: the step's name gives it one. */
function giveCurrentItsSign(table: CyclerTable, hasCurrent: boolean, warnings: ReadingWarning[]): void {
  const kinds = table.stepKinds
  if (!hasCurrent || kinds === null) return
  const ways = kinds.names.map(directionOfStep)
  let flowsInDischarge = false
  for (let row = 0; row < table.rowCount; row++) {
    const value = table.currentA[row] as number
    if (value < 0) return
    if (value > 0 && ways[kinds.codes[row] as number] === -1) flowsInDischarge = true
  }
  if (!flowsInDischarge) return
  table.currentA = table.currentA.map((value, row) => (ways[kinds.codes[row] as number] === -1 ? -value : value))
  warnings.push({
    code: 'current-unsigned',
    message: 'The file gives current without a sign; rows in discharge steps were made negative.',
  })
}

/** V; a step's voltage has to move this far before it says which way the current went */
const clearMove = 0.1

/**
 * Where nothing tells charge from discharge, the voltage does: it falls over a step that discharges. Only where some steps with
 * current rise and others fall clearly; a file of one direction is left as it is.
 */
function guessSignFromVoltage(table: CyclerTable, warnings: ReadingWarning[]): void {
  const { currentA, voltageV, step, cycle, rowCount } = table
  if (step === null) return
  if (table.stepKinds?.names.some((name) => directionOfStep(name) !== 0)) return
  let largest = 0
  for (const value of currentA) {
    if (value < 0) return
    if (value > largest && value < Number.POSITIVE_INFINITY) largest = value
  }
  if (largest === 0) return
  const falling: { from: number; to: number }[] = []
  let rising = 0
  let from = 0
  for (let row = 1; row <= rowCount; row++) {
    if (row < rowCount && step[row] === step[from] && (cycle === null || cycle[row] === cycle[from])) continue
    const first = voltageV[from] as number
    const last = voltageV[row - 1] as number
    if (row - from > 2 && (currentA[Math.floor((from + row) / 2)] as number) > 0.01 * largest) {
      if (last - first > clearMove) rising++
      else if (first - last > clearMove) falling.push({ from, to: row })
    }
    from = row
  }
  if (rising === 0 || falling.length === 0) return
  const signed = currentA.slice()
  for (const { from: first, to } of falling)
    for (let row = first; row < to; row++) signed[row] = -(signed[row] as number)
  table.currentA = signed
  warnings.push({
    code: 'current-sign-guessed',
    message: `The file gives current without a sign and no word for the direction; it was made negative in the ${falling.length} steps whose voltage falls by more than ${clearMove} V. Please check.`,
  })
}

function currentFromIncrements(table: CyclerTable, increments: Float64Array): void {
  const current = new Float64Array(table.rowCount)
  for (let row = 1; row < table.rowCount; row++) {
    const elapsed = (table.testTimeS[row] as number) - (table.testTimeS[row - 1] as number)
    current[row] = elapsed > 0 ? ((increments[row] as number) * 3600) / elapsed : 0
  }
  table.currentA = current
}

function directions(table: CyclerTable): Int8Array {
  const ways = table.stepKinds?.names.map(directionOfStep) ?? []
  const codes = table.stepKinds?.codes
  const named = ways.some((way) => way !== 0)
  const direction = new Int8Array(table.rowCount)
  for (let row = 0; row < table.rowCount; row++) {
    const way = named && codes ? (ways[codes[row] as number] ?? 0) : 0
    direction[row] = way !== 0 ? way : Math.sign(table.currentA[row] as number) || 0
  }
  return direction
}

function passed(
  charge: Float64Array | undefined,
  discharge: Float64Array | undefined,
  signed: Float64Array | undefined,
  single: Float64Array | undefined,
  direction: Int8Array,
  segments: ArrayLike<number> | null,
  restarts = false,
): TwoTotals | null {
  if (charge && discharge) return { charge: runningTotal(charge), discharge: runningTotal(withoutSign(discharge)) }
  if (signed) return splitSignedCounter(signed, segments, restarts, direction)
  if (single)
    return runsBothWays(single, direction)
      ? splitSignedCounter(single, segments, false, direction)
      : splitByDirection(single, direction, segments)
  return null
}

/** Some programs write what was discharged as a negative number. */
function withoutSign(counter: Float64Array): Float64Array {
  let below = 0
  let above = 0
  for (const value of counter) {
    if (value < 0) below++
    else if (value > 0) above++
  }
  return below > above ? counter.map((value) => -value) : counter
}

/** Does a single counter run down on discharge, instead of up? Decided by the rows themselves. */
function runsBothWays(counter: Float64Array, direction: Int8Array): boolean {
  let down = 0
  let up = 0
  for (let row = 1; row < counter.length; row++) {
    if (direction[row] !== -1 || direction[row - 1] !== -1) continue
    const change = (counter[row] as number) - (counter[row - 1] as number)
    if (change < 0) down++
    else if (change > 0) up++
  }
  return down > up
}

export interface AssembledSpectra {
  table: ImpedanceTable
  warnings: ReadingWarning[]
}

/** Points with a frequency above 0, in the file's order; from modulus and phase where the parts are not there. */
export function assembleSpectra(raw: RawColumns): AssembledSpectra | null {
  const { values } = raw
  const frequency = values.frequency
  if (!frequency) return null
  const part = parts(values, raw.rowCount)
  if (part === null) return null
  const keep: number[] = []
  for (let row = 0; row < raw.rowCount; row++) {
    const f = frequency[row] as number
    if (
      f > 0 &&
      Number.isFinite(f) &&
      Number.isFinite(part.re[row] as number) &&
      Number.isFinite(part.im[row] as number)
    )
      keep.push(row)
  }
  const pick = (from: Float64Array) => Float64Array.from(keep, (row) => from[row] as number)
  const spectrum = values.spectrum ?? values.cycle
  const table: ImpedanceTable = {
    pointCount: keep.length,
    frequencyHz: pick(frequency),
    reZOhm: pick(part.re),
    imZOhm: pick(part.im),
    spectrum: spectrum ? Int32Array.from(keep, (row) => spectrum[row] as number) : null,
  }
  const warnings: ReadingWarning[] = []
  const left = raw.rowCount - keep.length
  if (left > 0) {
    warnings.push({
      code: 'rows-without-frequency',
      message: `${left} rows without a frequency above 0 are no impedance points and were left out.`,
    })
  }
  return { table, warnings }
}

function parts(values: RawColumns['values'], rowCount: number): { re: Float64Array; im: Float64Array } | null {
  const { reZ, imZ, minusImZ, modulusZ, phase } = values
  if (reZ && imZ) return { re: reZ, im: imZ }
  if (reZ && minusImZ) return { re: reZ, im: minusImZ.map((value) => -value) }
  if (!modulusZ || !phase) return null
  const re = new Float64Array(rowCount)
  const im = new Float64Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    const angle = ((phase[row] as number) * Math.PI) / 180
    re[row] = (modulusZ[row] as number) * Math.cos(angle)
    im[row] = (modulusZ[row] as number) * Math.sin(angle)
  }
  return { re, im }
}
