import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extendLibrary, type Material, publishedLibrary, type Transport } from '../library/library'
import {
  boltzmann,
  type Conduction,
  coatingOxygen,
  conductionOf,
  conductionOfPhases,
  onsagerFromDiffusivity,
  temperatureFactor,
} from './transport'

const transport = (more: Partial<Transport>): Transport => ({
  kind: 'computed',
  source: 'somebody',
  temperatureK: 300,
  activationEnergyEv: null,
  activationEnergySdEv: null,
  diffusivity: null,
  onsager: null,
  ...more,
})

/** A material of its own, Li₃BO₃ unless said otherwise. */
function material(
  id: string,
  oxygen: Transport | null,
  lithium: Transport | null = null,
  formula = 'Li3BO3',
): Material {
  const [base] = publishedLibrary.materials
  if (base === undefined) throw new Error('no material')
  const own = { ...base, id, formula, phases: null, oxygen, lithium }
  const found = extendLibrary(publishedLibrary, { materials: [own] }).materialById.get(id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

function known(found: ReturnType<typeof conductionOf>): Conduction {
  if (!found.ok) throw new Error(found.reason)
  return found.conduction
}
const reason = (found: ReturnType<typeof conductionOf>) => (found.ok ? null : found.reason)

const published = (id: string): Material => {
  const found = publishedLibrary.materialById.get(id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

/** L of a diffusivity at 300 K, by hand. */
const byHand = (diffusivity: number, concentration: number, temperatureK = 300) =>
  (diffusivity * concentration) / (8.617333262e-5 * temperatureK)

describe('temperature', () => {
  test('1 at the temperature of the data; Arrhenius times T₀/T elsewhere', () => {
    expect(temperatureFactor(0.92, 300, 300)).toBe(1)
    expect(temperatureFactor(0, 300, 330)).toBeCloseTo(300 / 330, 12)
    expect(temperatureFactor(0.5, 300, 330)).toBeCloseTo(
      (300 / 330) * Math.exp((0.5 / boltzmann) * (1 / 300 - 1 / 330)),
      12,
    )
  })

  test('there and back is 1, and it rises with the temperature as long as E_a is more than k_B T', () => {
    const kelvin = fc.double({ min: 200, max: 500, noNaN: true })
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 1.5, noNaN: true }), kelvin, kelvin, (activation, from, to) => {
        expect(temperatureFactor(activation, from, to) * temperatureFactor(activation, to, from)).toBeCloseTo(1, 9)
        expect(temperatureFactor(activation, from, from * 1.01)).toBeGreaterThan(1)
      }),
    )
  })
})

test('L = D c / k_B T', () => {
  expect(onsagerFromDiffusivity(1e-17, 5e22, 300) / byHand(1e-17, 5e22)).toBeCloseTo(1, 12)
  expect(onsagerFromDiffusivity(1e-17, 5e22, 600) / byHand(1e-17, 5e22)).toBeCloseTo(0.5, 12)
})

