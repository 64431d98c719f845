import { expect, it } from 'vitest'
import { inSentence } from './inSentence'

it('writes a label small within a sentence, but no formula, symbol or abbreviation', () => {
  expect(['Sintering temperature', 'Co-reactant', 'Precursors'].map(inSentence)).toEqual([
    'sintering temperature',
    'co-reactant',
    'precursors',
  ])
  const kept = ['TiO₂ particle size', 'BET area', 'C-rate', 'µ_O', 'LiOx']
  expect(kept.map(inSentence)).toEqual(kept)
})
