import { Popover } from 'radix-ui'
import { useEffect, useId, useRef, useState } from 'react'
import { Formula } from '@/app/_components/Formula'
import { type Option, searchOptions } from '@/app/_lib/planOptions'
import type { EditMotion } from './editMotion'

export interface ChoiceBoxProps {
  options: readonly Option[]
  label: string
  /** The label of the present value, or the first keys of a search. */
  initial: string
  /** True when `initial` is the beginning of a search. */
  isReplacing: boolean
  className: string
  onDraft: (value: string | null | undefined) => void
  onChoose: (value: string, label: string, motion: EditMotion) => void
  /** Text that is no option of the list; empty clears the value. */
  onText: (text: string, motion: EditMotion) => void
  onCancel: () => void
}

/** A choice with search: an ARIA combobox whose list stands below the cell. Open from the start, gone when chosen. */
export function ChoiceBox(props: ChoiceBoxProps) {
  const { options, label, initial, isReplacing, className, onDraft, onChoose, onText, onCancel } = props
  const [text, setText] = useState(initial)
  const [hasTyped, setHasTyped] = useState(isReplacing)
  const found = hasTyped ? searchOptions(options, text) : options
  const present = options.findIndex((option) => option.label === initial)
  const [active, setActive] = useState(isReplacing ? 0 : present)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const listId = useId()

  useEffect(() => {
    input.current?.focus()
    if (!isReplacing) input.current?.select()
  }, [isReplacing])

  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const highlight = (index: number) => {
    setActive(index)
    onDraft(found[index]?.value)
  }

  const finish = (motion: EditMotion) => {
    if (!hasTyped && active === present) return onCancel()
    const option = found[active]
    if (hasTyped && text.trim() === '') return onText('', motion)
    if (option) return onChoose(option.value, option.label, motion)
    return onText(text, motion)
  }

  const handleKeyDown = (event: React.KeyboardEvent) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const { key } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      if (found.length === 0) return
      const next = key === 'ArrowDown' ? active + 1 : active - 1
      highlight((next + found.length) % found.length)
    } else if (key === 'Escape') {
      event.preventDefault()
      onCancel()
    } else if (key === 'Enter') {
      event.preventDefault()
      finish(event.shiftKey ? 'up' : 'down')
    } else if (key === 'Tab') {
      event.preventDefault()
      finish(event.shiftKey ? 'previous' : 'next')
    }
  }

  const change = (next: string) => {
    setText(next)
    setHasTyped(true)
    const best = searchOptions(options, next)[0]
    setActive(best ? 0 : -1)
    onDraft(next.trim() === '' ? null : best?.value)
  }

  return (
    <Popover.Root open>
      <Popover.Anchor asChild>
        <input
          ref={input}
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
          aria-invalid={hasTyped && text.trim() !== '' && found.length === 0}
          autoComplete="off"
          spellCheck={false}
          className={className}
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={handleKeyDown}
          onBlur={() => finish('blur')}
        />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={2}
          aria-label={label}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => event.preventDefault()}
          className="z-50 max-h-72 min-w-56 max-w-96 overflow-auto rounded-md border border-line bg-raised p-1 text-sm shadow-lg"
        >
          <div ref={list} id={listId} role="listbox" aria-label={label}>
            {found.map((option, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys
              <div
                key={option.value}
                id={`${listId}-${index}`}
                data-index={index}
                role="option"
                aria-selected={index === active}
                className="flex cursor-default items-baseline justify-between gap-4 rounded px-2 py-1 aria-selected:bg-hover"
                onPointerDown={(event) => event.preventDefault()}
                onPointerMove={() => index !== active && highlight(index)}
                onClick={() => onChoose(option.value, option.label, 'stay')}
              >
                <span>
                  <Formula text={option.label} />
                </span>
                {option.detail && <span className="text-xs text-ink-muted">{option.detail}</span>}
              </div>
            ))}
            {found.length === 0 && <p className="px-2 py-1 text-ink-muted">Nothing by that name.</p>}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
