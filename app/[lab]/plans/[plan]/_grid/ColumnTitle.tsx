import { Fragment } from 'react'
import type { GridColumn } from '@/app/_lib/planColumns'

/** The head of a column; a prediction's symbol stands in italics. */
export function ColumnTitle({ column }: { column: GridColumn }) {
  const title = <Symbols text={column.head} />
  return column.kind === 'figure' && column.head.includes('_') ? <i>{title}</i> : title
}

/** Text in which an index follows its symbol after a low line: `t_rs`, `µ_O of the charged cathode`. */
export function Symbols({ text }: { text: string }) {
  return text.split(/(?<=\p{L})_(\p{L}+)/u).map((part, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
    at % 2 === 1 ? <sub key={at}>{part}</sub> : <Fragment key={at}>{part}</Fragment>,
  )
}
