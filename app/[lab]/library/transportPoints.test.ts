import { expect, it } from 'vitest'
import { publishedLibrary } from '@/science/library/library'
import { transportMap } from './transportPoints'

const map = transportMap(publishedLibrary.materials)

it('places the coatings of cheng2024 with both diffusivities', () => {
  const lbo = map.points.find((point) => point.id === 'Li3B11O18')
  expect(lbo?.lithium).toEqual({ value: 1e-14, low: 9e-15, high: 2e-14, bound: null })
  expect(lbo?.oxygen).toEqual({ value: 7e-19, low: 3e-19, high: 2e-18, bound: null })
  expect(map.points.map((point) => point.id)).toEqual(
    expect.arrayContaining(['LiAlO2', 'LiNbO3', 'Al2O3', 'ZnO', 'Li2O']),
  )
})

it('keeps a stand-in visibly assumed', () => {
  expect(map.points.find((point) => point.id === 'Li2CO3')?.basis).toBe('assumed')
})

it('lists what has bounds only instead of drawing it somewhere', () => {
  expect(map.withinBounds).toContain('LZPO')
  expect(map.points.some((point) => point.id === 'LZPO')).toBe(false)
})

it('knows of lithium phosphate only how lithium moves', () => {
  expect(map.lithiumOnly.map((one) => one.id)).toEqual(['Li3PO4'])
})

it('puts a lab’s own material where it is known, with its bounds as bounds', () => {
  const [any] = publishedLibrary.materials
  if (!any?.lithium || !any.oxygen) throw new Error('no material')
  const { lithium, oxygen } = any
  const own = { ...any, isOwn: true }
  const bound = { ...oxygen, kind: 'bound' as const, diffusivity: { high: 1e-19 } }
  const atLeast = { ...lithium, kind: 'bound' as const, diffusivity: { low: 1e-15 } }
  const found = transportMap([
    { ...own, id: 'a', oxygen: bound },
    { ...own, id: 'b', oxygen: bound, lithium: atLeast },
    { ...own, id: 'c', lithium: null },
    { ...own, id: 'd', lithium: null, oxygen: null },
  ])
  expect(found.points.map(({ id, lithium: li, oxygen: o }) => [id, li.bound, o.bound])).toEqual([
    ['a', null, 'at most'],
    ['b', 'at least', 'at most'],
  ])
  expect(found.oxygenOnly.map(({ id }) => id)).toEqual(['c'])
  expect(found.withinBounds).toEqual([])
})
