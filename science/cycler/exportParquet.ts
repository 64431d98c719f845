import { parquetWriteBuffer } from 'hyparquet-writer/src/write.js'
import { type CyclerTable, columnsOf, valuesOf } from './columns'

/** The normalised columns as Parquet under their BDF names: whole numbers as they are, all else as doubles, gaps as NaN. */
export function exportParquet(table: CyclerTable): Uint8Array {
  const columnData = columnsOf(table).map(({ key, bdfName }) => {
    const values = valuesOf(table[key]) ?? []
    return key === 'cycle' || key === 'step'
      ? { name: bdfName, data: Int32Array.from(values), type: 'INT32' as const, nullable: false }
      : { name: bdfName, data: Float64Array.from(values), type: 'DOUBLE' as const, nullable: false }
  })
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'Interphase' }))
}
