import { formatConditions } from '@/science/comparison/figures'
import type { FigureKey } from '@/science/prediction/figure'
import { formatValue } from '@/science/recipe/formatValue'
import type { Parameter } from '@/science/recipe/parameter'
import { processLabels } from '@/science/recipe/process'
import type { CellContent } from '../gridContent'
import type { FilterReading } from '../gridFilter'
import { figureColumns } from '../planColumns'
import type { ComparedLine } from './lines'
import { type MeritKey, meritAliases, meritLabel, merits } from './merits'

/** Something that lines are filtered, sorted, pivoted and drawn by. */
export type ComparedColumn = {
  key: string
  head: string
  label: string
  unit: string | null
  aliases?: readonly string[]
} & (
  | { kind: 'parameter'; parameter: Parameter }
  | { kind: 'figure'; figure: FigureKey }
  | { kind: 'merit'; merit: MeritKey }
  | { kind: 'condition'; read: (line: ComparedLine) => number | null }
  | { kind: 'text'; read: (line: ComparedLine) => string }
)

const texts: readonly ComparedColumn[] = [
  text('recipe', 'Recipe', (line) => line.revision.recipeName),
  text('plan', 'Plan', (line) => line.revision.planTitle),
  text('process', 'Process', (line) => processLabels[line.revision.process]),
  text('window', 'Window', (line) => line.window ?? ''),
  text('rate', 'Rate', (line) => line.rate ?? ''),
  text('cell', 'Cell type', (line) => line.cellType ?? ''),
  text('origin', 'Origin', (line) => (line.origin === 'paper' ? 'paper' : 'this lab')),
]

const conditions: readonly ComparedColumn[] = [
  condition('upper', 'upper', 'Upper cutoff', 'V', (line) => line.conditions.upperCutoffV ?? null),
  condition('lower', 'lower', 'Lower cutoff', 'V', (line) => line.conditions.lowerCutoffV ?? null),
  condition('crate', 'C-rate', 'C-rate', '1/h', (line) => line.conditions.cRate ?? null),
  condition(
    'temperature',
    'temperature',
    'Temperature of the test',
    '°C',
    (line) => line.conditions.temperatureC ?? null,
  ),
  condition('n', 'n', 'Cells', null, (line) => line.cells.length),
]

function text(key: string, label: string, read: (line: ComparedLine) => string): ComparedColumn {
  return { kind: 'text', key, head: label.toLowerCase(), label, unit: null, read }
}

function condition(
  key: string,
  head: string,
  label: string,
  unit: string | null,
  read: (line: ComparedLine) => number | null,
): ComparedColumn {
  return { kind: 'condition', key, head, label, unit, read }
}

/** All columns for these lines: parameters that some recipe has, predictions as frozen, figures of merit that some cell gave. */
export function comparedColumns(
  lines: readonly ComparedLine[],
  parameters: readonly Parameter[],
  n: number,
): ComparedColumn[] {
  const used = new Set(lines.flatMap(({ revision }) => Object.keys(revision.values)))
  const given = new Set(lines.flatMap(({ figures }) => Object.keys(figures)))
  return [
    ...texts,
    ...conditions,
    ...parameters
      .filter(({ key, inheritedFromPlan }) => used.has(key) && !inheritedFromPlan)
      .map(
        (parameter): ComparedColumn => ({
          kind: 'parameter',
          key: `parameter.${parameter.key}`,
          head: parameter.shortLabel,
          label: parameter.label,
          unit: parameter.unit,
          parameter,
        }),
      ),
    ...figureColumns.map(
      ({ key, head, label, unit }): ComparedColumn => ({
        kind: 'figure',
        key: `predicted.${key}`,
        head,
        label: `${label}, predicted`,
        unit,
        figure: key,
      }),
    ),
    ...merits
      .filter(({ key }) => given.has(key) || key === 'retentionAtN')
      .map(
        ({ key, head, unit }): ComparedColumn => ({
          kind: 'merit',
          key,
          head: head.replace(/\bN$/, String(n)),
          label: meritLabel(key, n),
          unit,
          merit: key,
          aliases: meritAliases[key] ?? [],
        }),
      ),
  ]
}

export function isNumeric(column: ComparedColumn): boolean {
  if (column.kind === 'parameter') return column.parameter.kind === 'number' || column.parameter.kind === 'integer'
  return column.kind !== 'text'
}

