import { expect, it } from 'vitest'
import { printTheme } from './chartTheme'
import { viridis, viridisPart } from './viridis'

it('runs from end to end of the part that shows on the ground', () => {
  expect(viridis(0, printTheme)).toBe('rgb(68, 1, 84)')
  expect(viridis(1, printTheme)).toBe('rgb(173, 220, 48)')
  expect(viridis(7, printTheme)).toBe(viridis(1, printTheme))
  const dark = { ...printTheme, surface: 'rgb(24, 26, 30)' }
  expect(viridis(1, dark)).toBe('rgb(253, 231, 37)')
  expect(viridisPart(dark)).not.toContain('#440154')
})
