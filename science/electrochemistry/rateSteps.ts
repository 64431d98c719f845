import type { CycleFigures } from './cycleFigures'

/** Neighbouring cycles at one discharge current. */
export interface RateStep {
  currentMA: number
  first: CycleFigures
  last: CycleFigures
  count: number
  /** mean over the step's cycles, mAh */
  meanDischargeMAh: number
}

/** Two currents are one when they differ by less than this part. */
const same = 0.05

/**
 * Complete cycles in groups of one discharge current, in the order of the test. A single cycle at a current of its own is no step of
 * a rate test and is left out, but it ends the step before it.
 */
export function rateSteps(complete: readonly CycleFigures[]): RateStep[] {
  const groups: CycleFigures[][] = []
  for (const cycle of complete) {
    const current = cycle.dischargeCurrentMA
    if (current === null) continue
    const group = groups.at(-1)
    const before = group?.[0]?.dischargeCurrentMA
    if (group && before && Math.abs(current - before) <= same * Math.max(current, before)) group.push(cycle)
    else groups.push([cycle])
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group) => ({
      currentMA: mean(group.map((cycle) => cycle.dischargeCurrentMA ?? 0)),
      first: group[0] as CycleFigures,
      last: group.at(-1) as CycleFigures,
      count: group.length,
      meanDischargeMAh: mean(group.map((cycle) => cycle.dischargeCapacityMAh ?? 0)),
    }))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
