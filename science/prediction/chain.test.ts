import { describe, expect, test } from 'vitest'
import { type Cathode, extendLibrary, type Library, publishedLibrary } from '../library/library'
import type { Recipe, SolGelRecipe } from '../recipe/recipe'
import { type Figure, type FigureKey, isFigure } from './figure'
import { predict } from './predict'

const full: SolGelRecipe = {
  process: 'sol-gel',
  cathode: 'NMC532',
  coating: 'Li3B11O18',
  thicknessNm: 3,
  conditions: { oxygenSink: 'o2-gas', temperatureC: 26.85, cRate: 1, upperCutoffV: 4.3, cycles: 10 },
}
const under = (conditions: object, more: Partial<SolGelRecipe> = {}): SolGelRecipe => ({
  ...full,
  ...more,
  conditions: { ...full.conditions, ...conditions },
})

function figure(key: FigureKey, recipe: Recipe, library: Library = publishedLibrary): Figure {
  const found = predict(recipe, library)[key]
  if (!isFigure(found)) throw new Error(found.unavailable)
  return found
}
const value = (key: FigureKey, recipe: Recipe, library?: Library) => figure(key, recipe, library).value ?? Number.NaN
const unavailable = (key: FigureKey, recipe: Recipe, library?: Library) => {
  const found = predict(recipe, library)[key]
  return isFigure(found) ? null : found.unavailable
}
const input = (found: Figure, symbol: string) => found.inputs.find((one) => one.symbol === symbol)

/** A library with NMC532 changed, as `mine`. */
function withCathode(change: Partial<Cathode>): Library {
  const [nmc] = publishedLibrary.cathodes
  if (nmc === undefined) throw new Error('no cathode')
  return extendLibrary(publishedLibrary, { cathodes: [{ ...nmc, ...change, id: 'mine' }] })
}
const mine: SolGelRecipe = { ...full, cathode: 'mine' }

describe('the driving force', () => {
  test('is that of the cathode against the sink', () => {
    expect(value('oxygenFlux', full) / ((1.455e6 * 0.29) / 3e-7)).toBeCloseTo(1, 9)
    expect(value('oxygenFlux', under({ oxygenSink: 'thiophosphate' })) / ((1.455e6 * 3.44) / 3e-7)).toBeCloseTo(1, 9)
    const own = figure('oxygenFlux', { ...full, cathodeOxygenPotentialEv: -4.24 })
    expect((own.value ?? 0) / (1.455e6 / 3e-7)).toBeCloseTo(1, 9)
    expect(input(own, 'µ_c')).toMatchObject({ value: -4.24, basis: 'measured', source: 'as the recipe has it' })
    expect(input(own, 'µ_e')).toMatchObject({ value: -5.24, basis: 'computed' })
  })

  test('has to be there', () => {
    const none = 'nothing drives oxygen out: µ_O of the cathode is not above that of the sink'
    expect(unavailable('timeToRocksalt', { ...full, cathodeOxygenPotentialEv: -5.24 })).toBe(none)
    expect(unavailable('oxygenFlux', { ...full, cathodeOxygenPotentialEv: -6 })).toBe(none)
    expect(isFigure(predict({ ...full, cathodeOxygenPotentialEv: -5.23 }).oxygenFlux)).toBe(true)
    expect(unavailable('oxygenFlux', mine, withCathode({ oxygenPotentialEv: null }))).toBe('µ_O of mine is not known')
  })

  test('brings its own range', () => {
    const library = withCathode({
      oxygenPotentialEv: { value: -4.95, low: -5, high: -4.9, kind: 'measured', source: 'us' },
    })
    const found = figure('oxygenFlux', mine, library)
    expect((found.low ?? 0) / ((5.32e5 * 0.24) / 3e-7)).toBeCloseTo(1, 9)
    expect((found.high ?? 0) / ((3.73e6 * 0.34) / 3e-7)).toBeCloseTo(1, 9)
    // Two inputs are uncertain now.
    const sd = Math.hypot(Math.log(3.73e6 / 5.32e5) / 2, Math.log(0.34 / 0.24) / 2)
    expect((found.propagated?.high ?? 0) / (found.value ?? 0)).toBeCloseTo(Math.exp(sd), 9)
    expect(found.propagated?.dominantInput).toBe('L_OO of the coating')
  })
})

