import { expect, it } from 'vitest'
import { findParameter } from './parameters'
import { diffRequired, lackingFields } from './requiredFields'

it('names the fields that a recipe of that process lacks, and asks nothing of another process', () => {
  const required = { 'sol-gel': ['sinterTemperatureC', 'sinterHours', 'own.unknown'] }
  const values = { sinterTemperatureC: 350 }
  expect(lackingFields(required, { process: 'sol-gel', values }, findParameter)).toEqual([
    findParameter('sinterHours')?.label,
    'own.unknown',
  ])
  expect(lackingFields(required, { process: 'ald', values }, findParameter)).toEqual([])
})

it('says what is required now and what no longer is', () => {
  const words = { process: (process: string) => process, label: (key: string) => `the ${key}` }
  expect(diffRequired({ wet: ['a', 'b'] }, { wet: ['b', 'c'], ald: ['d'] }, words)).toEqual([
    'wet: the c is required',
    'wet: the a is no longer required',
    'ald: the d is required',
  ])
})
