import { parquetWriteBuffer } from 'hyparquet-writer/src/write.js'
import { type CyclerTable, columnsOf } from './columns'

/** The normalised columns as Parquet under their BDF names: whole numbers as they are, all else as doubles, gaps as NaN. */
export function exportParquet(table: CyclerTable): Uint8Array {
  const columnData = columnsOf(table).map(({ key, bdfName }) => {
    const data = table[key] ?? new Float64Array(0)
    return {
      name: bdfName,
      data,
      type: data instanceof Int32Array ? ('INT32' as const) : ('DOUBLE' as const),
      nullable: false,
    }
  })
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'Interphase' }))
}
