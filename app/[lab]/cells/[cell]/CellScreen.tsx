'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { PageHeader } from '@/app/_components/PageHeader'
import { AddToComparison } from '@/app/_components/record/AddToComparison'
import { Descent } from '@/app/_components/record/Descent'
import { Section } from '@/app/_components/record/Facts'
import { PredictionStrip } from '@/app/_components/record/PredictionStrip'
import { FileDrop, type Outcome } from '@/app/_components/upload/FileDrop'
import { useTRPC } from '@/app/_lib/trpc'
import type { CellView, PublishedResult } from '@/server/views'
import { CellFacts } from './_judging/CellFacts'
import { PutTogether } from './_reading/PutTogether'
import { PredictedAsTested } from './PredictedAsTested'
import { TestSection } from './TestSection'

/** While a file is being read on the server, the page asks this often, ms. */
const readingInterval = 700

export function CellScreen({
  lab,
  initial,
  published,
}: {
  lab: string
  initial: CellView
  published: readonly PublishedResult[]
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const query = trpc.cells.get.queryOptions({ lab, cell: initial.id })
  const { data: cell } = useQuery({
    ...query,
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.data?.tests.some((test) => test.state === 'reading') ? readingInterval : false,
  })
  const refresh = () => queries.invalidateQueries({ queryKey: query.queryKey })

  // A file that has just been read changes lists, comparison and the plan's records as well.
  const isReading = cell.tests.some((test) => test.state === 'reading')
  const wasReading = useRef(isReading)
  useEffect(() => {
    if (wasReading.current && !isReading)
      void queries.invalidateQueries({ predicate: ({ meta }) => meta?.isFixed !== true })
    wasReading.current = isReading
  }, [isReading, queries])
  const mayUpload = cell.allowed.includes('test.upload')
  const { revision } = cell

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
          { kind: 'run', label: `of ${cell.recipeName}`, href: `/${lab}/runs/${cell.runId}` },
          { kind: 'sample', label: cell.sampleCode, href: `/${lab}/samples/${cell.sampleId}` },
          { kind: 'cell', label: cell.name },
        ]}
      />
      <div className="mt-4">
        <PageHeader title={cell.name}>
          <AddToComparison lab={lab} ids={[cell.id]} size="md" />
        </PageHeader>
      </div>
      <CellFacts lab={lab} cell={cell} />

      <div className="mt-6 grid grid-cols-1 gap-x-10 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          {mayUpload && (
            <div className="mb-6">
              <FileDrop
                lab={lab}
                cellOf={() => cell.id}
                isLarge={cell.tests.length === 0}
                onUploaded={refresh}
                outcomeOf={(testId) => outcomeOf(cell.tests, testId)}
              />
            </div>
          )}
          {cell.tests.length === 0 && !mayUpload && (
            <p className="text-ink-muted">No test has been recorded for this cell.</p>
          )}
          <PutTogether lab={lab} cell={cell} />
          {cell.tests.map((test) => (
            <TestSection key={test.id} lab={lab} cell={cell} test={test} published={published} />
          ))}
        </div>
        <aside aria-label="Prediction of the recipe" className="min-w-0">
          {cell.mixesRecipes ? (
            <Section title="A blend of recipes">
              <p className="m-0 text-sm text-ink-muted">
                The model predicts one coating on one powder, and a blend judges no single recipe: what this cell gives
                stands here, and is left out of results and comparison.
              </p>
            </Section>
          ) : (
            <>
              <PredictedAsTested cell={cell} />
              <Section title="Predicted, not measured">
                <p className="mt-0 mb-3 text-sm text-ink-muted">
                  Of revision {revision.number} of {revision.name}, as frozen when the run began.
                </p>
                <PredictionStrip prediction={revision.prediction} modelVersion={revision.modelVersion} />
              </Section>
            </>
          )}
        </aside>
      </div>
    </>
  )
}

/** A reading that another took the place of is in no list: it was read. */
function outcomeOf(tests: CellView['tests'], testId: string): Outcome | null {
  const test = tests.find((one) => one.id === testId)
  if (test === undefined) {
    const isPart = tests.some(({ state, parts }) => state === 'read' && parts.some((part) => part.testId === testId))
    return isPart ? { words: 'put together with others', state: 'read' } : null
  }
  if (test.state === 'reading') return { words: 'being read', state: 'reading' }
  if (test.state === 'failed') return { words: 'could not be read', state: 'failed' }
  const { cycles, spectra } = test
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
  return {
    words: cycles.length > 0 ? counted(cycles.length, 'cycle') : counted(spectra.length, 'sweep'),
    state: 'read',
  }
}
