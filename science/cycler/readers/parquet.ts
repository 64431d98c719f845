import { parquetMetadata } from 'hyparquet'
import { getSchemaPath } from 'hyparquet/src/schema.js'
import { assembleTable, type RawColumns } from '../assembleTable'
import { type Draft, type Reader, type ReadingWarning, refusal } from '../reading'
import { type MatchedColumn, matchColumns } from '../text/header'
import { synonyms } from '../text/synonyms'
import { apply } from '../text/units'
import { type ColumnMetadata, checkThrift, readColumnPages, rowsInPages } from './parquetPages'

type Metadata = ReturnType<typeof parquetMetadata>

/** The battery data format as Parquet: the same names as in its text form, one column each. */
export const bdfParquet: Reader = {
  format: 'bdf-parquet',
  version: '2',
  recognises: (bytes) => isMark(bytes, 0),
  read(bytes): Draft {
    if (bytes.length < 12 || !isMark(bytes, bytes.length - 4)) {
      return refusal(
        `The Parquet file breaks off at byte ${bytes.length}: its list of columns stands at the end and is missing.`,
      )
    }
    const footerSize = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true)
    checkThrift(bytes.subarray(Math.max(0, bytes.length - 8 - footerSize), bytes.length - 8))
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
  const groups = metadata.row_groups.map((group) => groupOf(bytes, group, matched))
  const declared = groups.reduce((sum, group) => sum + group.declared, 0)
  const rowCount = groups.reduce((sum, group) => sum + group.rows, 0)
  if (!(declared >= 0) || rowCount > bytes.length * mostRowsPerByte + 1000)
    return `The Parquet file declares ${declared} rows, more than its ${bytes.length} bytes can hold.`
  if (rowCount < declared)
    warnings.push({
      code: 'rows-missing',
      message: `The file declares ${declared} rows; its columns hold ${rowCount}.`,
    })
  const raw: RawColumns = { rowCount, values: {} }
  for (const column of matched) {
    if (column.quantity === 'stepName') continue
    const values = new Float64Array(rowCount).fill(Number.NaN)
    let at = 0
    for (const group of groups) {
      const chunk = group.chunks.get(column)
      if (chunk !== undefined) {
        try {
          const path = getSchemaPath(metadata.schema, chunk.path_in_schema)
          const elements = path.slice(1).map((part) => part.element)
          readColumnPages(bytesOf(bytes, chunk), chunk, elements, values.subarray(at, at + group.rows))
        } catch (error) {
          const cause = error instanceof Error ? error.message : String(error)
          warnings.push({
            code: 'damaged-column',
            message: `${column.name.text} is damaged between rows ${at + 1} and ${at + group.rows} and left empty there from the damage on: ${cause.replace(/\s+/g, ' ').slice(0, 120)}.`,
            atByte: Number(chunk.data_page_offset),
          })
        }
      }
      at += group.rows
    }
    if (column.quantity === 'moment')
      for (let row = 0; row < rowCount; row++) values[row] = inSeconds(values[row] as number)
    else apply(column.scale, values)
    raw.values[column.quantity] = values
  }
  return raw
}

interface Group {
  /** rows as the list of groups has them, and as the columns hold them */
  declared: number
  rows: number
  chunks: Map<MatchedColumn, ColumnMetadata>
}

/** A group's count stands in one place and a damaged one would allocate without end: the pages have to hold as many. */
function groupOf(bytes: Uint8Array, group: Metadata['row_groups'][number], matched: readonly MatchedColumn[]): Group {
  const declared = Number(group.num_rows)
  const chunks = new Map<MatchedColumn, ColumnMetadata>()
  let rows = 0
  for (const column of matched) {
    const chunk = group.columns.find(
      ({ meta_data }) => meta_data?.path_in_schema.at(-1) === column.name.text,
    )?.meta_data
    if (chunk === undefined) continue
    chunks.set(column, chunk)
    if (rows < declared) rows = Math.max(rows, rowsInChunk(bytes, chunk, declared))
  }
  return { declared, rows, chunks }
}

function rowsInChunk(bytes: Uint8Array, chunk: ColumnMetadata, declared: number): number {
  try {
    return rowsInPages(bytesOf(bytes, chunk), declared)
  } catch {
    // The damage is told where the column is read.
    return 0
  }
}

/** Clock times stand in seconds or in milliseconds; a millisecond count of our days is above this. */
function inSeconds(moment: number): number {
  return moment > 1e11 ? moment / 1000 : moment
}

function bytesOf(bytes: Uint8Array, chunk: ColumnMetadata): Uint8Array {
  const from = Math.min(Number(chunk.dictionary_page_offset ?? chunk.data_page_offset), Number(chunk.data_page_offset))
  const size = Number(chunk.total_compressed_size)
  if (!(from >= 4) || !(size >= 0) || from + size > bytes.length)
    throw new Error(`its ${size} bytes at ${from} lie outside the file`)
  return bytes.subarray(from, from + size)
}
