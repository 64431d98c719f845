'use client'

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import Link from 'next/link'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { toast } from 'sonner'
import { Button, buttonClass } from '@/app/_components/Button'
import { fileNameOf, toCsv } from '@/app/_components/charts/csv'
import { saveFile, saveText } from '@/app/_components/charts/saveFile'
import { toXlsx } from '@/app/_components/charts/xlsx'
import { EmptyState } from '@/app/_components/EmptyState'
import { PageHeader } from '@/app/_components/PageHeader'
import { Tabs } from '@/app/_components/Tabs'
import { SavedViewsMenu, type UsedView, type ViewsPlace } from '@/app/_components/views/SavedViewsMenu'
import { compareAddress, useBasket } from '@/app/_lib/comparison/basket'
import { comparedColumns, lineReading, sharedConditions, sortLines } from '@/app/_lib/comparison/columns'
import { type ComparedLine, countRuns, toLines } from '@/app/_lib/comparison/lines'
import { errorSentence } from '@/app/_lib/errorSentence'
import { parseFilterOf, passes } from '@/app/_lib/gridFilter'
import { useLabScience } from '@/app/_lib/labScience'
import { useTRPC } from '@/app/_lib/trpc'
import type { ComparedRevision, ComparisonView, PublishedResult } from '@/server/views'
import { exportLines } from './exportLines'
import { LineTable } from './LineTable'
import { PivotPart } from './PivotPart'
import { PredictionPart } from './PredictionPart'
import { PublishedPart } from './PublishedPart'
import { Choice, CycleField, FilterInput } from './ResultsBar'
import { plainResults, type ResultsPart, type ResultsView, readResultsView, sameResultsView } from './resultsView'
import { ScatterPart } from './ScatterPart'

/** Stands in a choice for "the source does not say". */
const notKnown = 'not known'

