import type { CyclerTable } from '@/science/cycler/columns'
import { capacityOf } from './cycleFigures'
import { differentialCapacity, smooth } from './differentialCapacity'
import { restCurrent } from './splitCycles'

/** Bins of 10 mV, smoothed by Savitzky–Golay over five bins with a polynomial of second order. */
const binV = 0.01
const windowBins = 5
const order = 2

export interface Hysteresis {
  /** V of the highest dQ/dV peak on charge and on discharge */
  chargePeakV: number
  dischargePeakV: number
  /** V, charge peak less discharge peak */
  deltaV: number
}

/**
 * ΔV between the highest dQ/dV peaks of charge and discharge within some rows (first and last, from 0, inclusive).
 *
 * The outermost bins of each branch are not searched: what passes at constant voltage piles up there and is no peak of the material.
 * The peak's place is that of a parabola through the highest bin and its neighbours. Null where a branch has fewer than eight bins or
 * no peak inside.
 */
export function hysteresis(table: CyclerTable, firstRow: number, lastRow: number): Hysteresis | null {
  const totals = capacityOf(table)
  const floor = restCurrent(table.currentA)
  const charge = peakOf(table, totals.charge, firstRow, lastRow, 1, floor)
  const discharge = peakOf(table, totals.discharge, firstRow, lastRow, -1, floor)
  if (charge === null || discharge === null) return null
  return { chargePeakV: charge, dischargePeakV: discharge, deltaV: charge - discharge }
}

function peakOf(
  table: CyclerTable,
  total: Float64Array,
  firstRow: number,
  lastRow: number,
  way: 1 | -1,
  floor: number,
): number | null {
  const volts: number[] = []
  const passed: number[] = []
  for (let row = firstRow; row <= lastRow; row++) {
    if (!((table.currentA[row] as number) * way > floor)) continue
    volts.push(table.voltageV[row] as number)
    passed.push(total[row] as number)
  }
  const bins = differentialCapacity(volts, passed, { binV })
  const lowest = bins[0]?.fromV
  const highest = bins.at(-1)?.fromV
  if (lowest === undefined || highest === undefined) return null
  // Bins that nothing fell into are empty, not absent: a smoothing window must not jump over them.
  const count = Math.round((highest - lowest) / binV) + 1
  if (count < 8 || count > 100_000) return null
  const slopes = new Float64Array(count)
  for (const bin of bins) slopes[Math.round((bin.fromV - lowest) / binV)] = bin.slope
  const smoothed = smooth(slopes, windowBins, order)
  const edge = 2
  let best = edge
  for (let at = edge; at < count - edge; at++) if ((smoothed[at] as number) > (smoothed[best] as number)) best = at
  const here = smoothed[best] as number
  const before = smoothed[best - 1] as number
  const after = smoothed[best + 1] as number
  if (!(here > 0) || here < before || here < after) return null
  const bend = before - 2 * here + after
  const shift = bend < 0 ? (before - after) / (2 * bend) : 0
  return lowest + (best + 0.5 + shift) * binV
}
