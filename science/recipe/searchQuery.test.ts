import { describe, expect, it } from 'vitest'
import { meets, readNumberCondition } from './numberCondition'
import { parameters } from './parameters'
import { readSearch } from './searchQuery'

const read = (text: string) => {
  const { words, conditions } = readSearch(text, parameters)
  return {
    words,
    conditions: conditions.map(({ anyOf }) =>
      anyOf.map(({ key, condition: { low, high, isNot } }) => `${isNot ? 'not ' : ''}${key} ${low} ${high}`),
    ),
  }
}

describe('what somebody looks for', () => {
  it('is words and conditions in any order', () => {
    expect(read('okada wet sinter > 480 lbo = 2')).toEqual({
      words: ['okada', 'wet'],
      conditions: [['sinterTemperatureC 480 null'], ['lboWtPercent 2 2']],
    })
    expect(read('sinter>480 jar lbo=2').words).toEqual(['jar'])
    expect(read('zirconia; sinter 450–550 °C')).toEqual({
      words: ['zirconia'],
      conditions: [['sinterTemperatureC 450 550']],
    })
  })

  it('takes units and long names, and leaves the next word alone', () => {
    expect(read('sintering temperature >= 773.15 K okada')).toEqual({
      words: ['okada'],
      conditions: [['sinterTemperatureC 500 null']],
    })
    expect(read('sinter time 30 min').conditions).toEqual([['sinterHours 0.5 0.5']])
    expect(read('thickness != 3 nm').conditions).toEqual([['not thicknessNm 3 3']])
  })

  it('reads a number without a sign as asked, a range and a sign as what they are', () => {
    const both = readSearch('sinter 500 lbo = 2', parameters, { bareNumber: 'word' })
    expect(both.words).toEqual(['sinter', '500'])
    expect(both.conditions.map(({ text }) => text)).toEqual(['lbo = 2'])
    expect(readSearch('sinter 450–550', parameters, { bareNumber: 'word' }).words).toEqual([])
    expect(readSearch('sinter 500', parameters).words).toEqual([])
  })

  it('is words where it is no condition', () => {
    expect(read('B-LCO 1.0').words).toEqual(['B-LCO', '1.0'])
    expect(read('sinter furnace').words).toEqual(['sinter', 'furnace'])
    expect(read('L7K-042 % * "').words).toEqual(['L7K-042'])
    expect(read('process wet')).toEqual({ words: ['wet'], conditions: [] })
    expect(read('sinter > hot').conditions).toEqual([])
  })
})

it('has both ends of a range, and an end that a sign leaves out not even by the dust of a conversion', () => {
  const is = (text: string, value: number) => meets(readNumberCondition(text, '°C')!, value)
  expect([449, 450, 550, 551].map((value) => is('550–450', value))).toEqual([false, true, true, false])
  expect(is('> 773.15 K', 500)).toBe(false)
  expect(is('>= 773.15 K', 500)).toBe(true)
  expect(is('not 500', 500 + 1e-12)).toBe(false)
  expect(readNumberCondition('> 3 nm', '°C')).toBeNull()
})
