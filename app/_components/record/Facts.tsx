import type { ReactNode } from 'react'

/** Short facts side by side, each with its name above: wraps instead of scrolling on a phone. */
export function Facts({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="m-0 flex flex-wrap gap-x-6 gap-y-3">
      {facts.map((fact) => (
        <div key={fact.name} className="min-w-0">
          <dt className="text-xs text-ink-muted">{fact.name}</dt>
          <dd className="m-0 break-words tabular-nums">{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A part of a page with its heading, set off by a hair line rather than by a box. */
export function Section({
  title,
  id,
  aside,
  children,
}: {
  title: string
  id?: string
  aside?: ReactNode
  children: ReactNode
}) {
  const headingId = `${id ?? title.toLowerCase().replace(/\W+/g, '-')}-heading`
  return (
    <section
      id={id}
      aria-labelledby={headingId}
      className="scroll-mt-16 border-t border-line py-5 first:border-t-0 first:pt-0"
    >
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={headingId} className="m-0 text-base font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
