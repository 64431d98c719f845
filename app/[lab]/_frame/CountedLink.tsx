import type { LucideIcon } from 'lucide-react'
import Link from 'next/link'

/** A way to a page in the bar, with how much waits there. */
export function CountedLink({
  href,
  icon: Icon,
  label,
  count,
  isHere,
}: {
  href: string
  icon: LucideIcon
  label: string
  count: number
  isHere: boolean
}) {
  return (
    <Link
      href={href}
      aria-label={label}
      title={label}
      aria-current={isHere ? 'page' : undefined}
      className="relative inline-flex size-10 shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors hover:bg-hover hover:text-ink aria-[current]:text-accent sm:size-8"
    >
      <Icon aria-hidden className="size-[1.125rem]" />
      {count > 0 && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0 min-w-4 rounded-full bg-accent px-1 text-center text-[0.6875rem] leading-4 font-medium text-on-accent tabular-nums"
        >
          {count > 99 ? '99+' : count}
        </span>
      )}
    </Link>
  )
}
