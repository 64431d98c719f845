import type { TestConditions } from '@/db/schema/tests'
import type { ResultView } from '../views'

/**
 * A test as a paper's words give it. What the main text does not say is absent; a `null` cutoff is one that the text leaves
 * open. Figures that are not named here are taken as they stand, so that nothing of a paper is dropped.
 */
export interface PaperTest {
  id: string
  sample: string
  where: string
  cell?: string
  window?: readonly (number | null)[]
  rate?: number
  temperature?: number
  cycles?: number
  currentCharge_mA_cm2?: number
  currentDischarge_mA_cm2?: number
  qualifier?: string
  dischargeCapacity?: number
  activatedCapacity?: number
  finalCapacity?: number
  retention?: number
  averageDischargeVoltageDrop?: number
  deltaV?: number
  coKEdgeShift_eV?: number
  rateCapability?: Readonly<Record<string, number>>
  gittPolarisation_V?: Readonly<Record<string, number>>
  eis?: Readonly<Record<string, number | string>>
  /** Every value that the paper reports for the same thing. */
  reported?: Readonly<Record<string, readonly number[]>>
}

export function paperConditions(test: PaperTest): TestConditions {
  const conditions: TestConditions = {}
  if (test.window !== undefined) {
    conditions.lowerCutoffV = test.window[0] ?? null
    conditions.upperCutoffV = test.window[1] ?? null
  }
  if (test.rate !== undefined) conditions.cRate = test.rate
  if (test.temperature !== undefined) conditions.temperatureC = test.temperature
  if (test.currentCharge_mA_cm2 !== undefined) conditions.currentChargeMaPerCm2 = test.currentCharge_mA_cm2
  if (test.currentDischarge_mA_cm2 !== undefined) conditions.currentDischargeMaPerCm2 = test.currentDischarge_mA_cm2
  if (typeof test.eis?.chargedTo === 'number') conditions.chargedToV = test.eis.chargedTo
  if (typeof test.eis?.rate === 'number') conditions.cRate = test.eis.rate
  if (test.cell !== undefined) conditions.cell = test.cell
  return conditions
}

/** Figures with one value: their unit, and whether they were taken at the last of the test's cycles. */
const singleFigures = {
  dischargeCapacity: { unit: 'mAh/g', atLast: false },
  activatedCapacity: { unit: 'mAh/g', atLast: true },
  finalCapacity: { unit: 'mAh/g', atLast: true },
  retention: { unit: '%', atLast: true },
  averageDischargeVoltageDrop: { unit: 'V', atLast: true },
  deltaV: { unit: 'V', atLast: false },
  coKEdgeShift_eV: { unit: 'eV', atLast: true },
} as const

/** Said of an impedance test, and no resistances. */
const impedanceConditions = new Set(['afterCycles', 'chargedTo', 'rate', 'qualifier'])

/** The figures of one test of a paper, each with its own conditions. */
export function paperResults(test: PaperTest): ResultView[] {
  const conditions = paperConditions(test)
  const results: ResultView[] = []
  const add = (
    figure: string,
    value: number,
    unit: string,
    more: { atCycle?: number | null; qualifier?: string; conditions?: TestConditions } = {},
  ) => {
    results.push({
      figure,
      value,
      unit,
      qualifier: more.qualifier ?? null,
      atCycle: more.atCycle ?? null,
      referenceCycle: null,
      alsoReported: (test.reported?.[figure] ?? []).filter((other) => other !== value),
      conditions: { ...(more.conditions ?? conditions) },
    })
  }

  for (const [figure, { unit, atLast }] of Object.entries(singleFigures)) {
    const value = test[figure as keyof typeof singleFigures]
    if (value === undefined) continue
    add(figure.replace(/_eV$/, ''), value, unit, {
      atCycle: atLast ? test.cycles : null,
      qualifier: test.qualifier,
    })
  }
  const rates = Object.entries(test.rateCapability ?? {}).sort(([a], [b]) => Number(a) - Number(b))
  for (const [rate, value] of rates)
    add('dischargeCapacity', value, 'mAh/g', { conditions: { ...conditions, cRate: Number(rate) } })
  for (const [when, value] of Object.entries(test.gittPolarisation_V ?? {})) add(`gittPolarisation.${when}`, value, 'V')
  for (const [figure, value] of Object.entries(test.eis ?? {})) {
    if (impedanceConditions.has(figure) || typeof value !== 'number') continue
    const { afterCycles, qualifier } = test.eis ?? {}
    add(figure, value, 'ohm', {
      atCycle: typeof afterCycles === 'number' ? afterCycles : null,
      qualifier: typeof qualifier === 'string' ? qualifier : undefined,
    })
  }
  return results
}

export interface PaperCell {
  format: string
  electrolyte: string
  counterElectrode: string
  kind: 'cathode-half' | 'full'
}

/** `solid-state, Li10GeP2S12, Li-In` taken apart. What the words leave out stays empty. */
export function paperCell(words: string | undefined): PaperCell {
  const parts = (words ?? '').split(',').map((part) => part.trim())
  const format = parts[0] ?? ''
  const rest = parts.slice(1)
  const pressure = rest.filter((part) => /\bMPa$/.test(part))
  const materials = rest.filter((part) => !/\bMPa$/.test(part))
  const counterElectrode = materials.at(-1) ?? ''
  return {
    format: [format, ...pressure].join(', '),
    electrolyte: materials.length > 1 ? (materials[0] ?? '') : '',
    counterElectrode,
    kind: /graphite/.test(counterElectrode) ? 'full' : 'cathode-half',
  }
}
