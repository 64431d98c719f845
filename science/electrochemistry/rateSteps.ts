import type { CycleFigures } from './cycleFigures'

/** What of a cycle a rate test is about. */
export type RatedCycle = Pick<CycleFigures, 'cycle' | 'dischargeCurrentMA' | 'dischargeCapacityMAh'>

/** Neighbouring cycles at one discharge current. */
export interface RateStep<Cycle extends RatedCycle = CycleFigures> {
  currentMA: number
  first: Cycle
  last: Cycle
  cycles: readonly Cycle[]
  /** mean over the step's cycles, mAh */
  meanDischargeMAh: number
}

/** Two currents are one when they differ by less than this part. */
const same = 0.05

/**
 * Complete cycles in groups of one discharge current, in the order of the test. A single cycle at a current of its own is no step of
 * a rate test and is left out, but it ends the step before it.
 */
export function rateSteps<Cycle extends RatedCycle>(complete: readonly Cycle[]): RateStep<Cycle>[] {
  const groups: Cycle[][] = []
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
      first: group[0] as Cycle,
      last: group.at(-1) as Cycle,
      cycles: group,
      meanDischargeMAh: mean(group.map((cycle) => cycle.dischargeCapacityMAh ?? 0)),
    }))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** A test of rates holds at least three; two are a test with formation. */
export function isRateTest(steps: readonly Pick<RateStep, 'currentMA'>[]): boolean {
  return new Set(steps.map((step) => step.currentMA.toPrecision(1))).size >= 3
}
