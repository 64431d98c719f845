import { expect, it } from 'vitest'
import { literature, literatureTests } from '@/science/library/literature'
import {
  figureLabel,
  figureLabels,
  formatConditions,
  formatCycles,
  formatPublished,
  formatRate,
  formatResult,
  formatUnit,
  sayResult,
} from './figures'

it('says every condition, and every gap', () => {
  expect(formatConditions({ lowerCutoffV: 2.8, upperCutoffV: 4.6, cRate: 1, cell: 'coin, Li' })).toBe(
    '2.8–4.6 V · 1 C · coin, Li',
  )
  expect(formatConditions({ lowerCutoffV: null, upperCutoffV: 4.65 })).toBe('up to 4.65 V · rate not known')
  expect(formatConditions({})).toBe('window not known · rate not known')
  expect(formatRate({ currentChargeMaPerCm2: 0.1, currentDischargeMaPerCm2: 0.05 })).toBe('0.1/0.05 mA cm⁻²')
})

it('says after which cycle and against which', () => {
  expect(formatCycles({ atCycle: 200, referenceCycle: 3 })).toBe('cycle 200 against cycle 3')
  expect(formatCycles({ atCycle: 1, referenceCycle: null })).toBe('cycle 1')
  expect(formatCycles({ atCycle: null, referenceCycle: null })).toBe('')
})

it('prints as many digits as a cycler justifies', () => {
  expect(formatResult(83.3, '%')).toBe('83.3')
  expect(formatResult(186.44, 'mAh/g')).toBe('186.4')
  expect(formatResult(0.14285, 'mAh')).toBe('0.1429')
  expect(formatResult(2.2841, 'mAh')).toBe('2.284')
  expect(formatResult(-0.08, 'V')).toBe('−0.08')
  expect([9, 148.4, -0.08].map(formatPublished)).toEqual(['9', '148.4', '−0.08'])
  expect(formatUnit('mAh/g')).toBe('mAh g⁻¹')
})

it('has words for all that the papers measured', () => {
  const figures = literatureTests().flatMap(({ results }) => results.map(({ figure }) => figure))
  const quantities = literature.samples.flatMap(({ characterisation = [] }) =>
    characterisation.map((one) => one.quantity),
  )
  const swept = literature.sweeps.map(({ variable }) => variable)
  const named = [...figures, ...quantities, ...swept]
  expect(named.length).toBeGreaterThan(80)
  expect(named.filter((name) => !(name in figureLabels))).toEqual([])
})

it('says a time in the unit of a person, and leaves other units', () => {
  expect(sayResult(1441, 's')).toEqual({ text: '24.02', unit: 'min' })
  expect(sayResult(148.66, 'mAh/g')).toEqual({ text: '148.7', unit: 'mAh g⁻¹' })
})

it('calls a figure that it does not know by its own name', () => {
  expect(figureLabel('retention')).toBe('capacity retention')
  expect(figureLabel('gittPolarisation_V.endOfDischarge')).toBe('gitt polarisation v end of discharge')
})
