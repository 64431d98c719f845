import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Recipe, SolGelRecipe } from '../recipe/recipe'
import { type Figure, type FigureOrNone, figureKeys, isFigure } from './figure'
import { oxygenFlux, oxygenRetention, shellAfter, timeToTurn } from './oxygen'
import { modelVersion, predict } from './predict'

const full: SolGelRecipe = {
  process: 'sol-gel',
  cathode: 'NMC532',
  coating: 'Li3B11O18',
  thicknessNm: 3,
  thicknessBasis: 'measured',
  sinterTemperatureC: 350,
  conditions: { oxygenSink: 'o2-gas', temperatureC: 26.85, cRate: 1, upperCutoffV: 4.3, cycles: 10 },
}

function given(found: FigureOrNone): Figure {
  if (!isFigure(found)) throw new Error(found.unavailable)
  return found
}

const reason = (found: FigureOrNone) => (isFigure(found) ? null : found.unavailable)
const codes = (recipe: Recipe) => predict(recipe).checks.map(({ code }) => code)

test('a complete recipe has every figure, and every input a source', () => {
  const found = predict(full)
  expect(found.modelVersion).toBe(modelVersion)
  for (const key of figureKeys) {
    const { inputs } = given(found[key])
    expect(inputs.length, key).toBeGreaterThan(0)
    for (const { name, source } of inputs) expect(source, `${key}: ${name}`).not.toBe('')
  }
})

test('the weakest input decides the basis', () => {
  const found = predict(full)
  expect(given(found.coatingThickness).basis).toBe('measured')
  expect(given(found.timeToRocksalt).basis).toBe('computed')
  expect(given(found.cyclesToRocksalt).basis).toBe('assumed')
  expect(given(predict({ ...full, dwellSecondsPerCycle: 900 }).cyclesToRocksalt).basis).toBe('computed')
})

describe('one-sided figures', () => {
  test('an upper bound on D_O: the shell turns later than', () => {
    const found = predict({ ...full, coating: 'LZPO' })
    const time = given(found.timeToRocksalt)
    expect(time.basis).toBe('bound')
    expect(time.low).toBeGreaterThan(0)
    expect([time.value, time.high]).toEqual([undefined, undefined])
    expect(given(found.oxygenFlux).low).toBeUndefined()
    expect(given(found.rocksaltThickness).low).toBeUndefined()
    expect(given(found.surfaceOxygenRetention).high).toBeUndefined()
    // D_Li has a lower bound: it costs at most this.
    expect(given(found.lithiumOverpotential).low).toBeUndefined()
    expect(given(found.lithiumOverpotential).high).toBeGreaterThan(0)
  })

  test('a lower bound on D_O: the shell turns sooner than', () => {
    const found = predict({ ...full, coating: 'Li3BO3' })
    const time = given(found.timeToRocksalt)
    expect([time.value, time.low]).toEqual([undefined, undefined])
    expect(time.high).toBeGreaterThan(0)
    expect(given(found.surfaceOxygenRetention).low).toBeUndefined()
  })

  test('D_O ≤ 1e-17 becomes L = D c / k_B T with c = 5e22', () => {
    const onsager = (1e-17 * 5e22) / (8.617333262e-5 * 300)
    const particle = { radiusUm: 5, surfaceOxygenPerCm3: 4.2e22, lostFraction: 0.5 }
    const wanted = timeToTurn(particle, 2, 3, oxygenFlux(onsager, -4.95 + 5.24, 3))
    expect(given(predict({ ...full, coating: 'LZPO' }).timeToRocksalt).low).toBeCloseTo(wanted, 6)
  })

  test('a phase without a published value gives a bracket', () => {
    const time = given(
      predict({
        ...full,
        coating: [
          { id: 'Li3B11O18', volumeFraction: 0.5 },
          { id: 'Li2TiO3', volumeFraction: 0.5 },
        ],
      }).timeToRocksalt,
    )
    const alone = given(predict(full).timeToRocksalt)
    expect(time.basis).toBe('bound')
    expect(time.value).toBeUndefined()
    // From nothing to as much as the borate in the other half.
    expect(time.low).toBeCloseTo(alone.low ?? Number.NaN, 6)
    expect(time.high).toBeCloseTo(2 * (alone.high ?? Number.NaN), 6)
  })
})