describe('one material', () => {
  test('L as published, unmoved without a temperature or within a hundredth of a kelvin', () => {
    const lbo = published('Li3B11O18')
    for (const temperatureK of [null, 300, 300.01, 299.99]) {
      const { onsager, basis, inputs, logSdOfActivation } = known(conductionOf(lbo, 'oxygen', temperatureK))
      expect(onsager).toMatchObject({ value: 1.455e6, low: 5.32e5, high: 3.73e6 })
      expect(basis).toBe('computed')
      expect(logSdOfActivation).toBe(0)
      expect(inputs).toHaveLength(1)
      expect(inputs[0]).toMatchObject({ symbol: 'L_OO', value: 1.455e6, low: 5.32e5, high: 3.73e6 })
      expect(inputs[0]?.outsideRange).toBeUndefined()
      expect(inputs[0]?.note).toBeUndefined()
    }
  })

  test('moved, it is marked, and its activation energy is uncertain too', () => {
    const { onsager, inputs, logSdOfActivation } = known(conductionOf(published('Li3B11O18'), 'oxygen', 318.15))
    const factor = temperatureFactor(0.92, 300, 318.15)
    expect(onsager.value).toBeCloseTo(1.455e6 * factor, 3)
    expect(onsager.low).toBeCloseTo(5.32e5 * factor, 3)
    expect(onsager.high).toBeCloseTo(3.73e6 * factor, 3)
    expect(logSdOfActivation).toBeCloseTo((0.05 / boltzmann) * (1 / 300 - 1 / 318.15), 12)
    expect(inputs[0]).toMatchObject({
      outsideRange: true,
      note: expect.stringMatching(/^extrapolated from 300 K with E_a = 0.92 eV/),
    })
    const colder = known(conductionOf(published('Li3B11O18'), 'oxygen', 282))
    expect(colder.logSdOfActivation).toBeCloseTo((0.05 / boltzmann) * (1 / 282 - 1 / 300), 12)
    // Without a published spread of E_a there is none to propagate.
    const exact = transport({ onsager: { value: 1e6 }, activationEnergyEv: 0.9 })
    expect(known(conductionOf(material('X', exact), 'oxygen', 318)).logSdOfActivation).toBe(0)
  })

  test('a diffusivity becomes L with the concentration of the sources’ materials, and its range', () => {
    const own = material('X', transport({ kind: 'measured', diffusivity: { value: 2e-17, low: 1e-17, high: 4e-17 } }))
    const { onsager, basis, inputs } = known(conductionOf(own, 'oxygen', null))
    expect((onsager.value ?? 0) / byHand(2e-17, coatingOxygen.value)).toBeCloseTo(1, 12)
    expect((onsager.low ?? 0) / byHand(1e-17, coatingOxygen.low)).toBeCloseTo(1, 12)
    expect((onsager.high ?? 0) / byHand(4e-17, coatingOxygen.high)).toBeCloseTo(1, 12)
    expect(basis).toBe('assumed')
    expect(inputs[1]).toMatchObject({ symbol: 'c_O', value: 5e22, low: 2.9e22, high: 5.7e22, basis: 'assumed' })
  })

  test('a bound on D takes one concentration and keeps its side', () => {
    const above = known(
      conductionOf(material('X', transport({ kind: 'bound', diffusivity: { low: 7e-19 } })), 'oxygen', null),
    )
    expect((above.onsager.low ?? 0) / byHand(7e-19, 5e22)).toBeCloseTo(1, 12)
    expect([above.onsager.value, above.onsager.high, above.basis]).toEqual([undefined, undefined, 'bound'])
    expect(above.inputs[0]).toMatchObject({ note: 'at least: D_O has only a lower bound' })
    expect(above.inputs[0]?.value).toBe(above.onsager.low)
    expect(above.inputs[0]?.low).toBeUndefined()
    const below = known(
      conductionOf(material('X', transport({ kind: 'bound', diffusivity: { high: 1e-17 } })), 'oxygen', null),
    )
    expect((below.onsager.high ?? 0) / byHand(1e-17, 5e22)).toBeCloseTo(1, 12)
    expect([below.onsager.value, below.onsager.low]).toEqual([undefined, undefined])
    expect(below.inputs[0]).toMatchObject({ note: 'at most: D_O has only an upper bound' })
    expect(below.inputs[0]?.value).toBe(below.onsager.high)
    expect(below.inputs[1]).toMatchObject({
      symbol: 'c_O',
      basis: 'bound',
      value: 5e22,
      source: expect.stringMatching(/rule 5: the sources/),
    })
  })

  test('lithium is counted per oxygen of the formula', () => {
    const own = material('X', null, transport({ diffusivity: { value: 1e-14 } }), 'Li3BO3')
    const { onsager, basis, inputs } = known(conductionOf(own, 'lithium', null))
    expect((onsager.value ?? 0) / byHand(1e-14, 5e22)).toBeCloseTo(1, 12)
    const half = known(
      conductionOf(material('X', null, transport({ diffusivity: { value: 1e-14 } }), 'LiBO2'), 'lithium', null),
    )
    expect((half.onsager.value ?? 0) / byHand(1e-14, 2.5e22)).toBeCloseTo(1, 12)
    expect(half.inputs[1]).toMatchObject({
      symbol: 'c_Li',
      value: 2.5e22,
      low: 1.45e22,
      high: 2.85e22,
      source: expect.stringMatching(/formula/),
    })
    expect(basis).toBe('assumed')
    expect(inputs[0]).toMatchObject({ symbol: 'L_LiLi' })
    const bound = known(conductionOf(published('LZPO'), 'lithium', null))
    expect(bound.basis).toBe('assumed')
    expect((bound.onsager.low ?? 0) / byHand(7e-16, 5e22 * (2.2 / 8.85))).toBeCloseTo(1, 9)
  })

  test('what cannot be said is said', () => {
    expect(reason(conductionOf(published('Li2TiO3'), 'oxygen', null))).toBe(
      'no oxygen transport value is published for Li2TiO3',
    )
    expect(reason(conductionOf(material('X', transport({})), 'oxygen', null))).toMatch(/no oxygen transport value/)
    expect(reason(conductionOf(published('Li3PO4'), 'oxygen', null))).toMatch(/no oxygen transport value/)
    const noLithium = material('X', null, transport({ diffusivity: { value: 1 } }), 'B2O3')
    expect(reason(conductionOf(noLithium, 'lithium', null))).toBe(
      'the lithium concentration of X does not follow from its formula',
    )
    const noOxide = material('X', null, transport({ diffusivity: { value: 1 } }), 'Li3N')
    expect(reason(conductionOf(noOxide, 'lithium', null))).toMatch(/does not follow/)
  })

  describe('without an activation energy', () => {
    const value = material('X', transport({ onsager: { value: 1e6, low: 5e5, high: 2e6 } }))
    const least = material('X', transport({ kind: 'bound', diffusivity: { low: 7e-19 } }))
    const most = material('X', transport({ kind: 'bound', diffusivity: { high: 1e-17 } }))

    test('near room temperature it stands', () => {
      for (const temperatureK of [295, 305, 298.15]) {
        const { onsager, inputs } = known(conductionOf(value, 'oxygen', temperatureK))
        expect(onsager.value).toBeCloseTo((1e6 * 300) / temperatureK, 6)
        expect(inputs[0]).toMatchObject({
          outsideRange: true,
          note: 'published for 300 K without an activation energy, taken as it stands',
        })
      }
    })

    test('in the heat only a lower bound is left, in the cold only an upper one', () => {
      const hot = known(conductionOf(value, 'oxygen', 305.1))
      expect(hot.onsager).toEqual({ low: expect.closeTo((5e5 * 300) / 305.1, 6) })
      expect(hot.basis).toBe('bound')
      expect(hot.inputs[0]).toMatchObject({
        note: expect.stringMatching(/at least.*only faster than at 300 K is known/),
      })
      const cold = known(conductionOf(value, 'oxygen', 294.9))
      expect(cold.onsager).toEqual({ high: expect.closeTo((2e6 * 300) / 294.9, 6) })
      expect(cold.inputs[0]).toMatchObject({
        note: expect.stringMatching(/at most.*only slower than at 300 K is known/),
      })
      const single = material('X', transport({ onsager: { value: 1e6 } }))
      expect(known(conductionOf(single, 'oxygen', 350)).onsager.low).toBeCloseTo((1e6 * 300) / 350, 6)
      expect(known(conductionOf(single, 'oxygen', 250)).onsager.high).toBeCloseTo((1e6 * 300) / 250, 6)
    })

    test('a bound on the wrong side says nothing', () => {
      expect(known(conductionOf(least, 'oxygen', 350)).onsager.low).toBeGreaterThan(0)
      expect(known(conductionOf(most, 'oxygen', 250)).onsager.high).toBeGreaterThan(0)
      expect(reason(conductionOf(least, 'oxygen', 250))).toBe(
        'no activation energy of oxygen is published for X, so its bound at 300 K says nothing at 250 K',
      )
      expect(reason(conductionOf(most, 'oxygen', 318.15))).toMatch(/says nothing at 318.15 K/)
    })

    test('an assumption stays one', () => {
      const assumed = material('X', transport({ kind: 'assumed', onsager: { value: 1e6 } }))
      expect(known(conductionOf(assumed, 'oxygen', 350)).basis).toBe('assumed')
    })
  })
})

