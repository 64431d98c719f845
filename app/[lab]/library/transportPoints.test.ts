import { expect, it } from 'vitest'
import { publishedLibrary } from '@/science/library/library'
import { transportMap } from './transportPoints'

const map = transportMap(publishedLibrary.materials)

it('places the coatings of cheng2024 with both diffusivities', () => {
  const lbo = map.points.find((point) => point.id === 'Li3B11O18')
  expect(lbo?.lithium).toEqual({ value: 1e-14, low: 9e-15, high: 2e-14 })
  expect(lbo?.oxygen).toEqual({ value: 7e-19, low: 3e-19, high: 2e-18 })
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
