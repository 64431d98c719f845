import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Columns3 } from 'lucide-react'
import Link from 'next/link'
import { Popover } from 'radix-ui'
import { Fragment, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Checkbox } from '@/app/_components/Checkbox'
import { Formula } from '@/app/_components/Formula'
import { BasisMark } from '@/app/_components/Quantity'
import { AddToComparison } from '@/app/_components/record/AddToComparison'
import { RunStateMark } from '@/app/_components/record/RunStateMark'
import { surface, toolButton } from '@/app/_components/views/toolbarStyle'
import { type ComparedColumn, isNumeric, lineContent } from '@/app/_lib/comparison/columns'
import { cellCount, describeMerit, formatMerit } from '@/app/_lib/comparison/format'
import type { ComparedLine } from '@/app/_lib/comparison/lines'
import { meritOf } from '@/app/_lib/comparison/merits'
import { paperAddress } from '@/app/_lib/comparison/paperAddress'
import { useTRPC } from '@/app/_lib/trpc'
import {
  figureLabel,
  figureRank,
  formatConditions,
  formatCycles,
  formatResult,
  formatUnit,
} from '@/science/comparison/figures'
import { formatFigure } from '@/science/prediction/formatFigure'
import { processLabels } from '@/science/recipe/process'
import type { ComparedRevision, ComparedTest, ExplainedFigure, FrozenFigure, RunState } from '@/server/views'
import type { ResultsView } from './resultsView'

/** Lines that show before somebody asks for all. */
const atFirst = 150

/** Columns that the table always has, by key. */
const always = ['retentionAtN', 'retention', 'dischargeCapacity', 'finalCapacity', 'firstEfficiency']

