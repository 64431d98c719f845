'use client'

import Link from 'next/link'
import { type DataColumn, DataTable } from '@/app/_components/DataTable'
import { Formula } from '@/app/_components/Formula'
import type { Cathode, OxygenSink, Precursor, Sourced } from '@/science/library/library'
import { EntryName, type EntryTableProps } from './EntryName'
import type { PaperRow } from './papers'
import { SourcedValue } from './SourcedValue'

const number = (
  key: string,
  head: string,
  unit: DataColumn<Cathode>['unit'],
  read: (cathode: Cathode) => Sourced | null,
  hideBelow?: DataColumn<Cathode>['hideBelow'],
): DataColumn<Cathode> => ({
  key,
  head,
  unit,
  isNumber: true,
  hideBelow,
  sortBy: (cathode) => read(cathode)?.value ?? null,
  cell: (cathode) => <SourcedValue value={read(cathode)} />,
})

const cathodeColumns = ({ selected, onSelect, isRetired }: EntryTableProps): DataColumn<Cathode>[] => [
  {
    key: 'cathode',
    head: 'Cathode',
    sortBy: (cathode) => cathode.id,
    className: 'min-w-28',
    cell: (cathode) => (
      <EntryName
        id={cathode.id}
        isOwn={cathode.isOwn}
        isRetired={isRetired(cathode.id)}
        isOpen={cathode.id === selected}
        onOpen={() => onSelect(cathode.id)}
      >
        <Formula text={cathode.formula} />
      </EntryName>
    ),
  },
  number('radius', 'Radius', 'µm', (cathode) => cathode.radiusUm),
  number('mu', 'µ(O) at the surface', 'eV', (cathode) => cathode.oxygenPotentialEv),
  number('oxygen', 'Surface oxygen', 'cm⁻³', (cathode) => cathode.surfaceOxygenPerCm3, 'sm'),
  number('lost', 'Lost fraction φ', undefined, (cathode) => cathode.lostFraction, 'sm'),
  number('density', 'Density', 'g cm⁻³', (cathode) => cathode.density, 'md'),
  number('capacity', '1 C refers to', 'mAh g⁻¹', (cathode) => cathode.capacity, 'md'),
  {
    key: 'phase',
    head: 'Surface phase',
    hideBelow: 'lg',
    cell: (cathode) => cathode.surfacePhase && <Formula text={cathode.surfacePhase.replaceAll('->', '→')} />,
  },
  {
    key: 'source',
    head: 'Source',
    hideBelow: 'lg',
    className: 'max-w-[26rem] text-xs leading-5 text-ink-muted',
    cell: (cathode) => cathode.source,
  },
]

export function CathodeTable({ cathodes, ...props }: EntryTableProps & { cathodes: readonly Cathode[] }) {
  return (
    <DataTable
      caption="Cathode powders"
      columns={cathodeColumns(props)}
      rows={cathodes}
      rowKey={(cathode) => cathode.id}
      isSelected={(cathode) => cathode.id === props.selected}
    />
  )
}

const sinkColumns: readonly DataColumn<OxygenSink>[] = [
  {
    key: 'sink',
    head: 'Oxygen sink',
    sortBy: (sink) => sink.name,
    className: 'min-w-36',
    cell: (sink) => (
      <span className="font-medium">
        <Formula text={sink.name} />
      </span>
    ),
  },
  {
    key: 'mu',
    head: 'µ(O)',
    unit: 'eV',
    isNumber: true,
    sortBy: (sink) => sink.oxygenPotentialEv.value,
    cell: (sink) => <SourcedValue value={sink.oxygenPotentialEv} />,
  },
  {
    key: 'source',
    head: 'Source',
    sortBy: (sink) => sink.oxygenPotentialEv.source,
    className: 'text-xs leading-5 text-ink-muted',
    hideBelow: 'sm',
    cell: (sink) => sink.oxygenPotentialEv.source,
  },
  {
    key: 'meaning',
    head: 'What it stands for',
    className: 'max-w-[44rem] text-ink-muted',
    cell: (sink) => <Formula text={sink.meaning} />,
  },
]

