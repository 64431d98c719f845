import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { controlClass } from '@/app/_components/Input'
import { Person } from '@/app/_components/Person'
import { cn } from '@/app/_lib/cn'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { newId } from '@/collab/plan/newId'
import type { NewComment } from '@/server/views'
import { insertMention, mentionAt, mentioned, offered } from './mentions'

/** Words to say, with `@` for a person. What could not be sent stays in the field. */
export function CommentForm({
  lab,
  label,
  action,
  onSend,
  autoFocus = false,
}: {
  lab: string
  label: string
  action: string
  onSend: (comment: NewComment) => Promise<unknown>
  autoFocus?: boolean
}) {
  const trpc = useTRPC()
  const { data: members = [] } = useQuery(trpc.members.list.queryOptions({ lab }))
  const [text, setText] = useState('')
  // The same id until it has arrived: sent again after a lost answer, it is the same comment.
  const [id, setId] = useState(() => newId('comment'))
  const [caret, setCaret] = useState(0)
  const [chosen, setChosen] = useState(0)
  const [isDismissed, setDismissed] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const typing = isDismissed ? null : mentionAt(text, caret)
  const people = typing === null ? [] : offered(members, typing.query)
  const current = Math.min(chosen, people.length - 1)

  const send = async () => {
    if (text.trim() === '' || isSending) return
    setSending(true)
    setFailure(null)
    try {
      await onSend({ id, text: text.trim(), mentions: mentioned(text, members) })
      setText('')
      setId(newId('comment'))
    } catch (error) {
      setFailure(errorSentence(error))
    } finally {
      setSending(false)
    }
  }

  const mention = (name: string) => {
    if (typing === null) return
    const next = insertMention(text, caret, typing.start, name)
    setText(next.text)
    setCaret(next.caret)
    setChosen(0)
    // After React has put the text in.
    setTimeout(() => {
      field.current?.focus()
      field.current?.setSelectionRange(next.caret, next.caret)
    }, 0)
  }

  const handleKey = (event: KeyboardEvent) => {
    const person = people[current]
    if (person !== undefined) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        const step = event.key === 'ArrowDown' ? 1 : people.length - 1
        return setChosen((current + step) % people.length)
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault()
        return mention(person.name)
      }
      if (event.key === 'Escape') {
        event.preventDefault()
        event.stopPropagation()
        return setDismissed(true)
      }
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void send()
    }
  }

  return (
    <form
      className="flex flex-col items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div className="relative w-full">
        <textarea
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: opened by a press on “Comment”, to write
          autoFocus={autoFocus}
          aria-label={label}
          aria-haspopup="listbox"
          aria-controls={people.length > 0 ? listId : undefined}
          aria-activedescendant={people.length > 0 ? `${listId}-${current}` : undefined}
          placeholder={`${label}; @ for a person`}
          value={text}
          maxLength={5_000}
          rows={2}
          onChange={(event) => {
            setText(event.target.value)
            setCaret(event.target.selectionStart)
            setDismissed(false)
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={handleKey}
          className={cn(controlClass, 'h-auto w-full py-1.5 sm:h-auto')}
        />
        {people.length > 0 && (
          <div
            id={listId}
            role="listbox"
            aria-label="People"
            className="absolute top-full left-0 z-20 mt-0.5 w-full max-w-64 rounded-md border border-line bg-raised p-1 shadow-lg"
          >
            {people.map((person, index) => (
              <div
                key={person.memberId}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === current}
                className="cursor-default rounded px-2 py-1 text-sm aria-selected:bg-hover max-sm:py-2.5"
                onPointerDown={(event) => {
                  event.preventDefault()
                  mention(person.name)
                }}
              >
                <Person person={person} />
              </div>
            ))}
          </div>
        )}
      </div>
      {failure && (
        <p role="alert" className="m-0 text-sm text-danger">
          {failure}
        </p>
      )}
      <Button type="submit" variant="secondary" size="sm" disabled={text.trim() === '' || isSending}>
        {action}
      </Button>
    </form>
  )
}
