import type { ReactNode } from 'react'

/** The page's title with, to its right, what belongs to the page as a whole; an intro of one or two sentences below. */
export function PageHeader({ title, intro, children }: { title: ReactNode; intro?: ReactNode; children?: ReactNode }) {
  return (
    <header className="mb-5">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="m-0 min-w-0 text-xl font-semibold break-words">{title}</h1>
        {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
      </div>
      {intro && <p className="mt-1 mb-0 max-w-[72ch] text-ink-muted">{intro}</p>}
    </header>
  )
}
