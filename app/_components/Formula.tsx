import { Fragment } from 'react'
import { splitFormula } from '@/science/chemistry/splitFormula'

/**
 * A formula as chemists print it: digits after a letter or bracket become subscripts (LiCoO₂, Li₃BO₃), and so does an index
 * that follows its symbol after a low line (`t_rs`, `µ_O`). Other text stays.
 */
export function Formula({ text }: { text: string }) {
  return (
    <>
      {splitFormula(text).map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
        <Fragment key={at}>{part.isIndex ? <sub>{part.text}</sub> : part.text}</Fragment>
      ))}
    </>
  )
}
