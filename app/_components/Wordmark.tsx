import { cn } from '@/app/_lib/cn'

/** The mark: a particle and the thin shell around it. */
export function Wordmark({ className, withName = true }: { className?: string; withName?: boolean }) {
  return (
    <span className={cn('inline-flex items-center gap-2 font-semibold', className)}>
      <svg viewBox="0 0 20 20" aria-hidden className="size-5 shrink-0">
        <circle cx="10" cy="10" r="5.5" className="fill-ink" />
        <circle cx="10" cy="10" r="8.5" fill="none" strokeWidth="1.75" className="stroke-accent" />
      </svg>
      {withName && 'Interphase'}
    </span>
  )
}
