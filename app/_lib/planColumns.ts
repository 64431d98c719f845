import type { PlannedRecipe } from '@/collab/plan/types'
import type { FigureKey, Prediction } from '@/science/prediction/figure'
import type { Parameter, ParameterGroup, ParameterValue } from '@/science/recipe/parameter'
import { type Catalogue, parametersOf } from '@/science/recipe/parameters'
import { type Process, processes } from '@/science/recipe/process'
import { subCyclesKey } from './planSubCycles'

type Values = Readonly<Record<string, ParameterValue>>

/** A column of the recipe grid. `key` is what the document stores, what presence names and what tests look for. */
export type GridColumn =
  | { kind: 'name'; key: 'name'; group: 'recipe'; head: string; label: string; unit: null; width: number }
  | {
      kind: 'parameter'
      key: string
      group: ParameterGroup
      head: string
      label: string
      unit: string | null
      width: number
      parameter: Parameter
    }
  | {
      /** All sub-cycles of an ALD programme in one cell. */
      kind: 'subCycles'
      key: typeof subCyclesKey
      group: 'deposition'
      head: string
      label: string
      unit: null
      width: number
    }
  | {
      kind: 'figure'
      key: FigureKey
      group: 'predicted'
      head: string
      label: string
      unit: string | null
      width: number
      /** Whether the grid has room for the range; the note at the cell and the panel always do. */
      showsRange: boolean
    }
  | {
      /** A formula over the others, of one view. */
      kind: 'computed'
      key: string
      group: 'computed'
      head: string
      label: string
      unit: string | null
      width: number
      formula: string
      /** Why the formula gives nothing, in a sentence; null when it does. */
      fault: string | null
      /** In `unit`; null where an input is missing. */
      evaluate: (recipe: PlannedRecipe, prediction: Prediction, conditions: Values) => number | null
    }
  | { kind: 'record'; key: 'record'; group: 'made'; head: string; label: string; unit: null; width: number }

export type ColumnGroupKey = GridColumn['group']

export interface ColumnGroup {
  key: ColumnGroupKey
  label: string
  /** How many columns it spans, and at which position it starts. */
  span: number
  start: number
}

export const groupLabels: Record<ColumnGroupKey, string> = {
  recipe: 'recipe',
  identity: 'recipe',
  powder: 'powder',
  coating: 'coating',
  deposition: 'deposition',
  precursors: 'precursors',
  solution: 'solution',
  mixing: 'mixing',
  heat: 'heat',
  own: 'our own',
  conditions: 'predicted at',
  predicted: 'predicted',
  computed: 'computed',
  made: 'made',
}

/** What varies most from recipe to recipe stands first; what a recipe merely states about itself stands last. */
const groupOrder: readonly ParameterGroup[] = [
  'coating',
  'deposition',
  'precursors',
  'solution',
  'mixing',
  'heat',
  'powder',
  'own',
  'identity',
  'conditions',
]

/** The predictions in the order that a reader asks for them. The oxygen flux stands in the panel. */
export const figureColumns: readonly Extract<GridColumn, { kind: 'figure' }>[] = [
  figureColumn('coatingThickness', 'thickness', 'Coating thickness', 'nm', 84),
  figureColumn('timeToRocksalt', 't_rs', 'Time to rocksalt', null, 176),
  figureColumn('cyclesToRocksalt', 'to rocksalt', 'Cycles to rocksalt', 'cycles', 96),
  figureColumn('surfaceOxygenRetention', 'R_O', 'Surface oxygen retention', '%', 84),
  figureColumn('lithiumOverpotential', 'η_Li', 'Lithium overpotential', 'mV', 84),
]

function figureColumn(key: FigureKey, head: string, label: string, unit: string | null, width: number) {
  const showsRange = key === 'timeToRocksalt'
  return { kind: 'figure', key, group: 'predicted', head, label, unit, width, showsRange } as const
}

const nameColumn: GridColumn = {
  kind: 'name',
  key: 'name',
  group: 'recipe',
  head: 'recipe',
  label: 'Recipe',
  unit: null,
  width: 208,
}

const subCyclesColumn: GridColumn = {
  kind: 'subCycles',
  key: subCyclesKey,
  group: 'deposition',
  head: 'sub-cycles',
  label: 'Sub-cycles',
  unit: null,
  width: 168,
}

const recordColumn: GridColumn = {
  kind: 'record',
  key: 'record',
  group: 'made',
  head: 'runs · cells · best retention',
  label: 'Runs, cells, best retention',
  unit: null,
  width: 216,
}

const publishedCatalogue = { parametersOf }

/**
 * The columns for the processes that are present, hidden ones left out. A parameter that several processes have stands
 * once. The name is always the first column and cannot be hidden.
 */
