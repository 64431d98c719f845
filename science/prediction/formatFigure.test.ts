import { expect, test } from 'vitest'
import type { Figure } from './figure'
import { formatFigure } from './formatFigure'

const figure = (more: Partial<Figure>): Figure => ({ unit: 's', basis: 'computed', equation: '', inputs: [], ...more })

test.each([
  [5.2e-6, '5.2', 'µs'],
  [0.0041, '4.1', 'ms'],
  [41, '41', 's'],
  [451.73 * 60, '452', 'min'],
  [599 * 60, '599', 'min'],
  [11 * 3600, '11', 'h'],
  [200 * 3600, '8.3', 'd'],
  [3 * 365.25 * 86400, '3.0', 'years'],
])('%d s is %s %s', (value, text, unit) => {
  expect(formatFigure(figure({ value }))).toMatchObject({ text, unit, range: null, bound: null })
})

test('a low alone is at least, a high alone at most', () => {
  expect(formatFigure(figure({ low: 120, basis: 'bound' }))).toMatchObject({
    text: '2.0',
    unit: 'min',
    bound: 'at least',
    basis: 'bound',
  })
  expect(formatFigure(figure({ high: 50.58, unit: 'nm' }))).toMatchObject({ text: '51', unit: 'nm', bound: 'at most' })
})

test('two sides without a value are a range', () => {
  expect(formatFigure(figure({ low: 4, high: 12, unit: 'nm' }))).toMatchObject({ text: '4.0–12', bound: null })
})

test('no figure prints its reason', () => {
  expect(formatFigure({ unavailable: 'no coating is chosen' })).toEqual({
    text: 'no coating is chosen',
    range: null,
    unit: '',
    bound: null,
    basis: null,
  })
})
