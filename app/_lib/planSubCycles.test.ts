import { describe, expect, it } from 'vitest'
import { newSubCycle, orderAfterMove, readSubCycles } from './planSubCycles'

const values = {
  sinterTemperatureC: 500,
  'subCycles.b.order': 'a1',
  'subCycles.b.oxide': 'ZrOx',
  'subCycles.a.order': 'a0',
  'subCycles.a.repeats': 4,
  'subCycles.c.order': 'a2',
}

describe('sub-cycles of an ALD recipe', () => {
  it('are read in programme order', () => {
    const read = readSubCycles(values)
    expect(read.map((one) => one.id)).toEqual(['a', 'b', 'c'])
    expect(read[1]?.values).toEqual({ oxide: 'ZrOx' })
  })

  it('move up and down, and not past the edges', () => {
    const read = readSubCycles(values)
    expect(orderAfterMove(read, 'a', 'up')).toBeNull()
    expect(orderAfterMove(read, 'c', 'down')).toBeNull()
    const moved = readSubCycles({ ...values, 'subCycles.c.order': orderAfterMove(read, 'c', 'up') ?? '' })
    expect(moved.map((one) => one.id)).toEqual(['a', 'c', 'b'])
    const back = readSubCycles({ ...values, 'subCycles.a.order': orderAfterMove(read, 'a', 'down') ?? '' })
    expect(back.map((one) => one.id)).toEqual(['b', 'a', 'c'])
  })

  it('are added at the end, also after two with one order', () => {
    const read = readSubCycles({ 'subCycles.a.order': 'a0', 'subCycles.b.order': 'a0' })
    expect(newSubCycle(read).order > 'a0').toBe(true)
    expect(orderAfterMove(readSubCycles({ ...values, 'subCycles.b.order': 'a0' }), 'c', 'up')).not.toBeNull()
  })
})
