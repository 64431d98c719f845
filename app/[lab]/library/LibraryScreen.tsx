'use client'

import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Formula } from '@/app/_components/Formula'
import { Input } from '@/app/_components/Input'
import { PageHeader } from '@/app/_components/PageHeader'
import { SidePanel } from '@/app/_components/SidePanel'
import { Tabs } from '@/app/_components/Tabs'
import { useLabScience } from '@/app/_lib/labScience'
import type { Cathode, Library, Material, Precursor } from '@/science/library/library'
import type { DefinitionsView } from '@/server/views'
import { CathodePanel } from './CathodePanel'
import { EntryActions } from './EntryActions'
import { GuidelineTables } from './GuidelineTables'
import { CathodeTable, PaperTable, PrecursorTable, SinkTable } from './LibraryTables'
import { MaterialPanel } from './MaterialPanel'
import { MaterialTable } from './MaterialTable'
import { OwnParameters } from './OwnParameters'
import { CathodeForm, type EntryKind, MaterialForm, PrecursorForm } from './ownForms'
import { PrecursorPanel } from './PrecursorPanel'
import type { PaperRow } from './papers'
import { searchEntries } from './searchEntries'
import { TransportMap } from './TransportMap'

type Began =
  | { kind: 'material'; began: Material | null }
  | { kind: 'cathode'; began: Cathode | null }
  | { kind: 'precursor'; began: Precursor | null }
type Shown = { does: 'look'; kind: EntryKind; id: string } | ({ does: 'edit'; version: number | null } & Began)

const tabOf: Record<EntryKind, string> = { material: 'coatings', cathode: 'cathodes', precursor: 'precursors' }
const nouns: Record<EntryKind, string> = { material: 'material', cathode: 'cathode', precursor: 'precursor' }

/** What predictions look up, every value with its source; and what the lab has added to it. */
export function LibraryScreen({
  lab,
  mayWrite,
  papers,
  initialOpen,
}: {
  lab: string
  mayWrite: boolean
  papers: readonly PaperRow[]
  /** The id of the entry that is open at first. */
  initialOpen: string | null
}) {
  const { library, definitions } = useLabScience()
  const [shown, setShown] = useState<Shown | null>(() => lookAt(library, initialOpen))
  const [tab, setTab] = useState(shown === null ? 'coatings' : tabOf[shown.kind])
  const [search, setSearch] = useState('')
  const find = <Entry,>(entries: readonly Entry[]) => searchEntries(entries, search)
  const look = (kind: EntryKind) => (id: string) => setShown({ does: 'look', kind, id })
  const close = () => setShown(null)
  const selected = (kind: EntryKind) => (shown?.does === 'look' && shown.kind === kind ? shown.id : null)
  const add = (began: Began) =>
    mayWrite && (
      <p className="mt-0 mb-4">
        <Button onClick={() => setShown({ does: 'edit', version: null, ...began })}>
          <Plus aria-hidden className="size-4" /> Add a {nouns[began.kind]}
        </Button>
      </p>
    )
  const found = (entries: readonly unknown[], content: ReactNode) =>
    entries.length > 0 ? content : <p className="m-0 text-ink-muted">Nothing here has “{search}” in it.</p>
  const materials = find(library.materials)
  const cathodes = find(library.cathodes)
  const sinks = find(library.oxygenSinks)
  const precursors = find(library.precursors)
  const foundPapers = find(papers)
  return (
    <>
      <PageHeader
        title="Library"
        intro="What the predictions rest on. Every value names its source; open a number to see it."
      />
      {tab !== 'parameters' && tab !== 'guidelines' && (
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
          close()
        }}
        tabs={[
          {
            value: 'coatings',
            label: 'Coatings',
            content: (
              <>
                {add({ kind: 'material', began: null })}
                <div className="mb-8">
                  <TransportMap
                    materials={library.materials}
                    guidelines={library.guidelines}
                    selected={selected('material')}
                    onSelect={look('material')}
                  />
                </div>
                {found(
                  materials,
                  <MaterialTable
                    materials={materials}
                    selected={selected('material')}
                    onSelect={look('material')}
                    isRetired={retiredAmong(definitions.materials)}
                  />,
                )}
              </>
            ),
          },
          {
            value: 'cathodes',
            label: 'Cathodes',
            content: (
              <>
                {add({ kind: 'cathode', began: null })}
                {found(
                  cathodes,
                  <CathodeTable
                    cathodes={cathodes}
                    selected={selected('cathode')}
                    onSelect={look('cathode')}
                    isRetired={retiredAmong(definitions.cathodes)}
                  />,
                )}
              </>
            ),
          },
          { value: 'sinks', label: 'Oxygen sinks', content: found(sinks, <SinkTable sinks={sinks} />) },
          {
            value: 'precursors',
            label: 'Precursors',
            content: (
              <>
                {add({ kind: 'precursor', began: null })}
                {found(
                  precursors,
                  <PrecursorTable
                    precursors={precursors}
                    selected={selected('precursor')}
                    onSelect={look('precursor')}
                    isRetired={retiredAmong(definitions.precursors)}
                  />,
                )}
              </>
            ),
          },
          {
            value: 'papers',
            label: 'Papers',
            content: found(foundPapers, <PaperTable lab={lab} papers={foundPapers} sources={library.sources} />),
          },
          { value: 'guidelines', label: 'Guidelines', content: <GuidelineTables library={library} /> },
          {
            value: 'parameters',
            label: 'Our parameters',
            content: <OwnParameters lab={lab} mayWrite={mayWrite} />,
          },
        ]}
      />
      {shown?.does === 'look' && (
        <EntryPanel
          key={`${shown.kind} ${shown.id}`}
          lab={lab}
          kind={shown.kind}
          id={shown.id}
          library={library}
          definitions={definitions}
          mayWrite={mayWrite}
          onEdit={setShown}
          onClose={close}
        />
      )}
      {shown?.does === 'edit' && (
        <SidePanel
          title={shown.version === null ? `New ${nouns[shown.kind]}` : <Formula text={shown.began?.id ?? ''} />}
          onClose={close}
        >
          <EntryEditor
            key={`${shown.kind} ${shown.began?.id} ${shown.version}`}
            lab={lab}
            shown={shown}
            onDone={(id) => (id === null ? close() : look(shown.kind)(id))}
          />
        </SidePanel>
      )}
    </>
  )
}

