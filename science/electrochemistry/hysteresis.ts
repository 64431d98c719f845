import type { CyclerTable } from '@/science/cycler/columns'
import { capacityOf } from './cycleFigures'
import { peaksOf } from './peaks'
import { restCurrent } from './splitCycles'

export interface Hysteresis {
  /** V of the highest dQ/dV peaks on charge and on discharge */
  chargePeakV: number
  dischargePeakV: number
  /** V, charge peak less discharge peak */
  deltaV: number
}

/** ΔV between the highest dQ/dV peaks of charge and discharge within some rows (first and last, from 0, inclusive). */
export function hysteresis(table: CyclerTable, firstRow: number, lastRow: number): Hysteresis | null {
  const floor = restCurrent(table.currentA)
  const { chargePeakV, dischargePeakV } = peaksOf(table, capacityOf(table), [{ firstRow, lastRow }], floor)
  if (chargePeakV === null || dischargePeakV === null) return null
  return { chargePeakV, dischargePeakV, deltaV: chargePeakV - dischargePeakV }
}
