'use client'

import { PageError } from '@/app/_components/PageError'

export default function LabError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageError error={error} onRetry={reset} />
}
