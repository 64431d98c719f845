import { useEffect, useId, useRef, useState } from 'react'
import { type Option, searchOptions } from '@/app/_lib/planOptions'
import type { EditMotion } from './editMotion'
import { listProps, SuggestionList } from './SuggestionList'

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
  const listId = useId()

  useEffect(() => {
    input.current?.focus()
    if (!isReplacing) input.current?.select()
  }, [isReplacing])

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
    <SuggestionList
      id={listId}
      label={label}
      options={found}
      active={active}
      isOpen
      empty="Nothing by that name."
      onActive={highlight}
      onChoose={(option) => onChoose(option.value, option.label, 'stay')}
    >
      <input
        ref={input}
        {...listProps(listId, active, true)}
        aria-label={label}
        aria-invalid={hasTyped && text.trim() !== '' && found.length === 0}
        autoComplete="off"
        spellCheck={false}
        className={className}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={handleKeyDown}
        onBlur={() => finish('blur')}
      />
    </SuggestionList>
  )
}