export function ResultsScreen({
  lab,
  initial,
  published,
  canShare,
  initialFilter,
  initialPart,
}: {
  lab: string
  initial: ComparisonView
  published: readonly PublishedResult[]
  canShare: boolean
  initialFilter: string
  initialPart: ResultsPart
}) {
  const [inUse, setInUse] = useState<UsedView<ResultsView>>(() => ({
    view: { ...plainResults, filter: initialFilter, part: initialPart },
    savedId: null,
  }))
  const { view } = inUse
  const change = (part: Partial<ResultsView>) =>
    setInUse((before) => ({ ...before, view: { ...before.view, ...part } }))
  const { revisions, lines, isComplete } = useLines(lab, view.n, initial)
  const { catalogue } = useLabScience()
  const columns = useMemo(() => comparedColumns(lines, catalogue.parameters, view.n), [lines, catalogue, view.n])
  const filterText = useDeferredValue(view.filter)
  const filter = useMemo(() => parseFilterOf(filterText, columns, lineReading), [filterText, columns])
  const { window, rate, cellType, origin } = view
  const shown = useMemo(
    () =>
      lines.filter(
        (line) =>
          (window === '' || (line.window ?? notKnown) === window) &&
          (rate === '' || (line.rate ?? notKnown) === rate) &&
          (cellType === '' || (line.cellType ?? notKnown) === cellType) &&
          (origin === '' || line.origin === origin) &&
          passes(filter, line),
      ),
    [lines, filter, window, rate, cellType, origin],
  )
  const sorted = useMemo(
    () =>
      sortLines(
        shown,
        columns.find(({ key }) => key === view.sort.key),
        view.sort.direction === 'descending',
      ),
    [shown, columns, view.sort],
  )
  const choices = useMemo(() => choicesOf(lines), [lines])
  const isFiltered = view.filter !== '' || [window, rate, cellType, origin].some((value) => value !== '')

  const [isWriting, setWriting] = useState(false)
  const save = async (kind: 'csv' | 'xlsx') => {
    const { header, rows } = exportLines(sorted, columns, view.n)
    const name = fileNameOf('results', kind)
    if (kind === 'csv') return saveText(name, toCsv(header, rows), 'text/csv')
    setWriting(true)
    try {
      saveFile(name, await toXlsx('Results', header, rows))
    } catch (error) {
      toast.error(`The Excel file could not be written: ${errorSentence(error)}`)
    } finally {
      setWriting(false)
    }
  }

  if (revisions.length === 0)
    return (
      <>
        <PageHeader title="Results" />
        <EmptyState title="No results yet">
          Drop a cycler file on a cell’s page: its capacity and retention then stand here beside every other recipe’s.
          What the papers got is in the library, under Papers.
        </EmptyState>
      </>
    )

  return (
    <>
      <PageHeader title="Results">
        <ResultsViews lab={lab} canShare={canShare} inUse={inUse} onUse={setInUse} />
        <CompareLink lab={lab} />
        <Button onClick={() => save('csv')} aria-label="Save the shown results as CSV">
          <Download aria-hidden className="size-4" /> CSV
        </Button>
        <Button disabled={isWriting} onClick={() => save('xlsx')} aria-label="Save the shown results as an Excel file">
          Excel
        </Button>
      </PageHeader>

      <search aria-label="Filter results" className="mb-3 flex flex-wrap items-end gap-3">
        <FilterInput filter={view.filter} faults={filter.faults} onFilter={(next) => change({ filter: next })} />
        <Choice label="Window" value={window} choices={choices.window} onChange={(next) => change({ window: next })} />
        <Choice label="Rate" value={rate} choices={choices.rate} onChange={(next) => change({ rate: next })} />
        <Choice
          label="Cell type"
          value={cellType}
          choices={choices.cellType}
          onChange={(next) => change({ cellType: next })}
        />
        <Choice
          label="Origin"
          value={origin}
          choices={[
            { value: 'measured', label: 'this lab' },
            { value: 'paper', label: 'papers' },
          ]}
          onChange={(next) => change({ origin: next })}
        />
        <CycleField n={view.n} onChange={(n) => change({ n })} />
        {isFiltered && (
          <Button
            variant="ghost"
            onClick={() => change({ filter: '', window: '', rate: '', cellType: '', origin: '' })}
          >
            Show all
          </Button>
        )}
      </search>
      <p role="status" className="m-0 mb-4 text-sm text-ink-muted">
        {shown.length === lines.length
          ? counted(lines.length, 'line')
          : `${shown.length} of ${counted(lines.length, 'line')}`}
        {' · '}
        {sharedConditions(shown)}
        {' · '}
        <RunsSaid revisions={isFiltered ? shown.map((line) => line.revision) : revisions} />
        {initial.blendCells > 0 &&
          ` · ${counted(initial.blendCells, 'cell')} of blends left out: a blend judges no single recipe`}
        {!isComplete && ' · older ones are being loaded'}
      </p>

      <Tabs
        label="Ways of looking at results"
        value={view.part}
        onChange={(part) => change({ part: part as ResultsPart })}
        tabs={[
          {
            value: 'table',
            label: 'Table',
            content: (
              <LineTable
                lab={lab}
                lines={sorted}
                untested={isFiltered ? [] : untested(revisions, lines)}
                columns={columns}
                n={view.n}
                extra={view.columns}
                sort={view.sort}
                onSort={(sort) => change({ sort })}
                onColumns={(extra) => change({ columns: extra })}
              />
            ),
          },
          {
            value: 'pivot',
            label: 'Pivot',
            content: (
              <PivotPart
                lines={shown}
                columns={columns}
                pivot={view.pivot}
                n={view.n}
                onChange={(pivot) => change({ pivot })}
              />
            ),
          },
          {
            value: 'scatter',
            label: 'Scatter',
            content: (
              <ScatterPart
                lab={lab}
                lines={shown}
                columns={columns}
                scatter={view.scatter}
                onChange={(scatter) => change({ scatter })}
              />
            ),
          },
          {
            value: 'prediction',
            label: 'Prediction against record',
            content: (
              <PredictionPart
                lab={lab}
                lines={shown}
                n={view.n}
                chosen={view.prediction}
                onChange={(prediction) => change({ prediction })}
                onCycle={(cycle) => change({ n: cycle, prediction: { ...view.prediction, merit: 'retentionAtN' } })}
                onConditions={(set) =>
                  change({
                    window: set.window ?? notKnown,
                    rate: set.rate ?? notKnown,
                    cellType: set.cellType ?? notKnown,
                  })
                }
              />
            ),
          },
          {
            value: 'published',
            label: 'Published',
            content: <PublishedPart lab={lab} published={published} text={view.filter} />,
          },
        ]}
      />
    </>
  )
}

const pagesKeptFresh = 4

