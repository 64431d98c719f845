import type { CyclerTable } from '@/science/cycler/columns'
import { branchOf, type RowSpan } from './branch'
import { dqdvCurve, highestPeakV, usualSmoothing } from './dqdvCurve'

/** The highest dQ/dV peak of either half cycle, of bins and smoothing as usual; null where there is none. */
export function peaksOf(
  { voltageV, currentA }: Pick<CyclerTable, 'voltageV' | 'currentA'>,
  totals: { charge: Float64Array; discharge: Float64Array },
  spans: readonly RowSpan[],
  floorA: number,
): { chargePeakV: number | null; dischargePeakV: number | null } {
  const peak = (total: Float64Array, way: 1 | -1) => {
    const branch = branchOf({ voltageV, currentA, total }, spans, way, floorA)
    const curve = dqdvCurve(branch.voltageV, branch.passed, usualSmoothing)
    return curve === null ? null : highestPeakV(curve)
  }
  return { chargePeakV: peak(totals.charge, 1), dischargePeakV: peak(totals.discharge, -1) }
}