/** Recipes × figures of merit, a line for each set of conditions, that opens on its cells. */
export function LineTable({
  lab,
  lines,
  untested,
  columns,
  n,
  extra,
  sort,
  onSort,
  onColumns,
  canPick = true,
}: {
  lab: string
  lines: readonly ComparedLine[]
  /** Run, and nothing measured: failed, never run, or still without a cell. */
  untested: readonly ComparedRevision[]
  columns: readonly ComparedColumn[]
  /** The cycle that retention is taken at. */
  n: number
  extra: readonly string[]
  sort: ResultsView['sort']
  onSort: (sort: ResultsView['sort']) => void
  onColumns: (extra: readonly string[]) => void
  /** Whether cells and recipes are offered for a comparison: not where they are compared already. */
  canPick?: boolean
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [showsAll, setShowsAll] = useState(false)
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const before = extra.flatMap((key) => byKey.get(key) ?? []).filter(({ kind }) => kind !== 'merit')
  const merits = [...always, ...extra].flatMap((key) => byKey.get(key) ?? []).filter(({ kind }) => kind === 'merit')
  const shown = showsAll ? lines : lines.slice(0, atFirst)
  const toggle = (key: string) =>
    setOpen((now) => {
      const next = new Set(now)
      if (!next.delete(key)) next.add(key)
      return next
    })
  const head = (key: string, name: string, unit: string | null, isNumber: boolean) => {
    const isSorted = sort.key === key
    const isDescending = sort.direction === 'descending'
    return (
      <th
        key={key}
        scope="col"
        aria-sort={isSorted ? sort.direction : undefined}
        className={`px-3 py-2 align-bottom font-medium whitespace-nowrap ${isNumber ? 'text-right' : 'text-left'}`}
      >
        <button
          type="button"
          onClick={() => onSort({ key, direction: (isSorted ? !isDescending : isNumber) ? 'descending' : 'ascending' })}
          className="inline-flex items-center gap-1 hover:text-accent"
        >
          <span>
            <Formula text={name} />
          </span>
          {isSorted &&
            (isDescending ? (
              <ArrowDown aria-hidden className="size-3.5" />
            ) : (
              <ArrowUp aria-hidden className="size-3.5" />
            ))}
        </button>
        {unit && <span className="block text-xs font-normal text-ink-muted">{unit}</span>}
      </th>
    )
  }
  const width = 6 + before.length + merits.length
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <p className="m-0 text-sm text-ink-muted">
          One line per recipe as frozen and set of conditions; replicates as mean ± s.
        </p>
        <ColumnChoice columns={columns} extra={extra} onColumns={onColumns} />
      </div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Comparison"
        className="max-h-[70vh] overflow-auto border-y border-line"
      >
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">Recipes and their figures of merit</caption>
          <thead className="sticky top-0 z-10 bg-ground">
            <tr>
              {head('recipe', 'Recipe', null, false)}
              {head('process', 'Process', null, false)}
              {before.map((column) => head(column.key, column.label, column.unit, isNumeric(column)))}
              {head('window', 'Window', null, false)}
              {head('crate', 'Rate', null, true)}
              {head('n', 'n', null, true)}
              {merits.map((column) => head(column.key, column.head, column.unit, true))}
              <th scope="col" className="px-3 py-2 text-left align-bottom font-medium">
                Runs
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <Fragment key={line.key}>
                <Line
                  lab={lab}
                  line={line}
                  before={before}
                  merits={merits}
                  isOpen={open.has(line.key)}
                  onToggle={() => toggle(line.key)}
                />
                {open.has(line.key) && (
                  <tr>
                    <td colSpan={width} className="bg-raised px-3 py-3 sm:pl-10">
                      <Cells lab={lab} line={line} n={n} canPick={canPick} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
            {untested.slice(0, showsAll ? undefined : atFirst).map((revision) => (
              <tr key={revision.id} className="border-t border-line align-top">
                <th scope="row" className="min-w-44 px-3 py-2 text-left font-normal sm:pl-10">
                  <RecipeName lab={lab} revision={revision} />
                </th>
                <td className="px-3 py-2">{processLabels[revision.process]}</td>
                <td colSpan={before.length + merits.length + 3} className="px-3 py-2 text-ink-muted">
                  nothing measured
                </td>
                <td className="px-3 py-2">
                  <Runs revision={revision} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {lines.length === 0 && untested.length === 0 && (
          <p className="py-6 text-center text-ink-muted">No result fits this filter.</p>
        )}
      </section>
      {!showsAll && Math.max(lines.length, untested.length) > atFirst && (
        <p className="mt-3 mb-0">
          <Button onClick={() => setShowsAll(true)}>Show all {lines.length + untested.length}</Button>
        </p>
      )}
    </>
  )
}

function Line({
  lab,
  line,
  before,
  merits,
  isOpen,
  onToggle,
}: {
  lab: string
  line: ComparedLine
  before: readonly ComparedColumn[]
  merits: readonly ComparedColumn[]
  isOpen: boolean
  onToggle: () => void
}) {
  const { revision } = line
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <tr className="border-t border-line align-top hover:bg-hover/50">
      <th scope="row" className="min-w-44 px-3 py-2 text-left font-normal">
        <span className="flex gap-1.5">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${cellCount(line.cells.length)} of ${revision.recipeName}`}
            onClick={onToggle}
            className="-m-1 grid size-7 shrink-0 place-items-center rounded text-ink-muted hover:text-ink"
          >
            <Chevron aria-hidden className="size-4" />
          </button>
          <span className="min-w-0">
            <RecipeName lab={lab} revision={revision} />
            {line.paper && (
              <Link href={paperAddress(lab, line.paper.testId)} className="block text-xs text-accent hover:underline">
                {line.paper.testId}, {line.paper.place}
              </Link>
            )}
          </span>
        </span>
      </th>
      <td className="px-3 py-2">{processLabels[revision.process]}</td>
      {before.map((column) => (
        <ValueCell key={column.key} column={column} line={line} />
      ))}
      <td className="px-3 py-2 whitespace-nowrap tabular-nums">
        {line.window ?? <Gap />}
        <span className="block text-xs text-ink-muted">{line.cellType ?? 'cell type not known'}</span>
      </td>
      <td className="px-3 py-2 text-right whitespace-nowrap tabular-nums">{line.rate ?? <Gap />}</td>
      <td className="px-3 py-2 text-right tabular-nums">{line.origin === 'paper' ? 'paper' : line.cells.length}</td>
      {merits.map((column) => (
        <MeritCell key={column.key} column={column} line={line} />
      ))}
      <td className="px-3 py-2">
        <Runs revision={revision} />
      </td>
    </tr>
  )
}

function RecipeName({ lab, revision }: { lab: string; revision: ComparedRevision }) {
  return (
    <>
      <Link
        href={`/${lab}/plans/${revision.planId}?recipe=${revision.recipeId}`}
        className="break-words text-accent hover:underline"
      >
        {revision.recipeName}
      </Link>
      <span className="block text-xs text-ink-muted">
        revision {revision.number}, {revision.planTitle}
      </span>
    </>
  )
}

const runOrder: readonly RunState[] = ['running', 'done', 'done-differently', 'failed', 'never-run']

function Runs({ revision }: { revision: ComparedRevision }) {
  return (
    <span className="flex flex-wrap gap-x-3 text-xs">
      {runOrder.map((state) => {
        const count = revision.runs[state] ?? 0
        return (
          count > 0 && (
            <span key={state} className="inline-flex items-center gap-1 whitespace-nowrap">
              {count} <RunStateMark state={state} />
            </span>
          )
        )
      })}
    </span>
  )
}

function ValueCell({ column, line }: { column: ComparedColumn; line: ComparedLine }) {
  const isNumber = isNumeric(column)
  return (
    <td className={`px-3 py-2 tabular-nums ${isNumber ? 'text-right whitespace-nowrap' : ''}`}>
      {column.kind === 'figure' ? (
        <Predicted figure={line.revision.predicted[column.figure]} />
      ) : (
        <Text text={lineContent(column, line).text} />
      )}
    </td>
  )
}

function Text({ text }: { text: string }) {
  return text === '' ? <span className="text-ink-muted">not given</span> : <Formula text={text} />
}

function Predicted({ figure }: { figure: FrozenFigure | undefined }) {
  if (!figure) return <span className="text-ink-muted">none</span>
  const { text, range, unit, bound } = formatFigure({ ...figure, equation: '', inputs: [] })
  return (
    <>
      <BasisMark basis={figure.basis} bound={bound}>
        {text}
      </BasisMark>{' '}
      <span className="text-ink-muted">{unit}</span>
      {range && <span className="block text-xs text-ink-muted">{range}</span>}
    </>
  )
}

function MeritCell({ column, line }: { column: ComparedColumn; line: ComparedLine }) {
  const found = column.kind === 'merit' ? line.figures[column.merit] : undefined
  if (!found) return <td />
  return (
    <td className="px-3 py-2 text-right whitespace-nowrap tabular-nums">
      {formatMerit(found)}
      <span className="block text-xs text-ink-muted">{describeMerit(found, column.unit ?? '')}</span>
    </td>
  )
}

/** Every cell of the line with all that its tests gave, and the way to each. */
function Cells({ lab, line, n, canPick }: { lab: string; line: ComparedLine; n: number; canPick: boolean }) {
  const trpc = useTRPC()
  const { data: explained = [] } = useQuery(
    trpc.comparison.explained.queryOptions({ lab, tests: line.tests.map(({ id }) => id), n }),
  )
  return (
    <ul className="m-0 list-none space-y-3 p-0">
      {canPick && (
        <li>
          <AddToComparison lab={lab} ids={[line.revision.recipeId]} what={line.revision.recipeName} />
        </li>
      )}
      {line.cells.length > 1 && (
        <li className="text-ink-muted">
          Above: mean ± standard deviation of the sample over {cellCount(line.cells.length)}, one value of each; of a
          cell that was tested twice that of its longest test.
        </li>
      )}
      {line.tests.map((test) => (
        <li key={test.id}>
          <div className="flex flex-wrap items-baseline gap-x-3">
            <Link href={`/${lab}/cells/${test.cellId}#${test.id}`} className="font-medium text-accent hover:underline">
              {test.cellName}
            </Link>
            <span className="text-ink-muted">
              run {test.runNumber} · {formatConditions({ ...test.conditions, cell: undefined })} ·{' '}
              {[test.format, test.electrolyte, test.counterElectrode].filter(Boolean).join(', ') ||
                'cell type not known'}
            </span>
            {canPick && <AddToComparison lab={lab} ids={[test.cellId]} what={test.cellName} />}
          </div>
          <TestFigures test={test} explained={explained.filter(({ testId }) => testId === test.id)} />
        </li>
      ))}
    </ul>
  )
}

function TestFigures({ test, explained }: { test: ComparedTest; explained: readonly ExplainedFigure[] }) {
  const howOf = ({ figure, atCycle, value }: ComparedTest['figures'][number]) =>
    explained.find((one) => one.figure === figure && one.atCycle === atCycle && one.value === value)?.how
  return (
    <dl className="m-0 flex flex-wrap gap-x-6 gap-y-1">
      {test.figures
        .filter(({ figure }) => meritOf(figure) !== null)
        .toSorted((one, other) => figureRank(one.figure) - figureRank(other.figure))
        .map((one) => (
          <div key={`${one.figure} ${one.atCycle} ${one.conditions?.cRate} ${one.value}`}>
            <dt className="text-xs text-ink-muted">
              <Formula text={one.figure === 'retentionAtN' ? 'retention' : figureLabel(one.figure)} />
            </dt>
            <dd className="m-0 tabular-nums">
              {one.qualifier && `${one.qualifier} `}
              {formatResult(one.value, one.unit)} <span className="text-ink-muted">{formatUnit(one.unit)}</span>
              <span className="block text-xs text-ink-muted">{formatCycles(one)}</span>
              {howOf(one) && (
                <details className="max-w-64 text-xs text-ink-muted">
                  <summary className="cursor-pointer">How</summary>
                  <p className="m-0">{howOf(one)}</p>
                </details>
              )}
            </dd>
          </div>
        ))}
    </dl>
  )
}

function ColumnChoice({
  columns,
  extra,
  onColumns,
}: {
  columns: readonly ComparedColumn[]
  extra: readonly string[]
  onColumns: (extra: readonly string[]) => void
}) {
  const offered = columns.filter(
    ({ key, kind }) =>
      !always.includes(key) && (kind === 'parameter' || kind === 'figure' || kind === 'merit' || key === 'temperature'),
  )
  const kinds = {
    parameter: 'Parameters',
    figure: 'Predicted, as frozen',
    merit: 'Measured',
    condition: 'Conditions',
  } as const
  return (
    <Popover.Root>
      <Popover.Trigger className={toolButton}>
        <Columns3 aria-hidden className="size-4" /> Columns
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={2}
          collisionPadding={8}
          aria-label="Columns"
          className={`${surface} max-h-[min(600px,75vh)] w-80 max-w-[92vw] overflow-y-auto p-3`}
        >
          {(['parameter', 'merit', 'figure', 'condition'] as const).map((kind) => {
            const own = offered.filter((column) => column.kind === kind)
            if (own.length === 0) return null
            return (
              <fieldset key={kind} className="m-0 mb-3 border-0 p-0">
                <legend className="mb-1 p-0 text-xs text-ink-muted">{kinds[kind]}</legend>
                {own.map(({ key, label }) => (
                  <Checkbox
                    key={key}
                    label={label}
                    checked={extra.includes(key)}
                    onChange={(event) =>
                      onColumns(event.target.checked ? [...extra, key] : extra.filter((one) => one !== key))
                    }
                  />
                ))}
              </fieldset>
            )
          })}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Gap() {
  return <span className="text-ink-muted">not known</span>
}