export function buildColumns(
  present: Iterable<Process>,
  {
    hidden = new Set(),
    catalogue = publishedCatalogue,
  }: { hidden?: ReadonlySet<string>; catalogue?: Pick<Catalogue, 'parametersOf'> } = {},
): GridColumn[] {
  const presentProcesses = new Set(present)
  const found = new Map<string, Parameter>()
  for (const process of processes) {
    if (!presentProcesses.has(process)) continue
    for (const parameter of catalogue.parametersOf(process)) found.set(parameter.key, parameter)
  }
  const catalogueOrder = [...found.values()]
  const columns: GridColumn[] = [nameColumn]
  for (const group of groupOrder) {
    for (const parameter of catalogueOrder) {
      if (parameter.group !== group) continue
      columns.push(parameterColumn(parameter))
      if (parameter.key === 'supercycles') columns.push(subCyclesColumn)
    }
  }
  columns.push(...figureColumns, recordColumn)
  return columns.filter((column) => column.kind === 'name' || !hidden.has(column.key))
}

function parameterColumn(parameter: Parameter): GridColumn {
  return {
    kind: 'parameter',
    key: parameter.key,
    group: parameter.group,
    head: parameter.shortLabel,
    label: parameter.label,
    unit: parameter.unit,
    width: parameterWidth(parameter),
    parameter,
  }
}

function parameterWidth(parameter: Parameter): number {
  const head = Math.max(parameter.shortLabel.length, (parameter.unit ?? '').length) * 7 + 26
  switch (parameter.kind) {
    case 'number':
    case 'integer':
      return clamp(head, 76, 132)
    case 'choice':
      return clamp(Math.max(head, longest(parameter) * 7 + 30), 92, 168)
    case 'library':
      return clamp(head, 132, 168)
    case 'text':
    case 'tags':
      return clamp(head, 128, 168)
  }
}

function longest(parameter: Parameter): number {
  return Math.max(0, ...(parameter.choices ?? []).map((choice) => choice.label.length))
}

/** How narrow and how wide a column can be made, px. */
export const widthLimits = { least: 48, most: 640 } as const

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value))
}

/**
 * Parameters that most plans leave alone: their columns show as soon as one recipe has a value, or when somebody asks for
 * them. The form in the panel has them always.
 */
const seldom: ReadonlySet<string> = new Set([
  'coatingFractions',
  'thicknessUncertaintyNm',
  'coatingDensityGPerCm3',
  'tio2ParticleSizeNm',
  'lboFormula',
  'measuredBoronContent.value',
  'measuredBoronContent.basis',
  'reactor',
  'postAnnealTemperatureC',
  'postAnnealHours',
  'boronSourcePurityPercent',
  'depositSizeFromNm',
  'depositSizeToNm',
  'precursors',
  'solventVolumeMl',
  'solutionTemperatureC',
  'dryTemperatureC',
  'dryHours',
  'betAreaM2PerG',
  'betAreaUncertaintyM2PerG',
  'capacityMAhPerG',
  'cathodeDensityGPerCm3',
  'cathodeOxygenPotentialEv',
  'surfaceOxygenPerNm3',
  'target',
  'replicates',
  'tags',
  'dwellSecondsPerCycle',
  'conditions.temperatureC',
  'conditions.cRate',
  'conditions.upperCutoffV',
  'conditions.cycles',
  'conditions.dwellVoltageV',
])

/** What a person chose to see (true) or not (false), by column key; the rest follows from use. */
export type ColumnChoices = Readonly<Record<string, boolean>>

/** The columns that do not show: those put away, and the seldom used ones in which no recipe has a value. */
export function hiddenColumns(
  columns: readonly GridColumn[],
  choices: ColumnChoices,
  used: ReadonlySet<string>,
): ReadonlySet<string> {
  const isHidden = ({ key }: GridColumn) => !(choices[key] ?? (!seldom.has(key) || used.has(key)))
  return new Set(columns.filter((column) => column.kind !== 'name' && isHidden(column)).map((column) => column.key))
}

/** The upper header row: runs of columns of one group. */
export function groupColumns(columns: readonly GridColumn[]): ColumnGroup[] {
  const groups: ColumnGroup[] = []
  columns.forEach((column, index) => {
    const last = groups.at(-1)
    if (last && last.key === column.group) last.span += 1
    else groups.push({ key: column.group, label: groupLabels[column.group], span: 1, start: index })
  })
  return groups
}

/** Whether a recipe of this process has the column's parameter at all. Predictions and the record are never edited. */
export function isEditable(column: GridColumn, process: Process): boolean {
  if (column.kind === 'name') return true
  if (column.kind === 'subCycles') return process === 'ald'
  return column.kind === 'parameter' && column.parameter.processes.includes(process)
}
