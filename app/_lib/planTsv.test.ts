import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTsv, printTsv } from './planTsv'

describe('parseTsv', () => {
  it('reads what Excel copies: CRLF line ends and one at the end', () => {
    expect(parseTsv('500\t6\r\n450\t12\r\n')).toEqual([
      ['500', '6'],
      ['450', '12'],
    ])
  })

  it('keeps empty cells, also at the ends of rows', () => {
    expect(parseTsv('\t1\t\n\t\t')).toEqual([
      ['', '1', ''],
      ['', '', ''],
    ])
  })

  it('reads quoted cells with tabs, line ends and doubled quotes', () => {
    expect(parseTsv('"a\tb"\t"say ""no""\nthen"\tc')).toEqual([['a\tb', 'say "no"\nthen', 'c']])
  })

  it('takes a lone quote as text', () => {
    expect(parseTsv('"5 inch\t2')).toEqual([['"5 inch', '2']])
    expect(parseTsv('"LBO" glass\t2')).toEqual([['"LBO" glass', '2']])
  })

  it('gives nothing for nothing', () => {
    expect(parseTsv('')).toEqual([])
  })

  it('reads back whatever was printed', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '5', ',', '"', '\t', '\n', '\r', ' ', 'µ') })
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
      )
    fc.assert(
      fc.property(table, (rows) => {
        const printed = printTsv(rows)
        // A single empty last cell cannot be told from a line end; spreadsheets have the same blind spot.
        fc.pre(!(rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === ''))
        expect(parseTsv(printed)).toEqual(rows)
      }),
    )
  })
})