function lookAt(library: Library, id: string | null): Shown | null {
  if (id === null) return null
  if (library.materialById.has(id)) return { does: 'look', kind: 'material', id }
  if (library.cathodeById.has(id)) return { does: 'look', kind: 'cathode', id }
  return library.precursors.some((one) => one.id === id) ? { does: 'look', kind: 'precursor', id } : null
}

function retiredAmong(entries: readonly { key: string; isRetired: boolean }[]): (id: string) => boolean {
  return (id) => entries.some((one) => one.key === id && one.isRetired)
}

function EntryPanel({
  lab,
  kind,
  id,
  library,
  definitions,
  mayWrite,
  onEdit,
  onClose,
}: {
  lab: string
  kind: EntryKind
  id: string
  library: Library
  definitions: DefinitionsView
  mayWrite: boolean
  onEdit: (shown: Shown) => void
  onClose: () => void
}) {
  const { sources } = library
  const lists = { material: definitions.materials, cathode: definitions.cathodes, precursor: definitions.precursors }
  const own = lists[kind].find(({ key }) => key === id) ?? null
  const actions = (began: Began) => (
    <EntryActions
      lab={lab}
      kind={kind}
      own={own}
      mayWrite={mayWrite}
      onEdit={(version) => onEdit({ does: 'edit', version, ...began })}
    />
  )
  switch (kind) {
    case 'material': {
      const material = library.materialById.get(id)
      return (
        material && (
          <MaterialPanel
            material={material}
            sources={sources}
            actions={actions({ kind, began: material })}
            onClose={onClose}
          />
        )
      )
    }
    case 'cathode': {
      const cathode = library.cathodeById.get(id)
      return (
        cathode && (
          <CathodePanel
            cathode={cathode}
            sources={sources}
            actions={actions({ kind, began: cathode })}
            onClose={onClose}
          />
        )
      )
    }
    case 'precursor': {
      const precursor = library.precursors.find((one) => one.id === id)
      return (
        precursor && (
          <PrecursorPanel
            precursor={precursor}
            sources={sources}
            actions={actions({ kind, began: precursor })}
            onClose={onClose}
          />
        )
      )
    }
  }
}

function EntryEditor({
  lab,
  shown,
  onDone,
}: {
  lab: string
  shown: Extract<Shown, { does: 'edit' }>
  onDone: (id: string | null) => void
}) {
  const shared = { lab, version: shown.version, onDone }
  switch (shown.kind) {
    case 'material':
      return <MaterialForm began={shown.began} {...shared} />
    case 'cathode':
      return <CathodeForm began={shown.began} {...shared} />
    case 'precursor':
      return <PrecursorForm began={shown.began} {...shared} />
  }
}
