import { Formula } from '@/app/_components/Formula'
import type { GridColumn } from '@/app/_lib/planColumns'

/** The head of a column; a prediction's symbol stands in italics. */
export function ColumnTitle({ column }: { column: GridColumn }) {
  const title = <Formula text={column.head} />
  return column.kind === 'figure' && column.head.includes('_') ? <i>{title}</i> : title
}
