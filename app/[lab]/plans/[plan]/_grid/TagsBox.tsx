import { Popover } from 'radix-ui'
import { createContext, useContext, useEffect, useId, useMemo, useRef, useState } from 'react'
import { Formula } from '@/app/_components/Formula'
import { optionsOf } from '@/app/_lib/planOptions'
import { suggestEntries, usedEntries, withEntry } from '@/app/_lib/tagEntries'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { Parameter } from '@/science/recipe/parameter'
import type { EditMotion } from './editMotion'

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
    <Popover.Root open={found.length > 0}>
      <Popover.Anchor asChild>
        <input
          ref={input}
          id={props.id}
          role="combobox"
          aria-label={label}
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={parameter.entries ? 'one; another' : ''}
          className={className}
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={handleKeyDown}
          onBlur={() => onDone(text, 'blur')}
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
          <div id={listId} role="listbox" aria-label={label}>
            {found.map((option, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys
              <div
                key={option.value}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === active}
                className="flex cursor-default items-baseline justify-between gap-4 rounded px-2 py-1 aria-selected:bg-hover"
                onPointerDown={(event) => event.preventDefault()}
                onPointerMove={() => index !== active && setActive(index)}
                onClick={() => take(option.value)}
              >
                <span>
                  <Formula text={option.label} />
                </span>
                {option.detail && <span className="text-xs text-ink-muted">{option.detail}</span>}
              </div>
            ))}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
