import { expect, it } from 'vitest'
import { findLabelFormat, type LabelFormat, labelFormats, labelsOnSheet, placeLabels } from './formats'

const format = (key: string): LabelFormat => {
  const found = findLabelFormat(key)
  if (found === undefined) throw new Error(`There is no format ${key}.`)
  return found
}

it('has as many labels on a sheet as the maker says', () => {
  const counts = labelFormats.flatMap((one) => (one.sheet === null ? [] : [[one.key, labelsOnSheet(one)]]))
  expect(counts).toEqual([
    ['avery-l7651', 65],
    ['avery-l4731rev', 189],
    ['avery-5160', 30],
    ['avery-5167', 80],
  ])
})

it.each(labelFormats.filter(({ sheet }) => sheet !== null))(
  '$key lies in the middle of its paper, without overlap',
  (one) => {
    const { sheet, widthMm, heightMm } = one
    if (sheet === null) return
    const places = placeLabels(one, labelsOnSheet(one))
    const right = Math.max(...places.map(({ xMm }) => xMm)) + widthMm
    const bottom = Math.max(...places.map(({ yMm }) => yMm)) + heightMm
    expect(sheet.paperWidthMm - right).toBeCloseTo(sheet.leftMm, 1)
    expect(sheet.paperHeightMm - bottom).toBeCloseTo(sheet.topMm, 1)
    expect(sheet.stepXMm).toBeGreaterThanOrEqual(widthMm)
    expect(sheet.stepYMm).toBeGreaterThanOrEqual(heightMm - 1e-9)
  },
)

it('begins where the sheet is free, row by row, and goes on with the next sheet', () => {
  const one = format('avery-l7651')
  const places = placeLabels(one, 4, 63)
  expect(places.map(({ page }) => page)).toEqual([0, 0, 0, 1])
  expect(places[0]?.xMm).toBeCloseTo(4.75 + 2 * 40.6, 6)
  expect(places[0]?.yMm).toBeCloseTo(10.7 + 12 * 21.2, 6)
  expect(places[3]).toEqual({ page: 1, xMm: 4.75, yMm: 10.7 })
})

it('gives each label of a roll a page of its own', () => {
  expect(placeLabels(format('roll-25x10'), 3, 7)).toEqual([0, 1, 2].map((page) => ({ page, xMm: 0, yMm: 0 })))
})
