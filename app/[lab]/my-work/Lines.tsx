import Link from 'next/link'
import type { ReactNode } from 'react'
import { Formula } from '@/app/_components/Formula'

/** What there is to do or to look at, one line each. */
export function Lines({ children }: { children: ReactNode }) {
  return <ul className="m-0 list-none p-0">{children}</ul>
}

export function Line({
  href,
  title,
  detail,
  aside,
}: {
  href: string
  title: string
  detail?: string
  aside: ReactNode
}) {
  return (
    <li className="border-t border-line first:border-t-0">
      <Link
        href={href}
        className="-mx-2 flex flex-wrap items-baseline justify-between gap-x-6 rounded px-2 py-2.5 hover:bg-ground"
      >
        <span className="min-w-0 flex-1 basis-64">
          <span className="font-medium break-words">
            <Formula text={title} />
          </span>
          {detail && (
            <span className="block text-sm text-ink-muted">
              <Formula text={detail} />
            </span>
          )}
        </span>
        <span className="flex items-center justify-end gap-x-4 text-sm text-ink-muted sm:min-w-40">{aside}</span>
      </Link>
    </li>
  )
}