describe('several phases', () => {
  const a = material(
    'A',
    transport({ onsager: { value: 100, low: 50, high: 400 }, activationEnergyEv: 0.5, activationEnergySdEv: 0.02 }),
  )
  const b = material(
    'B',
    transport({ kind: 'measured', onsager: { value: 10 }, activationEnergyEv: 0.4, activationEnergySdEv: 0.05 }),
  )
  const none = material('N', null)
  const most = material('M', transport({ kind: 'bound', diffusivity: { high: 1e-17 } }))
  const least = material('L', transport({ kind: 'bound', diffusivity: { low: 1e-17 } }))
  const of = (...parts: [Material, number][]) =>
    conductionOfPhases(
      parts.map(([own, fraction]) => ({ material: own, fraction })),
      'oxygen',
      null,
    )

  test('one phase is itself', () => {
    expect(of([a, 1])).toEqual(conductionOf(a, 'oxygen', null))
  })

  test('conduct in parallel, by their shares, the weakest basis deciding', () => {
    const { onsager, basis, inputs } = known(of([a, 0.25], [b, 0.75]))
    expect(onsager).toEqual({ value: 32.5, low: 20, high: 107.5 })
    expect(basis).toBe('computed')
    expect(
      inputs.filter(({ symbol }) => symbol === 'a').map(({ name, value, basis: own }) => [name, value, own]),
    ).toEqual([
      ['share of A', 0.25, 'computed'],
      ['share of B', 0.75, 'computed'],
    ])
    expect(inputs.filter(({ symbol }) => symbol === 'L_OO')).toHaveLength(2)
  })

  test('an unknown phase is a bracket, from 0 to the largest known', () => {
    const { onsager, basis, inputs } = known(of([a, 0.25], [b, 0.25], [none, 0.5]))
    expect(onsager).toEqual({ value: undefined, low: 15, high: 102.5 + 0.5 * 400 })
    expect(basis).toBe('bound')
    expect(inputs).toContainEqual(
      expect.objectContaining({
        name: 'share of N',
        basis: 'bound',
        note: 'no oxygen transport value is published for N: from 0 to the largest known',
      }),
    )
    expect(known(of([b, 0.25], [a, 0.25], [none, 0.5])).onsager.high).toBe(102.5 + 0.5 * 400)
  })

  test('one-sided phases leave one side', () => {
    const upper = known(of([b, 0.5], [most, 0.5])).onsager
    expect(upper.value).toBeUndefined()
    expect(upper.low).toBe(5)
    expect(upper.high).toBeCloseTo(5 + 0.5 * byHand(1e-17, 5e22), 3)
    expect(known(of([most, 0.5], [none, 0.5])).onsager).toEqual({
      value: undefined,
      low: undefined,
      high: expect.closeTo(byHand(1e-17, 5e22), 3),
    })
    const lower = known(of([least, 0.5], [none, 0.5])).onsager
    expect([lower.value, lower.high]).toEqual([undefined, undefined])
    expect(lower.low).toBeCloseTo(0.5 * byHand(1e-17, 5e22), 3)
    const both = known(of([a, 0.5], [least, 0.5])).onsager
    expect(both.high).toBeUndefined()
    expect(both.low).toBeCloseTo(25 + 0.5 * byHand(1e-17, 5e22), 3)
  })

  test('nothing known of any of them', () => {
    expect(reason(of([none, 0.5], [published('Li2TiO3'), 0.5]))).toBe(
      'no oxygen transport value is published for N or Li2TiO3',
    )
    expect(reason(conductionOfPhases([], 'oxygen', null))).toMatch(/^no oxygen transport value/)
  })

  test('the most uncertain activation energy counts', () => {
    const phases = [
      { material: a, fraction: 0.5 },
      { material: b, fraction: 0.5 },
    ]
    const { logSdOfActivation } = known(conductionOfPhases(phases, 'oxygen', 330))
    expect(logSdOfActivation).toBeCloseTo((0.05 / boltzmann) * (1 / 300 - 1 / 330), 12)
    expect(known(conductionOfPhases(phases.toReversed(), 'oxygen', 330)).logSdOfActivation).toBe(logSdOfActivation)
  })

  test('L of a mixture lies between those of its phases', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (share) => {
        const { value = Number.NaN } = known(of([a, share], [b, 1 - share])).onsager
        expect(value).toBeGreaterThan(10 - 1e-9)
        expect(value).toBeLessThan(100 + 1e-9)
      }),
    )
  })
})
