import { describe, expect, test } from 'vitest'
import { extendLibrary, type Material, publishedLibrary, type Transport } from '../library/library'
import { guidelineVerdicts } from './guidelines'

const diffusivity = (found: Transport['diffusivity']): Transport => ({
  kind: 'computed',
  source: 'somebody',
  temperatureK: 300,
  activationEnergyEv: null,
  activationEnergySdEv: null,
  diffusivity: found,
  onsager: null,
})

function material(
  id: string,
  lithium: Transport['diffusivity'],
  oxygen: Transport['diffusivity'],
  formula: string | null,
): Material {
  const [base] = publishedLibrary.materials
  if (base === undefined) throw new Error('no material')
  const own = { ...base, id, formula, anionGroups: null, lithium: diffusivity(lithium), oxygen: diffusivity(oxygen) }
  const found = extendLibrary(publishedLibrary, { materials: [own] }).materialById.get(id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

const verdicts = (...materials: Material[]) =>
  guidelineVerdicts(
    materials.map((own) => ({ material: own, fraction: 1 / materials.length })),
    publishedLibrary.guidelines,
  )
const words = (...materials: Material[]) => verdicts(...materials).map(({ verdict }) => verdict)
const lithium = (found: Transport['diffusivity']) => words(material('X', found, null, 'Li3BO3'))[0]
const oxygen = (found: Transport['diffusivity']) => words(material('X', null, found, 'Li3BO3'))[1]

describe('D_Li above 7e-16 cm² s⁻¹', () => {
  test('a value decides, a bound where it can', () => {
    expect(lithium({ value: 7.1e-16 })).toBe('pass')
    expect(lithium({ value: 7e-16 })).toBe('fail')
    expect(lithium({ value: 6e-16, high: 1e-15 })).toBe('fail')
    expect(lithium({ low: 7e-16 })).toBe('pass')
    expect(lithium({ low: 6e-16 })).toBe('unknown')
    expect(lithium({ high: 7e-16 })).toBe('fail')
    expect(lithium({ high: 8e-16 })).toBe('unknown')
    expect(lithium({ low: 1e-17, high: 8e-16 })).toBe('unknown')
    expect(lithium(null)).toBe('unknown')
  })
})

describe('D_O below 1e-17 cm² s⁻¹', () => {
  test('a value decides, a bound where it can', () => {
    expect(oxygen({ value: 9e-18 })).toBe('pass')
    expect(oxygen({ value: 1e-17 })).toBe('fail')
    expect(oxygen({ high: 1e-17 })).toBe('pass')
    expect(oxygen({ high: 2e-17 })).toBe('unknown')
    expect(oxygen({ low: 1e-17 })).toBe('fail')
    expect(oxygen({ low: 9e-18 })).toBe('unknown')
    expect(oxygen(null)).toBe('unknown')
  })
})

describe('of several phases', () => {
  const good = material('Good', { value: 1e-12 }, { value: 1e-20 }, 'Li3PO4')
  const leaky = material('Leaky', { value: 1e-18 }, { value: 1e-12 }, 'Al2O3')
  const unknown = material('Unknown', null, null, null)

  test('the best conductor decides for lithium, the worst for oxygen; all must retain', () => {
    expect(words(good, leaky)).toEqual(['pass', 'fail', 'fail'])
    expect(words(good, unknown)).toEqual(['pass', 'unknown', 'unknown'])
    expect(words(leaky, unknown)).toEqual(['unknown', 'fail', 'fail'])
    expect(words(good, good)).toEqual(['pass', 'pass', 'pass'])
    expect(words(leaky)).toEqual(['fail', 'fail', 'fail'])
  })

  test('the sentences name who decides, and the limit', () => {
    expect(verdicts(good, leaky).map(({ guideline, message, source }) => [guideline, message, source])).toEqual([
      ['lithiumTransport', 'D_Li of Good is above 7 × 10⁻¹⁶ cm² s⁻¹', 'cheng2022 as quoted in cheng2024'],
      ['oxygenTransport', 'D_O of Leaky is not below 1 × 10⁻¹⁷ cm² s⁻¹', 'cheng2022 as quoted in cheng2024'],
      ['anionGroup', 'Leaky has none of the anion groups that retain oxygen', 'cheng2022 as quoted in cheng2024'],
    ])
    expect(verdicts(good)[2]?.message).toBe('POx retains oxygen')
    expect(verdicts(unknown).map(({ message }) => message)).toEqual([
      'D_Li of Unknown is not known to be above 7 × 10⁻¹⁶ cm² s⁻¹',
      'D_O of Unknown is not known to be below 1 × 10⁻¹⁷ cm² s⁻¹',
      'the anion groups of Unknown do not follow from a formula',
    ])
  })

  test('only the groups of the guideline count', () => {
    const phases = [{ material: material('Two', null, null, 'LiBPO4'), fraction: 1 }]
    const found = (retainingAnionGroups: ('BOx' | 'POx')[]) =>
      guidelineVerdicts(phases, { ...publishedLibrary.guidelines, retainingAnionGroups })[2]
    expect(found(['POx'])).toMatchObject({ verdict: 'pass', message: 'POx retains oxygen' })
    expect(found(['BOx', 'POx'])).toMatchObject({ message: 'BOx and POx retain oxygen' })
    expect(found([])).toMatchObject({ verdict: 'fail' })
  })

  test('nothing is known of no coating', () => {
    expect(verdicts().map(({ guideline, verdict, message }) => [guideline, verdict, message])).toEqual([
      ['lithiumTransport', 'unknown', 'no coating is known'],
      ['oxygenTransport', 'unknown', 'no coating is known'],
      ['anionGroup', 'unknown', 'no coating is known'],
    ])
  })
})
