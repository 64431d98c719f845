import { expect, it } from 'vitest'
import { type RetainedCycle, retentionAt } from './retentionAt'

const cycle = (number: number, capacity: number | null, current = 1): RetainedCycle => ({
  cycle: number,
  dischargeCapacityMAh: capacity,
  dischargeCurrentMA: current,
})
const cycles = [cycle(3, 2), cycle(98, 1.72), cycle(99, 1.71), cycle(100, 1.9, 0.1), cycle(101, 1.69), cycle(102, 1)]

it('takes the capacity at cycle N over that of the reference', () => {
  expect(retentionAt([cycle(3, 2), cycle(50, 1.8)], { n: 50, referenceCycle: 3, last: 60 })).toEqual({
    percent: 90,
    atCycle: 50,
    referenceCycle: 3,
  })
})

it('takes the nearest cycle of the same current where N itself was a slow one, the earlier of two, and says which', () => {
  expect(retentionAt(cycles, { n: 100, referenceCycle: 3, last: 102 })).toEqual({
    percent: expect.closeTo(85.5, 10),
    atCycle: 99,
    referenceCycle: 3,
  })
})

it('says nothing of a cycle that the test has not completed, of one before the reference, or without a reference', () => {
  expect(retentionAt(cycles, { n: 200, referenceCycle: 3, last: 102 })).toBeNull()
  expect(retentionAt(cycles, { n: 104, referenceCycle: 3, last: 101 })).toBeNull()
  expect(retentionAt(cycles, { n: 2, referenceCycle: 3, last: 102 })).toBeNull()
  expect(retentionAt(cycles, { n: 100, referenceCycle: 1, last: 102 })).toBeNull()
  expect(retentionAt([cycle(3, 0), cycle(100, 1)], { n: 100, referenceCycle: 3, last: 102 })).toBeNull()
})
