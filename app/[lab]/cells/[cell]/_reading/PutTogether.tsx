'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Checkbox } from '@/app/_components/Checkbox'
import { When } from '@/app/_components/record/When'
import { useTRPC } from '@/app/_lib/trpc'
import type { CellView } from '@/server/views'
import { useJudging } from '../_judging/useJudging'

/** One test of several files of this cell, in the order of their clocks: a cell that was moved, or a test that was restarted. */
export function PutTogether({ lab, cell }: { lab: string; cell: CellView }) {
  const trpc = useTRPC()
  const put = useMutation(trpc.tests.putTogether.mutationOptions())
  const { send, isBusy, problem } = useJudging()
  const [isOpen, setIsOpen] = useState(false)
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  // In the order of their coming, which is most often that of their clocks.
  const parts = cell.tests
    .filter(
      (test) => test.origin === 'file' && test.state === 'read' && test.parts.length === 0 && test.cycles.length > 0,
    )
    .toReversed()
  const mayPut = parts.length >= 2 && cell.allowed.includes('test.upload')
  if (!mayPut && cell.takenApart.length === 0) return null
  if (!mayPut || !isOpen)
    return (
      <div className="mb-4 space-y-2 text-sm">
        {mayPut && (
          <Button size="sm" onClick={() => setIsOpen(true)}>
            Put files together
          </Button>
        )}
        <TakenApart cell={cell} />
      </div>
    )
  const chosen = parts.filter((test) => !without.has(test.id))
  const handleSubmit = async (event: FormEvent) => {
    event.preventDefault()
    const tests = chosen.map((test) => test.id)
    if (await send(() => put.mutateAsync({ lab, cell: cell.id, tests }))) setIsOpen(false)
  }
  return (
    <form
      aria-label="Put files together"
      onSubmit={handleSubmit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        setIsOpen(false)
      }}
      className="mb-5 max-w-prose border-l-2 border-line pl-4 text-sm"
    >
      <p className="mt-0 mb-2 text-ink-muted">
        One test in the order of their clocks, with the gaps shown. The files stay as they came.
      </p>
      {parts.map((test) => (
        <Checkbox
          key={test.id}
          label={test.file?.name ?? 'test'}
          hint={`${test.cycles.length} ${test.cycles.length === 1 ? 'cycle' : 'cycles'}`}
          checked={!without.has(test.id)}
          onChange={(event) => {
            const next = new Set(without)
            if (event.target.checked) next.delete(test.id)
            else next.add(test.id)
            setWithout(next)
          }}
        />
      ))}
      {problem && (
        <p role="alert" className="m-0 mt-1 text-danger">
          {problem}
        </p>
      )}
      <div className="mt-2 flex gap-2">
        <Button type="submit" disabled={isBusy || chosen.length < 2}>
          Put {chosen.length} together
        </Button>
        <Button variant="ghost" onClick={() => setIsOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** Which files were taken apart again: by whom, and why. */
function TakenApart({ cell: { takenApart } }: { cell: CellView }) {
  if (takenApart.length === 0) return null
  return (
    <ul aria-label="Files taken apart again" className="m-0 list-none space-y-1 p-0 text-ink-muted">
      {takenApart.map(({ files, reason, by, at }) => (
        <li key={at.getTime()} className="break-words">
          {files.join(' and ')} were put together and taken apart again: {reason} ({by.name}, <When at={at} />)
        </li>
      ))}
    </ul>
  )
}
