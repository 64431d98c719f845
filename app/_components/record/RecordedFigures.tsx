'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useMemo } from 'react'
import { describeMerit, formatMerit } from '@/app/_lib/comparison/format'
import { type ComparedLine, toLines } from '@/app/_lib/comparison/lines'
import { type MeritKey, meritLabel } from '@/app/_lib/comparison/merits'
import { useTRPC } from '@/app/_lib/trpc'
import { formatConditions, formatUnit } from '@/science/comparison/figures'
import { AddToComparison } from './AddToComparison'

/** The cycle that most people quote. */
const n = 100
const shown: readonly MeritKey[] = [
  'retentionAtN',
  'retention',
  'dischargeCapacity',
  'finalCapacity',
  'firstEfficiency',
  'voltageFade',
]

/**
 * What the cells of a recipe, a run or a sample gave: for each set of conditions the figures over replicates, with n, and the way
 * to the cells and to a comparison.
 */
export function RecordedFigures({ lab, of, what }: { lab: string; of: string; what: string }) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.comparison.picked.queryOptions({ lab, of: [of], n, withCycles: false }))
  const lines = useMemo(
    () =>
      data
        ? toLines({ n: data.n, revisions: data.revisions, tests: data.series }).filter(({ figures }) =>
            shown.some((key) => figures[key]),
          )
        : [],
    [data],
  )
  if (data === undefined) return <p className="m-0 text-sm text-ink-muted">Loading…</p>
  const blendCells = data.picked[0]?.blendCells ?? 0
  if (data.series.length === 0)
    return (
      <p className="m-0 text-sm text-ink-muted">
        {blendCells > 0
          ? `${blendWords(blendCells)} Its results stand on the page of the cell.`
          : 'Nothing measured yet: a cycler file on a cell’s page begins it.'}
      </p>
    )
  return (
    <div className="text-sm">
      <ul aria-label={`Results of ${what}`} className="m-0 list-none p-0">
        {lines.map((line) => (
          <Line key={line.key} lab={lab} line={line} />
        ))}
        {lines.length === 0 && (
          <li className="text-ink-muted">
            {data.series.length} {data.series.length === 1 ? 'test' : 'tests'}, none with a complete cycle.
          </li>
        )}
      </ul>
      {blendCells > 0 && <p className="mt-2 mb-0 text-ink-muted">{blendWords(blendCells)}</p>}
      <div className="mt-1 -ml-2">
        <AddToComparison lab={lab} ids={[of]} what={what} />
      </div>
    </div>
  )
}

/** Why what was measured is not here. */
function blendWords(cells: number): string {
  return cells === 1
    ? 'One cell is of a blend of several recipes: it judges none of them and is not compared.'
    : `${cells} cells are of blends of several recipes: they judge none of them and are not compared.`
}

function Line({ lab, line }: { lab: string; line: ComparedLine }) {
  const { conditions, cellType, cells, figures, paper } = line
  return (
    <li className="border-b border-line py-2 first:pt-0">
      <p className="m-0 mb-1 text-ink-muted">
        {formatConditions({ ...conditions, cell: cellType ?? 'cell type not known' })} ·{' '}
        {cells.slice(0, 6).map(({ cellId, cellName }, at) => (
          <span key={cellId}>
            {at > 0 && ', '}
            <Link href={`/${lab}/cells/${cellId}`} className="text-accent underline">
              {cellName}
            </Link>
          </span>
        ))}
        {cells.length > 6 && ` and ${cells.length - 6} more`}
        {paper && ` (${paper.testId}, ${paper.place})`}
      </p>
      <dl className="m-0 flex flex-wrap gap-x-5 gap-y-1">
        {shown.map((key) => {
          const found = figures[key]
          // At the last cycle is said once where that is the cycle asked for.
          if (!found || (key === 'retention' && isSameAsAtN(line))) return null
          return (
            <div key={key}>
              <dt className="text-xs text-ink-muted">{meritLabel(key, n)}</dt>
              <dd className="m-0 tabular-nums">
                <span className="font-medium">{formatMerit(found)}</span>{' '}
                <span className="text-ink-muted">
                  {formatUnit(found.unit)}
                  {describeMerit(found, formatUnit(found.unit)) && `, ${describeMerit(found, formatUnit(found.unit))}`}
                </span>
              </dd>
            </div>
          )
        })}
      </dl>
    </li>
  )
}

function isSameAsAtN({ figures }: ComparedLine): boolean {
  const [at, last] = [figures.retentionAtN, figures.retention]
  return (
    at !== undefined && last !== undefined && at.cycles?.most === last.cycles?.most && at.summary.n === last.summary.n
  )
}
