'use client'

import Link from 'next/link'
import { useMemo } from 'react'
import { capacityUnit } from '@/app/_components/charts/capacityOption'
import { Formula } from '@/app/_components/Formula'
import { Facts, Section } from '@/app/_components/record/Facts'
import { formatSpan } from '@/app/_components/record/moments'
import { When } from '@/app/_components/record/When'
import { paperAddress } from '@/app/_lib/comparison/paperAddress'
import {
  figureLabel,
  figureRank,
  formatConditions,
  formatCycles,
  formatPublished,
  formatUnit,
  sayResult,
} from '@/science/comparison/figures'
import type { CellView, PublishedResult, ResultView, TestView } from '@/server/views'
import { JudgementPart } from './_judging/JudgementPart'
import { ratesOf } from './_pictures/rates'
import { Doubts, Remarks } from './_reading/Doubts'
import { ReadAgain } from './_reading/ReadAgain'
import { BeingRead, NotRead } from './_reading/ReadingState'
import { TakeApart } from './_reading/TakeApart'
import { CycleTable } from './CycleTable'
import { CyclingPart } from './CyclingPart'
import { FileLink } from './FileLink'
import { conditionsOf, type JudgedResult, judgePublished, marksOf, seriesOfTest } from './publishedBeside'
import { SpectrumPart } from './SpectrumPart'

/** One test of the cell: what it gave, how it was read, and what papers got under the same conditions. */
export function TestSection({
  lab,
  cell,
  test,
  published,
}: {
  lab: string
  cell: CellView
  test: TestView
  published: readonly PublishedResult[]
}) {
  const series = useMemo(() => [seriesOfTest(test)], [test])
  const judged = useMemo(() => judgePublished(test, cell, published), [test, cell, published])
  const marks = useMemo(() => marksOf(judged, (key) => paperAddress(lab, key)), [judged, lab])
  const files = test.parts.length > 0 ? `${test.parts.length} files together` : (series[0]?.name ?? 'test')
  // Until it is read, the reading whose place it takes stands beside it under the same name.
  const name = test.state !== 'read' && test.replaces !== null ? `${files}, read again` : files
  const conditions = useMemo(() => conditionsIn(test, cell), [test, cell])

  return (
    <Section title={name} id={test.id}>
      {test.state === 'reading' && <BeingRead lab={lab} cell={cell} test={test} />}
      {test.state === 'failed' && <NotRead lab={lab} cell={cell} test={test} />}
      {test.state === 'read' && (
        <>
          <Doubts warnings={test.warnings} />
          {test.cycles.length > 0 ? (
            <CyclingPart lab={lab} cell={cell} test={test} marks={marks} conditions={conditions} />
          ) : (
            test.origin === 'file' &&
            test.spectra.length === 0 && <p className="text-ink-muted">The file was read; it holds no cycle.</p>
          )}
          {test.spectra.length > 0 && (
            <SpectrumPart
              lab={lab}
              test={test}
              mayJudge={cell.allowed.includes('test.judge')}
              title={`${cell.name}: impedance`}
              conditions={`${cellWords(cell)} · n = 1 cell`}
              spectra={test.spectra}
            />
          )}
          <Results results={test.results} />
          {test.cycles.length > 0 && <CycleTable name={name} cell={cell} test={test} unit={capacityUnit(series)} />}
          {test.origin === 'file' && test.cycles.length > 0 && (
            <JudgementPart lab={lab} test={test} mayJudge={cell.allowed.includes('test.judge')} />
          )}
          {test.origin === 'file' && <Published lab={lab} judged={judged} />}
          <Provenance lab={lab} cell={cell} test={test} />
        </>
      )}
    </Section>
  )
}

/** What every picture of the test says of how it was measured. */
function conditionsIn(test: TestView, cell: CellView): string {
  // The rate of the reference cycle is none of a test that was made to run at several.
  const rate = ratesOf(test) === null ? undefined : 'several rates'
  return `${formatConditions({ ...conditionsOf(test), cell: cellWords(cell) }, rate)} · n = 1 cell`
}

/** Days where hours would have to be counted. */
function gapWords(seconds: number): string {
  const days = seconds / 86_400
  return days < 3 ? formatSpan(seconds * 1000) : `${days.toFixed(days < 10 ? 1 : 0)} days`
}

function cellWords(cell: CellView): string {
  return [cell.format, cell.electrolyte, cell.counterElectrode].filter(Boolean).join(', ') || 'cell type not known'
}

function Results({ results }: { results: readonly ResultView[] }) {
  if (results.length === 0) return null
  return (
    <div className="mt-6">
      <h3 className="m-0 mb-2 text-sm font-semibold">Results</h3>
      <dl className="m-0 grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {results
          .toSorted((a, b) => figureRank(a.figure) - figureRank(b.figure))
          .map((result) => (
            <div key={`${result.figure} ${result.atCycle} ${result.referenceCycle} ${result.how}`}>
              <dt className="text-sm text-ink-muted first-letter:uppercase">
                <Formula text={figureLabel(result.figure)} />
              </dt>
              <dd className="m-0">
                <span className="text-xl font-semibold tabular-nums">
                  {result.qualifier && `${result.qualifier} `}
                  {sayResult(result.value, result.unit).text}
                </span>{' '}
                <span className="text-ink-muted">{sayResult(result.value, result.unit).unit}</span>
                <span className="block text-sm text-ink-muted">{formatCycles(result)}</span>
                {result.how && (
                  <details className="text-sm text-ink-muted">
                    <summary className="cursor-pointer">How</summary>
                    <p className="m-0">{result.how}</p>
                  </details>
                )}
                {result.alsoReported.length > 0 && (
                  <span className="block text-sm text-ink-muted">also reported: {result.alsoReported.join(', ')}</span>
                )}
              </dd>
            </div>
          ))}
      </dl>
    </div>
  )
}

