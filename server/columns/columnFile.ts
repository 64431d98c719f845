import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { CyclerTable } from '@/science/cycler/columns'
import type { RowSpan } from '@/science/electrochemistry/branch'
import { capacityOf } from '@/science/electrochemistry/cycleFigures'
import { restCurrent, splitCycles } from '@/science/electrochemistry/splitCycles'

/**
 * A test's rows for the charts, beside the record: made of the original file and made again whenever they are missing. Eight bytes of
 * mark and version, four of the header's length, the header as JSON, then one column after the other as little-endian doubles (floats for
 * current and temperature, which no instrument knows to more than seven digits). A chosen cycle is read without the rest of the file.
 */
const mark = 'IPHCOL01'

export type StoredColumn =
  | 'testTimeS'
  | 'voltageV'
  | 'currentA'
  | 'chargeCapacityAh'
  | 'dischargeCapacityAh'
  | 'temperatureC'

interface Header {
  rowCount: number
  /** A below which a current is the offset of an open circuit */
  restCurrentA: number
  columns: { key: StoredColumn; bytes: 4 | 8; offset: number }[]
  /** test times that each block of rows spans, so that a window is found without reading the rest */
  blocks: { fromS: number; toS: number }[]
  /** cycle, first and last row, in the order of the file */
  spans: [number, number, number][]
}

/** Rows that are read and worked on at once: some milliseconds. */
export const blockRows = 65_536

/** Writes the columns of a record; the file has its name only when all of it is there. In a thread that may block. */
export function writeColumns(path: string, table: CyclerTable): void {
  const { charge, discharge } = capacityOf(table)
  const temperature = table.temperatureC ?? table.ambientTemperatureC
  const values: [StoredColumn, Float64Array | Float32Array][] = [
    ['testTimeS', table.testTimeS],
    ['voltageV', table.voltageV],
    ['currentA', Float32Array.from(table.currentA)],
    ['chargeCapacityAh', charge],
    ['dischargeCapacityAh', discharge],
    ...(temperature === null ? [] : [['temperatureC', Float32Array.from(temperature)] as [StoredColumn, Float32Array]]),
  ]
  let offset = 0
  const columns = values.map(([key, array]) => {
    const at = offset
    offset += array.byteLength
    return { key, bytes: array.BYTES_PER_ELEMENT as 4 | 8, offset: at }
  })
  const header: Header = {
    rowCount: table.rowCount,
    restCurrentA: restCurrent(table.currentA),
    columns,
    blocks: blocksOf(table.testTimeS),
    spans: splitCycles(table, 'counter').map(({ cycle, firstRow, lastRow }) => [cycle, firstRow, lastRow]),
  }
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}`
  const file = openSync(temporary, 'wx')
  try {
    for (const part of [Buffer.from(mark), length, json]) writeSync(file, part)
    for (const [, array] of values) writeWhole(file, new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    closeSync(file)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** One write moves at most 2 GB. */
function writeWhole(file: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from, Math.min(bytes.length - from, 2 ** 30))
}

function blocksOf(testTimeS: Float64Array): Header['blocks'] {
  const blocks: Header['blocks'] = []
  for (let from = 0; from < testTimeS.length; from += blockRows) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let row = from; row < Math.min(from + blockRows, testTimeS.length); row++) {
      const time = testTimeS[row] as number
      if (time < low) low = time
      if (time > high) high = time
    }
    // Of rows without a time nothing can be drawn over time; JSON knows no infinity.
    blocks.push(high >= low ? { fromS: low, toS: high } : { fromS: 0, toS: -1 })
  }
  return blocks
}

/** Open columns; to be disposed of. */
export interface ColumnFile extends AsyncDisposable {
  rowCount: number
  restCurrentA: number
  blocks: readonly { fromS: number; toS: number }[]
  has(key: StoredColumn): boolean
  /** Empty for a cycle that is not there. */
  spansOf(cycle: number): RowSpan[]
  /** First and last row inclusive, from 0. */
  read(key: StoredColumn, firstRow: number, lastRow: number): Promise<Float64Array | Float32Array>
}

/** Null where there is no such file, or one that an older version wrote or a crash left broken: it is made again. */
export async function openColumns(path: string): Promise<ColumnFile | null> {
  let handle: FileHandle
  try {
    handle = await open(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const header = await readHeader(handle)
  if (header === null) {
    await handle.close()
    return null
  }
  const { rowCount, restCurrentA, blocks, columns, spans, dataAt } = header
  return {
    rowCount,
    restCurrentA,
    blocks,
    has: (key) => columns.some((column) => column.key === key),
    spansOf: (cycle) =>
      spans.flatMap(([number, firstRow, lastRow]) => (number === cycle ? [{ firstRow, lastRow }] : [])),
    async read(key, firstRow, lastRow) {
      const column = columns.find((one) => one.key === key)
      if (column === undefined) throw new Error(`This test has no column ${key}.`)
      const count = lastRow - firstRow + 1
      const values = column.bytes === 8 ? new Float64Array(count) : new Float32Array(count)
      const bytes = new Uint8Array(values.buffer)
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, dataAt + column.offset + firstRow * column.bytes)
      if (bytesRead !== bytes.length) throw new Error(`The stored column ${key} ends before row ${lastRow + 1}.`)
      return values
    },
    async [Symbol.asyncDispose]() {
      await handle.close()
    },
  }
}

async function readHeader(handle: FileHandle): Promise<(Header & { dataAt: number }) | null> {
  const start = Buffer.alloc(12)
  const { bytesRead } = await handle.read(start, 0, 12, 0)
  if (bytesRead < 12 || start.toString('latin1', 0, 8) !== mark) return null
  const length = start.readUInt32LE(8)
  const { size } = await handle.stat()
  if (12 + length > size) return null
  const json = Buffer.alloc(length)
  await handle.read(json, 0, length, 12)
  // Written by `writeColumns` under this very mark, whole or not at all.
  const header = JSON.parse(json.toString()) as Header
  const last = header.columns.at(-1)
  const dataAt = 12 + length
  if (last === undefined || dataAt + last.offset + last.bytes * header.rowCount > size) return null
  return { ...header, dataAt }
}
