'use client'

import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { controlClass } from '@/app/_components/Input'
import { Section } from '@/app/_components/record/Facts'
import { When } from '@/app/_components/record/When'
import { cn } from '@/app/_lib/cn'
import { noteKey, notesOf } from '@/science/run/record'
import type { RunEntryView } from '@/server/views'
import type { Recording } from './ActualValue'

/** Notes as one types them: half a sentence stays on this device until it is finished. */
export function Notes({
  entries,
  draftKey,
  mayRecord,
  isLate,
  waitingIds,
  save,
}: {
  entries: readonly RunEntryView[]
  /** Where this device keeps what is not finished yet. */
  draftKey: string
  mayRecord: boolean
  isLate: boolean
  waitingIds: ReadonlySet<string>
  save: (recording: Recording) => void
}) {
  const [text, setText] = useState('')
  const notes = notesOf(entries)
  useEffect(() => {
    setText(localStorage.getItem(draftKey) ?? '')
  }, [draftKey])
  if (notes.length === 0 && (!mayRecord || isLate)) return null

  const handleChange = (typed: string) => {
    setText(typed)
    if (typed === '') localStorage.removeItem(draftKey)
    else localStorage.setItem(draftKey, typed)
  }
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    save({ key: noteKey, actual: text.trim(), unit: null, reason: '', corrects: null })
    handleChange('')
  }

  return (
    <Section title="Notes">
      {notes.length > 0 && (
        <ol className="m-0 mb-4 list-none space-y-3 p-0">
          {notes.map((note) => (
            <li key={note.id}>
              <p className="m-0 max-w-prose whitespace-pre-wrap break-words">{String(note.actual)}</p>
              <p className="m-0 text-xs text-ink-muted">
                {note.recordedBy.name}, <When at={note.saidAt} />
                {waitingIds.has(note.id) && ', on its way'}
              </p>
            </li>
          ))}
        </ol>
      )}
      {mayRecord && !isLate && (
        <form onSubmit={handleSubmit} className="flex flex-col items-start gap-2">
          <textarea
            aria-label="New note"
            placeholder="What was seen: colour, smell, lumps, a door left open …"
            value={text}
            maxLength={4000}
            onChange={(event) => handleChange(event.target.value)}
            rows={3}
            className={cn(controlClass, 'h-auto w-full max-w-prose py-2 sm:h-auto')}
          />
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="secondary" className="h-11 sm:h-8" disabled={text.trim() === ''}>
              Add note
            </Button>
            {text.trim() !== '' && <span className="text-xs text-ink-muted">draft, kept on this device</span>}
          </div>
        </form>
      )}
    </Section>
  )
}