test('phases conduct in parallel', () => {
  const flux = (coating: SolGelRecipe['coating']) => given(predict({ ...full, coating }).oxygenFlux).value ?? Number.NaN
  const mixed = flux([
    { id: 'Li3B11O18', volumeFraction: 0.25 },
    { id: 'Al2O3', volumeFraction: 0.75 },
  ])
  expect(mixed / (0.25 * flux('Li3B11O18') + 0.75 * flux('Al2O3'))).toBeCloseTo(1, 9)
})

test.each<[string, Partial<SolGelRecipe>, RegExp]>([
  ['no coating', { coating: undefined }, /coating/],
  ['an unknown coating', { coating: 'unobtainium' }, /unobtainium/],
  ['no cathode', { cathode: undefined }, /cathode/],
  ['an unknown cathode', { cathode: 'XYZ' }, /XYZ/],
  ['no oxygen sink', { conditions: { ...full.conditions, oxygenSink: undefined } }, /oxygen sink/],
  ['no thickness', { thicknessNm: undefined }, /thickness/],
  ['a coating without data', { coating: 'Li2TiO3' }, /Li2TiO3/],
])('%s is named', (_name, change, wanted) => {
  expect(reason(predict({ ...full, ...change } as Recipe).timeToRocksalt)).toMatch(wanted)
})

test('what is missing takes only those figures that need it', () => {
  const noCycles = predict({ ...full, conditions: { ...full.conditions, cycles: undefined } })
  expect(reason(noCycles.rocksaltThickness)).toMatch(/cycles/)
  expect(isFigure(noCycles.cyclesToRocksalt)).toBe(true)
  const noRate = predict({ ...full, conditions: { ...full.conditions, cRate: undefined } })
  expect(reason(noRate.lithiumOverpotential)).toMatch(/C-rate/)
  expect(isFigure(noRate.timeToRocksalt)).toBe(true)
})

test('bare powder has no coating, and no error', () => {
  const found = predict({ process: 'none', cathode: 'NMC532', conditions: full.conditions })
  for (const key of figureKeys) expect(reason(found[key]), key).toMatch(/bare/)
})

test('another temperature marks its inputs as extrapolated', () => {
  const outside = (temperatureC: number) =>
    given(predict({ ...full, conditions: { ...full.conditions, temperatureC } }).timeToRocksalt).inputs.filter(
      (input) => input.outsideRange,
    ).length
  expect(outside(26.85)).toBe(0)
  expect(outside(60)).toBeGreaterThan(0)
  expect(codes({ ...full, conditions: { ...full.conditions, temperatureC: 60 } })).toContain('temperature-extrapolated')
})

describe('checks', () => {
  test('TiO₂ that takes more lithium than the borate brings leaves Co₃O₄', () => {
    const found = predict({ process: 'solid-state', cathode: 'LCO', tio2WtPercent: 0.75, lboWtPercent: 0.2 })
    const check = found.checks.find(({ code }) => code === 'lithium-deficit')
    expect(check).toMatchObject({ severity: 'warning', parameter: 'lboWtPercent' })
    expect(check?.message).toMatch(/Co₃O₄/)
    expect('unavailable' in found.lithiumBalance || found.lithiumBalance.balanceUmolPerG).toBeLessThan(0)
  })

  test('a boron recipe below the melt is asked whether it will wet', () => {
    const wet = (sinterTemperatureC: number) => predict({ process: 'wet', sinterTemperatureC }).checks
    expect(wet(400).find(({ code }) => code === 'sinter-below-melt')?.message).toMatch(/will it wet/)
    expect(wet(500).map(({ code }) => code)).not.toContain('sinter-below-melt')
  })

  test('a value outside what is known of its process', () => {
    expect(codes({ process: 'wet', sinterTemperatureC: 900 })).toContain('outside-known-range')
  })

  test('ids that the library does not have', () => {
    expect(codes({ ...full, coating: 'unobtainium' })).toContain('unknown-library-id')
  })
})

