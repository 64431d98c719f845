'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { controlClass } from '@/app/_components/Input'
import { Section } from '@/app/_components/record/Facts'
import { When } from '@/app/_components/record/When'
import { cn } from '@/app/_lib/cn'
import type { RunEntryView } from '@/server/views'
import type { Recording } from './ActualValue'
import { noteKey, notesOf } from './entries'

export function Notes({
  entries,
  mayRecord,
  save,
}: {
  entries: readonly RunEntryView[]
  mayRecord: boolean
  save: (recording: Recording) => void
}) {
  const [text, setText] = useState('')
  const notes = notesOf(entries)
  if (notes.length === 0 && !mayRecord) return null

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    save({ key: noteKey, actual: text.trim(), unit: null, reason: '', corrects: null })
    setText('')
  }

  return (
    <Section title="Notes">
      {notes.length > 0 && (
        <ol className="m-0 mb-4 list-none space-y-3 p-0">
          {notes.map((note) => (
            <li key={note.id}>
              <p className="m-0 max-w-prose whitespace-pre-wrap break-words">{String(note.actual)}</p>
              <p className="m-0 text-xs text-ink-muted">
                {note.recordedBy.name}, <When at={note.recordedAt} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {mayRecord && (
        <form onSubmit={handleSubmit} className="flex flex-col items-start gap-2">
          <textarea
            aria-label="New note"
            placeholder="What was seen: colour, smell, lumps, a door left open …"
            value={text}
            maxLength={4000}
            onChange={(event) => setText(event.target.value)}
            rows={3}
            className={cn(controlClass, 'h-auto w-full max-w-prose py-2 sm:h-auto')}
          />
          <Button type="submit" variant="secondary" className="h-11 sm:h-8" disabled={text.trim() === ''}>
            Add note
          </Button>
        </form>
      )}
    </Section>
  )
}
