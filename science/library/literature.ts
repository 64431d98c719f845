import type { ParameterValue } from '../recipe/parameter'
import type { Process } from '../recipe/process'
import literatureJson from './data/literature.json'
import type { LiteratureCharacterisation, LiteratureFile, LiteratureSample, LiteratureTestEntry } from './files'

export type { LiteratureCharacterisation, LiteratureSample, LiteratureSweep, LiteratureTestEntry } from './files'

/** The four founding papers: their systems, recorded results and sweeps, as their main texts give them. */
export const literature: LiteratureFile = literatureJson as unknown as LiteratureFile

/** Under which conditions a test ran. What is not known is absent; a `null` cutoff is one that the text leaves open. */
export interface TestConditions {
  lowerCutoffV?: number | null
  upperCutoffV?: number | null
  /** C-rate, 1/h */
  cRate?: number
  temperatureC?: number
  currentChargeMaPerCm2?: number
  currentDischargeMaPerCm2?: number
  chargedToV?: number
  /** As the paper words the cell. */
  cell?: string
}

type Values = Record<string, ParameterValue>

export interface LiteratureRecipe {
  /** `ma2026/LCO-M2` */
  sampleId: string
  paper: string
  label: string
  /** In the catalogue's flat keys. */
  recipe: { name: string; process: Process; values: Values }
  /**
   * Conditions to predict it under, `conditions.*`: those of the paper's longest test of the sample. The sink is the electrolyte
   * where it is a thiophosphate; otherwise release as O₂, the weakest sink of cheng2024.
   */
  conditions: Values
  characterisation: readonly LiteratureCharacterisation[]
}

export interface LiteratureResult {
  figure: string
  value: number
  unit: string
  /** `~`, `>` as the paper has it; null when it is a plain value. */
  qualifier: string | null
  atCycle: number | null
  /** No paper says which cycle its retention counts from. */
  referenceCycle: number | null
  /** Other values that the same paper gives for the same thing. */
  alsoReported: readonly number[]
  /** Those of the test, and of this figure where it has its own (each rate of a rate test). */
  conditions: TestConditions
}

export interface LiteratureTest {
  testId: string
  sampleId: string
  /** Where it stands in the paper. */
  place: string
  conditions: TestConditions
  results: readonly LiteratureResult[]
}

/** Every sample of the literature as a recipe of the catalogue. */
export function literatureRecipes(): LiteratureRecipe[] {
  return literature.samples.map((sample) => ({
    sampleId: sample.id,
    paper: sample.paper,
    label: sample.label,
    recipe: { name: sample.label, process: sample.process, values: recipeValues(sample) },
    conditions: conditionsOf(sample),
    characterisation: sample.characterisation ?? [],
  }))
}

function recipeValues(sample: LiteratureSample): Values {
  const values: Values = { cathode: sample.cathode }
  for (const [key, value] of Object.entries(sample.recipe)) {
    // null: the main text does not give it
    if (value !== null) Object.assign(values, readField(sample, key, value))
  }
  return { ...values, ...measuredThickness(sample) }
}

/** One field of a paper's recipe in the catalogue's keys. Fields are few, and each has one meaning. */
function readField(sample: LiteratureSample, key: string, value: unknown): Values {
  switch (key) {
    case 'coating':
    case 'coatingWtPercent':
    case 'coatingMolPercent':
    case 'tio2WtPercent':
    case 'lboWtPercent':
    case 'precursors':
    case 'solvent':
      return { [key]: value as ParameterValue }
    case 'aldCycles':
      return { supercycles: value as number }
    case 'subCycles':
      return subCycles(value as Record<string, number | null>, sample.recipe.oxidant)
    case 'oxidant':
      return {}
    case 'precursor':
      return { boronSource: value as string }
    case 'depositSize_nm': {
      const [from = 0, to = 0] = value as number[]
      return { depositSizeFromNm: from, depositSizeToNm: to }
    }
    case 'glass':
      return { lboFormula: value as string }
    case 'solutionTemperature':
      return { solutionTemperatureC: value as number }
    case 'sinterTemperature':
      return { sinterTemperatureC: value as number }
    case 'sinterHours':
      return { sinterHours: value as number }
    case 'sinterAtmosphere':
      return { sinterAtmosphere: value as string }
    default:
      throw new Error(`${sample.id}: the catalogue has no parameter for ${key}`)
  }
}

/** A supercycle lays down the oxides in the order in which the paper names them. */
function subCycles(repeats: Record<string, number | null>, oxidant: unknown): Values {
  const values: Values = {}
  for (const [place, [oxide, count]] of Object.entries(repeats).entries()) {
    const prefix = `subCycles.${oxide}`
    values[`${prefix}.order`] = `a${place}`
    values[`${prefix}.oxide`] = oxide
    if (typeof oxidant === 'string') values[`${prefix}.coReactant`] = oxidant
    if (count !== null) values[`${prefix}.repeats`] = count
  }
  return values
}

function measuredThickness(sample: LiteratureSample): Values {
  const found = sample.characterisation?.find((entry) => entry.quantity === 'coatingThickness')?.value
  if (typeof found === 'number') return { thicknessNm: found, thicknessBasis: 'measured' }
  if (!Array.isArray(found)) return {}
  const [low = 0, high = 0] = found as readonly number[]
  return { thicknessNm: (low + high) / 2, thicknessUncertaintyNm: (high - low) / 2, thicknessBasis: 'measured' }
}

