import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import Link from 'next/link'
import { useDeferredValue, useId, useState } from 'react'
import { Input } from '@/app/_components/Input'
import { useTRPC } from '@/app/_lib/trpc'
import type { PickedThing } from '@/server/views'

const kindWords = { cell: 'cell', sample: 'sample', run: 'run', recipe: 'recipe' } as const
type PickableKind = keyof typeof kindWords

function isPickable(kind: string): kind is PickableKind {
  return kind in kindWords
}

/** What is compared, each a link, to be taken out; and a way to look for more. */
export function Picked({
  lab,
  picked,
  unknown,
  onRemove,
  onAdd,
}: {
  lab: string
  picked: readonly PickedThing[]
  unknown: readonly string[]
  onRemove: (id: string) => void
  onAdd: (id: string) => void
}) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <ul aria-label="Compared" className="m-0 flex min-w-0 list-none flex-wrap gap-2 p-0">
          {picked.map((thing) => (
            <li
              key={thing.id}
              className="flex max-w-full min-w-0 items-center rounded-md border border-line pl-2.5 text-sm"
            >
              <span className="min-w-0 truncate">
                <span className="text-ink-muted">{kindWords[thing.kind]} </span>
                <Link href={`/${lab}/${thing.place}`} className="text-accent hover:underline">
                  {thing.label}
                </Link>
                <span className="text-ink-muted">{countOf(thing)}</span>
              </span>
              <button
                type="button"
                aria-label={`Take ${thing.label} out`}
                onClick={() => onRemove(thing.id)}
                className="grid size-9 shrink-0 place-items-center text-ink-muted hover:text-ink sm:size-8"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
        <AddThing lab={lab} onAdd={onAdd} />
      </div>
      {unknown.length > 0 && (
        <p className="mt-2 mb-0 text-sm text-ink-muted">
          {unknown.length === 1 ? 'One thing' : `${unknown.length} things`} of this address{' '}
          {unknown.length === 1 ? 'is' : 'are'} not in this lab, or no longer.
        </p>
      )}
    </>
  )
}

/** `, 3 tests`; of a blend why there is none. */
function countOf({ kind, testCount, blendCells }: PickedThing): string {
  if (blendCells > 0 && (kind === 'cell' || kind === 'sample')) return ', of a blend of recipes: not compared'
  const tests = testCount === 0 ? ', no test yet' : `, ${testCount} ${testCount === 1 ? 'test' : 'tests'}`
  return blendCells === 0 ? tests : `${tests}, without ${blendCells} ${blendCells === 1 ? 'cell' : 'cells'} of blends`
}

/** Looks for a recipe, run, sample or cell by its name or code. */
export function AddThing({ lab, onAdd }: { lab: string; onAdd: (id: string) => void }) {
  const id = useId()
  const trpc = useTRPC()
  const [text, setText] = useState('')
  const query = useDeferredValue(text.trim())
  const { data = [] } = useQuery({
    ...trpc.search.find.queryOptions({ lab, query }),
    enabled: query.length > 0,
    placeholderData: (before) => before,
  })
  const found = query === '' ? [] : data.filter(({ kind }) => isPickable(kind))
  return (
    <div className="relative">
      <Input
        id={id}
        type="search"
        aria-label="Add a recipe, run, sample or cell"
        placeholder="Add: recipe, run, sample, cell"
        autoComplete="off"
        className="w-64 max-w-full"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') {
            event.preventDefault()
            event.stopPropagation()
            setText('')
          }
        }}
      />
      {text.trim() !== '' && (
        <ul
          aria-label="Found"
          className="absolute top-full left-0 z-30 m-0 mt-1 max-h-80 w-[min(24rem,85vw)] list-none overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-lg"
        >
          {found.length === 0 && <li className="px-2 py-1.5 text-sm text-ink-muted">Nothing found.</li>}
          {found.map((hit) => (
            <li key={hit.id}>
              <button
                type="button"
                className="flex min-h-9 w-full items-center gap-2 rounded px-2 text-left text-sm hover:bg-hover"
                onClick={() => {
                  onAdd(hit.id)
                  setText('')
                }}
              >
                <Plus aria-hidden className="size-3.5 shrink-0 text-ink-muted" />
                <span className="min-w-0">
                  <span className="block truncate">{hit.title}</span>
                  <span className="block truncate text-xs text-ink-muted">
                    {hit.kind}
                    {hit.detail && `, ${hit.detail}`}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
