import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParameterValue } from '@/science/recipe/parameter'
import {
  type FieldEdit,
  newSubCycle,
  orderAfterMove,
  programmeEdits,
  programmeText,
  readProgrammeEdits,
  readSubCycles,
} from './planSubCycles'

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

describe('a programme that is typed over another', () => {
  const standing = {
    'subCycles.a.order': 'a0',
    'subCycles.a.oxide': 'LiOx',
    'subCycles.a.repeats': 4,
    'subCycles.b.order': 'a1',
    'subCycles.b.oxide': 'ZrOx',
    'subCycles.b.repeats': 1,
    'subCycles.c.order': 'a2',
    'subCycles.c.oxide': 'POx',
    'subCycles.c.repeats': 2,
  }
  const typed = (text: string) => {
    const read = readProgrammeEdits(standing, text)
    return read.ok ? read.edits : read.expected
  }
  const applied = (values: Readonly<Record<string, ParameterValue>>, edits: readonly FieldEdit[]) => {
    const after: Record<string, ParameterValue> = { ...values }
    for (const { key, value } of edits) {
      if (value === null) delete after[key]
      else after[key] = value
    }
    return after
  }

  it('writes what has changed and nothing else', () => {
    expect(programmeText(standing)).toBe('4 × LiOx + 1 × ZrOx + 2 × POx')
    expect(typed('4 × LiOx + 1 × ZrOx + 2 × POx')).toEqual([])
    expect(typed('4 × LiOx + 3 × ZrOx (, O3) + 2 × POx')).toEqual([
      { key: 'subCycles.b.repeats', value: 3 },
      { key: 'subCycles.b.coReactant', value: 'O3' },
    ])
    expect(typed('4 × LiOx + 2 × POx')).toEqual(
      ['order', 'oxide', 'repeats'].map((field) => ({ key: `subCycles.b.${field}`, value: null })),
    )
    expect(typed('2 × POx + 4 × LiOx + 1 × ZrOx')).toMatchObject([{ key: 'subCycles.c.order' }])
    expect(typed('4 × LiOx (')).toMatch(/brackets/)
  })

  it('ends at what was typed, whatever stood there', () => {
    const programme = fc.array(
      fc.record({ oxide: fc.constantFrom('A', 'B', 'C'), repeats: fc.integer({ min: 1, max: 3 }) }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(programme, programme, (one, other) => {
        const begun = applied({}, programmeEdits([], one))
        expect(readSubCycles(begun).map(({ values }) => values)).toEqual(one)
        const ended = applied(begun, programmeEdits(readSubCycles(begun), other))
        expect(readSubCycles(ended).map(({ values }) => values)).toEqual(other)
      }),
    )
  })
})