test('the guidelines of cheng2022', () => {
  const verdicts = (coating: string) => predict({ ...full, coating }).guidelines.map(({ verdict }) => verdict)
  expect(verdicts('Li3B11O18')).toEqual(['pass', 'pass', 'pass'])
  expect(verdicts('LiNbO3')).toEqual(['pass', 'fail', 'fail'])
  expect(verdicts('Li2TiO3')).toEqual(['unknown', 'unknown', 'fail'])
})

describe('properties', () => {
  const particles = fc.record({
    radiusUm: fc.double({ min: 0.5, max: 20, noNaN: true }),
    surfaceOxygenPerCm3: fc.double({ min: 1e22, max: 8e22, noNaN: true }),
    lostFraction: fc.double({ min: 0.05, max: 1, noNaN: true }),
  })
  const thickness = fc.double({ min: 0.5, max: 100, noNaN: true })
  const onsager = fc.double({ min: 0, max: 14, noNaN: true }).map((power) => 10 ** power)
  const drive = fc.double({ min: 0.01, max: 5, noNaN: true })
  const more = fc.double({ min: 1.01, max: 2, noNaN: true })

  test('t_rs grows with the thickness and falls with L and the driving force', () => {
    fc.assert(
      fc.property(particles, thickness, onsager, drive, more, (particle, nm, l, ev, factor) => {
        const time = (a: number, b: number, c: number) => timeToTurn(particle, 2, a, oxygenFlux(b, c, a))
        const here = time(nm, l, ev)
        expect(time(nm * factor, l, ev)).toBeGreaterThan(here)
        expect(time(nm, l * factor, ev)).toBeLessThan(here)
        expect(time(nm, l, ev * factor)).toBeLessThan(here)
      }),
    )
  })

  test('R_O lies within [100 (1 − φ), 100] and never rises with time', () => {
    fc.assert(
      fc.property(
        particles,
        thickness,
        onsager,
        drive,
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        more,
        (particle, nm, l, ev, seconds, factor) => {
          const retention = (time: number) =>
            oxygenRetention(shellAfter(particle, nm, oxygenFlux(l, ev, nm), time), particle.lostFraction)
          const here = retention(seconds)
          expect(here).toBeLessThanOrEqual(100)
          expect(here).toBeGreaterThanOrEqual(100 * (1 - particle.lostFraction) - 1e-9)
          expect(retention(seconds * factor)).toBeLessThanOrEqual(here)
        },
      ),
    )
  })

  test('a figure lies within its range, whatever the recipe', () => {
    const coatings = ['Li3B11O18', 'LZPO', 'Al2O3', 'Li3BO3', 'Li2CO3', 'Li3PO4', 'B2O3/LixByOz']
    fc.assert(
      fc.property(
        fc.constantFrom(...coatings),
        fc.constantFrom('NMC532', 'LCO'),
        fc.double({ min: 0.5, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.double({ min: -20, max: 80, noNaN: true }),
        fc.integer({ min: 0, max: 5000 }),
        (coating, cathode, thicknessNm, thicknessUncertaintyNm, temperatureC, cycles) => {
          const found = predict({
            ...full,
            coating,
            cathode,
            thicknessNm,
            thicknessUncertaintyNm,
            conditions: { ...full.conditions, temperatureC, cycles },
          })
          for (const key of figureKeys) {
            const figure = found[key]
            if (!isFigure(figure)) {
              expect(figure.unavailable).not.toBe('')
              continue
            }
            const { value, low, high } = figure
            expect(value ?? low ?? high, key).toBeDefined()
            const tolerance = 1e-9 * Math.abs(value ?? high ?? low ?? 0)
            if (low !== undefined) expect(low).toBeLessThanOrEqual((value ?? high ?? low) + tolerance)
            if (high !== undefined) expect(high).toBeGreaterThanOrEqual((value ?? low ?? high) - tolerance)
          }
        },
      ),
    )
  })
})