export function SinkTable({ sinks }: { sinks: readonly OxygenSink[] }) {
  return <DataTable caption="Oxygen sinks" columns={sinkColumns} rows={sinks} rowKey={(sink) => sink.id} />
}

const precursorColumns = ({ selected, onSelect, isRetired }: EntryTableProps): DataColumn<Precursor>[] => [
  {
    key: 'formula',
    head: 'Precursor',
    sortBy: (precursor) => precursor.id,
    cell: (precursor) => (
      <EntryName
        id={precursor.id}
        isOwn={precursor.isOwn}
        isRetired={isRetired(precursor.id)}
        isOpen={precursor.id === selected}
        onOpen={() => onSelect(precursor.id)}
      >
        {precursor.id !== precursor.formula && <Formula text={precursor.formula} />}
      </EntryName>
    ),
  },
  {
    key: 'name',
    head: 'Name',
    sortBy: (precursor) => precursor.name,
    cell: (precursor) => (
      <>
        {precursor.name}
        {precursor.aliases.length > 0 && (
          <span className="block text-xs text-ink-muted">
            <Formula text={precursor.aliases.join(', ')} />
          </span>
        )}
      </>
    ),
  },
  { key: 'state', head: 'State', hideBelow: 'sm', sortBy: (precursor) => precursor.state, cell: ({ state }) => state },
  {
    key: 'density',
    head: 'Density',
    unit: 'g mL⁻¹',
    isNumber: true,
    sortBy: (precursor) => precursor.densityGPerMl?.value ?? null,
    // Solids are weighed: only liquids are measured by volume.
    cell: (precursor) => precursor.state === 'liquid' && <SourcedValue value={precursor.densityGPerMl} />,
  },
]

export function PrecursorTable({ precursors, ...props }: EntryTableProps & { precursors: readonly Precursor[] }) {
  return (
    <DataTable
      caption="Precursors"
      columns={precursorColumns(props)}
      rows={precursors}
      rowKey={(precursor) => precursor.id}
      isSelected={(precursor) => precursor.id === props.selected}
    />
  )
}

const paperColumns = (lab: string): readonly DataColumn<PaperRow>[] => [
  {
    key: 'paper',
    head: 'Paper',
    sortBy: (paper) => paper.id,
    className: 'min-w-48 max-w-[52rem]',
    cell: (paper) => (
      <>
        <Link href={`/${lab}/library/papers/${paper.id}`} className="font-medium text-accent hover:underline">
          {paper.id}
        </Link>
        <span className="block">
          <Formula text={paper.system} />
        </span>
        {paper.reference && <span className="block text-xs text-ink-muted">{paper.reference}</span>}
        {paper.doi ? (
          <a
            href={`https://doi.org/${paper.doi}`}
            target="_blank"
            rel="noreferrer"
            className="text-xs break-all text-accent hover:underline"
          >
            doi.org/{paper.doi}
          </a>
        ) : (
          <span className="block text-xs text-ink-muted">no DOI in the library’s data: found by title and journal</span>
        )}
      </>
    ),
  },
  {
    key: 'recipes',
    head: 'Recipes',
    isNumber: true,
    sortBy: (paper) => paper.recipes,
    cell: (paper) => paper.recipes,
  },
  { key: 'tests', head: 'Tests', isNumber: true, sortBy: (paper) => paper.tests, cell: (paper) => paper.tests },
]

/** The papers whose recipes and results the library holds; below, the further sources that its values name. */
export function PaperTable({
  lab,
  papers,
  sources,
}: {
  lab: string
  papers: readonly PaperRow[]
  sources: Readonly<Record<string, string>>
}) {
  const further = Object.entries(sources).filter(([key]) => !papers.some((paper) => paper.id === key))
  return (
    <>
      <DataTable caption="Papers" columns={paperColumns(lab)} rows={papers} rowKey={(paper) => paper.id} />
      {further.length > 0 && (
        <section className="mt-8 max-w-[52rem]">
          <h2 className="m-0 mb-2 text-base font-semibold">Further sources</h2>
          <dl className="m-0 text-sm">
            {further.map(([key, reference]) => (
              <div key={key} className="border-t border-line py-2">
                <dt className="font-medium">{key}</dt>
                <dd className="m-0 text-ink-muted">{reference}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  )
}
