import { ChevronRight } from 'lucide-react'
import Link from 'next/link'

export interface DescentStep {
  kind: string
  label: string
  /** No address: the page that one stands on. */
  href?: string
}

/** Where a thing comes from: plan → revision → run → sample → cell → test, every step a link. */
export function Descent({ steps }: { steps: readonly DescentStep[] }) {
  return (
    <nav aria-label="Line of descent">
      <ol className="m-0 flex list-none flex-wrap items-stretch gap-y-2 p-0">
        {steps.map((step, index) => (
          <li key={`${step.kind} ${step.label}`} className="flex min-w-0 items-center">
            {index > 0 && <ChevronRight aria-hidden className="mx-1 size-4 shrink-0 text-ink-muted" />}
            <span className="min-w-0">
              <span className="block text-xs text-ink-muted">{step.kind}</span>
              {step.href ? (
                <Link href={step.href} className="break-words text-accent hover:underline">
                  {step.label}
                </Link>
              ) : (
                <span aria-current="page" className="break-words font-medium">
                  {step.label}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  )
}