describe('the surface of the particle', () => {
  test('goes into the time by φ c_max', () => {
    const base = value('timeToRocksalt', full)
    expect(value('timeToRocksalt', { ...full, surfaceOxygenPerNm3: 21 }) / base).toBeCloseTo(0.5, 9)
    const half = withCathode({ lostFraction: { value: 0.25, kind: 'assumed', source: 'us' } })
    expect(value('timeToRocksalt', mine, half) / base).toBeCloseTo(0.5, 9)
    expect(input(figure('timeToRocksalt', full), 'c_max')).toMatchObject({ value: 4.2e22, unit: 'cm⁻³' })
    expect(input(figure('timeToRocksalt', { ...full, surfaceOxygenPerNm3: 21 }), 'c_max')).toMatchObject({
      value: 2.1e22,
      basis: 'measured',
    })
  })

  test('its ranges widen the time, and narrow what oxygen is left', () => {
    const library = withCathode({
      surfaceOxygenPerCm3: { value: 4.2e22, low: 2.1e22, high: 8.4e22, kind: 'measured', source: 'us' },
      lostFraction: { value: 0.5, low: 0.4, high: 0.6, kind: 'measured', source: 'us' },
    })
    const time = figure('timeToRocksalt', mine, library)
    const base = figure('timeToRocksalt', full)
    expect((time.low ?? 0) / (base.low ?? 1)).toBeCloseTo(0.5 * 0.8, 9)
    expect((time.high ?? 0) / (base.high ?? 1)).toBeCloseTo(2 * 1.2, 9)
    const cycles = figure('cyclesToRocksalt', mine, library)
    expect([cycles.low, cycles.high]).toEqual([(time.low ?? 0) / 1800, (time.high ?? 0) / 1800])
    // The flux knows nothing of the surface: one input is uncertain, and the range says it all.
    expect('propagated' in figure('oxygenFlux', mine, library)).toBe(false)
    const shell = figure('rocksaltThickness', { ...mine, dwellSecondsPerCycle: 1 }, library)
    const plain = figure('rocksaltThickness', { ...full, dwellSecondsPerCycle: 1 })
    expect((shell.low ?? 0) / (plain.low ?? 1)).toBeCloseTo(0.5 / 1.2, 4)
    expect((shell.high ?? 0) / (plain.high ?? 1)).toBeCloseTo(2 / 0.8, 4)
    const late = figure('surfaceOxygenRetention', { ...mine, dwellSecondsPerCycle: 1e6 }, library)
    expect([late.low, late.value, late.high]).toEqual([40, 50, 60].map((percent) => expect.closeTo(percent, 9)))
    const sd = Math.hypot(Math.log(3.73e6 / 5.32e5) / 2, Math.log(2), Math.log(1.5) / 2)
    expect((time.propagated?.high ?? 0) / (time.value ?? 1)).toBeCloseTo(Math.exp(sd), 9)
  })

  test('is asked for', () => {
    expect(unavailable('timeToRocksalt', mine, withCathode({ radiusUm: null }))).toBe(
      'the particle radius of mine is not known',
    )
    expect(unavailable('timeToRocksalt', mine, withCathode({ surfaceOxygenPerCm3: null }))).toBe(
      'the oxygen concentration at the surface of mine is not known',
    )
    expect(unavailable('timeToRocksalt', mine, withCathode({ lostFraction: null }))).toBe(
      'the fraction of oxygen that is lost of mine is not known',
    )
    expect(isFigure(predict(mine, withCathode({ radiusUm: null })).oxygenFlux)).toBe(true)
  })
})

