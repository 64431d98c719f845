'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Formula } from '@/app/_components/Formula'
import { Input } from '@/app/_components/Input'
import { PageHeader } from '@/app/_components/PageHeader'
import { SidePanel } from '@/app/_components/SidePanel'
import { Tabs } from '@/app/_components/Tabs'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useLabScience } from '@/app/_lib/labScience'
import { useTRPC } from '@/app/_lib/trpc'
import type { Material, OwnMaterial } from '@/science/library/library'
import type { DefinitionView } from '@/server/views'
import { CathodeTable, PaperTable, PrecursorTable, SinkTable } from './LibraryTables'
import { MaterialForm } from './MaterialForm'
import { MaterialPanel } from './MaterialPanel'
import { MaterialTable } from './MaterialTable'
import { OwnParameters } from './OwnParameters'
import type { PaperRow } from './papers'
import { searchEntries } from './searchEntries'
import { TransportMap } from './TransportMap'

type Shown = { kind: 'look'; id: string } | { kind: 'edit'; began: Material | null; version: number | null }

/** What predictions look up, every value with its source; and what the lab has added to it. */
export function LibraryScreen({
  lab,
  mayWrite,
  papers,
}: {
  lab: string
  mayWrite: boolean
  papers: readonly PaperRow[]
}) {
  const { library, definitions } = useLabScience()
  const [tab, setTab] = useState('coatings')
  const [shown, setShown] = useState<Shown | null>(null)
  const openId = shown?.kind === 'look' ? shown.id : null
  const setOpenId = (id: string | null) => setShown(id === null ? null : { kind: 'look', id })
  const open = library.materials.find((material) => material.id === openId)
  const own = definitions.materials.find(({ key }) => key === openId)
  const [search, setSearch] = useState('')
  const find = <Entry,>(entries: readonly Entry[]) => searchEntries(entries, search)
  return (
    <>
      <PageHeader
        title="Library"
        intro="What the predictions rest on. Every value names its source; open a number to see it."
      />
      {tab !== 'parameters' && (
        <Input
          type="search"
          aria-label="Search the library"
          placeholder="Search: name, formula, source …"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="mb-4 h-11 w-full sm:h-8 sm:max-w-80"
        />
      )}
      <Tabs
        label="Parts of the library"
        value={tab}
        onChange={(next) => {
          setTab(next)
          setOpenId(null)
        }}
        tabs={[
          {
            value: 'coatings',
            label: 'Coatings',
            content: (
              <>
                {mayWrite && (
                  <p className="mt-0 mb-4">
                    <Button onClick={() => setShown({ kind: 'edit', began: null, version: null })}>
                      <Plus aria-hidden className="size-4" /> Add a material
                    </Button>
                  </p>
                )}
                <div className="mb-8">
                  <TransportMap
                    materials={library.materials}
                    guidelines={library.guidelines}
                    selected={openId}
                    onSelect={setOpenId}
                  />
                </div>
                <MaterialTable materials={find(library.materials)} selected={openId} onSelect={setOpenId} />
              </>
            ),
          },
          { value: 'cathodes', label: 'Cathodes', content: <CathodeTable cathodes={find(library.cathodes)} /> },
          { value: 'sinks', label: 'Oxygen sinks', content: <SinkTable sinks={find(library.oxygenSinks)} /> },
          {
            value: 'precursors',
            label: 'Precursors',
            content: <PrecursorTable precursors={find(library.precursors)} />,
          },
          {
            value: 'papers',
            label: 'Papers',
            content: <PaperTable papers={find(papers)} sources={library.sources} />,
          },
          {
            value: 'parameters',
            label: 'Our parameters',
            content: <OwnParameters lab={lab} mayWrite={mayWrite} />,
          },
        ]}
      />
      {open && (
        <MaterialPanel
          key={open.id}
          material={open}
          sources={library.sources}
          actions={
            mayWrite && (
              <MaterialActions
                lab={lab}
                own={own ?? null}
                onEdit={(version) => setShown({ kind: 'edit', began: open, version })}
              />
            )
          }
          onClose={() => setOpenId(null)}
        />
      )}
      {shown?.kind === 'edit' && (
        <SidePanel
          title={shown.version === null ? 'New material' : <Formula text={shown.began?.id ?? ''} />}
          onClose={() => setShown(null)}
        >
          <MaterialForm
            key={`${shown.began?.id} ${shown.version}`}
            lab={lab}
            began={shown.began}
            version={shown.version}
            onDone={setOpenId}
          />
        </SidePanel>
      )}
    </>
  )
}

/** What may be done with a material: a published one is copied, the lab's own is changed or retired. */
function MaterialActions({
  lab,
  own,
  onEdit,
}: {
  lab: string
  own: DefinitionView<OwnMaterial> | null
  onEdit: (version: number | null) => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const retire = useMutation(
    trpc.library.retire.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.library.definitions.queryKey() }),
    }),
  )
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2">
      {own ? (
        <>
          <Button onClick={() => onEdit(own.version)}>Change</Button>
          <Button
            variant="ghost"
            disabled={retire.isPending}
            onClick={() =>
              retire.mutate({
                lab,
                kind: 'material',
                key: own.key,
                version: own.version,
                isRetired: !own.isRetired,
              })
            }
          >
            {own.isRetired ? 'Offer again' : 'Retire'}
          </Button>
          <span className="text-sm text-ink-muted">
            version {own.version}, {own.by.name}
            {own.isRetired && ', retired'}
          </span>
        </>
      ) : (
        <Button onClick={() => onEdit(null)}>Copy to our lab</Button>
      )}
      {retire.error && (
        <p role="alert" className="m-0 w-full text-sm text-danger">
          {errorSentence(retire.error)}
        </p>
      )}
    </div>
  )
}
