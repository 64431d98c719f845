'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Input } from '@/app/_components/Input'
import { readBegan } from './readBegan'

/** Says that something began before it was entered: so many minutes ago, or at a time. Both times stay readable. */
export function BeganEarlier({
  what,
  earliest = null,
  isLate = false,
  onBegan,
}: {
  /** `the run`, `Dry` */
  what: string
  earliest?: { at: Date; because: string } | null
  /** The run is closed: what is added now needs a reason. */
  isLate?: boolean
  onBegan: (at: number, reason: string) => void
}) {
  const [isOpen, setIsOpen] = useState(false)
  const [minutesAgo, setMinutesAgo] = useState('')
  const [moment, setMoment] = useState('')
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  if (!isOpen)
    return (
      <Button
        variant="ghost"
        className="h-11 sm:h-8"
        onClick={() => setIsOpen(true)}
        aria-label={`Say that ${what} began earlier`}
      >
        began earlier …
      </Button>
    )
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    const reading = readBegan({ minutesAgo, moment }, { nowMs: Date.now(), earliest })
    if (!reading.ok) return setProblem(reading.problem)
    if (isLate && reason.trim() === '') return setProblem('The run is closed: say in a word why this is added now.')
    onBegan(reading.at, reason.trim())
    setIsOpen(false)
    setMinutesAgo('')
    setMoment('')
    setProblem(null)
  }
  return (
    <form
      onSubmit={handleSubmit}
      noValidate
      aria-label={`When ${what} really began`}
      className="flex w-full flex-wrap items-center gap-2 text-sm"
    >
      <Input
        aria-label={`${what} began, minutes ago`}
        inputMode="decimal"
        autoComplete="off"
        placeholder="40"
        value={minutesAgo}
        onChange={(event) => {
          setMinutesAgo(event.target.value)
          setProblem(null)
        }}
        className="h-11 w-16 text-right tabular-nums sm:h-8"
      />
      <span className="text-ink-muted">min ago, or at</span>
      <Input
        type="datetime-local"
        aria-label={`${what} began at`}
        value={moment}
        onChange={(event) => {
          setMoment(event.target.value)
          setProblem(null)
        }}
        className="h-11 w-52 sm:h-8"
      />
      {isLate && (
        <Input
          aria-label={`Why it is said now when ${what} began`}
          placeholder="why only now?"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          className="h-11 w-full sm:h-8 sm:w-52"
        />
      )}
      <span className="flex gap-2">
        <Button type="submit" variant="secondary" className="h-11 sm:h-8">
          Save
        </Button>
        <Button type="button" variant="ghost" className="h-11 sm:h-8" onClick={() => setIsOpen(false)}>
          Cancel
        </Button>
      </span>
      {problem && (
        <p role="alert" className="m-0 w-full text-danger">
          {problem}
        </p>
      )}
    </form>
  )
}
