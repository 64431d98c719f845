import { expect, it } from 'vitest'
import { checkMass } from './checkMass'
import type { CycleFigures } from './cycleFigures'

const cycles = [{ dischargeCapacityMAh: 2 }, { dischargeCapacityMAh: null }] as CycleFigures[]
const doubt = (
  activeMassMg: number | null,
  capacityMAhPerG: number | null,
  kind: 'cathode-half' | 'anode-half' = 'cathode-half',
) => checkMass(cycles, { kind, activeMassMg, capacityMAhPerG })?.message ?? null

it('doubts a capacity that no material of the kind stores', () => {
  expect(doubt(10, null)).toBeNull()
  expect(doubt(2, null)).toContain('1000 mAh g⁻¹ with 2 mg')
  // Silicon stores that.
  expect(doubt(2, null, 'anode-half')).toBeNull()
})

it('doubts a capacity far off what the powder is said to have', () => {
  expect(doubt(10, 200)).toBeNull()
  expect(doubt(6, 200)).toContain("the powder's is given as 200 mAh g⁻¹")
  expect(doubt(1000, 200)).toContain('2 mAh g⁻¹')
  expect(doubt(null, 200)).toBeNull()
})
