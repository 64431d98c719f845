import type { ReactNode } from 'react'
import type { Basis } from '@/science/prediction/figure'
import styles from './grid.module.css'

/** Marks a figure by where it comes from: computed with a small ƒ, a bound with its sign, assumed as dashed and lighter. */
export function BasisMark({
  basis,
  bound,
  children,
}: {
  basis: Basis
  bound: 'at least' | 'at most' | null
  children: ReactNode
}) {
  return (
    <span data-basis={basis} data-one-sided={bound !== null || undefined} className={styles.figure}>
      {bound && <span className={styles.bound}>{bound === 'at least' ? '≥' : '≤'} </span>}
      {children}
    </span>
  )
}
