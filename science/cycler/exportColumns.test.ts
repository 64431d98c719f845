import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { columnsOf, valuesOf } from './columns'
import { exportColumns } from './exportColumns'
import { exportParquet } from './exportParquet'
import { readCyclerFile } from './read'

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)))

function tableOf(bytes: Uint8Array) {
  const reading = readCyclerFile(bytes, 'no name')
  if (!reading.ok || reading.kind !== 'cycling') throw new Error('expected a cycling record')
  return { ...reading.table, format: reading.format }
}

it('gives the battery data format, as text and as Parquet, which read back as the record that they were', () => {
  const table = tableOf(fixture('neware-v16.ndax'))
  const text = tableOf(new TextEncoder().encode([...exportColumns(table)].join('')))
  const parquet = tableOf(exportParquet(table))
  expect([text.format, parquet.format]).toEqual(['bdf-csv', 'bdf-parquet'])
  for (const again of [text, parquet]) {
    expect(columnsOf(again)).toEqual(columnsOf(table))
    for (const { key } of columnsOf(table))
      expect(Array.from(valuesOf(again[key]) ?? []), key).toEqual(Array.from(valuesOf(table[key]) ?? []))
  }
})

it('leaves what is not known empty, and rows without end in pieces', () => {
  const table = tableOf(fixture('truncated.csv'))
  const pieces = [...exportColumns(table, 25)]
  expect(pieces.length).toBe(1 + 3)
  expect(pieces.join('').trimEnd().split('\n')).toHaveLength(61)
  expect(tableOf(exportParquet(table)).voltageV.at(-1)).toBeNaN()
})
