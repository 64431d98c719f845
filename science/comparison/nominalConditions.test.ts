import { expect, it } from 'vitest'
import { cellTypeWords, nominalConditions } from './nominalConditions'

it('takes two replicates that overshot differently for one set of conditions', () => {
  const one = nominalConditions({ lowerCutoffV: 2.79, upperCutoffV: 4.51, cRate: 0.98, temperatureC: 24.1 })
  const other = nominalConditions({ lowerCutoffV: 2.8, upperCutoffV: 4.49, cRate: 1.03, temperatureC: 26.2 })
  expect(one).toEqual({ lowerCutoffV: 2.8, upperCutoffV: 4.5, cRate: 1, temperatureC: 25 })
  expect(other).toEqual(one)
})

it('keeps apart what was set apart, and leaves open what is not known', () => {
  expect(nominalConditions({ lowerCutoffV: 2.5, upperCutoffV: 4.48, cRate: 0.62 })).toEqual({
    lowerCutoffV: 2.5,
    upperCutoffV: 4.48,
    cRate: 0.62,
    temperatureC: null,
  })
  expect(nominalConditions({ lowerCutoffV: null, upperCutoffV: 4.25 })).toMatchObject({
    lowerCutoffV: null,
    upperCutoffV: 4.25,
    cRate: null,
  })
})

it('says cell types shortly', () => {
  expect(cellTypeWords({ electrolyte: 'solid', counter: 'lithium-indium' })).toBe('solid, Li–In')
  expect(cellTypeWords({ electrolyte: null, counter: 'lithium' })).toBe('electrolyte not known, Li')
  expect(cellTypeWords({ electrolyte: null, counter: null })).toBeNull()
})
