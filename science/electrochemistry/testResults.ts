import type { CellKind, CycleFigures } from './cycleFigures'

export interface TestResultOptions {
  /** mg; without it capacities stay in mAh */
  activeMassMg?: number | null
  kind: CellKind
  /** cycles before this one are formation; found by the rule below when it is not given */
  referenceCycle?: number
  /** conditions known from elsewhere: the recipe, the cell, the person who uploaded */
  conditions?: TestConditions
}

/** Same fields as a test's conditions in the record. */
export interface TestConditions {
  lowerCutoffV?: number | null
  upperCutoffV?: number | null
  cRate?: number
  temperatureC?: number
}

export interface TestResult {
  figure:
    | 'initialChargeCapacity'
    | 'initialDischargeCapacity'
    | 'initialCoulombicEfficiency'
    | 'referenceDischargeCapacity'
    | 'finalDischargeCapacity'
    | 'retention'
    | 'voltageFade'
    | 'cyclesTo95'
    | 'cyclesTo90'
    | 'cyclesTo80'
    | 'cyclesTo50'
  value: number
  unit: 'mAh/g' | 'mAh' | '%' | 'mV' | 'cycles'
  atCycle: number
  referenceCycle: number | null
  conditions: TestConditions
}

/**
 * The rule for the reference cycle, where a person has not chosen one: the first complete cycle after formation. A cycle is
 * complete when both of its capacities are at least half of the median over the test. Formation are the leading cycles with a
 * discharge capacity more than 3 % above that of the cycle which the test then stays near: the rate changed, not the cell. At
 * most five cycles are taken for formation; a test of fewer than eight complete cycles has none.
 */
export function referenceCycle(cycles: readonly CycleFigures[]): number | null {
  const complete = completeCycles(cycles)
  const first = complete[0]
  if (first === undefined) return null
  if (complete.length < 8) return first.cycle
  let chosen = 0
  for (let index = 0; index < 5; index++) {
    const here = complete[index]?.dischargeCapacityMAh ?? 0
    const next = complete[index + 1]?.dischargeCapacityMAh ?? 0
    const afterNext = complete[index + 2]?.dischargeCapacityMAh ?? 0
    // A step down that then holds is a change of rate; a steady slide is fading.
    if (here > next * 1.03 && Math.abs(next - afterNext) < 0.3 * (here - next)) chosen = index + 1
  }
  return complete[chosen]?.cycle ?? first.cycle
}

/** Both capacities present, and neither cut short. */
export function completeCycles(cycles: readonly CycleFigures[]): CycleFigures[] {
  const discharges = cycles
    .map((cycle) => cycle.dischargeCapacityMAh ?? 0)
    .filter((value) => value > 0)
    .sort((a, b) => a - b)
  const median = discharges[Math.floor(discharges.length / 2)] ?? 0
  return cycles.filter((cycle, index) => {
    const charge = cycle.chargeCapacityMAh ?? 0
    const discharge = cycle.dischargeCapacityMAh ?? 0
    if (charge <= 0 || discharge <= 0) return false
    // Only the last cycle can be one that is still running; a dead cell's small cycles in the middle are real.
    return (
      index < cycles.length - 1 ||
      discharge >= 0.5 * Math.min(median, cycles[index - 1]?.dischargeCapacityMAh ?? median)
    )
  })
}

export function testResults(cycles: readonly CycleFigures[], options: TestResultOptions): TestResult[] {
  const complete = completeCycles(cycles)
  const first = complete[0]
  if (first === undefined) return []
  const reference =
    complete.find((cycle) => cycle.cycle === (options.referenceCycle ?? referenceCycle(cycles))) ?? first
  const last = complete.at(-1) ?? first
  const conditions = { ...windowOf(complete), ...options.conditions }
  const mass = options.activeMassMg ?? 0
  const perGram = (mAh: number) => (mass > 0 ? (mAh * 1000) / mass : mAh)
  const capacityUnit = mass > 0 ? 'mAh/g' : 'mAh'
  const results: TestResult[] = []
  const add = (
    figure: TestResult['figure'],
    value: number | null,
    unit: TestResult['unit'],
    atCycle: number,
    against: number | null,
  ) => {
    if (value !== null && Number.isFinite(value))
      results.push({ figure, value, unit, atCycle, referenceCycle: against, conditions })
  }
  const discharge = (cycle: CycleFigures) => cycle.dischargeCapacityMAh ?? 0
  add('initialChargeCapacity', perGram(first.chargeCapacityMAh ?? 0), capacityUnit, first.cycle, null)
  add('initialDischargeCapacity', perGram(discharge(first)), capacityUnit, first.cycle, null)
  add('initialCoulombicEfficiency', first.coulombicEfficiencyPercent, '%', first.cycle, null)
  add('referenceDischargeCapacity', perGram(discharge(reference)), capacityUnit, reference.cycle, null)
  add('finalDischargeCapacity', perGram(discharge(last)), capacityUnit, last.cycle, null)
  if (last.cycle > reference.cycle) {
    add('retention', (100 * discharge(last)) / discharge(reference), '%', last.cycle, reference.cycle)
    if (reference.meanDischargeV !== null && last.meanDischargeV !== null) {
      add('voltageFade', 1000 * (reference.meanDischargeV - last.meanDischargeV), 'mV', last.cycle, reference.cycle)
    }
  }
  for (const [figure, percent] of [
    ['cyclesTo95', 95],
    ['cyclesTo90', 90],
    ['cyclesTo80', 80],
    ['cyclesTo50', 50],
  ] as const) {
    const reached = firstCycleBelow(complete, reference, percent)
    if (reached !== null) add(figure, reached - reference.cycle, 'cycles', reached, reference.cycle)
  }
  return results
}

/** The first of two consecutive cycles below the share of the reference: one low cycle alone is an outlier or a power cut. */
function firstCycleBelow(complete: readonly CycleFigures[], reference: CycleFigures, percent: number): number | null {
  const limit = ((reference.dischargeCapacityMAh ?? 0) * percent) / 100
  const after = complete.filter((cycle) => cycle.cycle > reference.cycle)
  for (let index = 0; index < after.length; index++) {
    const here = after[index]?.dischargeCapacityMAh ?? 0
    const next = after[index + 1]?.dischargeCapacityMAh
    if (here < limit && (next === undefined || next === null || next < limit)) return after[index]?.cycle ?? null
  }
  return null
}

/** The cut-offs as the cell saw them: the median over cycles, so that one overshoot does not set them. */
function windowOf(complete: readonly CycleFigures[]): TestConditions {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
  const upper = middle(complete.flatMap((cycle) => cycle.maxV ?? []))
  const lower = middle(complete.flatMap((cycle) => cycle.minV ?? []))
  const round = (volt: number | undefined) => (volt === undefined ? undefined : Math.round(volt * 100) / 100)
  return { lowerCutoffV: round(lower), upperCutoffV: round(upper) }
}
