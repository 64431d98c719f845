import { cn } from '@/app/_lib/cn'

/** Keeps the place of something that is on its way; it does not pulse. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block rounded bg-hover', className)} />
}

/** The shape of a page with a table, while it is on its way. */
export function TableSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton className="mb-6 h-7 w-40" />
      <Skeleton className="mb-3 h-4 w-full max-w-md" />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no other name
        <div key={row} className="flex gap-6 border-t border-line py-3.5">
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-16" />
          <Skeleton className="h-4 w-24 max-sm:hidden" />
        </div>
      ))}
    </div>
  )
}