describe('the dwell', () => {
  test('divides the time into cycles', () => {
    const time = value('timeToRocksalt', full)
    expect(value('cyclesToRocksalt', full)).toBeCloseTo(time / 1800, 9)
    expect(value('cyclesToRocksalt', under({ cRate: 0.2 }))).toBeCloseTo(time / 9000, 9)
    expect(value('cyclesToRocksalt', under({ cRate: undefined }, { dwellSecondsPerCycle: 60 }))).toBeCloseTo(
      time / 60,
      9,
    )
    expect(input(figure('cyclesToRocksalt', full), 'τ')).toMatchObject({ value: 1800, unit: 's', basis: 'assumed' })
    expect(input(figure('cyclesToRocksalt', under({}, { dwellSecondsPerCycle: 60 })), 'τ')).toMatchObject({
      value: 60,
      basis: 'measured',
    })
    const { low = 0, high = 0 } = figure('cyclesToRocksalt', full)
    expect(low / ((time / 1800) * (1.455e6 / 3.73e6))).toBeCloseTo(1, 9)
    expect(high / ((time / 1800) * (1.455e6 / 5.32e5))).toBeCloseTo(1, 9)
  })

  test('that is assumed is uncertain by a factor of two', () => {
    const { propagated, value: cycles = 0 } = figure('cyclesToRocksalt', full)
    const sd = Math.hypot(Math.log(3.73e6 / 5.32e5) / 2, Math.log(2))
    expect((propagated?.high ?? 0) / cycles).toBeCloseTo(Math.exp(sd), 9)
    expect((propagated?.low ?? 0) / cycles).toBeCloseTo(Math.exp(-sd), 9)
    expect(propagated?.dominantInput).toBe('L_OO of the coating')
    expect(figure('cyclesToRocksalt', under({}, { dwellSecondsPerCycle: 60 })).propagated).toBeUndefined()
    expect(figure('timeToRocksalt', full).propagated).toBeUndefined()
  })

  test('is none below the voltage at which oxygen leaves', () => {
    expect(unavailable('cyclesToRocksalt', under({ upperCutoffV: 4.29 }))).toMatch(/4.29 V only.*above 4.3 V/)
    expect(isFigure(predict(under({ upperCutoffV: 4.3 })).cyclesToRocksalt)).toBe(true)
    expect(isFigure(predict(under({ upperCutoffV: undefined })).cyclesToRocksalt)).toBe(true)
    expect(isFigure(predict(under({ upperCutoffV: 4.2 }, { dwellSecondsPerCycle: 5 })).cyclesToRocksalt)).toBe(true)
    expect(unavailable('cyclesToRocksalt', under({ cRate: undefined }))).toBe(
      'neither the C-rate nor the dwell per cycle is given',
    )
    expect(isFigure(predict(mine, withCathode({ dwellVoltageV: null })).cyclesToRocksalt)).toBe(true)
  })
})

