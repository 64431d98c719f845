import { createContext, useContext, useEffect, useId, useMemo, useRef, useState } from 'react'
import { optionsOf } from '@/app/_lib/planOptions'
import { suggestEntries, usedEntries, withEntry } from '@/app/_lib/tagEntries'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { Parameter } from '@/science/recipe/parameter'
import type { EditMotion } from './editMotion'
import { listProps, SuggestionList } from './SuggestionList'

/** The recipes of the plan: what they say already is offered to the others. */
export const RecipesBeside = createContext<readonly PlannedRecipe[]>([])

export interface TagsBoxProps {
  id?: string
  parameter: Parameter
  label: string
  initial: string
  isReplacing: boolean
  className: string
  onText: (text: string) => void
  onDone: (text: string, motion: EditMotion) => void
  onCancel: () => void
}

/**
 * Entries with `;` or `,` between them. For the one that is being typed stands below what the plan or the library has: an arrow
 * goes there, Enter or Tab takes it, and one types the next.
 */
export function TagsBox(props: TagsBoxProps) {
  const { parameter, label, initial, isReplacing, className, onText, onDone, onCancel } = props
  const recipes = useContext(RecipesBeside)
  const options = useMemo(() => {
    const used = usedEntries(recipes, parameter.key)
    const known = new Set(used.map(({ value }) => value))
    return [...used, ...optionsOf(parameter).filter(({ value }) => !known.has(value))]
  }, [recipes, parameter])
  const [text, setText] = useState(initial)
  const [hasTyped, setHasTyped] = useState(isReplacing)
  const [active, setActive] = useState(-1)
  const found = hasTyped ? suggestEntries(options, text) : []
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()

  useEffect(() => {
    const element = input.current
    if (!element) return
    element.focus()
    // One adds to a list more often than one writes it anew.
    element.setSelectionRange(element.value.length, element.value.length)
    element.scrollLeft = element.scrollWidth
  }, [])

  const change = (next: string) => {
    setText(next)
    setHasTyped(true)
    setActive(-1)
    onText(next)
  }
  const take = (value: string) => {
    change(withEntry(text, value))
    input.current?.focus()
  }

  const handleKeyDown = (event: React.KeyboardEvent) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const { key } = event
    const chosen = found[active]
    if ((key === 'ArrowDown' || key === 'ArrowUp') && found.length > 0) {
      event.preventDefault()
      // One step beyond the list is the text itself.
      const places = found.length + 1
      setActive(((active + 1 + (key === 'ArrowDown' ? 1 : -1) + places) % places) - 1)
    } else if (key === 'Escape') {
      event.preventDefault()
      if (active >= 0) setActive(-1)
      else onCancel()
    } else if ((key === 'Enter' || key === 'Tab') && chosen) {
      event.preventDefault()
      take(chosen.value)
    } else if (key === 'Enter') {
      event.preventDefault()
      onDone(text, event.shiftKey ? 'up' : 'down')
    } else if (key === 'Tab') {
      event.preventDefault()
      onDone(text, event.shiftKey ? 'previous' : 'next')
    }
  }

  return (
    <SuggestionList
      id={listId}
      label={label}
      options={found}
      active={active}
      isOpen={found.length > 0}
      onActive={setActive}
      onChoose={(option) => take(option.value)}
    >
      <input
        ref={input}
        id={props.id}
        {...listProps(listId, active, found.length > 0)}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        placeholder={parameter.entries ? 'one; another' : ''}
        className={className}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={handleKeyDown}
        onBlur={() => onDone(text, 'blur')}
      />
    </SuggestionList>
  )
}
