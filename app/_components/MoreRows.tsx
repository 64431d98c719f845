'use client'

import { useEffect, useRef } from 'react'
import { Button } from './Button'

/** The end of what a long list has loaded: goes on by itself when it comes into view, and by its button. */
export function MoreRows({
  shown,
  total,
  what,
  more,
}: {
  shown: number
  total: number
  /** `runs`, as in `50 of 5,000 runs` */
  what: string
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}) {
  const end = useRef<HTMLDivElement>(null)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = more
  useEffect(() => {
    const element = end.current
    if (element === null || !hasNextPage || isFetchingNextPage) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) fetchNextPage()
      },
      { rootMargin: '400px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <div ref={end} className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-2 text-sm">
      <span role="status" className="text-ink-muted tabular-nums">
        {shown < total ? `${shown.toLocaleString('en')} of ${total.toLocaleString('en')}` : total.toLocaleString('en')}{' '}
        {what}
      </span>
      {hasNextPage && (
        <Button size="sm" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {isFetchingNextPage ? 'Loading …' : 'Show more'}
        </Button>
      )}
    </div>
  )
}
