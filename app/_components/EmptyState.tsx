import type { ReactNode } from 'react'

/** Nothing here yet: says so, what to do next, and offers it. */
export function EmptyState({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex max-w-[60ch] flex-col items-start gap-2 border-t border-line py-8">
      <h2 className="m-0 text-base font-semibold">{title}</h2>
      <div className="text-ink-muted">{children}</div>
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
