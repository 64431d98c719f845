import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { guessedMap, previewTable, readMapped } from './mapTable'

const german = strToU8(
  'Prüfstand 7\nZelle A\n\nlfd. Nr.;Zeit [min];Spg;Strom;Bemerkung\n1;0,0;3,100;1,5;an\n2;1,0;3,200;1,6;\n3;2,0;3,300;1,6;\n',
)

it('shows the columns of an unknown table with their first values and a guess', () => {
  const preview = previewTable(german)
  expect(preview?.columns).toEqual([
    { name: 'lfd. Nr.', unit: null, samples: ['1', '2', '3'], guess: null },
    {
      name: 'Zeit [min]',
      unit: 'min',
      samples: ['0,0', '1,0', '2,0'],
      guess: { quantity: 'testTime', by: 'name' },
    },
    {
      name: 'Spg',
      unit: null,
      samples: ['3,100', '3,200', '3,300'],
      guess: { quantity: 'voltage', by: 'values' },
    },
    { name: 'Strom', unit: null, samples: ['1,5', '1,6', '1,6'], guess: { quantity: 'current', by: 'name' } },
    { name: 'Bemerkung', unit: null, samples: ['an', '', ''], guess: null },
  ])
  expect(preview?.headerKey).toBe('lfd. Nr.\tZeit [min]\tSpg\tStrom\tBemerkung')
})

it('reads it by the mapping, in the units that were pointed at, and turned round where discharge counts as positive', () => {
  const reading = readMapped(german, 'x.csv', {
    columns: {
      'Zeit [min]': { quantity: 'testTime' },
      Spg: { quantity: 'voltage', unit: 'V' },
      Strom: { quantity: 'current', unit: 'mA' },
    },
    dischargeIsPositive: true,
  })
  if (!reading.ok || reading.kind !== 'cycling') throw new Error('expected a cycling record')
  expect(Array.from(reading.table.testTimeS)).toEqual([0, 60, 120])
  expect(Array.from(reading.table.voltageV)).toEqual([3.1, 3.2, 3.3])
  expect(Array.from(reading.table.currentA)).toEqual([-0.0015, -0.0016, -0.0016])
})

it('says what a mapping lacks', () => {
  const reading = readMapped(german, 'x.csv', { columns: { Strom: { quantity: 'current' } } })
  expect(reading.ok ? '' : reading.message).toMatch(/voltage/)
})

it('begins with what it can guess, each quantity once', () => {
  const bytes = strToU8(
    'Voltage (V),U2,Test Time (s),Clock\n3.1,3.00,0,2024-01-01 10:00:00\n3.2,2.90,1,2024-01-01 10:00:01\n',
  )
  const preview = previewTable(bytes)
  if (preview === null) throw new Error('expected a table')
  expect(guessedMap(preview).columns).toEqual({
    'Voltage (V)': { quantity: 'voltage' },
    'Test Time (s)': { quantity: 'testTime' },
    Clock: { quantity: 'moment' },
  })
})

it('previews a workbook, and nothing where there is no table', () => {
  const cells = (row: number, values: (string | number)[]) =>
    `<row r="${row}">${values.map((value, at) => (typeof value === 'number' ? `<c r="${'ABC'[at]}${row}"><v>${value}</v></c>` : `<c r="${'ABC'[at]}${row}" t="inlineStr"><is><t>${value}</t></is></c>`)).join('')}</row>`
  const book = zipSync({
    'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="Daten" r:id="rId1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet><sheetData>${cells(1, ['Zeit', 'Spg', 'x'])}${cells(2, [0, 3.1, 1])}${cells(3, [60, 3.2, 1])}</sheetData></worksheet>`,
    ),
  })
  const preview = previewTable(book)
  expect(preview?.sheet).toBe('Daten')
  expect(preview?.columns.map((column) => column.name)).toEqual(['Zeit', 'Spg', 'x'])
  const reading = readMapped(book, 'x.xlsx', {
    columns: { Zeit: { quantity: 'testTime', unit: 's' }, Spg: { quantity: 'voltage', unit: 'V' } },
  })
  expect(reading.ok && reading.kind === 'cycling' ? Array.from(reading.table.voltageV) : null).toEqual([3.1, 3.2])
  expect(previewTable(strToU8('Dear all,\nsee you on Monday, at 9, or 10.\n'))).toBeNull()
  expect(previewTable(new Uint8Array([0, 1, 2, 3]))).toBeNull()
})
