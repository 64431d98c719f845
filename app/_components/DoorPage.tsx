import type { ReactNode } from 'react'
import { Wordmark } from './Wordmark'

/** A page outside every lab: one narrow column, one thing to do. */
export function DoorPage({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[26rem] flex-col px-5 pt-[max(2.5rem,14dvh)] pb-12">
      <Wordmark className="mb-10" />
      <h1 className="m-0 mb-1 text-xl font-semibold">{title}</h1>
      {intro && <p className="m-0 mb-6 text-ink-muted">{intro}</p>}
      {children}
    </main>
  )
}
