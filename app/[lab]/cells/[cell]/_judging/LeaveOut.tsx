'use client'

import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { InlineForm } from '@/app/_components/InlineForm'
import { Input } from '@/app/_components/Input'
import { When } from '@/app/_components/record/When'
import { useTRPC } from '@/app/_lib/trpc'
import type { TestView } from '@/server/views'
import { useJudging } from './useJudging'

/** Cycles left out of the figures by hand: each with its reason, to be taken back; and one more to leave out. */
export function LeaveOut({
  lab,
  test,
  suggested,
  mayJudge,
}: {
  lab: string
  test: TestView
  /** The cycle that is looked at, when it is one. */
  suggested: number | null
  mayJudge: boolean
}) {
  const { leftOut } = test.judgement
  const [isOpen, setIsOpen] = useState(false)
  if (leftOut.length === 0 && !mayJudge) return null
  return (
    <div className="mt-4 text-sm">
      {leftOut.length > 0 && (
        <>
          <h3 className="m-0 mb-1 text-sm font-semibold">Left out by hand</h3>
          <ul className="m-0 mb-2 list-none p-0">
            {leftOut.map((one) => (
              <LeftOutLine key={one.cycle} lab={lab} test={test} leftOut={one} mayJudge={mayJudge} />
            ))}
          </ul>
        </>
      )}
      {mayJudge &&
        (isOpen ? (
          <LeaveOutForm lab={lab} test={test} suggested={suggested} onClose={() => setIsOpen(false)} />
        ) : (
          <Button size="sm" onClick={() => setIsOpen(true)}>
            Leave out a cycle
          </Button>
        ))}
    </div>
  )
}

function LeaveOutForm({
  lab,
  test,
  suggested,
  onClose,
}: {
  lab: string
  test: TestView
  suggested: number | null
  onClose: () => void
}) {
  const trpc = useTRPC()
  const leaveOut = useMutation(trpc.tests.leaveOut.mutationOptions())
  const { send, isBusy, problem, setProblem } = useJudging()
  const [cycle, setCycle] = useState(suggested === null ? '' : String(suggested))
  const [reason, setReason] = useState('')
  const id = useId()
  const submit = async () => {
    const number = Number(cycle.trim())
    if (cycle.trim() === '' || !Number.isInteger(number))
      return setProblem(`Expected the number of a cycle, found “${cycle.trim()}”.`)
    if (reason.trim() === '') return setProblem('Say why in a few words: it stands beside the figure.')
    const input = { lab, test: test.id, cycle: number, isLeftOut: true, reason: reason.trim() }
    if (await send(() => leaveOut.mutateAsync(input))) onClose()
  }
  return (
    <InlineForm label="Leave out a cycle" onSubmit={submit} onCancel={onClose} className="max-w-prose">
      <div className="flex flex-wrap items-end gap-2">
        <label htmlFor={`${id}-cycle`}>
          <span className="mb-1 block text-ink-muted">Cycle</span>
          <Input
            id={`${id}-cycle`}
            value={cycle}
            onChange={(event) => setCycle(event.target.value)}
            inputMode="numeric"
            autoComplete="off"
            autoFocus={suggested === null}
            className="w-20 tabular-nums"
          />
        </label>
        <label htmlFor={`${id}-reason`} className="min-w-0 flex-1">
          <span className="mb-1 block text-ink-muted">Reason</span>
          <Input
            id={`${id}-reason`}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={500}
            placeholder="the chamber door was open"
            autoComplete="off"
            autoFocus={suggested !== null}
            className="w-full"
          />
        </label>
        <Button type="submit" disabled={isBusy}>
          Leave out
        </Button>
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      </div>
      {problem && (
        <p role="alert" className="m-0 mt-1 text-danger">
          {problem}
        </p>
      )}
      <p className="m-0 mt-1 text-ink-muted">The cycle stays in sight, hollow. All figures are computed without it.</p>
    </InlineForm>
  )
}

function LeftOutLine({
  lab,
  test,
  leftOut: { cycle, reason, by, at },
  mayJudge,
}: {
  lab: string
  test: TestView
  leftOut: TestView['judgement']['leftOut'][number]
  mayJudge: boolean
}) {
  const trpc = useTRPC()
  const takeBack = useMutation(trpc.tests.leaveOut.mutationOptions())
  const { send, isBusy, problem } = useJudging()
  const [typed, setTyped] = useState<string | null>(null)
  const id = useId()
  const handleSubmit = () => {
    if (typed === null || typed.trim() === '') return
    const input = { lab, test: test.id, cycle, isLeftOut: false, reason: typed.trim() }
    void send(() => takeBack.mutateAsync(input))
  }
  return (
    <li className="border-b border-line py-1.5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-medium">Cycle {cycle}</span>
        <span className="min-w-0 flex-1 break-words">{reason}</span>
        <span className="text-ink-muted">
          {by.name}, <When at={at} />
        </span>
        {mayJudge && typed === null && (
          <Button size="sm" variant="ghost" onClick={() => setTyped('')} aria-label={`Take cycle ${cycle} back in`}>
            Take back in
          </Button>
        )}
      </div>
      {typed !== null && (
        <InlineForm
          label={`Take cycle ${cycle} back in`}
          onSubmit={handleSubmit}
          onCancel={() => setTyped(null)}
          className="mt-1 flex flex-wrap items-end gap-2"
        >
          <label htmlFor={id} className="min-w-0 flex-1">
            <span className="mb-1 block text-ink-muted">Why back in?</span>
            <Input
              id={id}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              maxLength={500}
              autoFocus
              className="w-full"
            />
          </label>
          <Button type="submit" disabled={isBusy || typed.trim() === ''}>
            Take back in
          </Button>
          <Button variant="ghost" onClick={() => setTyped(null)}>
            Cancel
          </Button>
        </InlineForm>
      )}
      {problem && (
        <p role="alert" className="m-0 text-danger">
          {problem}
        </p>
      )}
    </li>
  )
}
