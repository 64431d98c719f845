import Link from 'next/link'
import { type DataColumn, DataTable } from '@/app/_components/DataTable'
import { Formula } from '@/app/_components/Formula'
import { paperAddress } from '@/app/_lib/comparison/paperAddress'
import { figureLabel, formatConditions, formatCycles, formatPublished, formatUnit } from '@/science/comparison/figures'
import { processLabels } from '@/science/recipe/process'
import type { PublishedResult } from '@/server/views'

/** Everything that the founding papers print, under its conditions, with the way to its place. */
export function PublishedPart({
  lab,
  published,
  text,
}: {
  lab: string
  published: readonly PublishedResult[]
  /** Words of the filter; ranges and columns are for recipes of this lab. */
  text: string
}) {
  const wanted = text.trim().toLowerCase()
  const found = published.filter((one) => wanted === '' || wordsOf(one).includes(wanted))
  const shown = found.length > 0 ? found : published
  return (
    <>
      <p className="mt-0 mb-3 text-sm text-ink-muted" data-published={shown.length}>
        {shown.length} results of four papers. They are drawn beside cells of this lab only where window, rate and cell
        type are the same. The place leads to the entry on the paper’s page.
      </p>
      <DataTable
        caption="Published results"
        columns={columnsOf(lab)}
        rows={shown}
        rowKey={({ key }) => key}
        initialSorting={[{ id: 'paper', desc: false }]}
      />
    </>
  )
}

function wordsOf({ sampleLabel, paper, place, result, process }: PublishedResult): string {
  return [
    sampleLabel,
    paper,
    place,
    figureLabel(result.figure),
    processLabels[process],
    formatConditions(result.conditions),
  ]
    .join(' ')
    .toLowerCase()
}

function columnsOf(lab: string): DataColumn<PublishedResult>[] {
  return [
    { key: 'sample', head: 'Sample', sortBy: ({ sampleLabel }) => sampleLabel, cell: ({ sampleLabel }) => sampleLabel },
    {
      key: 'figure',
      head: 'Figure',
      sortBy: ({ result }) => figureLabel(result.figure),
      cell: ({ result }) => (
        <>
          <span className="first-letter:uppercase">
            <Formula text={figureLabel(result.figure)} />
          </span>
          <span className="block text-xs text-ink-muted">{formatCycles(result)}</span>
        </>
      ),
    },
    {
      key: 'value',
      head: 'Value',
      isNumber: true,
      sortBy: ({ result }) => result.value,
      cell: ({ result }) => (
        <span className="tabular-nums">
          {result.qualifier && `${result.qualifier} `}
          {formatPublished(result.value)} <span className="text-ink-muted">{formatUnit(result.unit)}</span>
        </span>
      ),
    },
    {
      key: 'conditions',
      head: 'Conditions',
      hideBelow: 'sm',
      sortBy: ({ result }) => formatConditions(result.conditions),
      cell: ({ result }) => (
        <span className="text-ink-muted">
          <Formula text={formatConditions(result.conditions)} />
        </span>
      ),
    },
    {
      key: 'paper',
      head: 'Paper and place',
      sortBy: ({ key }) => key,
      cell: ({ key, paper, place }) => (
        <Link href={paperAddress(lab, key)} className="text-accent hover:underline">
          {paper}, {place}
        </Link>
      ),
    },
  ]
}
