import { type CyclerTable, columnsOf, valuesOf } from './columns'

/** The normalised columns as comma separated text under their BDF names, in pieces of some rows each so that none grows large. */
export function* exportColumns(table: CyclerTable, rowsPerPiece = 20000): Generator<string> {
  const kept = columnsOf(table)
  yield `${kept.map((column) => column.bdfName).join(',')}\n`
  const values = kept.map((column) => valuesOf(table[column.key]))
  for (let from = 0; from < table.rowCount; from += rowsPerPiece) {
    const lines: string[] = []
    const to = Math.min(table.rowCount, from + rowsPerPiece)
    for (let row = from; row < to; row++) {
      let line = ''
      for (let index = 0; index < values.length; index++) {
        const value = values[index]?.[row] as number
        if (index > 0) line += ','
        if (Number.isFinite(value)) line += value
      }
      lines.push(line)
    }
    yield `${lines.join('\n')}\n`
  }
}
