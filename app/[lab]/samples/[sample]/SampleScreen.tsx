'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { AddCellForm } from '@/app/_components/record/AddCellForm'
import { Descent } from '@/app/_components/record/Descent'
import { Facts, Section } from '@/app/_components/record/Facts'
import { PredictionStrip } from '@/app/_components/record/PredictionStrip'
import { RecordedFigures } from '@/app/_components/record/RecordedFigures'
import { RunStateMark } from '@/app/_components/record/RunStateMark'
import { When } from '@/app/_components/record/When'
import { useTRPC } from '@/app/_lib/trpc'
import { figureLabel, formatUnit } from '@/science/comparison/figures'
import type { CellListItem, CharacterisationView, SampleView } from '@/server/views'
import { describeDetails, describeValue } from './describeCharacterisation'

export function SampleScreen({ lab, initial }: { lab: string; initial: SampleView }) {
  const trpc = useTRPC()
  const { data: sample } = useQuery({
    ...trpc.samples.get.queryOptions({ lab, sample: initial.id }),
    initialData: initial,
  })
  const { run, revision } = sample
  return (
    <>
      <Descent
        steps={[
          { kind: 'plan', label: revision.planTitle, href: `/${lab}/plans/${revision.planId}` },
          {
            kind: `revision ${revision.number}`,
            label: revision.name,
            href: `/${lab}/plans/${revision.planId}?recipe=${revision.recipeId}`,
          },
          { kind: 'run', label: `run ${run.number}`, href: `/${lab}/runs/${run.id}` },
          { kind: 'sample', label: sample.code },
        ]}
      />
      <h1 className="mt-5 mb-1 text-4xl font-semibold tracking-wider tabular-nums">{sample.code}</h1>
      <p className="mt-0 mb-4 text-ink-muted">
        {sample.kind} of {sample.recipeName}
      </p>
      <Facts
        facts={[
          { name: 'Run', value: <RunStateMark state={run.state} /> },
          {
            name: 'Amount',
            value:
              sample.amountG === null ? <span className="text-ink-muted">not weighed</span> : `${sample.amountG} g`,
          },
          { name: 'Place', value: sample.place || <span className="text-ink-muted">not given</span> },
          { name: 'Made', value: <When at={sample.createdAt} /> },
        ]}
      />
      <div className="mt-6 grid gap-x-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <Section title="Cells">
            {sample.cells.length === 0 ? (
              <p className="mt-0 text-ink-muted">No cell has been built from it.</p>
            ) : (
              <Cells lab={lab} cells={sample.cells} />
            )}
            {sample.allowed.includes('cell.create') && <AddCellForm lab={lab} sample={sample} />}
          </Section>
          {sample.cells.length > 0 && (
            <Section title="Results of its cells">
              <RecordedFigures lab={lab} of={sample.id} what={sample.code} />
            </Section>
          )}
          {sample.characterisations.length > 0 && (
            <Section title="Characterisation">
              <Characterisations entries={sample.characterisations} />
            </Section>
          )}
        </div>
        <aside aria-label="Prediction of the recipe" className="min-w-0">
          <Section title="Predicted, not measured">
            <PredictionStrip prediction={revision.prediction} modelVersion={revision.modelVersion} />
          </Section>
        </aside>
      </div>
    </>
  )
}

function Cells({ lab, cells }: { lab: string; cells: readonly CellListItem[] }) {
  return (
    <ul className="m-0 list-none p-0">
      {cells.map((cell) => (
        <li key={cell.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-b border-line py-2">
          <Link href={`/${lab}/cells/${cell.id}`} className="font-medium text-accent hover:underline">
            {cell.name}
          </Link>
          <span className="text-sm text-ink-muted">
            {[cell.format, cell.activeMassMg === null ? null : `${cell.activeMassMg} mg`].filter(Boolean).join(', ')}
          </span>
          <span className="text-sm text-ink-muted">
            {cell.testCount} {cell.testCount === 1 ? 'test' : 'tests'}
          </span>
          <span className="ml-auto tabular-nums">
            {cell.bestRetention && (
              <>
                {cell.bestRetention.percent.toFixed(1)} %{' '}
                <span className="text-sm text-ink-muted">at cycle {cell.bestRetention.atCycle}</span>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Characterisations({ entries }: { entries: readonly CharacterisationView[] }) {
  return (
    <ul className="m-0 list-none p-0">
      {entries.map((entry) => (
        <li
          key={`${entry.quantity} ${entry.source} ${JSON.stringify(entry.value)}`}
          className="grid gap-x-4 border-b border-line py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,3fr)]"
        >
          <span className="first-letter:uppercase">{figureLabel(entry.quantity)}</span>
          <span className="tabular-nums">
            {describeValue(entry.value)}{' '}
            {entry.unit && <span className="text-ink-muted">{formatUnit(entry.unit)}</span>}
          </span>
          <span className="text-sm text-ink-muted">
            {[entry.method, describeDetails(entry.details), entry.source].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
