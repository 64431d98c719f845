import { expect, it } from 'vitest'
import { formatPower } from './powers'

it('prints powers of ten as papers do', () => {
  expect(formatPower(7e-19)).toBe('7 × 10⁻¹⁹')
  expect(formatPower(1e-14)).toBe('10⁻¹⁴')
  expect(formatPower(1_455_000)).toBe('1.5 × 10⁶')
  expect(formatPower(4.2e22)).toBe('4.2 × 10²²')
})

it('leaves numbers of a handy size as they are', () => {
  expect(formatPower(0.68)).toBe('0.68')
  expect(formatPower(-8.39)).toBe('−8.39')
  expect(formatPower(5)).toBe('5')
})
