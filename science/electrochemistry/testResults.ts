import { completeCycles, middleOf } from './completeCycles'
import type { CellKind, CycleFigures } from './cycleFigures'
import { smoothingWords, usualSmoothing } from './dqdvCurve'
import { isSameCurrent, referenceCycle } from './formation'
import { type KnownOneC, type OneC, oneCCurrentMA } from './oneC'
import { isRateTest, type RateStep, rateSteps } from './rateSteps'

export interface TestResultOptions {
  /** mg; without it capacities stay in mAh */
  activeMassMg?: number | null
  /** cm²; without it nothing is said per area */
  areaCm2?: number | null
  /** what 1C stands for in this test; turns currents into rates. With its source, the rates' figures say so. */
  oneC?: OneC | KnownOneC | null
  kind: CellKind
  /** chosen by a person; cycles before it are formation. By the rule of `formation.ts` when it is not given or left out */
  referenceCycle?: number | null
  /** a cycle at which retention, capacity, voltage fade and ΔV are taken as well, beside those of the last complete one */
  retentionCycle?: number | null
  /** cycles that a person left out of every figure, each with the reason */
  leftOut?: LeftOut
  /** what the cycles' dwell times were summed at or above, V: to be said with the figure */
  dwellVoltageV?: number | null
  /** conditions that the file itself states: they go before what is computed */
  conditions?: TestConditions
  /** °C that the cell is kept at, as people say; what was measured goes before it */
  temperatureC?: number | null
}

/** Cycle number to reason. */
export type LeftOut = ReadonlyMap<number, string>

/** Same fields as a test's conditions in the record. */
export interface TestConditions {
  lowerCutoffV?: number | null
  upperCutoffV?: number | null
  cRate?: number
  temperatureC?: number
  currentChargeMaPerCm2?: number
  currentDischargeMaPerCm2?: number
}

export interface TestResult {
  figure:
    | 'initialChargeCapacity'
    | 'initialDischargeCapacity'
    | 'initialCoulombicEfficiency'
    | 'referenceDischargeCapacity'
    | 'arealDischargeCapacity'
    | 'dischargeEnergy'
    | 'meanDischargeVoltage'
    | 'dischargeCapacity'
    | 'chosenDischargeCapacity'
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
  unit: 'mAh/g' | 'mAh' | 'mAh/cm2' | 'mWh/g' | 'mWh' | '%' | 'mV' | 'V' | 's' | 'cycles'
  atCycle: number
  referenceCycle: number | null
  conditions: TestConditions
  /** how the value was computed, and from which cycles and rows of the record */
  how: string
}

/**
 * The figures of merit of a test, of its complete cycles without those that a person left out. Retention, fade and life compare
 * cycles of the reference cycle's discharge current only: a capacity at another rate says nothing of fading.
 */