function conditionsOf(sample: LiteratureSample): Values {
  const tests = literature.tests.filter((test) => test.sample === sample.id && test.window !== undefined)
  const longest = tests.toSorted((a, b) => (b.cycles ?? 0) - (a.cycles ?? 0))[0]
  const cell = longest?.cell ?? ''
  const isThiophosphate = /P2S/.test(cell) || sample.paper === 'cheng2024' || sample.paper === 'feng2023'
  const values: Values = { 'conditions.oxygenSink': isThiophosphate ? 'thiophosphate' : 'o2-gas' }
  const upper = longest?.window?.[1]
  if (typeof upper === 'number') values['conditions.upperCutoffV'] = upper
  if (longest?.rate !== undefined) values['conditions.cRate'] = longest.rate
  if (longest?.cycles !== undefined) values['conditions.cycles'] = longest.cycles
  if (longest?.temperature !== undefined) values['conditions.temperatureC'] = longest.temperature
  return values
}

/** Every test of the literature with its conditions and results. */
export function literatureTests(): LiteratureTest[] {
  return literature.tests.map((test) => ({
    testId: test.id,
    sampleId: test.sample,
    place: test.where,
    conditions: testConditions(test),
    results: testResults(test),
  }))
}

function testConditions(test: LiteratureTestEntry): TestConditions {
  const conditions: TestConditions = {}
  if (test.window !== undefined) {
    conditions.lowerCutoffV = test.window[0] ?? null
    conditions.upperCutoffV = test.window[1] ?? null
  }
  const rate = test.rate ?? test.eis?.rate
  if (typeof rate === 'number') conditions.cRate = rate
  if (test.temperature !== undefined) conditions.temperatureC = test.temperature
  if (test.currentCharge_mA_cm2 !== undefined) conditions.currentChargeMaPerCm2 = test.currentCharge_mA_cm2
  if (test.currentDischarge_mA_cm2 !== undefined) conditions.currentDischargeMaPerCm2 = test.currentDischarge_mA_cm2
  if (typeof test.eis?.chargedTo === 'number') conditions.chargedToV = test.eis.chargedTo
  if (test.cell !== undefined) conditions.cell = test.cell
  return conditions
}

/** Figures with one value: unit, and whether they hold at the last of the test's cycles. */
const singleFigures: readonly { field: keyof LiteratureTestEntry; figure?: string; unit: string; isAtLast: boolean }[] =
  [
    { field: 'dischargeCapacity', unit: 'mAh/g', isAtLast: false },
    { field: 'activatedCapacity', unit: 'mAh/g', isAtLast: true },
    { field: 'finalCapacity', unit: 'mAh/g', isAtLast: true },
    { field: 'retention', unit: '%', isAtLast: true },
    { field: 'averageDischargeVoltageDrop', unit: 'V', isAtLast: true },
    { field: 'deltaV', unit: 'V', isAtLast: false },
    { field: 'coKEdgeShift_eV', figure: 'coKEdgeShift', unit: 'eV', isAtLast: true },
  ]

/** Of an impedance test: what it was taken at, not what it gave. */
const impedanceSettings = new Set(['afterCycles', 'chargedTo', 'rate', 'qualifier'])

function testResults(test: LiteratureTestEntry): LiteratureResult[] {
  const conditions = testConditions(test)
  const result = (
    figure: string,
    value: number,
    unit: string,
    more: Partial<LiteratureResult> = {},
  ): LiteratureResult => ({
    figure,
    value,
    unit,
    qualifier: null,
    atCycle: null,
    referenceCycle: null,
    alsoReported: (test.reported?.[figure] ?? []).filter((other) => other !== value),
    conditions,
    ...more,
  })
  const results: LiteratureResult[] = []
  for (const { field, figure = field, unit, isAtLast } of singleFigures) {
    const value = test[field]
    if (typeof value !== 'number') continue
    results.push(
      result(figure, value, unit, {
        atCycle: isAtLast ? (test.cycles ?? null) : null,
        qualifier: test.qualifier ?? null,
      }),
    )
  }
  const rates = Object.entries(test.rateCapability ?? {}).sort(([a], [b]) => Number(a) - Number(b))
  for (const [rate, value] of rates)
    results.push(result('dischargeCapacity', value, 'mAh/g', { conditions: { ...conditions, cRate: Number(rate) } }))
  for (const [when, value] of Object.entries(test.gittPolarisation_V ?? {}))
    results.push(result(`gittPolarisation.${when}`, value, 'V'))
  const { afterCycles, qualifier } = test.eis ?? {}
  for (const [figure, value] of Object.entries(test.eis ?? {}))
    if (typeof value === 'number' && !impedanceSettings.has(figure))
      results.push(
        result(figure, value, 'ohm', {
          atCycle: typeof afterCycles === 'number' ? afterCycles : null,
          qualifier: typeof qualifier === 'string' ? qualifier : null,
        }),
      )
  return results
}

/**
 * A name for each result of a test, in their order, that addresses can carry: `ma2026-04.retention`, and where a test has one
 * figure at several rates, `feng2023-04.dischargeCapacity.0.5C`.
 */
export function resultKeys({
  testId,
  results,
  conditions,
}: Pick<LiteratureTest, 'testId' | 'results' | 'conditions'>): string[] {
  return results.map(({ figure, conditions: own }) => {
    const rate = own.cRate !== undefined && own.cRate !== conditions.cRate ? `.${own.cRate}C` : ''
    return `${testId}.${figure}${rate}`
  })
}
