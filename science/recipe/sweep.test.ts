import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toParameter } from './ownParameter'
import { extendCatalogue } from './parameters'
import { type Design, type Factor, mostSwept, splitList, sweepRecipes } from './sweep'

const base = { name: 'B-LCO', process: 'wet' as const, values: { sinterHours: 6, coating: 'Li3BO3' } }
const temperatures: Factor = { key: 'sinterTemperatureC', levels: { kind: 'list', values: [450, 500] } }
const hours: Factor = { key: 'sinterHours', levels: { kind: 'range', from: 2, to: 6, count: 3 } }
const all: Design = { kind: 'full-factorial' }

function recipes(factors: readonly Factor[], design: Design = all) {
  const sweep = sweepRecipes(base, factors, design)
  if (!sweep.ok) throw new Error(sweep.faults.map((fault) => fault.message).join(' '))
  return sweep.recipes
}
function faults(factors: readonly Factor[], design: Design = all, of = base) {
  const sweep = sweepRecipes(of, factors, design)
  return sweep.ok ? [] : sweep.faults.map((fault) => fault.message)
}

describe('a sweep', () => {
  it('varies a lab’s own parameter, by the lab’s catalogue', () => {
    const soak: Factor = { key: 'own.soak', levels: { kind: 'geometric', from: 1, to: 4, count: 3 } }
    expect(faults([soak])).toEqual(['There is no parameter “own.soak”.'])
    const own = { key: 'own.soak', label: 'Soak', unit: 'h', kind: 'number' as const, processes: ['wet' as const] }
    const { findParameter } = extendCatalogue([toParameter({ ...own, description: '', min: 0, max: 3, choices: [] })])
    const tooMuch = sweepRecipes(base, [soak], all, findParameter)
    expect(tooMuch.ok).toBe(false)
    const two: Factor = { key: 'own.soak', levels: { kind: 'list', values: [1, 2] } }
    const found = sweepRecipes(base, [two], all, findParameter)
    expect(found.ok && found.recipes.map(({ name }) => name)).toEqual(['B-LCO 1 h', 'B-LCO 2 h'])
  })

  it('makes every combination, on the values of the base', () => {
    const found = recipes([temperatures, hours])
    expect(found.map((one) => [one.values.sinterTemperatureC, one.values.sinterHours])).toEqual([
      [450, 2],
      [450, 4],
      [450, 6],
      [500, 2],
      [500, 4],
      [500, 6],
    ])
    expect(found[0]).toEqual({
      name: 'B-LCO 450 °C, 2 h',
      varied: { sinterTemperatureC: 450, sinterHours: 2 },
      values: { coating: 'Li3BO3', sinterTemperatureC: 450, sinterHours: 2 },
    })
  })

  it('changes one parameter at a time from the base, and has the base once', () => {
    const found = recipes([temperatures, hours], { kind: 'one-at-a-time' })
    expect(found.map((one) => [one.values.sinterTemperatureC, one.values.sinterHours])).toEqual([
      [undefined, 6],
      [450, 6],
      [500, 6],
      [undefined, 2],
      [undefined, 4],
    ])
  })

  it('spaces a range evenly and a geometric series by ratio, with its ends as written', () => {
    const levels = (one: Factor['levels'], key = 'thicknessNm') =>
      recipes([{ key, levels: one }]).map((r) => r.varied[key])
    expect(levels({ kind: 'range', from: 0.1, to: 0.4, count: 4 })).toEqual([0.1, 0.2, 0.3, 0.4])
    expect(levels({ kind: 'geometric', from: 1, to: 1000, count: 4 })).toEqual([1, 10, 100, 1000])
    expect(levels({ kind: 'range', from: 10, to: 1, count: 2 })).toEqual([10, 1])
    // Whole numbers are whole, and none comes twice.
    expect(levels({ kind: 'range', from: 1, to: 3, count: 5 }, 'replicates')).toEqual([1, 2, 3])
  })

  it('visits every stratum of every parameter once in a Latin hypercube, the same for the same seed', () => {
    const wide: Factor[] = [
      { key: 'sinterTemperatureC', levels: { kind: 'range', from: 400, to: 600, count: 2 } },
      { key: 'thicknessNm', levels: { kind: 'geometric', from: 1, to: 100, count: 2 } },
      { key: 'sinterAtmosphere', levels: { kind: 'list', values: ['air', 'O2'] } },
    ]
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 40 }), (seed, count) => {
        const design: Design = { kind: 'latin-hypercube', count, seed }
        const found = recipes(wide, design)
        expect(found).toHaveLength(count)
        expect(recipes(wide, design)).toEqual(found)
        const strata = (value: (one: (typeof found)[number]) => number) =>
          found.map((one) => Math.floor(value(one) * count)).sort((a, b) => a - b)
        const each = Array.from({ length: count }, (_, index) => index)
        expect(strata((one) => (Number(one.varied.sinterTemperatureC) - 400) / 200)).toEqual(each)
        expect(strata((one) => Math.log10(Number(one.varied.thicknessNm)) / 2)).toEqual(each)
        const inAir = found.filter((one) => one.varied.sinterAtmosphere === 'air').length
        expect(Math.abs(inAir - count / 2)).toBeLessThanOrEqual(0.5)
      }),
      { numRuns: 60 },
    )
    const orders = [1, 2].map((seed) => JSON.stringify(recipes(wide, { kind: 'latin-hypercube', count: 12, seed })))
    expect(orders[0]).not.toBe(orders[1])
  })

  it('gives no two recipes one name', () => {
    const close: Factor = { key: 'sinterTemperatureC', levels: { kind: 'list', values: [450, 450, 451] } }
    expect(recipes([close]).map((one) => one.name)).toEqual(['B-LCO 450 °C', 'B-LCO 451 °C'])
    const taken = sweepRecipes({ ...base, takenNames: new Set(['B-LCO 450 °C']) }, [close], all)
    expect(taken.ok && taken.recipes.map((one) => one.name)).toEqual(['B-LCO 450 °C (2)', 'B-LCO 451 °C'])
  })

  it.each([
    [[], /Choose a parameter/],
    [[temperatures, temperatures], /twice/],
    [[{ key: 'tio2WtPercent', levels: { kind: 'list', values: [1] } }], /not a parameter of wet/],
    [[{ key: 'nothing', levels: { kind: 'list', values: [1] } }], /no parameter/],
    [[{ key: 'sinterTemperatureC', levels: { kind: 'list', values: [] } }], /name the values/],
    [[{ key: 'sinterTemperatureC', levels: { kind: 'list', values: [1e6] } }], /expected a number in °C/],
    [
      [{ key: 'sinterTemperatureC', levels: { kind: 'range', from: 400, to: 1e6, count: 3 } }],
      /expected a number in °C/,
    ],
    [[{ key: 'coating', levels: { kind: 'range', from: 1, to: 2, count: 3 } }], /list its values/],
    [[{ key: 'thicknessNm', levels: { kind: 'geometric', from: 0, to: 2, count: 3 } }], /same sign/],
    [[{ key: 'thicknessNm', levels: { kind: 'range', from: 1, to: 2, count: 1 } }], /how many levels/],
    [
      [
        { key: 'thicknessNm', levels: { kind: 'range', from: 1, to: 30, count: 30 } },
        { key: 'sinterHours', levels: { kind: 'range', from: 1, to: 30, count: 30 } },
      ],
      /900 recipes/,
    ],
  ] as [Factor[], RegExp][])('refuses %j and says why', (factors, why) => {
    expect(faults(factors).join(' ')).toMatch(why)
  })

  it('refuses a hypercube of one recipe or of too many', () => {
    expect(faults([hours], { kind: 'latin-hypercube', count: 1, seed: 1 })[0]).toMatch(/at least 2/)
    expect(faults([hours], { kind: 'latin-hypercube', count: mostSwept + 1, seed: 1 })[0]).toMatch(/at most/)
    expect(faults([hours], { kind: 'latin-hypercube', count: 5, seed: 1.5 })[0]).toMatch(/whole/)
  })
})

describe('splitList', () => {
  it('parts a list as it looks, and leaves decimal commas alone', () => {
    expect(splitList('450, 500 , 550')).toEqual(['450', '500', '550'])
    expect(splitList('450,500,550')).toEqual(['450', '500', '550'])
    expect(splitList('0,5; 1,5;')).toEqual(['0,5', '1,5'])
    expect(splitList('30 min\n2 h')).toEqual(['30 min', '2 h'])
    expect(splitList(' ')).toEqual([])
  })
})
