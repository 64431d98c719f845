import { expect, it } from 'vitest'
import { isFigure } from './figure'
import { predict } from './predict'
import { tradeOff } from './tradeOff'

const recipe = {
  process: 'sol-gel',
  cathode: 'NMC532',
  coating: 'Li3B11O18',
  thicknessNm: 10,
  betAreaM2PerG: 0.4,
  conditions: { oxygenSink: 'o2-gas', cRate: 1 },
} as const

it('gains time and costs overpotential with every nanometre', () => {
  const found = tradeOff(recipe)
  if (found === null) throw new Error('no trade-off')
  expect(found.timeToRocksalt.length).toBeGreaterThan(30)
  expect(found.timeToRocksalt[0]?.thicknessNm).toBeCloseTo(0.5, 12)
  expect(found.timeToRocksalt.at(-1)?.thicknessNm).toBeCloseTo(100, 9)
  for (const points of [found.timeToRocksalt, found.lithiumOverpotential])
    for (const [at, point] of points.entries())
      expect(point.value ?? Number.NaN).toBeGreaterThan(points[at - 1]?.value ?? 0)
  expect(found.present).toEqual({ thicknessNm: 10, bound: null })
})

it('agrees with the prediction of the recipe itself', () => {
  const points = tradeOff(recipe)?.timeToRocksalt ?? []
  const one = points[7]
  if (one === undefined) throw new Error('no point')
  const figure = predict({ ...recipe, thicknessNm: one.thicknessNm, thicknessBasis: 'entered' }).timeToRocksalt
  if (!isFigure(figure)) throw new Error('no figure')
  expect(one).toEqual({ thicknessNm: one.thicknessNm, value: figure.value, low: figure.low, high: figure.high })
})

it('shows bounds as bounds, leaves out what is not known, and has nothing to say of bare powder', () => {
  const bound = tradeOff({ ...recipe, coating: 'LZPO' })
  expect(bound?.timeToRocksalt[0]).toMatchObject({ value: null, low: expect.any(Number), high: null })
  expect(tradeOff({ process: 'none', cathode: 'LCO' })).toBeNull()
  expect(tradeOff({ process: 'sol-gel', cathode: 'NMC532', thicknessNm: 5 })).toBeNull()
})
