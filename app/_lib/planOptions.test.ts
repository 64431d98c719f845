import { describe, expect, it } from 'vitest'
import { findParameter } from '@/science/recipe/parameters'
import { optionLabel, optionsOf, searchOptions } from './planOptions'

const coatings = optionsOf(findParameter('coating')!)

describe('optionsOf', () => {
  it('has the library where the parameter refers to it, the choices where it has some, and nothing for numbers', () => {
    expect(coatings.map((option) => option.value)).toContain('Li3B11O18')
    expect(optionsOf(findParameter('cathode')!).map((option) => option.value)).toContain('NMC532')
    expect(optionLabel(findParameter('conditions.oxygenSink')!, 'o2-gas')).not.toBeNull()
    expect(optionsOf(findParameter('sinterHours')!)).toEqual([])
  })
})

describe('searchOptions', () => {
  it('finds by id and by name, in any case and with real subscripts', () => {
    expect(searchOptions(coatings, 'li₃b₁₁')[0]?.value).toBe('Li3B11O18')
    expect(searchOptions(coatings, 'amorphous borate').map((option) => option.value)).toContain('Li3B11O18')
    expect(searchOptions(coatings, 'unobtainium')).toEqual([])
    expect(searchOptions(coatings, ' ')).toBe(coatings)
  })

  it('puts first what begins with the search', () => {
    const options = ['O2 gas', 'dry O2'].map((label) => ({ value: label, label, detail: '' }))
    expect(searchOptions(options.toReversed(), 'o2')[0]?.label).toBe('O2 gas')
  })
})