/** The newest recipes come with the page; older ones follow by themselves, so that what is shown is soon all there is. */
function useLines(
  lab: string,
  n: number,
  initial: ComparisonView,
): { revisions: readonly ComparedRevision[]; lines: readonly ComparedLine[]; isComplete: boolean } {
  const trpc = useTRPC()
  const [isLarge, setLarge] = useState(false)
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } = useInfiniteQuery({
    ...trpc.comparison.rows.infiniteQueryOptions({ lab, n }, { getNextPageParam: (page) => page.next }),
    ...(n === initial.n ? { initialData: { pages: [initial], pageParams: [null] } } : {}),
    placeholderData: (before) => before,
    // A lab of thousands of recipes is fetched anew when somebody comes back to the page, not at every file that is read.
    meta: { isFixed: isLarge },
  })
  const pageCount = data?.pages.length ?? 0
  useEffect(() => setLarge(pageCount > pagesKeptFresh), [pageCount])
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isPlaceholderData) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage])
  const pages = data?.pages
  return useMemo(() => {
    const all = pages ?? []
    const revisions = all.flatMap((page) => page.revisions)
    return {
      revisions,
      lines: toLines({ n: all[0]?.n ?? n, revisions, tests: all.flatMap((page) => page.tests) }),
      isComplete: !hasNextPage,
    }
  }, [pages, n, hasNextPage])
}

/** What has been picked so far, wherever. */
function CompareLink({ lab }: { lab: string }) {
  const { ids } = useBasket(lab)
  return (
    <Link href={compareAddress(lab, ids)} className={buttonClass({ variant: 'secondary' })}>
      Compare{ids.length > 0 && ` ${ids.length}`}
    </Link>
  )
}

function ResultsViews({
  lab,
  canShare,
  inUse,
  onUse,
}: {
  lab: string
  canShare: boolean
  inUse: UsedView<ResultsView>
  onUse: (next: UsedView<ResultsView>) => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const query = trpc.comparison.views.queryOptions({ lab })
  const { data: views = [] } = useQuery(query)
  const onSuccess = () => queries.invalidateQueries({ queryKey: query.queryKey })
  const save = useMutation(trpc.comparison.saveView.mutationOptions({ onSuccess }))
  const remove = useMutation(trpc.comparison.removeView.mutationOptions({ onSuccess }))
  const place: ViewsPlace<ResultsView> = {
    label: 'Views of the results',
    plainName: 'All results',
    plainDetail: 'unfiltered, by retention',
    shareLabel: 'For everyone in this lab',
    plain: plainResults,
    read: readResultsView,
    isSame: sameResultsView,
    save: ({ settings, ...more }) =>
      save.mutateAsync({ lab, ...more, settings: { ...settings, columns: [...settings.columns] } }),
    remove: (view) => remove.mutateAsync({ lab, view }),
  }
  return <SavedViewsMenu place={place} views={views} canShare={canShare} inUse={inUse} onUse={onUse} />
}

/** What failed and what was never run are answers too. */
function RunsSaid({ revisions }: { revisions: readonly ComparedRevision[] }) {
  const { total, failed, neverRun } = countRuns(revisions)
  const apart = [failed > 0 && `${failed} failed`, neverRun > 0 && `${neverRun} never run`].filter(Boolean)
  return `${counted(total, 'run')}${apart.length > 0 ? `, of them ${apart.join(' and ')}` : ''}`
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

function untested(revisions: readonly ComparedRevision[], lines: readonly ComparedLine[]): ComparedRevision[] {
  const tested = new Set(lines.map((line) => line.revision.id))
  return revisions.filter((revision) => !tested.has(revision.id))
}

/** What the choices offer: only what occurs, each with how many lines there are, rates by size. */
function choicesOf(lines: readonly ComparedLine[]) {
  const count = (values: readonly (string | null)[]) => {
    const found = new Map<string, number>()
    for (const value of values) found.set(value ?? notKnown, (found.get(value ?? notKnown) ?? 0) + 1)
    return [...found]
      .sort(([one], [other]) => Number.parseFloat(one) - Number.parseFloat(other) || (one < other ? -1 : 1))
      .map(([value, times]) => ({ value, label: `${value} (${times})` }))
  }
  return {
    window: count(lines.map((line) => line.window)),
    rate: count(lines.map((line) => line.rate)),
    cellType: count(lines.map((line) => line.cellType)),
  }
}
