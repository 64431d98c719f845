import { type CyclerTable, type NumericColumn, valuesOf } from '@/science/cycler/columns'
import { energyOfCharge, integrateCurrent, integratePower, timeAt } from '@/science/cycler/counters'
import { peaksOf } from './peaks'
import { type CycleRule, type CycleSpan, restCurrent, splitCycles } from './splitCycles'

export type CellKind = 'cathode-half' | 'anode-half' | 'full'

export interface CycleOptions {
  kind: CellKind
  /** V; time at or above it is summed as the dwell time of the model */
  dwellVoltageV?: number
  /** rows (from 0) before which nobody measured, as where files were put together: no time at a voltage passes there */
  breaks?: readonly number[]
  /** told after each cycle which part of the rows (0 to 1) is done */
  onProgress?: (share: number) => void
  /** by the file's own counter unless said; recounted where the file has none */
  rule?: CycleRule
}

/** The figures of one cycle. What cannot be known is null. */
export interface CycleFigures {
  cycle: number
  rows: number
  chargeCapacityMAh: number | null
  dischargeCapacityMAh: number | null
  /** %, discharge/charge for cathode half cells and full cells, the inverse for anode half cells */
  coulombicEfficiencyPercent: number | null
  /** V, energy over capacity */
  meanChargeV: number | null
  meanDischargeV: number | null
  chargeEnergyMWh: number | null
  dischargeEnergyMWh: number | null
  maxV: number | null
  minV: number | null
  /** s at or above the dwell voltage; null when none was asked for */
  dwellS: number | null
  /** %, energy taken out over energy put in */
  energyEfficiencyPercent: number | null
  /** mA, the mean over the charge passed, so that a long tail at constant voltage weighs little; positive in both directions */
  chargeCurrentMA: number | null
  dischargeCurrentMA: number | null
  /** °C, mean over the rows; of the cell where it was measured, else of the chamber */
  temperatureC: number | null
  /** rows of the record that the figures were taken from, from 1; the cycle may be interrupted between them */
  firstRow: number
  lastRow: number
  /** V, the highest dQ/dV peak of either half cycle, by `usualSmoothing`; null where there is none */
  chargePeakV: number | null
  dischargePeakV: number | null
  /** the half cycle that was still running in the record's last row, and the voltage it had reached; null in all other cycles */
  open: { half: 'charge' | 'discharge'; atV: number } | null
}

/** Capacities from the file's counters where it has them, else from the integral of the current; likewise energies. */
export function cycleFigures(table: CyclerTable, options: CycleOptions): CycleFigures[] {
  const spans = splitCycles(table, options.rule ?? 'counter')
  const charge = capacityOf(table)
  const energy = energyOf(table)
  const byCycle = new Map<number, CycleSpan[]>()
  for (const span of spans) {
    const known = byCycle.get(span.cycle)
    if (known) known.push(span)
    else byCycle.set(span.cycle, [span])
  }
  const floor = restCurrent(table.currentA)
  return [...byCycle.entries()].map(([cycle, parts]) => {
    const figures = figuresOf(table, cycle, parts, charge, energy, floor, options)
    options.onProgress?.(figures.lastRow / table.rowCount)
    return figures
  })
}

interface Totals {
  charge: Float64Array
  discharge: Float64Array
}

export function capacityOf(table: CyclerTable): Totals {
  const { chargeCapacityAh, dischargeCapacityAh } = table
  if (chargeCapacityAh && dischargeCapacityAh) return { charge: chargeCapacityAh, discharge: dischargeCapacityAh }
  return integrateCurrent(table.testTimeS, table.currentA)
}

function energyOf(table: CyclerTable): { charge: NumericColumn; discharge: NumericColumn } {
  const { chargeEnergyWh, dischargeEnergyWh } = table
  if (chargeEnergyWh && dischargeEnergyWh)
    return { charge: valuesOf(chargeEnergyWh), discharge: valuesOf(dischargeEnergyWh) }
  // Counters go on counting where rows are sparse or other techniques ran between them; the integral of the current does not know.
  if (table.chargeCapacityAh && table.dischargeCapacityAh) return energyOfCharge(capacityOf(table), table.voltageV)
  return integratePower(table.testTimeS, table.currentA, table.voltageV)
}

