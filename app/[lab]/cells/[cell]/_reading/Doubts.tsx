import { CircleAlert } from 'lucide-react'
import type { TestView } from '@/server/views'

type Warning = TestView['warnings'][number]

/** What only says how a file was read; everything else that a reader remarks may put the numbers in doubt. */
const remarks = new Set([
  'goes-on',
  'unknown-column',
  'unknown-field',
  'unknown-range',
  'no-run-info',
  'no-steps',
  'time-from-clock',
  'more-spectra',
])

export function isRemark({ code }: Warning): boolean {
  return remarks.has(code)
}

/** So many stand above the figures that they put in doubt; the rest are one click away. */
const atOnce = 3

/** What is doubtful about the numbers that follow. */
export function Doubts({ warnings }: { warnings: readonly Warning[] }) {
  const doubts = warnings.filter((warning) => !isRemark(warning))
  if (doubts.length === 0) return null
  const more = doubts.slice(atOnce)
  return (
    <div className="mb-4 border-l-2 border-warning pl-3 text-sm">
      <WarningList label="Doubts" warnings={doubts.slice(0, atOnce)} />
      {more.length > 0 && (
        <details className="mt-1">
          <summary className="cursor-pointer text-ink-muted">
            {more.length} more {more.length === 1 ? 'doubt' : 'doubts'}
          </summary>
          <WarningList label="More doubts" warnings={more} />
        </details>
      )}
    </div>
  )
}

/** What the reader remarked of how it read. */
export function Remarks({ warnings }: { warnings: readonly Warning[] }) {
  const found = warnings.filter(isRemark)
  if (found.length === 0) return null
  return (
    <div className="mt-3 text-sm">
      <WarningList label="Remarks of the reader" warnings={found} />
    </div>
  )
}

function WarningList({ label, warnings }: { label: string; warnings: readonly Warning[] }) {
  return (
    <ul aria-label={label} className="m-0 list-none space-y-1 p-0">
      {warnings.map((warning) => (
        <li key={`${warning.code} ${warning.message}`} className="flex gap-2">
          <CircleAlert
            aria-hidden
            className={`mt-0.5 size-4 shrink-0 ${isRemark(warning) ? 'text-ink-muted' : 'text-warning'}`}
          />
          <span className="min-w-0 max-w-prose break-words">{warning.message}</span>
        </li>
      ))}
    </ul>
  )
}
