import { Popover } from 'radix-ui'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { expectedSentence } from '@/app/_lib/planCells'
import type { CellReading } from '@/app/_lib/planPaste'
import { type EditMotion, motionOf } from './editMotion'

export interface ProgrammeBoxProps {
  label: string
  /** The programme as it stands in the document, whoever changes it. */
  standing: string
  /** What the editor opens with where that is not what stands: a first key, or text that could not be read. */
  typed: string | null
  className: string
  read: (text: string) => CellReading
  /** The rows below, in which each field is edited by itself. */
  rows: ReactNode
  /** Writes the text and goes on editing. */
  onKeep: (text: string) => void
  onDone: (text: string, motion: EditMotion) => void
  /** Ends the editing without a word. */
  onCancel: () => void
  /** The same, when the focus has gone elsewhere. */
  onLeave: () => void
}

/**
 * A programme as one line of text over the cell, and below it as rows. Arrow down goes into the rows, Escape steps back: from a row to
 * the text, from the text to the grid. What was done in the rows stands in the document already.
 */
export function ProgrammeBox(props: ProgrammeBoxProps) {
  const { label, standing, className, read, rows, onKeep, onDone, onCancel, onLeave } = props
  const [own, setOwn] = useState(props.typed)
  const text = own ?? standing
  const reading = own === null ? null : read(own)
  const input = useRef<HTMLInputElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const isDone = useRef(false)
  const hintId = useId()

  // biome-ignore lint/correctness/useExhaustiveDependencies: when it opens
  useEffect(() => {
    const element = input.current
    if (!element) return
    element.focus()
    if (props.typed === null) element.select()
    else element.setSelectionRange(element.value.length, element.value.length)
  }, [])

  const finish = (act: () => void) => {
    if (isDone.current) return
    isDone.current = true
    act()
  }

  const enterRows = () => {
    if (own !== null) {
      if (!read(own).ok) return
      onKeep(own)
      setOwn(null)
    }
    focusables(content.current)[0]?.focus()
  }

  const handleTextKey = (event: React.KeyboardEvent) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const motion = motionOf(event, false)
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      enterRows()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      finish(onCancel)
    } else if (motion) {
      event.preventDefault()
      finish(() => onDone(text, motion))
    }
  }

  const handleRowKey = (event: React.KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      input.current?.focus()
    } else if (event.key === 'Tab') {
      // Behind the last field, and before the first, stands the text.
      const stops = focusables(content.current)
      if (event.target !== (event.shiftKey ? stops[0] : stops.at(-1))) return
      event.preventDefault()
      input.current?.focus()
    }
  }

  const handleBlur = (event: React.FocusEvent) => {
    const next = event.relatedTarget
    const isWithin = next instanceof Node && (next === input.current || content.current?.contains(next) === true)
    // Another window in front is no leaving.
    if (isWithin || !document.hasFocus()) return
    finish(() => (own === null ? onLeave() : onDone(own, 'blur')))
  }

  return (
    <Popover.Root open>
      <Popover.Anchor asChild>
        <input
          ref={input}
          className={className}
          style={{ minWidth: 420 }}
          value={text}
          aria-label={label}
          aria-describedby={hintId}
          aria-invalid={reading?.ok === false || undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setOwn(event.target.value)}
          onKeyDown={handleTextKey}
          onBlur={handleBlur}
        />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          ref={content}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          aria-label={label}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => event.preventDefault()}
          onKeyDown={handleRowKey}
          onBlur={handleBlur}
          className="z-50 max-h-[min(480px,70vh)] w-max max-w-[calc(100vw-16px)] overflow-auto rounded-md border border-line bg-raised p-2 text-sm text-ink shadow-lg"
        >
          {reading?.ok === false && own !== null && (
            <p role="status" className="mb-2 max-w-prose px-1 text-danger">
              {expectedSentence(reading.expected, own)}
            </p>
          )}
          {rows}
          <p id={hintId} className="mt-1 px-1 text-xs text-ink-muted">
            ↓ to the rows · Alt ↑ ↓ moves a row · Esc back · as text: 3 × LiOx (LiOtBu, H2O, pulse 1 s, purge 10 s) + 1
            × …
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function focusables(within: HTMLElement | null): HTMLElement[] {
  return [...(within?.querySelectorAll<HTMLElement>('input, select, button') ?? [])]
}
