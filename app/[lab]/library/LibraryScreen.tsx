'use client'

import { useState } from 'react'
import { PageHeader } from '@/app/_components/PageHeader'
import { Tabs } from '@/app/_components/Tabs'
import type { Cathode, Guidelines, Material, OxygenSink, Precursor } from '@/science/library/library'
import { CathodeTable, PaperTable, PrecursorTable, SinkTable } from './LibraryTables'
import { MaterialPanel } from './MaterialPanel'
import { MaterialTable } from './MaterialTable'
import type { PaperRow } from './papers'
import { TransportMap } from './TransportMap'

export interface LibraryScreenProps {
  materials: readonly Material[]
  cathodes: readonly Cathode[]
  oxygenSinks: readonly OxygenSink[]
  precursors: readonly Precursor[]
  sources: Readonly<Record<string, string>>
  guidelines: Guidelines
  papers: readonly PaperRow[]
}

/** What predictions look up, every value with its source. */
export function LibraryScreen(library: LibraryScreenProps) {
  const [tab, setTab] = useState('coatings')
  const [openId, setOpenId] = useState<string | null>(null)
  const open = library.materials.find((material) => material.id === openId)
  return (
    <>
      <PageHeader
        title="Library"
        intro="What the predictions rest on. Every value names its source; open a number to see it."
      />
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
                <div className="mb-8">
                  <TransportMap
                    materials={library.materials}
                    guidelines={library.guidelines}
                    selected={openId}
                    onSelect={setOpenId}
                  />
                </div>
                <MaterialTable materials={library.materials} selected={openId} onSelect={setOpenId} />
              </>
            ),
          },
          { value: 'cathodes', label: 'Cathodes', content: <CathodeTable cathodes={library.cathodes} /> },
          { value: 'sinks', label: 'Oxygen sinks', content: <SinkTable sinks={library.oxygenSinks} /> },
          { value: 'precursors', label: 'Precursors', content: <PrecursorTable precursors={library.precursors} /> },
          {
            value: 'papers',
            label: 'Papers',
            content: <PaperTable papers={library.papers} sources={library.sources} />,
          },
        ]}
      />
      {open && (
        <MaterialPanel key={open.id} material={open} sources={library.sources} onClose={() => setOpenId(null)} />
      )}
    </>
  )
}
