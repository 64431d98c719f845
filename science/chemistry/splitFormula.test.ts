import { expect, it } from 'vitest'
import { splitFormula } from './splitFormula'

const marked = (text: string) =>
  splitFormula(text)
    .map((part) => (part.isIndex ? `_${part.text}` : part.text))
    .join('')

it('lowers the digits of formulas', () => {
  expect(marked('LiCoO2')).toBe('LiCoO_2')
  expect(marked('Li3B11O18')).toBe('Li_3B_11O_18')
  expect(marked('LiNi0.5Mn0.3Co0.2O2')).toBe('LiNi_0.5Mn_0.3Co_0.2O_2')
  expect(marked('B(OC3H7)3')).toBe('B(OC_3H_7)_3')
  expect(marked('4.6 V LiCoO2, boron and glass')).toBe('4.6 V LiCoO_2, boron and glass')
})

it('lowers the index of a symbol', () => {
  expect(marked('µ_O of charged LiCoO2, c_max')).toBe('µ_O of charged LiCoO_2, c_max')
  expect(marked('t_rs')).toBe('t_rs')
  expect(splitFormula('t_rs')).toEqual([
    { text: 't', isIndex: false },
    { text: 'rs', isIndex: true },
  ])
  expect(splitFormula('lbo_wt')).toEqual([{ text: 'lbo_wt', isIndex: false }])
})

it('leaves names, numbers and dates as they are', () => {
  for (const text of [
    'NMC532',
    'cheng2024 Tables 1 and 2',
    'ma2026/LCO-M2',
    'B-LCO 1.0',
    '20 Nov 2026',
    'run 2',
    'CR2032',
    'P5B-910',
    'took 2 g for B2C-042 (powder)',
  ])
    expect(marked(text)).toBe(text)
})
