'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { Button, buttonClass } from '@/app/_components/Button'
import { Formula } from '@/app/_components/Formula'
import { AddCellForm } from '@/app/_components/record/AddCellForm'
import { DescentGraph } from '@/app/_components/record/DescentGraph'
import { Section } from '@/app/_components/record/Facts'
import { MeasuredPrediction } from '@/app/_components/record/MeasuredPrediction'
import { PredictionStrip } from '@/app/_components/record/PredictionStrip'
import { RecordedFigures } from '@/app/_components/record/RecordedFigures'
import { SampleMarks } from '@/app/_components/record/SampleMarks'
import { When } from '@/app/_components/record/When'
import { useTRPC } from '@/app/_lib/trpc'
import { assembleRecipe } from '@/science/recipe/assembleRecipe'
import { kindsMadeOf, sampleKindLabels } from '@/science/samples/kinds'
import type { CellListItem, SampleHistoryView, SampleView } from '@/server/views'
import { MakeForm, type Making, makings } from './MakeForm'
import { Measurements } from './Measurements'
import { SampleFacts } from './SampleFacts'

export function SampleScreen({ lab, initial }: { lab: string; initial: SampleView }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const query = trpc.samples.get.queryOptions({ lab, sample: initial.id })
  const { data: sample } = useQuery({ ...query, initialData: initial })
  const [making, setMaking] = useState<Making | null>(null)
  const [made, setMade] = useState<{ id: string; code: string }[]>([])
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: query.queryKey })
    void queries.invalidateQueries({ queryKey: trpc.samples.places.queryKey() })
  }
  const { revision } = sample
  const recipe = useMemo(
    () => assembleRecipe({ name: revision.name, process: revision.process, values: revision.values, conditions: {} }),
    [revision],
  )
  const base = `/${lab}`
  const mayWrite = sample.allowed.includes('sample.write')
  const choices = mayWrite && sample.state === 'present' ? makingsOf(sample) : []
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="m-0 text-4xl font-semibold tracking-wider tabular-nums">{sample.code}</h1>
          <p className="mt-1 mb-0 text-ink-muted">
            {sampleKindLabels[sample.kind]} of{' '}
            {sample.mixesRecipes ? 'a blend of recipes' : <Formula text={sample.recipeName} />}
          </p>
          <SampleMarks sample={sample} className="mt-1.5" />
        </div>
        <div className="flex flex-wrap gap-2">
          <Link href={`${base}/labels?samples=${sample.code}`} className={buttonClass({ variant: 'secondary' })}>
            <Printer aria-hidden className="size-4" /> Label
          </Link>
          {choices.map((choice) => (
            <Button
              key={choice}
              aria-expanded={making === choice}
              onClick={() => {
                setMade([])
                setMaking(making === choice ? null : choice)
              }}
            >
              {makings[choice].title}
            </Button>
          ))}
        </div>
      </div>
      {making !== null && (
        <MakeForm
          key={making}
          lab={lab}
          sample={sample}
          making={making}
          onMade={async (samples) => {
            await refresh()
            setMaking(null)
            setMade(samples)
          }}
          onCancel={() => setMaking(null)}
        />
      )}
      {made.length > 0 && (
        <p role="status" className="mt-4 mb-0 border-l-2 border-done pl-4">
          Made:{' '}
          {made.map(({ id, code }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <Link href={`${base}/samples/${id}`} className="font-medium tabular-nums text-accent hover:underline">
                {code}
              </Link>
            </span>
          ))}
          .{' '}
          <Link
            href={`${base}/labels?samples=${made.map(({ code }) => code).join(',')}`}
            className="text-accent hover:underline"
          >
            Print {made.length === 1 ? 'its label' : 'their labels'}
          </Link>
        </p>
      )}
      <section aria-label="What stands at it" className="mt-5">
        <SampleFacts lab={lab} sample={sample} onChanged={refresh} />
      </section>
      <section aria-labelledby="descent-heading" className="mt-6 border-t border-line pt-5">
        <h2 id="descent-heading" className="m-0 mb-3 text-base font-semibold">
          Where it comes from, and what became of it
        </h2>
        <DescentGraph base={base} nodes={sample.descent} here={sample.id} />
      </section>
      <div className="mt-6 grid gap-x-10 border-t border-line pt-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <Section title="Cells">
            {sample.cells.length === 0 ? (
              <p className="mt-0 text-ink-muted">No cell has been built from it.</p>
            ) : (
              <Cells lab={lab} cells={sample.cells} />
            )}
            {sample.allowed.includes('cell.create') && sample.state === 'present' && (
              <AddCellForm lab={lab} sample={sample} />
            )}
          </Section>
          {sample.cells.length > 0 && (
            <Section title="Results of its cells">
              <RecordedFigures lab={lab} of={sample.id} what={sample.code} />
            </Section>
          )}
          <Measurements lab={lab} sample={sample} onChanged={refresh} />
          <History base={base} lines={sample.history} />
        </div>
        <aside aria-label="Prediction of the recipe" className="min-w-0">
          {sample.mixesRecipes ? (
            <Section title="No prediction">
              <p className="m-0 text-sm text-ink-muted">
                A blend of several recipes: the model predicts one coating on one powder. The predictions of its parts
                stand at their runs.
              </p>
            </Section>
          ) : (
            <>
              <MeasuredPrediction lab={lab} recipe={recipe} measured={sample.measured} />
              <Section title="Predicted, not measured">
                <PredictionStrip prediction={revision.prediction} modelVersion={revision.modelVersion} />
              </Section>
            </>
          )}
        </aside>
      </div>
    </>
  )
}

function makingsOf({ kind }: SampleView): Making[] {
  const kinds = kindsMadeOf([kind])
  return [
    ...(kinds.includes(kind) ? (['split'] as const) : []),
    ...(kinds.includes('electrode') ? (['sheet'] as const) : []),
    ...(kind === 'electrode' ? (['discs'] as const) : []),
    ...(kind === 'powder' ? (['blend'] as const) : []),
  ]
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

/** Who did what to it and why, the newest first: what stood before a change is in its sentence. */
function History({ base, lines }: { base: string; lines: readonly SampleHistoryView[] }) {
  return (
    <Section title="History">
      <ol className="m-0 list-none p-0">
        {lines.map((line) => (
          <li
            key={`${line.at.getTime()} ${line.sentence}`}
            className="flex flex-wrap justify-between gap-x-4 border-b border-line py-1.5 text-sm"
          >
            <span className="min-w-0">
              {line.by.name}{' '}
              {line.place === null ? (
                <Formula text={line.sentence} />
              ) : (
                <Link href={`${base}/${line.place}`} className="text-accent hover:underline">
                  <Formula text={line.sentence} />
                </Link>
              )}
              {line.reason && <span className="text-ink-muted">: {line.reason}</span>}
            </span>
            <span className="text-ink-muted">
              <When at={line.at} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