describe('what is left after N cycles', () => {
  const slow = (cycles: number) => under({ cycles }, { dwellSecondsPerCycle: 60 })

  test('goes with N τ', () => {
    expect(value('rocksaltThickness', slow(10)) / 0.4023718958555151).toBeCloseTo(1, 6)
    expect(value('rocksaltThickness', slow(60)) / 2.415203550373791).toBeCloseTo(1, 6)
    expect(value('surfaceOxygenRetention', slow(10)) / 89.94070260361212).toBeCloseTo(1, 6)
    expect(value('surfaceOxygenRetention', slow(60))).toBe(50)
    expect(input(figure('rocksaltThickness', slow(10)), 'N')?.value).toBe(10)
  })

  test('its range is that of the flux, and oxygen is left where the flux is least', () => {
    const shell = figure('rocksaltThickness', slow(10))
    expect(shell.low).toBeLessThan(shell.value ?? 0)
    expect(shell.high).toBeGreaterThan(shell.value ?? 0)
    const left = figure('surfaceOxygenRetention', slow(10))
    expect(left.low).toBeCloseTo(100 * (1 - (0.5 * (shell.high ?? 0)) / 2), 9)
    expect(left.high).toBeCloseTo(100 * (1 - (0.5 * (shell.low ?? 0)) / 2), 9)
    expect(unavailable('rocksaltThickness', under({ cycles: undefined }))).toBe('the number of cycles is not given')
  })

  test('propagated, it stays within what can be', () => {
    const { propagated } = figure('surfaceOxygenRetention', under({ cycles: 1 }, { thicknessUncertaintyNm: 2.5 }))
    expect(propagated?.low).toBeGreaterThanOrEqual(50)
    expect(propagated?.high).toBeLessThanOrEqual(100)
  })
})

describe('the overpotential', () => {
  const lithium = (more: Partial<SolGelRecipe>) => under({}, { cathode: 'LCO', ...more })

  test('on spheres and on a measured area, as worked', () => {
    expect(value('lithiumOverpotential', lithium({})) / 23.63971561952014).toBeCloseTo(1, 6)
    const alumina = lithium({ coating: 'Al2O3', thicknessNm: 1, betAreaM2PerG: 0.4 })
    expect(value('lithiumOverpotential', alumina) / 56.173581670146866).toBeCloseTo(1, 6)
    expect(figure('lithiumOverpotential', alumina).equation).toMatch(/A_BET/)
    expect(figure('lithiumOverpotential', lithium({})).equation).toMatch(/q C ρ r \/ 3/)
    expect(input(figure('lithiumOverpotential', lithium({})), 'σ')).toMatchObject({
      value: expect.closeTo(9.613059803999999e-10, 16),
      low: expect.closeTo(4e9 * 1.602176634e-19, 16),
      high: expect.closeTo(9e9 * 1.602176634e-19, 16),
      unit: 'S cm⁻¹',
    })
  })

  test('goes with rate, capacity, radius and density of the recipe', () => {
    const base = value('lithiumOverpotential', lithium({}))
    expect(value('lithiumOverpotential', under({ cRate: 2 }, { cathode: 'LCO' })) / base).toBeCloseTo(2, 9)
    expect(value('lithiumOverpotential', lithium({ capacityMAhPerG: 90 })) / base).toBeCloseTo(0.5, 9)
    expect(value('lithiumOverpotential', lithium({ cathodeRadiusUm: 5 })) / base).toBeCloseTo(2, 9)
    expect(value('lithiumOverpotential', lithium({ cathodeDensityGPerCm3: 10.1 })) / base).toBeCloseTo(2, 9)
    expect(value('lithiumOverpotential', lithium({ thicknessNm: 6 })) / base).toBeCloseTo(2, 9)
  })

  test('ranges with L_LiLi, thickness, and what the current density rests on', () => {
    const { low = 0, high = 0, value: eta = 1 } = figure('lithiumOverpotential', lithium({}))
    expect(low / eta).toBeCloseTo(6 / 9, 9)
    expect(high / eta).toBeCloseTo(6 / 4, 9)
    const nmc = figure('lithiumOverpotential', full)
    const { value: mid = 1 } = nmc
    expect((nmc.low ?? 0) / mid).toBeCloseTo((6 / 9) * (150 / 160) * (4.6 / 4.7), 9)
    expect((nmc.high ?? 0) / mid).toBeCloseTo((6 / 4) * (170 / 160) * (4.8 / 4.7), 9)
    const sd = Math.hypot(Math.log(9 / 4) / 2, Math.log(170 / 150) / 2, Math.log(4.8 / 4.6) / 2)
    expect((nmc.propagated?.high ?? 0) / mid).toBeCloseTo(Math.exp(sd), 9)
    expect((nmc.propagated?.low ?? 0) / mid).toBeCloseTo(Math.exp(-sd), 9)
    expect(nmc.propagated?.dominantInput).toBe('L_LiLi of the coating')
    const thick = figure('lithiumOverpotential', { ...full, thicknessUncertaintyNm: 2.5, capacityMAhPerG: 160 })
    expect(thick.propagated?.dominantInput).toBe('coating thickness')
    const plain = figure('lithiumOverpotential', lithium({}))
    expect('propagated' in plain).toBe(false)
    const [material] = publishedLibrary.materials
    if (!material?.lithium) throw new Error('no material')
    const exact = { ...material, id: 'exact', lithium: { ...material.lithium, onsager: { value: 6e9 } } }
    const single = figure(
      'lithiumOverpotential',
      lithium({ coating: 'exact' }),
      extendLibrary(publishedLibrary, { materials: [exact] }),
    )
    expect(Object.keys(input(single, 'σ') ?? {})).not.toContain('low')
    expect(Object.keys(input(single, 'σ') ?? {})).not.toContain('high')
    expect(input(figure('lithiumOverpotential', lithium({ coating: 'LZPO' })), 'σ')).toBeUndefined()
    const warm = figure('lithiumOverpotential', under({ temperatureC: 60 }))
    expect(warm.propagated?.high).toBeDefined()
  })

  test('is asked for what it needs', () => {
    const gone = (change: Partial<Cathode>, more: Partial<SolGelRecipe> = {}) =>
      unavailable('lithiumOverpotential', { ...mine, ...more }, withCathode(change))
    expect(gone({ capacity: null })).toBe('the capacity of mine is not known')
    expect(gone({ radiusUm: null })).toBe('the particle radius of mine is not known')
    expect(gone({ density: null })).toBe('the density of mine is not known')
    expect(gone({ density: null, radiusUm: null }, { betAreaM2PerG: 1 })).toBeNull()
    expect(unavailable('lithiumOverpotential', under({ cRate: undefined }))).toBe('the C-rate is not given')
    expect(unavailable('lithiumOverpotential', { ...full, coating: 'Li2TiO3' })).toMatch(/no lithium transport value/)
    expect(unavailable('lithiumOverpotential', { ...full, cathode: undefined })).toBe('no cathode is chosen')
    expect(unavailable('lithiumOverpotential', { ...full, cathode: 'X' })).toBe('the library has no cathode “X”')
  })
})

