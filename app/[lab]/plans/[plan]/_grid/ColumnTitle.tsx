import type { GridColumn } from '@/app/_lib/planColumns'

/** Symbols with real subscripts: `t_rs` as t with a subscript, whatever else as it is. */
export function ColumnTitle({ column }: { column: GridColumn }) {
  if (column.kind !== 'figure') return column.head
  const [symbol, subscript] = column.head.split('_')
  if (!subscript) return column.head
  return (
    <>
      <i>{symbol}</i>
      <sub className="text-[0.75em]">{subscript}</sub>
    </>
  )
}
