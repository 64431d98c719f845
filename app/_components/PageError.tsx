'use client'

import { useEffect } from 'react'
import { Button } from './Button'

/** A page that could not be shown: what happened, what is safe, what to do. */
export function PageError({ error, onRetry }: { error: Error & { digest?: string }; onRetry: () => void }) {
  useEffect(() => {
    void goToSignInWhenSignedOut()
  }, [])
  return (
    <div role="alert" className="max-w-[60ch] py-8">
      <h1 className="m-0 mb-1 text-xl font-semibold">This page could not be shown</h1>
      <p className="m-0 text-ink-muted">
        What was saved is safe on the server. Try again; if it happens again, tell whoever looks after your Interphase
        {error.digest ? (
          <>
            {' '}
            and give this number, which stands in the server’s log: <code className="text-sm">{error.digest}</code>
          </>
        ) : (
          ' what you did'
        )}
        .
      </p>
      <div className="mt-5 flex gap-2">
        <Button variant="primary" onClick={onRetry}>
          Try again
        </Button>
        <Button onClick={() => window.location.assign('/')}>Go to my lab</Button>
      </div>
    </div>
  )
}

/** The usual reason on a page left open for weeks: the session has ended. */
async function goToSignInWhenSignedOut() {
  try {
    const answer = await fetch('/api/auth/get-session')
    if (!answer.ok || (await answer.json()) !== null) return
    const { pathname, search } = window.location
    window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`)
  } catch {
    // Without the server, the page's own words stand.
  }
}