function figuresOf(
  table: CyclerTable,
  cycle: number,
  parts: readonly CycleSpan[],
  charge: Totals,
  energy: { charge: NumericColumn; discharge: NumericColumn },
  floorA: number,
  options: CycleOptions,
): CycleFigures {
  const passed = (total: NumericColumn) =>
    parts.reduce(
      (sum, { firstRow, lastRow }) =>
        sum + (total[lastRow] as number) - (firstRow > 0 ? (total[firstRow - 1] as number) : 0),
      0,
    )
  const chargeAh = passed(charge.charge)
  const dischargeAh = passed(charge.discharge)
  const chargeWh = passed(energy.charge)
  const dischargeWh = passed(energy.discharge)
  const range = voltageRange(table.voltageV, parts)
  return {
    cycle,
    rows: parts.reduce((sum, { firstRow, lastRow }) => sum + lastRow - firstRow + 1, 0),
    chargeCapacityMAh: finite(chargeAh * 1000),
    dischargeCapacityMAh: finite(dischargeAh * 1000),
    coulombicEfficiencyPercent: efficiency(chargeAh, dischargeAh, options.kind),
    meanChargeV: chargeAh > 0 ? finite(chargeWh / chargeAh) : null,
    meanDischargeV: dischargeAh > 0 ? finite(dischargeWh / dischargeAh) : null,
    chargeEnergyMWh: finite(chargeWh * 1000),
    dischargeEnergyMWh: finite(dischargeWh * 1000),
    maxV: range.maxV,
    minV: range.minV,
    dwellS:
      options.dwellVoltageV === undefined ? null : dwell(table, parts, options.dwellVoltageV, options.breaks ?? []),
    energyEfficiencyPercent: chargeWh > 0 ? finite((100 * dischargeWh) / chargeWh) : null,
    chargeCurrentMA: meanCurrent(table.currentA, parts, charge.charge, 1, floorA),
    dischargeCurrentMA: meanCurrent(table.currentA, parts, charge.discharge, -1, floorA),
    temperatureC: meanOf(table.temperatureC, parts) ?? meanOf(table.ambientTemperatureC, parts),
    firstRow: (parts[0]?.firstRow ?? 0) + 1,
    lastRow: (parts.at(-1)?.lastRow ?? 0) + 1,
    ...peaksOf(table, charge, parts, floorA),
    open: parts.at(-1)?.lastRow === table.rowCount - 1 ? openHalf(table, floorA) : null,
  }
}

/** Charge-weighted, of the rows that flow one way. */
function meanCurrent(
  currentA: NumericColumn,
  parts: readonly CycleSpan[],
  total: Float64Array,
  way: 1 | -1,
  floorA: number,
): number | null {
  let weighted = 0
  let passed = 0
  for (const { firstRow, lastRow } of parts) {
    for (let row = Math.max(1, firstRow); row <= lastRow; row++) {
      const size = (currentA[row] as number) * way
      const step = (total[row] as number) - (total[row - 1] as number)
      if (!(size > floorA) || !(step > 0)) continue
      weighted += size * step
      passed += step
    }
  }
  return passed > 0 ? finite((1000 * weighted) / passed) : null
}

function meanOf(values: NumericColumn | null, parts: readonly CycleSpan[]): number | null {
  if (values === null) return null
  let sum = 0
  let count = 0
  for (const { firstRow, lastRow } of parts) {
    for (let row = firstRow; row <= lastRow; row++) {
      const value = values[row] as number
      if (!Number.isFinite(value)) continue
      sum += value
      count++
    }
  }
  return count > 0 ? sum / count : null
}

/** A record that ends in a rest has ended its last half cycle; one that ends under current was cut off, or stopped just there. */
function openHalf(table: CyclerTable, floorA: number): CycleFigures['open'] {
  const last = table.rowCount - 1
  const current = table.currentA[last] as number
  const volt = table.voltageV[last] as number
  if (!(Math.abs(current) > floorA) || !Number.isFinite(volt)) return null
  return { half: current > 0 ? 'charge' : 'discharge', atV: volt }
}

export function efficiency(chargeAh: number, dischargeAh: number, kind: CellKind): number | null {
  const [over, under] = kind === 'anode-half' ? [chargeAh, dischargeAh] : [dischargeAh, chargeAh]
  // Below a nanoampere hour a capacity is the counter's last digit.
  return under > 1e-9 ? finite((100 * over) / under) : null
}

function voltageRange(
  voltageV: NumericColumn,
  parts: readonly CycleSpan[],
): { maxV: number | null; minV: number | null } {
  let maxV = Number.NEGATIVE_INFINITY
  let minV = Number.POSITIVE_INFINITY
  for (const { firstRow, lastRow } of parts) {
    for (let row = firstRow; row <= lastRow; row++) {
      const value = voltageV[row] as number
      if (!Number.isFinite(value)) continue
      if (value > maxV) maxV = value
      if (value < minV) minV = value
    }
  }
  return { maxV: finite(maxV), minV: finite(minV) }
}

/** Time at or above a voltage; between two rows the voltage is taken to run straight, so a crossing counts in part. */
function dwell(table: CyclerTable, parts: readonly CycleSpan[], thresholdV: number, breaks: readonly number[]): number {
  let seconds = 0
  for (const { firstRow, lastRow } of parts) {
    for (let row = firstRow + 1; row <= lastRow; row++) {
      const elapsed = timeAt(table.testTimeS, row) - timeAt(table.testTimeS, row - 1)
      if (!(elapsed > 0) || breaks.includes(row)) continue
      const before = (table.voltageV[row - 1] as number) - thresholdV
      const after = (table.voltageV[row] as number) - thresholdV
      if (before >= 0 && after >= 0) seconds += elapsed
      else if (before < 0 && after > 0) seconds += (elapsed * after) / (after - before)
      else if (before > 0 && after < 0) seconds += (elapsed * before) / (before - after)
    }
  }
  return seconds
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
