import { parquetWriteBuffer } from 'hyparquet-writer/src/write.js'

/** Literals only. */
function lz4(input: Uint8Array): Uint8Array {
  const lengths: number[] = []
  if (input.length >= 15) {
    let left = input.length - 15
    for (; left >= 255; left -= 255) lengths.push(255)
    lengths.push(left)
  }
  return Uint8Array.from([Math.min(15, input.length) << 4, ...lengths, ...input])
}

const big = (value: number) => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]

/** As Hadoop writes it. */
function lz4Framed(input: Uint8Array): Uint8Array {
  return Uint8Array.from([...big(input.length), ...big(lz4(input).length), ...lz4(input)])
}

type Compress = (input: Uint8Array) => Uint8Array

/** What this folder has no code of its own for: Node's. */
export interface Compressors {
  gzipSync: Compress
  brotliCompressSync: Compress
  zstdCompressSync: Compress
}

export const parquetRows = 300
const row = Array.from({ length: parquetRows }, (_, at) => at)
/** what the files hold, every seventh voltage missing */
export const parquetValues = {
  timeS: row.map((at) => at * 10.25),
  voltageV: row.map((at) => (at % 7 === 3 ? Number.NaN : 3 + at / 300)),
  currentA: row.map((at) => Math.fround(at < 150 ? 0.1 : -0.1)),
  cycle: row.map((at) => 1 + Math.floor(at / 40) ** 2),
  unixS: row.map((at) => 1_700_000_000 + at * 10.25),
}

/** One small table in each packing and each way of writing numbers. */
export function parquetFiles(node: Compressors): { name: string; bytes: Uint8Array }[] {
  const compressors = {
    GZIP: node.gzipSync,
    BROTLI: node.brotliCompressSync,
    ZSTD: node.zstdCompressSync,
    LZ4_RAW: lz4,
    LZ4: lz4Framed,
  }
  const { timeS, voltageV, currentA, cycle, unixS } = parquetValues
  const moment = BigInt64Array.from(unixS, (at) => BigInt(at * 1000))
  const write = (codec: keyof typeof compressors | 'SNAPPY' | 'UNCOMPRESSED', isDense: boolean) =>
    new Uint8Array(
      parquetWriteBuffer({
        codec,
        compressors,
        rowGroupSize: 200,
        columnData: [
          {
            name: 'test_time_second',
            data: timeS,
            type: 'DOUBLE',
            ...(isDense ? { encoding: 'BYTE_STREAM_SPLIT' } : {}),
          },
          {
            name: 'voltage_volt',
            data: voltageV.map((value) => (Number.isNaN(value) ? null : value)),
            type: 'DOUBLE',
            nullable: true,
          },
          { name: 'current_ampere', data: Float32Array.from(currentA), type: 'FLOAT' },
          {
            name: 'cycle_count',
            data: Int32Array.from(cycle),
            type: 'INT32',
            ...(isDense ? { encoding: 'DELTA_BINARY_PACKED' } : {}),
          },
          {
            name: 'date_time_millisecond',
            data: moment,
            type: 'INT64',
            ...(isDense ? { encoding: 'DELTA_BINARY_PACKED' } : {}),
          },
        ],
      }),
    )
  return [
    ...(['SNAPPY', 'UNCOMPRESSED', 'GZIP', 'BROTLI', 'ZSTD', 'LZ4', 'LZ4_RAW'] as const).map((codec) => ({
      name: `${codec}.parquet`,
      bytes: write(codec, false),
    })),
    { name: 'differences.parquet', bytes: write('UNCOMPRESSED', true) },
  ]
}
