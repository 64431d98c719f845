import Link from 'next/link'
import { Formula } from '@/app/_components/Formula'
import { RelativeTime } from '@/app/_components/RelativeTime'
import type { ActivityView } from '@/server/views'
import { When } from './When'

/** What happened, a line each, with the way to it. */
export function ActivityLines({
  lab,
  lines,
  isDated = false,
}: {
  lab: string
  lines: readonly ActivityView[]
  /** With the moment itself, where one looks back over months. */
  isDated?: boolean
}) {
  return (
    <ol className="m-0 list-none p-0 text-sm">
      {lines.map(({ id, by, at, sentence, place }) => (
        <li key={id} className="flex gap-2.5 py-1.5">
          <span
            aria-hidden
            className="mt-1.5 size-2 shrink-0 rounded-full"
            style={{ background: `var(--person-${by.hue % 8})` }}
          />
          <span className="min-w-0">
            {place === null ? (
              <Formula text={sentence} />
            ) : (
              <Link href={`/${lab}/${place}`} className="break-words hover:underline">
                <Formula text={sentence} />
              </Link>
            )}
            <span className="block text-xs text-ink-muted">
              {isDated ? <When at={at} /> : <RelativeTime at={at} />}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}