function Published({ lab, judged }: { lab: string; judged: readonly JudgedResult[] }) {
  if (judged.length === 0) return null
  const drawn = judged.filter((one) => one.differences.length === 0)
  const apart = judged.filter((one) => one.differences.length > 0)
  return (
    <div className="mt-6">
      <h3 className="m-0 mb-2 text-sm font-semibold">Published results</h3>
      {drawn.length > 0 ? (
        <>
          <p className="mt-0 mb-1 text-sm text-ink-muted">
            Same window, rate and cell type: drawn in the chart as hollow marks.
          </p>
          <ul className="m-0 mb-3 list-none p-0">
            {drawn.map((one) => (
              <PublishedLine key={one.published.key} lab={lab} judged={one} />
            ))}
          </ul>
        </>
      ) : (
        <p className="mt-0 mb-2 text-sm text-ink-muted">
          None was measured under the conditions of this test, so none is drawn.
        </p>
      )}
      {apart.length > 0 && (
        <details>
          <summary className="cursor-pointer py-1 text-sm text-accent">
            {apart.length} under other conditions, with the difference named
          </summary>
          <ul className="m-0 list-none p-0">
            {apart.map((one) => (
              <PublishedLine key={one.published.key} lab={lab} judged={one} />
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function PublishedLine({ lab, judged: { published, differences } }: { lab: string; judged: JudgedResult }) {
  const { result } = published
  return (
    <li className="grid gap-x-4 border-b border-line py-1.5 text-sm sm:grid-cols-[minmax(0,2fr)_9rem_minmax(0,3fr)]">
      <span>
        {published.sampleLabel}, <Formula text={figureLabel(result.figure)} />{' '}
        <Link href={paperAddress(lab, published.key)} className="text-accent hover:underline">
          {published.paper}, {published.place}
        </Link>
      </span>
      <span className="tabular-nums sm:text-right">
        {result.qualifier && `${result.qualifier} `}
        {formatPublished(result.value)} {formatUnit(result.unit)}
        {result.atCycle !== null && <span className="block text-xs text-ink-muted">{formatCycles(result)}</span>}
      </span>
      <span className="text-ink-muted">
        <Formula text={differences.length > 0 ? differences.join('; ') : formatConditions(result.conditions)} />
      </span>
    </li>
  )
}

function Provenance({ lab, cell, test }: { lab: string; cell: CellView; test: TestView }) {
  return (
    <div className="mt-6">
      <h3 className="m-0 mb-2 text-sm font-semibold">How it was read</h3>
      <Facts
        facts={[
          ...(test.parts.length > 0
            ? [
                {
                  name: `${test.parts.length} files`,
                  value: test.parts.map(({ testId, file }) => (
                    <span key={testId} className="block">
                      <FileLink lab={lab} file={file} />
                    </span>
                  )),
                },
              ]
            : test.file
              ? [{ name: 'File', value: <FileLink lab={lab} file={test.file} /> }]
              : []),
          ...(test.paper
            ? [
                {
                  name: 'Source',
                  value: (
                    <Link href={paperAddress(lab, test.paper.testId)} className="text-accent hover:underline">
                      {test.paper.testId}, {test.paper.place}
                    </Link>
                  ),
                },
              ]
            : []),
          ...(test.format ? [{ name: 'Format', value: test.format }] : []),
          ...(test.instrument ? [{ name: 'Instrument', value: test.instrument }] : []),
          ...(test.mapping
            ? [{ name: 'Columns', value: `by the lab’s “${test.mapping.name}”, version ${test.mapping.version}` }]
            : []),
          ...(test.readerVersion ? [{ name: 'Reader', value: test.readerVersion }] : []),
          ...(test.rowCount === null ? [] : [{ name: 'Rows', value: test.rowCount.toLocaleString('en') }]),
          {
            name: test.origin === 'file' ? 'Uploaded' : 'Recorded',
            value: (
              <>
                {test.createdBy.name}, <When at={test.createdAt} />
              </>
            ),
          },
        ]}
      />
      {test.gaps.length > 0 && (
        <ul aria-label="Gaps between the files" className="m-0 mt-3 list-none space-y-1 p-0 text-sm">
          {test.gaps.map((gap) => (
            <li key={gap.row}>
              {gap.before} ends at row {gap.row.toLocaleString('en')};{' '}
              {gap.seconds === null
                ? `how long it was until ${gap.after} began is not known`
                : `${gapWords(gap.seconds)} later ${gap.after} begins`}
              {gap.cycle !== null && `, with cycle ${gap.cycle}`}
            </li>
          ))}
        </ul>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2 text-sm empty:hidden">
        <ReadAgain lab={lab} cell={cell} test={test} />
        <TakeApart lab={lab} cell={cell} test={test} />
      </div>
      <Remarks warnings={test.warnings} />
    </div>
  )
}
