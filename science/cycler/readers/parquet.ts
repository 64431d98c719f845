import { parquetMetadata } from 'hyparquet'
import { parquetHeader, readColumn } from 'hyparquet/src/column.js'
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js'
import { getSchemaPath } from 'hyparquet/src/schema.js'

import { assembleTable, type RawColumns } from '../assembleTable'
import { type Draft, type Reader, type ReadingWarning, refusal } from '../reading'
import { type MatchedColumn, matchColumns } from '../text/header'
import { synonyms } from '../text/synonyms'
import { apply } from '../text/units'
import { parquetCodecs } from './parquetCodecs'

type Metadata = ReturnType<typeof parquetMetadata>
type ColumnMetadata = NonNullable<Metadata['row_groups'][number]['columns'][number]['meta_data']>

/** The battery data format as Parquet: the same names as in its text form, one column each. */
export const bdfParquet: Reader = {
  format: 'bdf-parquet',
  version: '1',
  recognises: (bytes) => isMark(bytes, 0),
  read(bytes): Draft {
    if (bytes.length < 12 || !isMark(bytes, bytes.length - 4)) {
      return refusal(
        `The Parquet file breaks off at byte ${bytes.length}: its list of columns stands at the end and is missing.`,
      )
    }
    const metadata = parquetMetadata(bytes as unknown as ArrayBuffer, { geoparquet: false })
    const names = metadata.schema.filter((element) => element.type !== undefined).map((element) => element.name)
    const matched = matchColumns(names, [synonyms])
    if (!matched.some((column) => column.quantity === 'voltage'))
      return refusal(`The Parquet file has no column for a voltage: found ${names.slice(0, 30).join(', ')}.`)
    const warnings: ReadingWarning[] = []
    const raw = readGroups(bytes, metadata, matched, warnings)
    if (typeof raw === 'string') return refusal(raw)
    const assembled = assembleTable(raw)
    const details: Record<string, string> =
      metadata.created_by === undefined ? {} : { writtenBy: String(metadata.created_by).slice(0, 300) }
    return {
      kind: 'cycling',
      format: 'bdf-parquet',
      instrument: 'BDF (any)',
      details,
      table: assembled.table,
      warnings: [...warnings, ...assembled.warnings],
    }
  },
}

function isMark(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x50 && bytes[at + 1] === 0x41 && bytes[at + 2] === 0x52 && bytes[at + 3] === 0x31
}

/** A constant column packs well, but not without end: more rows than this per byte are a damaged count. */
const mostRowsPerByte = 40

function readGroups(
  bytes: Uint8Array,
  metadata: Metadata,
  matched: readonly MatchedColumn[],
  warnings: ReadingWarning[],
): RawColumns | string {
  const rowCount = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0)
  if (!(rowCount >= 0) || rowCount > bytes.length * mostRowsPerByte + 1000)
    return `The Parquet file declares ${rowCount} rows, more than its ${bytes.length} bytes can hold.`
  const raw: RawColumns = { rowCount, values: {} }
  for (const column of matched) {
    if (column.quantity === 'stepName') continue
    const values = new Float64Array(rowCount).fill(Number.NaN)
    let at = 0
    for (const group of metadata.row_groups) {
      const rows = Number(group.num_rows)
      const chunk = group.columns.find(
        (candidate) => candidate.meta_data?.path_in_schema.at(-1) === column.name.text,
      )?.meta_data
      if (chunk !== undefined) {
        try {
          copy(readChunk(bytes, metadata, chunk, rows), values, at, rows)
        } catch (error) {
          const cause = error instanceof Error ? error.message : String(error)
          warnings.push({
            code: 'damaged-column',
            message: `${column.name.text} is damaged from row ${at + 1} on and left empty there: ${cause.replace(/\s+/g, ' ').slice(0, 120)}.`,
            atByte: Number(chunk.data_page_offset),
          })
        }
      }
      at += rows
    }
    if (column.quantity === 'moment')
      for (let row = 0; row < rowCount; row++) values[row] = inSeconds(values[row] as number)
    else apply(column.scale, values)
    raw.values[column.quantity] = values
  }
  return raw
}

/** Clock times stand in seconds or in milliseconds; a millisecond count of our days is above this. */
function inSeconds(moment: number): number {
  return moment > 1e11 ? moment / 1000 : moment
}

function readChunk(bytes: Uint8Array, metadata: Metadata, chunk: ColumnMetadata, rows: number): ArrayLike<unknown>[] {
  const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset)
  const from = Math.min(start, Number(chunk.data_page_offset))
  const size = Number(chunk.total_compressed_size)
  if (!(from >= 4) || !(size >= 0) || from + size > bytes.length)
    throw new Error(`its ${size} bytes at ${from} lie outside the file`)
  checkPages(new DataView(bytes.buffer, bytes.byteOffset + from, size), rows)
  const schemaPath = getSchemaPath(metadata.schema, chunk.path_in_schema)
  const element = schemaPath.at(-1)?.element
  if (element === undefined) throw new Error('it is not in the schema')
  const decoder = {
    ...chunk,
    pathInSchema: chunk.path_in_schema,
    element,
    schemaPath,
    compressors: parquetCodecs,
    parsers: DEFAULT_PARSERS,
  }
  const plan = { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows }
  return readColumn({ view: new DataView(bytes.buffer, bytes.byteOffset + from, size), offset: 0 }, plan, decoder)
    .data as ArrayLike<unknown>[]
}

/** Counts and sizes of all pages, before any of them makes the library allocate. */
function checkPages(view: DataView, rows: number): void {
  const reader = { view, offset: 0 }
  let seen = 0
  while (reader.offset < view.byteLength - 1 && seen < rows) {
    const header = parquetHeader(reader)
    const packed = Number(header.compressed_page_size)
    const plain = Number(header.uncompressed_page_size)
    if (!(packed >= 0) || reader.offset + packed > view.byteLength) throw new Error('a page reaches beyond its column')
    if (!(plain >= 0) || plain > packed * 3000 + 65536) throw new Error('a page unpacks to more than it can hold')
    const count = Number(header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0)
    if (count < 0 || seen + count > rows) throw new Error('its pages declare more values than there are rows')
    const entries = Number(header.dictionary_page_header?.num_values ?? 0)
    if (entries < 0 || entries > plain) throw new Error('its dictionary declares more entries than it has bytes')
    seen += count
    reader.offset += packed
  }
}

function copy(pages: readonly ArrayLike<unknown>[], values: Float64Array, at: number, rows: number): void {
  let to = at
  for (const page of pages) {
    for (let i = 0; i < page.length && to < at + rows; i++, to++) {
      const value = page[i]
      if (typeof value === 'number') values[to] = value
      else if (value instanceof Date) values[to] = value.getTime()
      else if (typeof value === 'bigint') values[to] = Number(value)
    }
  }
}
