import type { ReactNode } from 'react'
import { Formula } from '@/app/_components/Formula'

/** One headed part of an entry's panel. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-5">
      <h3 className="m-0 mb-1 text-sm font-medium">{title}</h3>
      {children}
    </section>
  )
}

export function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <dl className="m-0 flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line py-1.5 text-sm">
      <dt className="text-ink-muted">{name}</dt>
      <dd className="m-0 text-right tabular-nums">{children}</dd>
    </dl>
  )
}

/** Where an entry comes from: what it says itself, and the full reference of every source that its values name. */
export function SourcePart({
  source,
  named,
  sources,
}: {
  source: string | null
  /** What the values say of their sources. */
  named: readonly (string | undefined)[]
  sources: Readonly<Record<string, string>>
}) {
  const references = Object.entries(sources).filter(([key]) => [source, ...named].some((text) => text?.includes(key)))
  if (source === null && references.length === 0) return null
  return (
    <Part title="Source">
      {source !== null && (
        <p className="m-0 py-1.5 text-sm">
          <Formula text={source} />
        </p>
      )}
      {references.map(([key, reference]) => (
        <p key={key} className="m-0 border-t border-line py-1.5 text-sm text-ink-muted">
          <span className="text-ink">{key}</span>: {reference}
        </p>
      ))}
    </Part>
  )
}
