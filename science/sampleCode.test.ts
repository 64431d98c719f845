import { describe, expect, it } from 'vitest'
import { readSampleCode, sampleCode, sampleCodeCount } from './sampleCode'

const some = Array.from({ length: 500 }, (_, index) => (index * 7919 * 31) % sampleCodeCount)

describe('sample codes', () => {
  it('read back as they were printed', () => {
    for (const number of some) expect(readSampleCode(sampleCode(number))).toBe(sampleCode(number))
    expect(sampleCode(0)).toMatch(/^[A-Z]\d[A-Z]-\d{3}$/)
  })

  it('are all different', () => {
    const codes = new Set(Array.from({ length: sampleCodeCount }, (_, number) => sampleCode(number)))
    expect(codes.size).toBe(sampleCodeCount)
  })

  it('are read however they were typed', () => {
    const code = sampleCode(71_042)
    expect(readSampleCode(` ${code.toLowerCase().replace('-', '')} `)).toBe(code)
    expect(readSampleCode(code.replace('-', ' '))).toBe(code)
    expect(readSampleCode(code.replaceAll('0', 'O').replaceAll('1', 'I'))).toBe(code)
    expect(readSampleCode(code.replace('-', ' – '))).toBe(code)
    expect(
      readSampleCode(
        code
          .split('-')
          .join('  ')
          .replace(/^(.)(.)(.)/, '$1 $2 $3'),
      ),
    ).toBe(code)
    expect(readSampleCode(`https://interphase.example.org/our-lab/s/${code}`)).toBe(code)
    expect(readSampleCode(`https://interphase.example.org/our-lab/plans/${code}`)).toBeNull()
  })

  it('are refused with any one character wrong', () => {
    const alphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'
    for (const number of some.slice(0, 60)) {
      const code = sampleCode(number)
      for (let place = 0; place < code.length; place += 1) {
        if (code[place] === '-') continue
        for (const other of alphabet) {
          const typed = code.slice(0, place) + other + code.slice(place + 1)
          expect([null, code]).toContain(readSampleCode(typed))
        }
      }
    }
  })

  it('are refused with two digits swapped', () => {
    for (const number of some) {
      const code = sampleCode(number)
      for (const [left, right] of [
        [4, 5],
        [5, 6],
      ] as const) {
        if (code[left] === code[right]) continue
        const typed = [...code]
        ;[typed[left], typed[right]] = [typed[right] as string, typed[left] as string]
        expect(readSampleCode(typed.join(''))).toBeNull()
      }
    }
  })

  it('are no words of other kinds', () => {
    for (const text of ['', 'LCO', 'LBO-NMC532', 'I0O-000', 'AAAAAA', '123-456'])
      expect(readSampleCode(text)).toBeNull()
  })
})
