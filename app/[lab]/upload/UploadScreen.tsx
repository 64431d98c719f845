'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { EmptyState } from '@/app/_components/EmptyState'
import { PageHeader } from '@/app/_components/PageHeader'
import { Select } from '@/app/_components/Select'
import { FileDrop } from '@/app/_components/upload/FileDrop'
import { useTRPC } from '@/app/_lib/trpc'
import { figureLabel, formatCycles, formatResult, formatUnit } from '@/science/comparison/figures'
import { isId, type TestId } from '@/science/ids'
import type { CellNameView, TestView } from '@/server/views'
import { matchCell } from './matchCell'

/** ms between looks at a file that is being read */
const interval = 900

/** The files of the week, of many cells at once: each goes to the cell that it is named after, or to the one that somebody names. */
export function UploadScreen({
  lab,
  mayUpload,
  initial,
}: {
  lab: string
  mayUpload: boolean
  initial: CellNameView[]
}) {
  const trpc = useTRPC()
  const { data: cells } = useQuery({ ...trpc.cells.names.queryOptions({ lab }), initialData: initial })
  const byId = new Map<string, CellNameView>(cells.map((cell) => [cell.id, cell]))
  if (!mayUpload || cells.length === 0)
    return (
      <>
        <PageHeader title="Upload files" />
        <EmptyState title={mayUpload ? 'No cell has been built yet' : 'As a viewer you may not add files'}>
          <p className="m-0">
            {mayUpload
              ? 'A cycler file belongs to a cell. Build one from a sample of a run; its files go here.'
              : 'What the others upload stands on the pages of their cells, and in the results.'}
          </p>
        </EmptyState>
      </>
    )
  return (
    <>
      <PageHeader title="Upload files" />
      <p className="mt-0 mb-4 max-w-prose text-ink-muted">
        A file goes to the cell that it is named after; of the others say which. What comes of each stands beside it as
        soon as it is read.
      </p>
      <FileDrop
        lab={lab}
        cellOf={(file) => matchCell(file.name, cells)}
        isLarge
        onUploaded={() => {}}
        renderCell={({ file, cell, testId, state }, assign) => (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            {state === 'unassigned' ? (
              <Select
                aria-label={`Cell of ${file.name}`}
                value=""
                onChange={(event) => assign(event.target.value)}
                className="max-w-full"
              >
                <option value="" disabled>
                  Which cell is it of?
                </option>
                {cells.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name} · {one.recipeName}
                  </option>
                ))}
              </Select>
            ) : (
              cell !== null && (
                <Link href={`/${lab}/cells/${cell}`} className="text-accent underline">
                  {byId.get(cell)?.name ?? 'its cell'}
                </Link>
              )
            )}
            {testId !== null && isId('test', testId) && <Uploaded lab={lab} test={testId} />}
          </div>
        )}
      />
    </>
  )
}

/** What has come of one file: how far it is, then what judges its cell first. */
function Uploaded({ lab, test }: { lab: string; test: TestId }) {
  const trpc = useTRPC()
  const { data } = useQuery({
    ...trpc.tests.get.queryOptions({ lab, test }),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'reading' ? interval : false),
  })
  if (data === undefined || data.state === 'reading') return <span className="text-ink-muted">being read …</span>
  if (data.state === 'failed') return <span className="text-danger">{data.failure}</span>
  return <span className="tabular-nums">{verdict(data)}</span>
}

const first = ['retention', 'initialDischargeCapacity', 'initialCoulombicEfficiency', 'Rct']

/** `24 cycles · capacity retention 89.6 % (cycle 24 against cycle 3) · …` */
export function verdict({ cycles, spectra, results }: Pick<TestView, 'cycles' | 'spectra' | 'results'>): string {
  const counted = (count: number, noun: string) => (count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`])
  const figures = first.flatMap((figure) => {
    const result = results.find((one) => one.figure === figure)
    if (result === undefined) return []
    const at = result.referenceCycle === null ? '' : ` (${formatCycles(result)})`
    return [`${figureLabel(figure)} ${formatResult(result.value, result.unit)} ${formatUnit(result.unit)}${at}`]
  })
  return [...counted(cycles.length, 'cycle'), ...counted(spectra.length, 'sweep'), ...figures].join(' · ')
}
