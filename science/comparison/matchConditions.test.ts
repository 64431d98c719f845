import { describe, expect, it } from 'vitest'
import { type ComparedConditions, cellTypeOf, cellTypeOfWords, matchConditions } from './matchConditions'

const measured: ComparedConditions = {
  lowerCutoffV: 2.8,
  upperCutoffV: 4.6,
  cRate: 1,
  cellType: { electrolyte: 'liquid', counter: 'lithium' },
}

describe('matchConditions', () => {
  it('draws a result of the same window, rate and cell type', () => {
    // ma2026-06
    const published = {
      lowerCutoffV: 2.8,
      upperCutoffV: 4.6,
      cRate: 1,
      cellType: cellTypeOfWords('coin, liquid carbonate, Li'),
    }
    expect(matchConditions(measured, published)).toEqual({ matches: true })
  })

  it('tolerates the resolution of a cycler and an approximate mass', () => {
    expect(matchConditions({ ...measured, upperCutoffV: 4.609, cRate: 0.97 }, measured).matches).toBe(true)
    expect(matchConditions({ ...measured, upperCutoffV: 4.65 }, measured).matches).toBe(false)
    expect(matchConditions({ ...measured, cRate: 0.9 }, measured).matches).toBe(false)
  })

  it('names each difference', () => {
    const published = {
      lowerCutoffV: null,
      upperCutoffV: 4.3,
      cRate: 0.2,
      cellType: cellTypeOfWords('solid-state, Li10GeP2S12, Li-In'),
    }
    expect(matchConditions(measured, published)).toEqual({
      matches: false,
      differences: [
        'lower cutoff is not given by the source',
        'upper cutoff 4.3 V, here 4.6 V',
        '0.2 C, here 1 C',
        'solid electrolyte, here liquid',
        'against lithium-indium, here against lithium',
      ],
    })
  })

  it('does not compare an areal current with a C-rate', () => {
    const published = { ...measured, cRate: undefined, currentChargeMaPerCm2: 0.1 }
    expect(matchConditions(measured, published)).toEqual({
      matches: false,
      differences: ['rate is given as 0.1 mA cm⁻², not as a C-rate'],
    })
  })

  it('says what is not known of the measured test', () => {
    const unknown: ComparedConditions = { cellType: { electrolyte: null, counter: null } }
    expect(matchConditions(unknown, measured)).toEqual({
      matches: false,
      differences: [
        'lower cutoff of this test is not known',
        'upper cutoff of this test is not known',
        'rate of this test is not known',
        'electrolyte of this cell is not known',
        'counter electrode of this cell is not known',
      ],
    })
  })

  it('lets an unknown temperature pass and names two that differ', () => {
    expect(matchConditions({ ...measured, temperatureC: 25 }, measured).matches).toBe(true)
    expect(matchConditions({ ...measured, temperatureC: 25 }, { ...measured, temperatureC: 60 })).toEqual({
      matches: false,
      differences: ['60 °C, here 25 °C'],
    })
  })
})

describe('cellTypeOfWords', () => {
  it.each([
    ['coin, liquid carbonate, Li', 'liquid', 'lithium'],
    ['coin, Li', 'liquid', 'lithium'],
    ['solid-state, Li10GeP2S12, Li-In', 'solid', 'lithium-indium'],
    ['solid-state, 75Li2S-25P2S5, graphite, 5 MPa', 'solid', 'graphite'],
    ['full, graphite', null, 'graphite'],
    [undefined, null, null],
  ])('reads %s', (words, electrolyte, counter) => {
    expect(cellTypeOfWords(words)).toEqual({ electrolyte, counter })
  })
})

describe('cellTypeOf', () => {
  it.each([
    [{ format: 'CR2032', electrolyte: '1 M LiPF6 in EC:DMC 1:1', counterElectrode: 'Li foil' }, 'liquid', 'lithium'],
    [{ format: 'CR2032', electrolyte: '', counterElectrode: 'lithium metal' }, 'liquid', 'lithium'],
    [{ format: 'pellet', electrolyte: 'Li6PS5Cl', counterElectrode: 'LiIn' }, 'solid', 'lithium-indium'],
    [{ format: 'pouch', electrolyte: '', counterElectrode: 'graphite' }, null, 'graphite'],
    [{ format: 'pouch', electrolyte: 'LP57 + 2 % VC', counterElectrode: '250 µm Li foil' }, 'liquid', 'lithium'],
    [{ format: 'coin', electrolyte: 'Li10GeP2S12', counterElectrode: 'Li10GeP2S12' }, 'solid', null],
  ])('reads %o', (words, electrolyte, counter) => {
    expect(cellTypeOf(words)).toEqual({ electrolyte, counter })
  })
})
