import { expect, it } from 'vitest'
import { fileNameOf, toCsv } from './csv'

it('quotes what needs quoting and leaves gaps empty', () => {
  expect(
    toCsv(
      ['name', 'mAh g⁻¹'],
      [
        ['B-LCO, "1.0"', 186.4],
        ['x', null],
        ['y', Number.NaN],
      ],
    ),
  ).toBe('\uFEFFname,mAh g⁻¹\r\n"B-LCO, ""1.0""",186.4\r\nx,\r\ny,\r\n')
})

it('does not let a name become a formula, nor a negative number text', () => {
  expect(toCsv(['a'], [['=1+1'], ['-x'], [-1]])).toBe("\uFEFFa\r\n'=1+1\r\n'-x\r\n-1\r\n")
})

it('makes a file name of any title', () => {
  expect(fileNameOf('L7K-042 · cell 1 / 4.6 V', 'csv')).toBe('L7K-042-cell-1-4.6-V.csv')
  expect(fileNameOf('电池', 'png')).toBe('interphase.png')
})
