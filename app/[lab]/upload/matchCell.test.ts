import { expect, it } from 'vitest'
import { matchCell } from './matchCell'

const cell = (id: string, name: string, sampleCode: string) => ({ id: `cel_${id}` as const, name, sampleCode })
const cells = [cell('a', 'L7K-042-1', 'L7K-042'), cell('b', 'L7K-042-12', 'L7K-042'), cell('c', 'Coin 7', 'P3M-118')]

it('finds the cell that a file is named after, whatever signs stand between', () => {
  expect(matchCell('l7k_042_1 rate test.ndax', cells)).toBe('cel_a')
  expect(matchCell('L7K-042-12.csv', cells)).toBe('cel_b')
  expect(matchCell('2026-11-20_coin7_1C.mpr', cells)).toBe('cel_c')
  expect(matchCell('P3M118 after storage.txt', cells)).toBe('cel_c')
})

it('does not guess', () => {
  expect(matchCell('channel 5.csv', cells)).toBeNull()
  expect(matchCell('L7K-042.csv', cells)).toBeNull()
  expect(matchCell('coin 71.csv', cells)).toBeNull()
  expect(matchCell('x1.csv', [cell('d', 'x1', 'Q2Q-222')])).toBeNull()
  expect(matchCell('Coin 7.csv', [...cells, cell('e', 'coin-7', 'R4R-333')])).toBeNull()
})
