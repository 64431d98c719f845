'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { EmptyState } from '@/app/_components/EmptyState'
import { PageHeader } from '@/app/_components/PageHeader'
import { Section } from '@/app/_components/record/Facts'
import { compareAddress, useBasket } from '@/app/_lib/comparison/basket'
import { comparedColumns, conditionSetOf, isNumeric, sharedConditions, sortLines } from '@/app/_lib/comparison/columns'
import { type CurveGroup, curveGroups } from '@/app/_lib/comparison/curves'
import { toLines } from '@/app/_lib/comparison/lines'
import { useLabScience } from '@/app/_lib/labScience'
import { useTRPC } from '@/app/_lib/trpc'
import type { PickedView, PublishedResult } from '@/server/views'
import { judgeUnder } from '../cells/[cell]/publishedBeside'
import { LineTable } from '../results/LineTable'
import { Choice, CycleField } from '../results/ResultsBar'
import { CompareChart } from './CompareChart'
import { AddThing, Picked } from './Picked'
import { PredictedStrip } from './PredictedStrip'
import { PublishedBeside } from './PublishedBeside'

const notKnown = 'not known'

/** Cells, runs and recipes together, whatever they are, under conditions that are always said. */
export function CompareScreen({
  lab,
  of,
  initial,
  published,
}: {
  lab: string
  of: readonly string[]
  initial: PickedView
  published: readonly PublishedResult[]
}) {
  const trpc = useTRPC()
  const basket = useBasket(lab)
  const [ids, setIds] = useState(of)
  const [n, setN] = useState(initial.n)
  const [window, setWindow] = useState('')
  const [rate, setRate] = useState('')
  const [cellType, setCellType] = useState('')
  const [colourBy, setColourBy] = useState('')
  const [extra, setExtra] = useState<readonly string[]>([])
  const [sort, setSort] = useState<{ key: string; direction: 'ascending' | 'descending' }>({
    key: 'retentionAtN',
    direction: 'descending',
  })
  const { data } = useQuery({
    ...trpc.comparison.picked.queryOptions({ lab, of: [...ids], n }),
    ...(n === initial.n && ids === of ? { initialData: initial } : {}),
    placeholderData: (before) => before ?? initial,
  })
  const view = data ?? initial
  const { catalogue } = useLabScience()

  // The address is the comparison: it can be handed on as it stands.
  const change = (next: readonly string[]) => {
    setIds(next)
    basket.set(next)
    globalThis.history.replaceState(null, '', compareAddress(lab, next))
  }
  // Opened without an address, the page shows what was picked in this browser.
  const fromBasket = of.length === 0 && basket.ids.length > 0 && ids.length === 0
  useEffect(() => {
    if (fromBasket) globalThis.location.replace(compareAddress(lab, basket.ids))
  }, [fromBasket, lab, basket.ids])

  const fits = (one: { window: string | null; rate: string | null; cellType: string | null }) =>
    (window === '' || (one.window ?? notKnown) === window) &&
    (rate === '' || (one.rate ?? notKnown) === rate) &&
    (cellType === '' || (one.cellType ?? notKnown) === cellType)
  const lines = useMemo(() => toLines({ n: view.n, revisions: view.revisions, tests: view.series }), [view])
  const groups = useMemo(() => curveGroups(view.series, view.revisions), [view])
  const shownLines = lines.filter(fits)
  const shownGroups = groups.filter(fits)
  const columns = useMemo(() => comparedColumns(lines, catalogue.parameters, view.n), [lines, catalogue, view.n])
  const sorted = sortLines(
    shownLines,
    columns.find(({ key }) => key === sort.key),
    sort.direction === 'descending',
  )
  const scales = columns.filter((column) => column.kind === 'parameter' && isNumeric(column))
  const judged = judgeUnder(
    uniqueConditions(shownGroups).map((group) => ({ ...group.conditions, cellType: group.cellTypeRead })),
    shownGroups.length === 0 ? [] : published,
  )
  const all = [...lines, ...groups]

  if (ids.length === 0 && !fromBasket)
    return (
      <>
        <PageHeader title="Compare" />
        <EmptyState title="Nothing is picked yet" action={<AddThing lab={lab} onAdd={(id) => change([id])} />}>
          Pick cells, samples, runs or recipes by “Add to comparison” on their pages or in the results, or look for one
          here.
        </EmptyState>
      </>
    )

  return (
    <>
      <PageHeader title="Compare">
        <Button variant="ghost" onClick={() => change([])}>
          Start anew
        </Button>
      </PageHeader>
      <Picked
        lab={lab}
        picked={view.picked}
        unknown={view.unknown}
        onRemove={(id) => change(ids.filter((one) => one !== id))}
        onAdd={(id) => change([...ids, id])}
      />
      {view.isCut && (
        <p role="alert" className="mt-2 mb-0 text-sm text-warning">
          These are more tests than can be drawn together; the oldest are left out.
        </p>
      )}
      {all.length === 0 ? (
        <p className="mt-4 mb-0 text-ink-muted">
          Nothing of it has been measured yet: a cycler file on a cell’s page begins it.
        </p>
      ) : (
        <>
          <search aria-label="Conditions" className="mt-4 mb-3 flex flex-wrap items-end gap-3">
            <Choice
              label="Window"
              value={window}
              choices={occurring(all.map((one) => one.window))}
              onChange={setWindow}
            />
            <Choice label="Rate" value={rate} choices={occurring(all.map((one) => one.rate))} onChange={setRate} />
            <Choice
              label="Cell type"
              value={cellType}
              choices={occurring(all.map((one) => one.cellType))}
              onChange={setCellType}
            />
            <CycleField n={n} onChange={setN} />
            <Choice
              label="Colour"
              none="by recipe"
              value={colourBy}
              choices={scales.map(({ key, label }) => ({ value: key, label: `by ${label}` }))}
              onChange={setColourBy}
            />
          </search>
          <p role="status" className="sr-only">
            {sharedConditions(shownLines)}
          </p>

          <CompareChart
            lab={lab}
            groups={shownGroups}
            colourBy={scales.find(({ key }) => key === colourBy) ?? null}
            judged={judged}
          />
          <div className="mt-8">
            <Section title="Figures of merit">
              <LineTable
                lab={lab}
                lines={sorted}
                untested={[]}
                columns={columns}
                n={view.n}
                extra={extra}
                sort={sort}
                onSort={setSort}
                onColumns={setExtra}
                canPick={false}
              />
            </Section>
            <Section title="Predicted, not measured">
              <PredictedStrip lines={shownLines} n={view.n} />
            </Section>
            <Section title="What papers got">
              <PublishedBeside
                lab={lab}
                judged={judged}
                isOfSeveral={uniqueConditions(shownGroups).length > 1}
                isOfNone={shownGroups.length === 0}
              />
            </Section>
          </div>
        </>
      )}
    </>
  )
}

function occurring(values: readonly (string | null)[]): string[] {
  return [...new Set(values.map((value) => value ?? notKnown))].sort(
    (one, other) => Number.parseFloat(one) - Number.parseFloat(other) || (one < other ? -1 : 1),
  )
}

function uniqueConditions(groups: readonly CurveGroup[]): CurveGroup[] {
  return [...new Map(groups.map((group) => [conditionSetOf(group), group])).values()]
}
