'use client'

import { PageError } from './_components/PageError'
import './globals.css'

/** Stands in for the whole document when even its frame failed. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en-GB">
      <body>
        <title>Problem · Interphase</title>
        <main className="mx-auto w-full max-w-[60rem] px-5 py-10">
          <PageError error={error} onRetry={reset} />
        </main>
      </body>
    </html>
  )
}
