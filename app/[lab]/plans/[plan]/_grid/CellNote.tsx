import { Popover } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { foundText } from '@/app/_lib/planCells'
import { formatMoment } from '@/app/_lib/planMoments'
import type { CompetingValue } from '@/collab/plan/types'
import type { FigureOrNone } from '@/science/prediction/figure'
import type { ParameterValue } from '@/science/recipe/parameter'
import { Provenance } from '../_panel/Provenance'

export interface Note {
  /** The cell that it belongs to. */
  element: Element
  problem: string
  competing: readonly CompetingValue[]
  /** Of which of several values in the cell; null where it has one. */
  competingLabel: string | null
  figure: { label: string; figure: FigureOrNone } | null
  /** The cell says what was made of the recipe, and cells were measured. */
  isRecord: boolean
  print: (value: ParameterValue) => string
}

/** What there is to say of one cell, beside it: why a value was refused, between which values to pick, whence a figure comes. */
export function CellNote({
  note,
  record,
  nameOfClient,
  canPick,
  onPick,
  onClose,
}: {
  note: Note
  /** What the cells of the recipe gave, where the note is of that. */
  record: ReactNode
  nameOfClient: (clientId: number) => string | null
  canPick: boolean
  onPick: (value: ParameterValue | null) => void
  onClose: () => void
}) {
  const anchor = useRef(note.element)
  anchor.current = note.element
  const { problem, competing, figure, print } = note
  return (
    <Popover.Root open>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          side="bottom"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          hideWhenDetached
          data-cell-note=""
          aria-label="About this cell"
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onEscapeKeyDown={onClose}
          onInteractOutside={(event) => event.preventDefault()}
          className="z-40 w-max max-w-[min(420px,calc(100vw-16px))] rounded-md border border-line bg-raised px-3 py-2 text-sm text-ink shadow-lg"
        >
          {problem && (
            <p role="status" className="text-danger">
              {problem}
            </p>
          )}
          {competing.length > 1 && (
            <div>
              {note.competingLabel && <p className="font-medium">{note.competingLabel}</p>}
              <p className="mb-1 text-ink-muted">Set without having seen each other. Which one stays?</p>
              <ul className="flex flex-col gap-1">
                {competing.map((one) => (
                  <li key={`${one.clientId}-${one.at}-${foundText(one.value)}`} className="flex items-center gap-3">
                    <strong className="font-semibold">{one.value === null ? 'empty' : print(one.value)}</strong>
                    <span className="text-ink-muted">
                      {nameOfClient(one.clientId) ?? 'someone'}, {formatMoment(one.at)}
                    </span>
                    {canPick && (
                      <button
                        type="button"
                        className="ml-auto rounded border border-line px-2 py-0.5 hover:bg-hover"
                        onClick={() => onPick(one.value)}
                      >
                        Pick {one.value === null ? 'empty' : print(one.value)}
                      </button>
                    )}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {record}
          {figure && <Provenance label={figure.label} figure={figure.figure} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