test('temperature and activation energy go into the propagation', () => {
  const found = figure('timeToRocksalt', under({ temperatureC: 60 }))
  const activation = (0.05 / 8.617333262e-5) * (1 / 300 - 1 / 333.15)
  const sd = Math.hypot(Math.log(3.73e6 / 5.32e5) / 2, activation)
  expect((found.propagated?.high ?? 0) / (found.value ?? 1)).toBeCloseTo(Math.exp(sd), 9)
})

test('an input is named once, also where thickness and time both need it', () => {
  const { inputs } = figure('lithiumOverpotential', {
    ...full,
    thicknessNm: undefined,
    coatingMolPercent: 0.5,
  } as Recipe)
  expect(inputs.filter(({ symbol }) => symbol === 'r')).toHaveLength(1)
  expect(new Set(inputs.map(({ name }) => name)).size).toBe(inputs.length)
})

test('bounds from opposite sides are said to leave nothing', () => {
  // Upper bound of L, upper bound of the thickness.
  const recipe: Recipe = {
    process: 'ball-milling',
    cathode: 'NMC532',
    coating: 'LZPO',
    coatingWtPercent: 1,
    coatingDensityGPerCm3: 3,
    conditions: full.conditions,
  }
  expect(unavailable('timeToRocksalt', recipe)).toMatch(/known from opposite sides only/)
  expect(figure('lithiumOverpotential', recipe)).toMatchObject({ high: expect.any(Number), basis: 'assumed' })
})
