import type { CellKind, CycleFigures } from './cycleFigures'
import { type RateStep, rateSteps } from './rateSteps'

export interface TestResultOptions {
  /** mg; without it capacities stay in mAh */
  activeMassMg?: number | null
  /** mA h g⁻¹ that 1C stands for in this test; with the mass it turns currents into rates */
  oneCMAhPerG?: number | null
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
    | 'dischargeCapacity'
    | 'meanCoulombicEfficiency'
    | 'energyEfficiency'
    | 'deltaV'
    | 'dwell'
    | 'finalDischargeCapacity'
    | 'retention'
    | 'voltageFade'
    | 'cyclesTo95'
    | 'cyclesTo90'
    | 'cyclesTo80'
    | 'cyclesTo50'
  value: number
  unit: 'mAh/g' | 'mAh' | '%' | 'mV' | 'V' | 's' | 'cycles'
  atCycle: number
  referenceCycle: number | null
  conditions: TestConditions
  /** how the value was computed, and from which cycles and rows of the record */
  how: string
}

/**
 * The rule for the reference cycle, where a person has not chosen one: the first complete cycle after formation.
 *
 * Formation are the leading cycles that ran slower than the test's usual current does: at most ten, and only where the usual
 * current holds for at least half of the complete cycles, so that a rate test has no formation. Where the currents are not known,
 * formation are the leading cycles with a discharge capacity more than 3 % above that of the cycle which the test then stays near:
 * the rate changed, not the cell; at most five of them, and none in a test of fewer than eight complete cycles.
 */
