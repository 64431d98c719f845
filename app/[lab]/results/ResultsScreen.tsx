'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Download } from 'lucide-react'
import Link from 'next/link'
import { useId, useMemo, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { saveText } from '@/app/_components/charts/saveFile'
import { EmptyState } from '@/app/_components/EmptyState'
import { Formula } from '@/app/_components/Formula'
import { Input } from '@/app/_components/Input'
import { PageHeader } from '@/app/_components/PageHeader'
import { Section } from '@/app/_components/record/Facts'
import { Select } from '@/app/_components/Select'
import { useLabScience } from '@/app/_lib/labScience'
import { useTRPC } from '@/app/_lib/trpc'
import { formatCycles, formatResult, formatUnit } from '@/science/comparison/figures'
import { formatValue } from '@/science/recipe/formatValue'
import type { Parameter, ParameterValue } from '@/science/recipe/parameter'
import { processLabels } from '@/science/recipe/process'
import type { ComparisonRow } from '@/server/views'
import {
  type ComparisonLine,
  comparedFigures,
  type Filters,
  filterChoices,
  filterLines,
  noFilters,
  type Sorting,
  type SortKey,
  sortLines,
  toLines,
  usedParameters,
} from './comparisonTable'
import { csvOfLines } from './csvOfLines'
import { PredictionScatter } from './PredictionScatter'

const figureHeads = {
  retention: { head: 'Retention', unit: '%' },
  dischargeCapacity: { head: 'Discharge', unit: 'mAh g⁻¹' },
  finalCapacity: { head: 'Last cycle', unit: 'mAh g⁻¹' },
  initialCoulombicEfficiency: { head: 'First CE', unit: '%' },
} as const

export function ResultsScreen({ lab, initial }: { lab: string; initial: ComparisonRow[] }) {
  const trpc = useTRPC()
  const { data: rows } = useQuery({ ...trpc.comparison.rows.queryOptions({ lab }), initialData: initial })
  const [filters, setFilters] = useState<Filters>(noFilters)
  const [sorting, setSorting] = useState<Sorting>({ key: 'retention', isDescending: true })
  const { catalogue } = useLabScience()
  const [parameterKey, setParameterKey] = useState('')
  const lines = useMemo(() => toLines(rows), [rows])
  const parameters = useMemo(() => usedParameters(lines, catalogue.parameters), [lines, catalogue])
  const parameter = parameters.find(({ key }) => key === parameterKey) ?? null
  const choices = useMemo(() => filterChoices(lines), [lines])
  const shown = useMemo(() => sortLines(filterLines(lines, filters), sorting), [lines, filters, sorting])
  const change = (part: Partial<Filters>) => setFilters((before) => ({ ...before, ...part }))
  const isFiltered = Object.values(filters).some((value) => value !== '')

  if (lines.length === 0)
    return (
      <>
        <PageHeader title="Results" />
        <EmptyState title="No results yet">
          Drop a cycler file on a cell’s page: its capacity and retention then stand here beside every other recipe’s.
        </EmptyState>
      </>
    )

  return (
    <>
      <PageHeader title="Results">
        <Button
          variant="secondary"
          onClick={() => saveText('results.csv', csvOfLines(shown, catalogue.parameters), 'text/csv')}
          aria-label="Save the shown results as CSV"
        >
          <Download aria-hidden className="size-4" /> CSV
        </Button>
      </PageHeader>

      <search aria-label="Filter results" className="mb-4 flex flex-wrap items-end gap-3">
        <Choice
          label="Process"
          value={filters.process}
          choices={choices.process}
          say={(value) => (value in processLabels ? processLabels[value as keyof typeof processLabels] : value)}
          onChange={(process) => change({ process })}
        />
        <Choice
          label="Window"
          value={filters.window}
          choices={choices.window}
          onChange={(window) => change({ window })}
        />
        <Choice label="Rate" value={filters.rate} choices={choices.rate} onChange={(rate) => change({ rate })} />
        <Choice
          label="Origin"
          value={filters.origin}
          choices={choices.origin}
          say={(value) => (value === 'paper' ? 'papers' : 'this lab')}
          onChange={(origin) => change({ origin })}
        />
        <Choice
          label="With parameter"
          value={parameter?.key ?? ''}
          none="none"
          choices={parameters.map(({ key }) => key)}
          say={(key) => parameters.find((one) => one.key === key)?.label ?? key}
          onChange={(key) => {
            setParameterKey(key)
            if (key !== '') setSorting({ key: `parameter ${key}`, isDescending: false })
          }}
        />
        <div className="min-w-0 flex-1 basis-40">
          <label htmlFor="results-text" className="mb-1 block text-xs text-ink-muted">
            Recipe, plan or cell
          </label>
          <Input
            id="results-text"
            type="search"
            value={filters.text}
            onChange={(event) => change({ text: event.target.value })}
            className="h-11 w-full sm:h-8 sm:max-w-64"
          />
        </div>
        {isFiltered && (
          <Button variant="ghost" className="h-11 sm:h-8" onClick={() => setFilters(noFilters)}>
            Show all
          </Button>
        )}
      </search>
      <p role="status" className="m-0 mb-2 text-sm text-ink-muted">
        {shown.length === lines.length ? `${lines.length} results` : `${shown.length} of ${lines.length} results`}, one
        line per cell and set of conditions. Figures of different windows, rates or cycles do not compare.
      </p>

      {shown.length > 0 ? (
        <ComparisonTable lab={lab} lines={shown} parameter={parameter} sorting={sorting} onSort={setSorting} />
      ) : (
        <p className="py-6 text-center text-ink-muted">No result fits these filters.</p>
      )}
      <div className="mt-8">
        <Section title="Prediction against record">
          <PredictionScatter lines={shown} />
        </Section>
      </div>
    </>
  )
}

function Choice({
  label,
  value,
  choices,
  none = 'all',
  say = (one) => one,
  onChange,
}: {
  label: string
  value: string
  choices: readonly string[]
  /** Said of the empty choice. */
  none?: string
  say?: (value: string) => string
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div className="min-w-0 flex-1 basis-32 sm:flex-none">
      <label htmlFor={id} className="mb-1 block text-xs text-ink-muted">
        {label}
      </label>
      <Select id={id} value={value} onChange={(event) => onChange(event.target.value)} className="w-full">
        <option value="">{none}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {say(choice)}
          </option>
        ))}
      </Select>
    </div>
  )
}

