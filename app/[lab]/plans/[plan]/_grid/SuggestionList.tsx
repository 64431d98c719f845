import { Popover } from 'radix-ui'
import { type ReactNode, useEffect, useRef } from 'react'
import { Formula } from '@/app/_components/Formula'
import type { Option } from '@/app/_lib/planOptions'

/**
 * What an editor offers, below it: an ARIA listbox whose keys the editor itself has. `children` is the editor, which takes the
 * list's id and that of its active option.
 */
export function SuggestionList({
  id,
  label,
  options,
  active,
  isOpen,
  empty,
  onActive,
  onChoose,
  children,
}: {
  id: string
  label: string
  options: readonly Option[]
  /** −1 for none. */
  active: number
  isOpen: boolean
  /** What stands there where nothing is offered. */
  empty?: string
  onActive: (index: number) => void
  onChoose: (option: Option) => void
  children: ReactNode
}) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <Popover.Root open={isOpen}>
      <Popover.Anchor asChild>{children}</Popover.Anchor>
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
          <div ref={list} id={id} role="listbox" aria-label={label}>
            {options.map((option, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys
              <div
                key={option.value}
                id={optionId(id, index)}
                data-index={index}
                role="option"
                aria-selected={index === active}
                className="flex cursor-default items-baseline justify-between gap-4 rounded px-2 py-1 aria-selected:bg-hover"
                onPointerDown={(event) => event.preventDefault()}
                onPointerMove={() => index !== active && onActive(index)}
                onClick={() => onChoose(option)}
              >
                <span>
                  <Formula text={option.label} />
                </span>
                {option.detail && <span className="text-xs text-ink-muted">{option.detail}</span>}
              </div>
            ))}
            {options.length === 0 && empty && <p className="px-2 py-1 text-ink-muted">{empty}</p>}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** What the combobox says of the list: for `aria-controls` and its kin. */
export function listProps(id: string, active: number, isOpen: boolean) {
  return {
    role: 'combobox',
    'aria-expanded': isOpen,
    'aria-controls': id,
    'aria-autocomplete': 'list',
    'aria-activedescendant': active >= 0 ? optionId(id, active) : undefined,
  } as const
}

function optionId(id: string, index: number): string {
  return `${id}-${index}`
}
