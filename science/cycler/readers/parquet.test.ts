import * as zlib from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { valuesOf } from '../columns'
import { readCyclerFile } from '../read'
import { parquetFiles, parquetRows, parquetValues } from '../testing/parquetFiles'
import { unsnap } from './parquetCodecs'
import { checkThrift } from './parquetPages'

function cycling(bytes: Uint8Array, name: string) {
  const reading = readCyclerFile(bytes, name)
  if (!reading.ok || reading.kind !== 'cycling') throw new Error(JSON.stringify(reading))
  return reading
}

describe('Parquet, however its pages are packed and its numbers written', () => {
  for (const { name, bytes } of parquetFiles(zlib)) {
    it(name, () => {
      const { table } = cycling(bytes, name)
      expect(Array.from(table.testTimeS)).toEqual(parquetValues.timeS)
      expect(Array.from(table.voltageV)).toEqual(parquetValues.voltageV)
      expect(Array.from(table.currentA)).toEqual(parquetValues.currentA)
      expect(Array.from(table.cycle ?? [])).toEqual(parquetValues.cycle)
      expect(Array.from(valuesOf(table.unixTimeS) ?? [])).toEqual(parquetValues.unixS)
    })
  }
})

it('believes the pages where the list of groups declares more rows than they hold', () => {
  const [file] = parquetFiles(zlib)
  const bytes = file?.bytes.slice() ?? new Uint8Array()
  const footer = bytes.length - 8 - new DataView(bytes.buffer).getUint32(bytes.length - 8, true)
  // The first group's 200 rows, as a number of two bytes, become 8136.
  for (let at = footer; at < bytes.length; at++) if (bytes[at] === 0x90 && bytes[at + 1] === 0x03) bytes[at + 1] = 0x7f
  const { table, warnings } = cycling(bytes, 'damaged.parquet')
  expect(table.rowCount).toBe(parquetRows)
  expect(Array.from(table.testTimeS)).toEqual(parquetValues.timeS)
  expect(warnings.map((warning) => warning.code)).toContain('rows-missing')
})

it('makes no room for a list of columns that is longer than the file', () => {
  // A struct whose first field is a list of 2²⁷ bytes.
  expect(() => checkThrift(Uint8Array.of(0x19, 0xf3, 0x80, 0x80, 0x80, 0x40, 0, 0))).toThrow('longer than the file')
  expect(() => checkThrift(Uint8Array.of(0x18, 0xff, 0x7f, 0))).toThrow('too early')
  expect(() => checkThrift(Uint8Array.of(0x19, 0x23, 1, 2, 0x15, 4, 0x11, 0))).not.toThrow()
})

it('ends at once where a snappy length is damaged', () => {
  // A literal of 2³² bytes: read as a number below 0 it leads back to before the begin.
  expect(() => unsnap(Uint8Array.of(10, 0xfc, 0xff, 0xff, 0xff, 0xff, 1, 2, 3), 10)).toThrow('damaged')
  expect(() => unsnap(Uint8Array.of(10, 0xfc, 0xf0, 0xff, 0xff, 0xff, 1, 2, 3), 10)).toThrow('damaged')
  expect(unsnap(Uint8Array.of(6, 4, 1, 2, 1, 2), 6)).toEqual(Uint8Array.of(1, 2, 1, 2, 1, 2))
})