function ComparisonTable({
  lab,
  lines,
  parameter,
  sorting,
  onSort,
}: {
  lab: string
  lines: readonly ComparisonLine[]
  /** Shown in a column of its own. */
  parameter: Parameter | null
  sorting: Sorting
  onSort: (sorting: Sorting) => void
}) {
  const head = (key: SortKey, name: string, unit?: string) => {
    const isSorted = sorting.key === key
    const isNumber = unit !== undefined || key === 'rate'
    return (
      <th
        key={key}
        scope="col"
        aria-sort={isSorted ? (sorting.isDescending ? 'descending' : 'ascending') : undefined}
        className={`px-3 py-2 align-bottom font-medium whitespace-nowrap ${isNumber ? 'text-right' : 'text-left'}`}
      >
        <button
          type="button"
          onClick={() => onSort({ key, isDescending: isSorted ? !sorting.isDescending : unit !== undefined })}
          className="inline-flex items-center gap-1 hover:text-accent"
        >
          {name}
          {isSorted &&
            (sorting.isDescending ? (
              <ArrowDown aria-hidden className="size-3.5" />
            ) : (
              <ArrowUp aria-hidden className="size-3.5" />
            ))}
        </button>
        {unit && <span className="block text-xs font-normal text-ink-muted">{unit}</span>}
      </th>
    )
  }
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label="Comparison"
      className="max-h-[70vh] overflow-auto border-y border-line"
    >
      <table className="w-full border-collapse text-sm">
        <thead className="sticky top-0 z-10 bg-surface">
          <tr>
            {head('recipe', 'Recipe')}
            {head('process', 'Process')}
            {parameter && head(`parameter ${parameter.key}`, parameter.label, parameter.unit ?? undefined)}
            {head('window', 'Window')}
            {head('rate', 'Rate')}
            {comparedFigures.map((figure) => head(figure, figureHeads[figure].head, figureHeads[figure].unit))}
            <th scope="col" className="px-3 py-2 text-left align-bottom font-medium">
              Cell
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key} className="border-t border-line align-top">
              <th scope="row" className="min-w-44 px-3 py-2 text-left font-normal">
                <Link href={`/${lab}/plans/${line.planId}`} className="text-accent hover:underline">
                  {line.recipeName}
                </Link>
                <span className="block text-xs text-ink-muted">{line.planTitle}</span>
              </th>
              <td className="px-3 py-2">{processLabels[line.process]}</td>
              {parameter && <ParameterCell parameter={parameter} value={line.values[parameter.key]} />}
              <td className="px-3 py-2 whitespace-nowrap tabular-nums">{line.window ?? <Gap />}</td>
              <td className="px-3 py-2 text-right whitespace-nowrap tabular-nums">{line.rate ?? <Gap />}</td>
              {comparedFigures.map((figure) => (
                <FigureCell key={figure} line={line} figure={figure} />
              ))}
              <td className="min-w-40 px-3 py-2">
                <Link href={`/${lab}/cells/${line.cellId}`} className="text-accent hover:underline">
                  {line.cellName}
                </Link>
                <span className="block text-xs text-ink-muted">
                  {[line.origin === 'paper' ? (line.paperPlace ?? 'paper') : 'measured here', line.cell]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ParameterCell({ parameter, value }: { parameter: Parameter; value: ParameterValue | undefined }) {
  return (
    <td className={`px-3 py-2 tabular-nums ${typeof value === 'number' ? 'text-right' : ''}`}>
      {value === undefined ? (
        <span className="text-ink-muted">not given</span>
      ) : (
        <Formula text={formatValue(parameter, value)} />
      )}
    </td>
  )
}

function FigureCell({ line, figure }: { line: ComparisonLine; figure: (typeof comparedFigures)[number] }) {
  const result = line.figures[figure]
  if (!result) return <td />
  const unit = formatUnit(result.unit)
  return (
    <td className="px-3 py-2 text-right whitespace-nowrap tabular-nums">
      {result.qualifier && `${result.qualifier} `}
      {formatResult(result.value, result.unit)}
      {unit !== figureHeads[figure].unit && ` ${unit}`}
      <span className="block text-xs text-ink-muted">{formatCycles(result)}</span>
    </td>
  )
}

function Gap() {
  return <span className="text-ink-muted">not known</span>
}