export function referenceCycle(cycles: readonly CycleFigures[]): number | null {
  const complete = completeCycles(cycles)
  const first = complete[0]
  if (first === undefined) return null
  const byCurrent = formationByCurrent(complete)
  if (byCurrent !== null) return complete[byCurrent]?.cycle ?? first.cycle
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

const mostFormation = 10

/** How many leading cycles ran slower than the usual current; null where currents are not known. */
function formationByCurrent(complete: readonly CycleFigures[]): number | null {
  if (complete.some((cycle) => cycle.dischargeCurrentMA === null)) return null
  const usual = usualCurrent(complete)
  if (usual === null) return 0
  const count = complete.findIndex((cycle) => isSameCurrent(cycle.dischargeCurrentMA, usual))
  const leading = complete.slice(0, count)
  const areSlower = leading.every((cycle) => (cycle.dischargeCurrentMA ?? 0) < usual)
  return count <= mostFormation && areSlower ? count : 0
}

/** The discharge current of at least half of the cycles; null when no current is that common. */
function usualCurrent(complete: readonly CycleFigures[]): number | null {
  for (const { dischargeCurrentMA: candidate } of complete) {
    if (candidate === null) continue
    const same = complete.filter((cycle) => isSameCurrent(cycle.dischargeCurrentMA, candidate)).length
    if (same * 2 >= complete.length) return candidate
  }
  return null
}

function isSameCurrent(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && Math.abs(one - other) <= 0.1 * Math.max(one, other)
}

/**
 * Cycles whose charge and discharge both ran to their end. Only the last cycle can be one that is still running. Where the record
 * ends under current, it counts as complete when that half cycle had reached the cut-off voltage of the cycles before (within 2 % of
 * the window), or had passed at least 98 % of what the cycle before passed in that half. Where the record ends in a rest, which may be
 * a pause, each half has to have passed half of the usual. A dead cell's small cycles in the middle are real.
 */
export function completeCycles(cycles: readonly CycleFigures[]): CycleFigures[] {
  return cycles.filter((cycle, index) => {
    if (!((cycle.chargeCapacityMAh ?? 0) > 0) || !((cycle.dischargeCapacityMAh ?? 0) > 0)) return false
    return index < cycles.length - 1 || ranToItsEnd(cycle, cycles.slice(0, index))
  })
}

function ranToItsEnd(last: CycleFigures, before: readonly CycleFigures[]): boolean {
  const previous = before.at(-1)
  if (previous === undefined) return true
  if (last.open !== null) {
    const { half, atV } = last.open
    const upper = middleOf(before.flatMap((cycle) => cycle.maxV ?? []))
    const lower = middleOf(before.flatMap((cycle) => cycle.minV ?? []))
    if (upper !== null && lower !== null) {
      const cutoff = half === 'charge' ? upper : lower
      if (Math.abs(atV - cutoff) <= 0.02 * (upper - lower)) return true
    }
    const capacity = half === 'charge' ? 'chargeCapacityMAh' : 'dischargeCapacityMAh'
    return (last[capacity] ?? 0) >= 0.98 * (previous[capacity] ?? Number.POSITIVE_INFINITY)
  }
  return (['chargeCapacityMAh', 'dischargeCapacityMAh'] as const).every((capacity) => {
    const usual = middleOf(before.flatMap((cycle) => cycle[capacity] ?? [])) ?? 0
    return (last[capacity] ?? 0) >= 0.5 * Math.min(usual, previous[capacity] ?? usual)
  })
}

function middleOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

export function testResults(cycles: readonly CycleFigures[], options: TestResultOptions): TestResult[] {
  const complete = completeCycles(cycles)
  const first = complete[0]
  if (first === undefined) return []
  const reference =
    complete.find((cycle) => cycle.cycle === (options.referenceCycle ?? referenceCycle(cycles))) ?? first
  // A capacity at another rate says nothing of fading.
  const comparable = complete.filter(
    (cycle) =>
      cycle.dischargeCurrentMA === null ||
      reference.dischargeCurrentMA === null ||
      isSameCurrent(cycle.dischargeCurrentMA, reference.dischargeCurrentMA),
  )
  const last = comparable.at(-1) ?? first
  const conditions = { ...windowOf(complete), ...temperatureOf(complete), ...options.conditions }
  const mass = options.activeMassMg ?? 0
  const perGram = (mAh: number) => (mass > 0 ? (mAh * 1000) / mass : mAh)
  const capacityUnit = mass > 0 ? 'mAh/g' : 'mAh'
  const perMass = mass > 0 ? `, over ${mass} mg of active material` : ''
  const results: TestResult[] = []
  const add = (
    figure: TestResult['figure'],
    value: number | null,
    unit: TestResult['unit'],
    at: CycleFigures,
    how: string,
    against: CycleFigures | null = null,
    ofThis: TestConditions = {},
  ) => {
    if (value !== null && Number.isFinite(value))
      results.push({
        figure,
        value,
        unit,
        atCycle: at.cycle,
        referenceCycle: against?.cycle ?? null,
        conditions: { ...conditions, ...ofThis },
        how,
      })
  }
  const discharge = (cycle: CycleFigures) => cycle.dischargeCapacityMAh ?? 0
  const capacity = (what: string, cycle: CycleFigures) => `${what} passed in ${rowsOf(cycle)}${perMass}`
  add('initialChargeCapacity', perGram(first.chargeCapacityMAh ?? 0), capacityUnit, first, capacity('charge', first))
  add('initialDischargeCapacity', perGram(discharge(first)), capacityUnit, first, capacity('discharge', first))
  const [over, under] = options.kind === 'anode-half' ? ['charge', 'discharge'] : ['discharge', 'charge']
  const quotient = `${over} over ${under} capacity`
  add('initialCoulombicEfficiency', first.coulombicEfficiencyPercent, '%', first, `${quotient} of ${rowsOf(first)}`)
  add(
    'referenceDischargeCapacity',
    perGram(discharge(reference)),
    capacityUnit,
    reference,
    `${capacity('discharge', reference)}; ${options.referenceCycle === undefined ? 'the first complete cycle after formation' : 'the cycle chosen as reference'}`,
  )
  add('finalDischargeCapacity', perGram(discharge(last)), capacityUnit, last, capacity('discharge', last))
  const cycled = comparable.filter((cycle) => cycle.cycle >= reference.cycle)
  const efficiencies = cycled.flatMap((cycle) => cycle.coulombicEfficiencyPercent ?? [])
  if (efficiencies.length > 1)
    add(
      'meanCoulombicEfficiency',
      efficiencies.reduce((sum, value) => sum + value, 0) / efficiencies.length,
      '%',
      last,
      `mean of ${quotient} over ${efficiencies.length} complete cycles, ${reference.cycle} to ${last.cycle}`,
      reference,
    )
  add(
    'energyEfficiency',
    reference.energyEfficiencyPercent,
    '%',
    reference,
    `energy taken out over energy put in, ${rowsOf(reference)}`,
  )
  if (last.cycle > reference.cycle) {
    add(
      'retention',
      (100 * discharge(last)) / discharge(reference),
      '%',
      last,
      `discharge capacity of ${rowsOf(last)} over that of ${rowsOf(reference)}${excluded(complete, reference)}`,
      reference,
    )
    if (reference.meanDischargeV !== null && last.meanDischargeV !== null) {
      add(
        'voltageFade',
        1000 * (reference.meanDischargeV - last.meanDischargeV),
        'mV',
        last,
        `mean discharge voltage (energy over capacity) of ${rowsOf(reference)} less that of ${rowsOf(last)}`,
        reference,
      )
    }
  }
  for (const [figure, percent] of [
    ['cyclesTo95', 95],
    ['cyclesTo90', 90],
    ['cyclesTo80', 80],
    ['cyclesTo50', 50],
  ] as const) {
    const reached = firstCycleBelow(comparable, reference, percent)
    if (reached !== null)
      add(
        figure,
        reached.cycle - reference.cycle,
        'cycles',
        reached,
        `cycles from ${reference.cycle} to ${reached === comparable.at(-1) ? 'the last one,' : 'the first of two in a row'} with less than ${percent} % of its discharge capacity`,
        reference,
      )
  }
  const dwells = cycled.flatMap((cycle) => cycle.dwellS ?? [])
  const dwell = middleOf(dwells)
  if (dwell !== null)
    add(
      'dwell',
      dwell,
      's',
      last,
      `median over ${dwells.length} complete cycles of the time at or above the dwell voltage`,
    )
  for (const step of ratesOf(complete, options))
    add(
      'dischargeCapacity',
      perGram(step.meanDischargeMAh),
      capacityUnit,
      step.last,
      `mean of the complete cycles ${step.first.cycle} to ${step.last.cycle} at ${Number(step.currentMA.toPrecision(3))} mA${perMass}`,
      null,
      { cRate: step.cRate },
    )
  return results
}

/** The table of a rate test: only where 1C is defined, and at least three rates were held. */
function ratesOf(complete: readonly CycleFigures[], options: TestResultOptions): (RateStep & { cRate: number })[] {
  const oneCMA = ((options.oneCMAhPerG ?? 0) * (options.activeMassMg ?? 0)) / 1000
  if (!(oneCMA > 0)) return []
  const steps = rateSteps(complete)
  if (new Set(steps.map((step) => step.currentMA.toPrecision(1))).size < 3) return []
  return steps.map((step) => ({ ...step, cRate: Number((step.currentMA / oneCMA).toPrecision(2)) }))
}

/** `cycle 3 (rows 1201 to 1800)` */
export function rowsOf({ cycle, firstRow, lastRow }: Pick<CycleFigures, 'cycle' | 'firstRow' | 'lastRow'>): string {
  return `cycle ${cycle} (rows ${firstRow} to ${lastRow})`
}

function excluded(complete: readonly CycleFigures[], reference: CycleFigures): string {
  const formation = complete.filter((cycle) => cycle.cycle < reference.cycle)
  const last = formation.at(-1)
  if (last === undefined) return ''
  return `; ${formation.length === 1 ? `cycle ${last.cycle} is` : `cycles ${formation[0]?.cycle} to ${last.cycle} are`} taken for formation`
}

/** The first of two consecutive cycles below the share of the reference: one low cycle alone is an outlier or a power cut. */
function firstCycleBelow(
  complete: readonly CycleFigures[],
  reference: CycleFigures,
  percent: number,
): CycleFigures | null {
  const limit = ((reference.dischargeCapacityMAh ?? 0) * percent) / 100
  const after = complete.filter((cycle) => cycle.cycle > reference.cycle)
  for (let index = 0; index < after.length; index++) {
    const here = after[index]?.dischargeCapacityMAh ?? 0
    const next = after[index + 1]?.dischargeCapacityMAh
    if (here < limit && (next === undefined || next === null || next < limit)) return after[index] ?? null
  }
  return null
}

/** The cut-offs as the cell saw them: the median over cycles, so that one overshoot does not set them. */
function windowOf(complete: readonly CycleFigures[]): TestConditions {
  const upper = middleOf(complete.flatMap((cycle) => cycle.maxV ?? []))
  const lower = middleOf(complete.flatMap((cycle) => cycle.minV ?? []))
  const round = (volt: number | null) => (volt === null ? undefined : Math.round(volt * 100) / 100)
  return { lowerCutoffV: round(lower), upperCutoffV: round(upper) }
}

function temperatureOf(complete: readonly CycleFigures[]): TestConditions {
  const middle = middleOf(complete.flatMap((cycle) => cycle.temperatureC ?? []))
  return middle === null ? {} : { temperatureC: Math.round(middle * 10) / 10 }
}
