'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Formula } from '@/app/_components/Formula'
import { RelativeTime } from '@/app/_components/RelativeTime'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { DefinitionView } from '@/server/views'
import { changesOf, type EntryKind } from './ownForms'

/** What may be done with an entry: a published one is copied, the lab's own is changed or retired; its versions stay to be read. */
export function EntryActions({
  lab,
  kind,
  own,
  mayWrite,
  onEdit,
}: {
  lab: string
  kind: EntryKind
  own: DefinitionView<object> | null
  mayWrite: boolean
  onEdit: (version: number | null) => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const retire = useMutation(
    trpc.library.retire.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.library.pathKey() }),
    }),
  )
  if (own === null)
    return (
      <p className="mt-4 mb-0 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-muted">
        {mayWrite && <Button onClick={() => onEdit(null)}>Copy to our lab</Button>}
        Published: it is copied, not changed.
      </p>
    )
  return (
    <div className="mt-4">
      <div className="flex flex-wrap items-center gap-2">
        {mayWrite && (
          <>
            <Button onClick={() => onEdit(own.version)}>Change</Button>
            <Button
              variant="ghost"
              disabled={retire.isPending}
              onClick={() =>
                retire.mutate({ lab, kind, key: own.key, version: own.version, isRetired: !own.isRetired })
              }
            >
              {own.isRetired ? 'Offer again' : 'Retire'}
            </Button>
          </>
        )}
        <span className="text-sm text-ink-muted">
          version {own.version}, {own.by.name}
          {own.isRetired && ', retired'}
        </span>
      </div>
      {retire.error && (
        <p role="alert" className="mt-2 mb-0 text-sm text-danger">
          {errorSentence(retire.error)}
        </p>
      )}
      {own.version > 1 && <Versions lab={lab} kind={kind} id={own.key} />}
    </div>
  )
}

/** Who changed what, newest first. Predictions that were stored keep the values of their day. */
function Versions({ lab, kind, id }: { lab: string; kind: EntryKind; id: string }) {
  const trpc = useTRPC()
  const [isOpen, setOpen] = useState(false)
  const { data: versions, error } = useQuery({
    ...trpc.library.versions.queryOptions({ lab, kind, key: id }),
    enabled: isOpen,
  })
  return (
    <details className="mt-3 text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit rounded-sm text-accent">Earlier versions</summary>
      {error && (
        <p role="alert" className="m-0 mt-2 text-danger">
          {errorSentence(error)}
        </p>
      )}
      <ol aria-label="Versions" className="m-0 mt-2 list-none p-0">
        {versions?.map((one, at) => {
          const before = versions[at + 1]
          const changes = before ? changesOf(kind, before.content, one.content) : []
          return (
            <li key={one.version} className="border-t border-line py-1.5">
              <span className="font-medium">version {one.version}</span>
              <span className="text-ink-muted">
                , {one.by.name}, <RelativeTime at={one.at} />
              </span>
              {!before && <span className="block text-ink-muted">added</span>}
              {before && before.isRetired !== one.isRetired && (
                <span className="block text-ink-muted">{one.isRetired ? 'retired' : 'offered again'}</span>
              )}
              {changes.map((change) => (
                <span key={change.label} className="block tabular-nums">
                  <span className="text-ink-muted">{change.label}</span> <Formula text={change.before || 'nothing'} /> →{' '}
                  <Formula text={change.after || 'nothing'} />
                </span>
              ))}
            </li>
          )
        })}
      </ol>
    </details>
  )
}
