import type { ReactNode } from 'react'
import { errorSentence } from '@/app/_lib/errorSentence'

/** Keeps the place of a picture while its data come, and says why none do. */
export function PictureState({ error, children }: { error: unknown; children?: ReactNode }) {
  return (
    <div className="flex h-[26rem] items-center justify-center rounded-md border border-dashed border-line px-6 text-center">
      {error ? (
        <p role="alert" className="m-0 max-w-prose">
          {errorSentence(error)}
        </p>
      ) : (
        <p role="status" className="m-0 text-ink-muted">
          {children ?? 'Fetching the rows …'}
        </p>
      )}
    </div>
  )
}
