import { expect, it } from 'vitest'
import { plainResults, readResultsView, sameResultsView } from './resultsView'

it('reads back what was saved, and of anything else what it understands', () => {
  const own = { ...plainResults, filter: 'sinter 450–550', n: 50, columns: ['parameter.sinterTemperatureC'] }
  expect(readResultsView(JSON.parse(JSON.stringify(own)))).toEqual(own)
  expect(readResultsView(null)).toEqual(plainResults)
  expect(
    readResultsView({ part: 'of a later version', n: -3, columns: 7, sort: 'x', pivot: { merit: 'magic' } }),
  ).toEqual(plainResults)
})

it('knows two views that show the same', () => {
  expect(sameResultsView(plainResults, readResultsView({}))).toBe(true)
  expect(sameResultsView(plainResults, { ...plainResults, n: 50 })).toBe(false)
})
