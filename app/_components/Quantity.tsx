import type { ReactNode } from 'react'
import type { Basis } from '@/science/prediction/figure'
import { Hint } from './Hint'

export const basisWords: Record<Basis, string> = {
  measured: 'measured',
  computed: 'computed',
  bound: 'a bound: only one side is known',
  assumed: 'assumed: a stand-in until somebody measures it',
}

/** The one way in which a number shows where it comes from: measured plain, computed with ƒ, a bound with its sign, assumed dashed and lighter. */
export function BasisMark({
  basis,
  bound = null,
  children,
}: {
  basis: Basis
  bound?: 'at least' | 'at most' | null
  children: ReactNode
}) {
  const sign = bound && <span className="text-ink-muted">{bound === 'at least' ? '≥' : '≤'} </span>
  if (basis === 'assumed')
    return (
      <>
        {sign}
        <span className="text-ink-muted underline decoration-dashed decoration-1 underline-offset-3">{children}</span>
      </>
    )
  return (
    <>
      {sign}
      {children}
      {basis === 'computed' && !bound && (
        <sup aria-hidden className="ml-px text-ink-muted italic">
          ƒ
        </sup>
      )}
    </>
  )
}

/** A number with its basis and, on hover or focus, its provenance. */
export function Quantity({
  basis,
  bound,
  range,
  provenance,
  children,
}: {
  basis: Basis
  bound?: 'at least' | 'at most' | null
  /** `0.5–3.8`, without unit. */
  range?: string | null
  provenance: ReactNode
  children: ReactNode
}) {
  return (
    <Hint
      label="Where this number comes from"
      className="tabular-nums"
      content={
        <>
          {provenance}
          <p className="mt-1.5 mb-0 text-xs text-ink-muted">Basis: {basisWords[basis]}.</p>
        </>
      }
    >
      <BasisMark basis={basis} bound={bound ?? null}>
        {children}
      </BasisMark>
      {range && <span className="text-ink-muted"> ({range})</span>}
    </Hint>
  )
}
