import { expect, it } from 'vitest'
import { scanTable } from './scanTable'

function numbers(text: string, decimalMark = 46): number[] {
  const bytes = new TextEncoder().encode(text)
  const scan = scanTable(bytes, {
    from: 0,
    to: bytes.length,
    delimiter: 9,
    decimalMark,
    fields: [{ at: 0, kind: 'number' }],
    rowNeeds: [0],
    wrapped: false,
    dayFirst: false,
    expectedFields: 1,
    decodeWords: (from, to) => new TextDecoder().decode(bytes.subarray(from, to)),
  })
  return Array.from(scan.values[0] as Float64Array)
}

it('reads numbers to the last bit, as the language does', () => {
  const texts = [
    '0',
    '-0.1',
    '3.0152999E+001',
    '2.252887682362646E+005',
    '9007199254740993',
    '1e-320',
    '1.7976931348623157e308',
    '.5',
    '5.',
    '+7',
    '0.1234567890123456789',
    '123456789012345678901234567890',
    '4.35',
    '2.2250738585072011e-308',
    '8.1E-7',
  ]
  expect(numbers(`${texts.join('\n')}\n`)).toEqual(texts.map(Number))
  // A thousand random ones, with a simple generator.
  let state = 7
  const next = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  const many = Array.from({ length: 1000 }, () =>
    ((next() - 0.5) * 10 ** Math.floor(next() * 40 - 20)).toPrecision(1 + Math.floor(next() * 17)),
  )
  expect(numbers(`${many.join('\n')}\n`)).toEqual(many.map(Number))
})

it('reads decimal commas, quoted numbers, and infinity as instruments write it', () => {
  expect(numbers('3,0152999E+001\n"1,5"\n-inf\n', 44)).toEqual([30.152999, 1.5, Number.NEGATIVE_INFINITY])
})

function moments(text: string): number[] {
  const bytes = new TextEncoder().encode(text)
  const plan = {
    from: 0,
    to: bytes.length,
    delimiter: 9,
    decimalMark: 46,
    fields: [{ at: 0, kind: 'moment' as const }],
    rowNeeds: [0],
    wrapped: false,
    dayFirst: false,
    expectedFields: 1,
    decodeWords: () => '',
  }
  const scan = scanTable(bytes, plan)
  const values = scan.sawDayFirst ? scanTable(bytes, { ...plan, dayFirst: true }).values : scan.values
  return Array.from(values[0] as Float64Array)
}

it('reads dates as instruments write them, and finds out which comes first, day or month', () => {
  const utc = (...parts: [number, number, number, number, number, number]) => Date.UTC(...parts) / 1000
  expect(moments('2022-05-18 16:27:52\n2022-05-18  16:27:52.5\n')).toEqual([
    utc(2022, 4, 18, 16, 27, 52),
    utc(2022, 4, 18, 16, 27, 52) + 0.5,
  ])
  expect(moments('08/23/2021 6:04:18 PM\n')).toEqual([utc(2021, 7, 23, 18, 4, 18)])
  expect(moments('23-Nov-23 3:56:11 PM\n')).toEqual([utc(2023, 10, 23, 15, 56, 11)])
  expect(moments('05/06/2021 11:23:46\n13/06/2021 11:23:46\n')).toEqual([
    utc(2021, 5, 5, 11, 23, 46),
    utc(2021, 5, 13, 11, 23, 46),
  ])
  expect(moments('1499006353\n44123.5\n')).toEqual([1499006353, utc(2020, 9, 19, 12, 0, 0)])
})
