'use client'

import { PageError } from './_components/PageError'

export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto w-full max-w-[60rem] px-5 py-10">
      <PageError error={error} onRetry={reset} />
    </main>
  )
}
