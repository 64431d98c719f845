'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { CircleAlert, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/app/_components/Button'
import { useTRPC } from '@/app/_lib/trpc'
import type { CellView, ImportView, TestView } from '@/server/views'
import { useJudging } from '../_judging/useJudging'
import { FileLink } from '../FileLink'
import { MappingPanel } from './MappingPanel'
import { TakeApart } from './TakeApart'

/** ms between looks at how far a reading is */
const interval = 700

/** A file that is stored and not read yet: how far it is, and a way to stop it. */
export function BeingRead({ lab, cell, test }: { lab: string; cell: CellView; test: TestView }) {
  const trpc = useTRPC()
  const { data } = useQuery({
    ...trpc.tests.imports.queryOptions({ lab, cell: cell.id }),
    refetchInterval: interval,
  })
  const cancel = useMutation(trpc.tests.cancel.mutationOptions())
  const { send, isBusy, problem } = useJudging()
  const found = data?.find((one) => one.testId === test.id)
  const { words, share } = progressOf(found)
  return (
    <div className="max-w-prose">
      <p role="status" className="m-0 flex items-center gap-2">
        <LoaderCircle aria-hidden className="size-4 shrink-0 motion-safe:animate-spin" /> {words}
      </p>
      <div className="mt-2 flex items-center gap-3">
        <progress
          aria-label={`Reading of ${test.file?.name ?? 'the file'}`}
          value={share ?? undefined}
          max={1}
          className="h-1.5 w-full flex-1"
        />
        {cell.allowed.includes('test.upload') && (
          <Button
            size="sm"
            variant="ghost"
            disabled={isBusy}
            onClick={() => send(() => cancel.mutateAsync({ lab, test: test.id }))}
            aria-label={`Stop reading ${test.file?.name ?? 'the file'}`}
          >
            Stop
          </Button>
        )}
      </div>
      {problem && (
        <p role="alert" className="m-0 mt-1 text-sm text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}

/** How far a reading is, in words and as a part of the whole; null where it is not known. */
export function progressOf(found: Pick<ImportView, 'stage' | 'before' | 'share'> | undefined): {
  words: string
  share: number | null
} {
  if (found === undefined)
    return {
      words: 'The file is stored and is being read. Its cycles come here as soon as they are there.',
      share: null,
    }
  const { stage, before, share } = found
  const percent = `${Math.floor(share * 100)} %`
  switch (stage) {
    case 'waiting':
      return {
        words:
          before === 0
            ? 'The file is stored and is read next.'
            : `The file is stored; ${before} ${before === 1 ? 'file is' : 'files are'} read before it.`,
        share: 0,
      }
    case 'reading':
      // A reader that jumps about in its file cannot tell how much of it is left.
      return share === 0
        ? { words: 'The file is being read.', share: null }
        : { words: `The file is being read: ${percent} done.`, share }
    case 'computing':
      return { words: `It is read; cycles and figures are being computed: ${percent} done.`, share }
    case 'storing':
      return { words: 'It is computed and is being stored.', share }
  }
}

/** A file that could not be read: why, and what can be done. It is kept in any case. */
export function NotRead({ lab, cell, test }: { lab: string; cell: CellView; test: TestView }) {
  const trpc = useTRPC()
  const again = useMutation(trpc.tests.readAgain.mutationOptions())
  const { send, isBusy, problem } = useJudging()
  const [isMapping, setIsMapping] = useState(false)
  const mayRead = cell.allowed.includes('test.upload')
  return (
    <div>
      <div role="alert" className="flex items-start gap-2">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
        <div className="min-w-0">
          <p className="m-0 break-words">{test.failure ?? 'The file could not be read.'}</p>
          <p className="m-0 text-sm text-ink-muted">
            The file is kept as it came
            {test.file && (
              <>
                {' '}
                (<FileLink lab={lab} file={test.file} />)
              </>
            )}
            .
          </p>
        </div>
      </div>
      {mayRead && test.file && (
        <div className="mt-3 flex flex-wrap gap-2 pl-6">
          {test.parts.length === 0 && (
            <Button size="sm" onClick={() => setIsMapping(true)}>
              Say what its columns are
            </Button>
          )}
          <Button
            size="sm"
            variant="ghost"
            disabled={isBusy}
            onClick={() => send(() => again.mutateAsync({ lab, test: test.id }))}
          >
            Read it again
          </Button>
          <TakeApart lab={lab} cell={cell} test={test} />
        </div>
      )}
      {problem && (
        <p role="alert" className="m-0 mt-1 pl-6 text-sm text-danger">
          {problem}
        </p>
      )}
      {isMapping && test.file && (
        <MappingPanel lab={lab} test={test} fileName={test.file.name} onClose={() => setIsMapping(false)} />
      )}
    </div>
  )
}
