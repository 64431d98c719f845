import { describe, expect, test } from 'vitest'
import { extendCatalogue, findParameter, parameters, parametersOf, subCycleParameters } from './parameters'
import { processes } from './process'
import { readValue } from './readValue'

/** Numbers that count things, or divide one thing by its like. */
const dimensionless = new Set(['supercycles', 'replicates', 'ballToPowderRatio', 'repeats'])
/** The unit of a boron content is its basis. */
const unitBeside = new Set(['boronContent.value', 'measuredBoronContent.value'])
const all = [...parameters, ...subCycleParameters]

describe('every parameter of the catalogue', () => {
  test.each(all.map((parameter) => [parameter.key, parameter] as const))('%s', (key, parameter) => {
    const { kind, unit, limits, description, choices, label, shortLabel, defaultValue, entries, known } = parameter
    expect(description).toMatch(/\w.*[.…]$/)
    expect(label).not.toBe('')
    expect(shortLabel.length).toBeLessThanOrEqual(18)
    if (kind === 'number' || kind === 'integer') {
      if (!dimensionless.has(key) && !unitBeside.has(key)) expect(unit).not.toBeNull()
      expect(limits?.min ?? limits?.above, 'a lower limit').toBeDefined()
      expect(limits?.max, 'an upper limit').toBeDefined()
      for (const wrong of [(limits?.max ?? 0) * 1.01 + 1, (limits?.min ?? limits?.above ?? 0) - 1, Number.NaN, '1'])
        expect(readValue(parameter, wrong).ok).toBe(false)
    }
    if (kind === 'choice') expect(choices?.length).toBeGreaterThan(1)
    if (kind === 'tags') expect(entries).toBeDefined()
    if (defaultValue !== undefined)
      expect(readValue(parameter, defaultValue)).toEqual({ ok: true, value: defaultValue })
    if (known !== undefined) {
      expect(known.low).toBeLessThanOrEqual(known.high)
      for (const value of [known.low, known.high]) expect(readValue(parameter, value).ok).toBe(true)
    }
  })

  test('a default only where the field has one', () => {
    expect(all.filter(({ defaultValue }) => defaultValue !== undefined).map(({ key }) => key)).toEqual(['lboFormula'])
  })
})

/** What the four founding papers vary, by process. */
const everywhere =
  'cathode batchMassG cathodeRadiusUm betAreaM2PerG capacityMAhPerG dwellSecondsPerCycle target replicates tags conditions.oxygenSink conditions.temperatureC conditions.cRate conditions.upperCutoffV conditions.cycles'
const coated = 'coating coatingFractions thicknessNm thicknessBasis'
const sintered = 'sinterTemperatureC sinterRampCPerMin sinterHours sinterAtmosphere'
const solution = 'solvent solventVolumeMl solutionTemperatureC stirHours dryTemperatureC dryHours'
const wanted: Record<(typeof processes)[number], string> = {
  none: everywhere,
  ald: `${everywhere} ${coated} reactor depositionTemperatureC supercycles growthPerSupercycleNm postAnnealTemperatureC postAnnealHours`,
  wet: `${everywhere} ${coated} ${sintered} ${solution} boronSource boronSourcePurityPercent boronContent.value boronContent.basis measuredBoronContent.value measuredBoronContent.basis`,
  'sol-gel': `${everywhere} ${coated} ${sintered} ${solution} coatingMolPercent coatingWtPercent precursors`,
  'solid-state': `${everywhere} ${coated} ${sintered} tio2WtPercent tio2ParticleSizeNm lboWtPercent lboFormula mixingMethod mixingHours mixingSpeedRpm precursors`,
  'ball-milling': `${everywhere} ${coated} coatingWtPercent mixingSpeedRpm mixingHours ballToPowderRatio`,
}

describe('each process', () => {
  test.each(processes)('%s has what its papers vary', (process) => {
    const keys = parametersOf(process).map(({ key }) => key)
    for (const key of wanted[process].split(' ')) expect(keys).toContain(key)
    // Conditions last.
    const first = keys.findIndex((key) => key.startsWith('conditions.'))
    expect(keys.slice(first).every((key) => key.startsWith('conditions.'))).toBe(true)
  })

  test('a sub-cycle has what a programme needs', () => {
    expect(subCycleParameters.map(({ key }) => key)).toEqual([
      'order',
      'oxide',
      'precursor',
      'coReactant',
      'repeats',
      'pulseS',
      'exposureS',
      'purgeS',
      'cationsPerCycle',
    ])
    expect(findParameter('subCycles.x1.repeats')).toMatchObject({ key: 'subCycles.x1.repeats', label: 'Repeats' })
    expect(findParameter('subCycles.x1.repeats')).toBe(findParameter('subCycles.x1.repeats'))
    for (const key of ['subCycles.x1.moon', 'subCycles..repeats', 'subCycles.x1', 'constructor', ''])
      expect(findParameter(key)).toBeUndefined()
  })
})

test('a lab’s own parameter stands before the conditions, under a key of its own', () => {
  const own = {
    key: 'own.crucible',
    label: 'Crucible',
    shortLabel: 'crucible',
    unit: null,
    kind: 'text' as const,
    group: 'heat' as const,
    processes: ['wet' as const],
    description: 'What the powder lies in.',
  }
  const catalogue = extendCatalogue([own])
  expect(catalogue.findParameter('own.crucible')).toBe(own)
  expect(catalogue.parametersOf('wet')).toContain(own)
  expect(catalogue.parametersOf('ald')).not.toContain(own)
  expect(() => extendCatalogue([own, own])).toThrow(/one key/)
  expect(() => extendCatalogue([{ ...own, key: 'crucible' }])).toThrow(/own\.<name>/)
})
