'use client'

import { ChartSpline, Check } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/app/_components/Button'
import { compareAddress, useBasket } from '@/app/_lib/comparison/basket'

/** Puts cells, samples, runs or recipes with those picked so far, and then leads to them. */
export function AddToComparison({
  lab,
  ids,
  what = '',
  size = 'sm',
}: {
  lab: string
  ids: readonly string[]
  /** Of what, where several stand on one page: `run 2`. */
  what?: string
  size?: 'sm' | 'md'
}) {
  const basket = useBasket(lab)
  const isIn = ids.length > 0 && ids.every((id) => basket.ids.includes(id))
  if (isIn)
    return (
      <Link
        href={compareAddress(lab, basket.ids)}
        aria-label={`Compare ${basket.ids.length} picked${what ? `, with ${what}` : ''}`}
        className={buttonClass({ variant: 'ghost', size, className: 'text-accent' })}
      >
        <Check aria-hidden className="size-4" /> Compare {basket.ids.length}
      </Link>
    )
  return (
    <button
      type="button"
      disabled={ids.length === 0}
      aria-label={`Add to comparison${what ? `: ${what}` : ''}`}
      onClick={() => basket.add(ids)}
      className={buttonClass({ variant: 'ghost', size })}
    >
      <ChartSpline aria-hidden className="size-4" /> Add to comparison
    </button>
  )
}
