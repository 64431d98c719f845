'use client'

import { useLinkStatus } from 'next/link'

/** While the page behind this link is on its way (a slow line), a thin mark under it; at once, nothing. */
export function Pending() {
  const { pending } = useLinkStatus()
  return (
    <span
      aria-hidden
      className={`pointer-events-none absolute inset-x-2.5 bottom-0 h-0.5 origin-left bg-line-strong transition-transform duration-1000 ease-out ${pending ? 'scale-x-100 delay-100' : 'scale-x-0 opacity-0'}`}
    />
  )
}