const nothing: CellContent = { number: null, unit: null, text: '' }

export function lineContent(column: ComparedColumn, line: ComparedLine): CellContent {
  switch (column.kind) {
    case 'text':
      return { ...nothing, text: column.read(line) }
    case 'condition': {
      const number = column.read(line)
      return number === null ? nothing : { number, unit: column.unit, text: String(number) }
    }
    case 'parameter': {
      const value = line.revision.values[column.parameter.key]
      if (value === undefined) return nothing
      const number = typeof value === 'number' ? value : null
      return { number, unit: column.unit, text: formatValue(column.parameter, value) }
    }
    case 'figure': {
      const found = line.revision.predicted[column.figure]
      const number = found?.value ?? found?.low ?? found?.high ?? null
      return found && number !== null ? { number, unit: found.unit, text: String(number) } : nothing
    }
    case 'merit': {
      const found = line.figures[column.merit]
      return found ? { number: found.summary.mean, unit: column.unit, text: String(found.summary.mean) } : nothing
    }
  }
}

export const lineReading: FilterReading<ComparedColumn, ComparedLine> = {
  content: lineContent,
  isNumeric,
  process: (line) => line.revision.process,
  text: ({ revision, cells, conditions: under, paper, cellType }) =>
    [
      revision.recipeName,
      revision.planTitle,
      processLabels[revision.process],
      ...Object.values(revision.values)
        .flat()
        .filter((value) => typeof value === 'string'),
      ...cells.map(({ cellName }) => cellName),
      formatConditions(under),
      cellType ?? '',
      paper === null ? '' : `${paper.testId} ${paper.place}`,
    ].join('\n'),
}

const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** By one column; lines without a value come last either way: no figure is neither good nor bad. */
export function sortLines(
  lines: readonly ComparedLine[],
  column: ComparedColumn | undefined,
  isDescending: boolean,
): ComparedLine[] {
  if (!column) return [...lines]
  const turn = isDescending ? -1 : 1
  const isEmpty = ({ number, text: said }: CellContent) => number === null && said === ''
  return lines
    .map((line) => ({ line, content: lineContent(column, line) }))
    .sort(({ content: one }, { content: other }) => {
      if (isEmpty(one) || isEmpty(other)) return Number(isEmpty(one)) - Number(isEmpty(other))
      if (one.number !== null && other.number !== null) return turn * (one.number - other.number)
      return turn * byText.compare(one.text, other.text)
    })
    .map(({ line }) => line)
}

/** Window, rate and cell type of lines, with how many cells were tested so; the most frequent first. */
export interface ConditionSet {
  key: string
  window: string | null
  rate: string | null
  cellType: string | null
  cells: number
}

export function conditionSetOf(line: Pick<ComparedLine, 'window' | 'rate' | 'cellType'>): string {
  return [line.window ?? '', line.rate ?? '', line.cellType ?? ''].join(' | ')
}

export function conditionSets(lines: readonly ComparedLine[]): ConditionSet[] {
  const sets = new Map<string, ConditionSet>()
  for (const line of lines) {
    const key = conditionSetOf(line)
    const { window, rate, cellType } = line
    const set = sets.get(key) ?? { key, window, rate, cellType, cells: 0 }
    set.cells += line.cells.length
    sets.set(key, set)
  }
  return [...sets.values()].sort((one, other) => other.cells - one.cells)
}

/** `2.8–4.5 V · 1 C · liquid, Li`, each gap said; `several windows` where lines differ. */
export function sharedConditions(
  lines: readonly (Pick<ComparedLine, 'window' | 'rate' | 'cellType'> & { cells: readonly { cellId: string }[] })[],
): string {
  const one = (values: readonly (string | null)[], several: string, unknown: string) => {
    const distinct = new Set(values)
    return distinct.size === 1 ? (values[0] ?? unknown) : several
  }
  if (lines.length === 0) return 'nothing is shown'
  const cells = new Set(lines.flatMap((line) => line.cells.map(({ cellId }) => cellId))).size
  return [
    one(
      lines.map(({ window }) => window),
      'several windows',
      'window not known',
    ),
    one(
      lines.map(({ rate }) => rate),
      'several rates',
      'rate not known',
    ),
    one(
      lines.map(({ cellType }) => cellType),
      'several cell types',
      'cell type not known',
    ),
    `n = ${cells} ${cells === 1 ? 'cell' : 'cells'}`,
  ].join(' · ')
}