export function testResults(cycles: readonly CycleFigures[], options: TestResultOptions): TestResult[] {
  const leftOut: LeftOut = options.leftOut ?? new Map()
  const complete = completeCycles(cycles).filter((cycle) => !leftOut.has(cycle.cycle))
  const first = complete[0]
  if (first === undefined) return []
  const chosen = complete.find((cycle) => cycle.cycle === options.referenceCycle)
  const reference = chosen ?? complete.find((cycle) => cycle.cycle === referenceCycle(cycles, leftOut)) ?? first
  const comparable = complete.filter(
    (cycle) =>
      cycle.dischargeCurrentMA === null ||
      reference.dischargeCurrentMA === null ||
      isSameCurrent(cycle.dischargeCurrentMA, reference.dischargeCurrentMA),
  )
  const last = comparable.at(-1) ?? first
  // Asked for at a cycle that the test has not reached, or ran at another rate, retention is not known there.
  const asked = comparable.find((cycle) => cycle.cycle === options.retentionCycle)
  const judged = asked === undefined || asked === last ? [last] : [asked, last]
  const mass = options.activeMassMg ?? 0
  const area = options.areaCm2 ?? 0
  const oneCMA = oneCCurrentMA(options.oneC, options.activeMassMg)
  const conditions = { ...windowOf(complete), ...temperatureOf(complete, options.temperatureC) }
  const conditionsAt = (cycle: CycleFigures): TestConditions => ({
    ...conditions,
    ...rateAt(cycle, oneCMA, area),
    ...options.conditions,
  })
  const perGram = (mAh: number) => (mass > 0 ? (mAh * 1000) / mass : mAh)
  const capacityUnit = mass > 0 ? 'mAh/g' : 'mAh'
  const perMass = mass > 0 ? `, over ${mass} mg of active material` : ''
  const withoutThem = leftOutWords(leftOut, cycles)
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
        conditions: { ...conditionsAt(at), ...ofThis },
        how: `${how}${withoutThem}`,
      })
  }
  const discharge = (cycle: CycleFigures) => cycle.dischargeCapacityMAh ?? 0
  const capacity = (what: string, cycle: CycleFigures) => `${what} passed in ${rowsOf(cycle)}${perMass}`
  add('initialChargeCapacity', perGram(first.chargeCapacityMAh ?? 0), capacityUnit, first, capacity('charge', first))
  add('initialDischargeCapacity', perGram(discharge(first)), capacityUnit, first, capacity('discharge', first))
  const [over, under] = options.kind === 'anode-half' ? ['charge', 'discharge'] : ['discharge', 'charge']
  const quotient = `${over} over ${under} capacity`
  add('initialCoulombicEfficiency', first.coulombicEfficiencyPercent, '%', first, `${quotient} of ${rowsOf(first)}`)
  const referenceWords =
    chosen === undefined ? 'the first complete cycle after formation' : 'the cycle chosen as reference'
  add(
    'referenceDischargeCapacity',
    perGram(discharge(reference)),
    capacityUnit,
    reference,
    `${capacity('discharge', reference)}; ${referenceWords}`,
  )
  if (area > 0)
    add(
      'arealDischargeCapacity',
      discharge(reference) / area,
      'mAh/cm2',
      reference,
      `discharge passed in ${rowsOf(reference)}, over ${area} cm² of electrode; ${referenceWords}`,
    )
  add(
    'dischargeEnergy',
    reference.dischargeEnergyMWh === null ? null : perGram(reference.dischargeEnergyMWh),
    mass > 0 ? 'mWh/g' : 'mWh',
    reference,
    `energy taken out in ${rowsOf(reference)}${perMass}; ${referenceWords}`,
  )
  add(
    'meanDischargeVoltage',
    reference.meanDischargeV,
    'V',
    reference,
    `energy over capacity of the discharge, ${rowsOf(reference)}`,
  )
  add(
    'energyEfficiency',
    reference.energyEfficiencyPercent,
    '%',
    reference,
    `energy taken out over energy put in, ${rowsOf(reference)}`,
  )
  add('finalDischargeCapacity', perGram(discharge(last)), capacityUnit, last, capacity('discharge', last))
  if (asked !== undefined)
    add(
      'chosenDischargeCapacity',
      perGram(discharge(asked)),
      capacityUnit,
      asked,
      `${capacity('discharge', asked)}; the cycle chosen for retention`,
    )
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
  for (const cycle of judged) {
    if (cycle.cycle <= reference.cycle) continue
    add(
      'retention',
      (100 * discharge(cycle)) / discharge(reference),
      '%',
      cycle,
      `discharge capacity of ${rowsOf(cycle)} over that of ${rowsOf(reference)}${excluded(complete, reference)}`,
      reference,
    )
    if (reference.meanDischargeV !== null && cycle.meanDischargeV !== null) {
      add(
        'voltageFade',
        1000 * (reference.meanDischargeV - cycle.meanDischargeV),
        'mV',
        cycle,
        `mean discharge voltage (energy over capacity) of ${rowsOf(reference)} less that of ${rowsOf(cycle)}`,
        reference,
      )
    }
  }
  for (const cycle of new Set([reference, ...judged])) {
    const { chargePeakV, dischargePeakV } = cycle
    if (chargePeakV === null || dischargePeakV === null) continue
    add(
      'deltaV',
      chargePeakV - dischargePeakV,
      'V',
      cycle,
      `dQ/dV peak on charge (${chargePeakV.toFixed(3)} V) less that on discharge (${dischargePeakV.toFixed(3)} V), ${rowsOf(cycle)}; ${smoothingWords(usualSmoothing)}`,
    )
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
      `median over ${dwells.length} complete cycles of the time at or above ${options.dwellVoltageV == null ? 'the dwell voltage' : `${options.dwellVoltageV} V`}`,
    )
  for (const step of ratesOf(complete, oneCMA))
    add(
      'dischargeCapacity',
      perGram(step.meanDischargeMAh),
      capacityUnit,
      step.last,
      `mean of the complete cycles ${step.first.cycle} to ${step.last.cycle} at ${Number(step.currentMA.toPrecision(3))} mA${perMass}${rateWords(options.oneC)}`,
      null,
      { cRate: step.cRate },
    )
  return results
}

/** `; rate as the file states it (1C is 3.87 mAh, nominal capacity in its steps)`; the empty string where it is by mass and capacity. */
function rateWords(oneC: TestResultOptions['oneC']): string {
  if (!oneC || !('source' in oneC) || oneC.source !== 'file') return ''
  return `; rate as the file states it (1C is ${Number(oneC.value.toPrecision(4))} mAh, ${oneC.place})`
}

/** The rate that one cycle ran at, as far as it is known: per capacity and per area. */
function rateAt(cycle: CycleFigures, oneCMA: number | null, areaCm2: number): TestConditions {
  const { dischargeCurrentMA: discharge, chargeCurrentMA: charge } = cycle
  const short = (value: number) => Number(value.toPrecision(3))
  return {
    ...(discharge !== null && oneCMA !== null ? { cRate: short(discharge / oneCMA) } : {}),
    ...(charge !== null && areaCm2 > 0 ? { currentChargeMaPerCm2: short(charge / areaCm2) } : {}),
    ...(discharge !== null && areaCm2 > 0 ? { currentDischargeMaPerCm2: short(discharge / areaCm2) } : {}),
  }
}

/** `; cycle 7 left out (the clip came loose)`; the empty string when there is none. */
function leftOutWords(leftOut: LeftOut, cycles: readonly CycleFigures[]): string {
  const words = cycles.flatMap(({ cycle }) => {
    const reason = leftOut.get(cycle)
    return reason === undefined ? [] : [`cycle ${cycle} left out by hand (${reason})`]
  })
  return words.map((one) => `; ${one}`).join('')
}

/** The table of a rate test: only where 1C is defined, and at least three rates were held. */
function ratesOf(complete: readonly CycleFigures[], oneCMA: number | null): (RateStep & { cRate: number })[] {
  if (oneCMA === null) return []
  const steps = rateSteps(complete)
  if (!isRateTest(steps)) return []
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

function temperatureOf(complete: readonly CycleFigures[], said: number | null | undefined): TestConditions {
  const middle = middleOf(complete.flatMap((cycle) => cycle.temperatureC ?? [])) ?? said ?? null
  return middle === null ? {} : { temperatureC: Math.round(middle * 10) / 10 }
}
