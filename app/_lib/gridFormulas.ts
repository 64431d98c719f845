import { type Formula, readFormula } from '@/science/formula/formula'
import { isFigure } from '@/science/prediction/figure'
import { computedKey, type GridView } from './gridView'
import type { GridColumn } from './planColumns'

type Source = Extract<GridColumn, { kind: 'parameter' | 'figure' }>

/** A quantity that a formula can ask for. */
export interface FormulaName {
  /** `lbo_wt` */
  name: string
  label: string
  unit: string | null
}

/** Units of the predictions as the model gives them; the grid prints times in whatever unit fits. */
const figureUnits: Partial<Record<string, string>> = { timeToRocksalt: 's' }

/**
 * The names under which a formula finds the numbers of a recipe: the key of the catalogue written with low lines (`lbo_wt`,
 * `sinter_hours`), the key itself, and the head where no other column has it (`borate`, `t_rs`).
 */
export function formulaNames(columns: readonly GridColumn[]): {
  byName: ReadonlyMap<string, Source>
  list: FormulaName[]
} {
  const sources = columns.filter(isNumber)
  const heads = new Map<string, number>()
  for (const source of sources) heads.set(slug(source.head), (heads.get(slug(source.head)) ?? 0) + 1)
  const byName = new Map<string, Source>()
  for (const source of sources) {
    byName.set(snake(source.key), source)
    byName.set(source.key.replaceAll('.', '_'), source)
  }
  for (const source of sources) {
    const head = slug(source.head)
    if (heads.get(head) === 1 && /^[a-z_]\w*$/.test(head) && !byName.has(head)) byName.set(head, source)
  }
  const list = sources.map((source) => ({ name: snake(source.key), label: source.label, unit: unitOf(source) }))
  return { byName, list }
}

/** `lboWtPercent` is `lbo_wt`, `boronContent.value` is `boron_content_value`. */
function snake(key: string): string {
  return key
    .replace(/Percent$/, '')
    .replaceAll('.', '_')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .toLowerCase()
}

function isNumber(column: GridColumn): column is Source {
  if (column.kind === 'figure') return true
  return column.kind === 'parameter' && (column.parameter.kind === 'number' || column.parameter.kind === 'integer')
}

function unitOf(source: Source): string | null {
  return source.kind === 'figure' ? (figureUnits[source.key] ?? source.unit) : source.unit
}

const greek: Record<string, string> = { η: 'eta', µ: 'u', μ: 'u', δ: 'delta', '°': '', '±': 'uncertainty_' }

function slug(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/./gu, (sign) => greek[sign] ?? sign)
    .toLowerCase()
    .replace(/%/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
}

/** What is wrong with a formula, or the unit of what it gives. */
export function checkFormula(
  text: string,
  columns: readonly GridColumn[],
): { ok: true; unit: string | null } | { ok: false; reason: string } {
  const read = readNamed(text, formulaNames(columns).byName)
  return read.ok ? { ok: true, unit: read.formula.unit } : read
}

function readNamed(text: string, byName: ReadonlyMap<string, Source>) {
  return readFormula(text, (name) => {
    const source = byName.get(name) ?? byName.get(name.toLowerCase())
    return source ? unitOf(source) : undefined
  })
}

/** The computed columns of a view, each with its formula ready, or with what is wrong with it. */
export function computedColumns(computed: GridView['computed'], columns: readonly GridColumn[]): GridColumn[] {
  if (computed.length === 0) return []
  const { byName } = formulaNames(columns)
  return computed.map(({ id, name, formula }) => {
    const read = readNamed(formula, byName)
    const unit = read.ok ? read.formula.unit : null
    return {
      kind: 'computed',
      key: computedKey(id),
      group: 'computed',
      head: name,
      label: name,
      unit,
      width: Math.max(84, Math.min(200, Math.max(name.length, unit?.length ?? 0) * 7 + 30)),
      formula,
      fault: read.ok ? null : read.reason,
      evaluate: read.ok ? evaluator(read.formula, byName) : () => null,
    }
  })
}

function evaluator(
  formula: Formula,
  byName: ReadonlyMap<string, Source>,
): Extract<GridColumn, { kind: 'computed' }>['evaluate'] {
  return (recipe, prediction, conditions) =>
    formula.evaluate((name) => {
      const source = byName.get(name) ?? byName.get(name.toLowerCase())
      if (!source) return null
      if (source.kind === 'figure') {
        const figure = prediction[source.key]
        // A bound is no value: what is computed from it would look like one.
        return isFigure(figure) ? (figure.value ?? null) : null
      }
      const own = recipe.values[source.key]
      const value = own ?? (source.parameter.inheritedFromPlan ? conditions[source.key] : undefined)
      return typeof value === 'number' && source.parameter.processes.includes(recipe.process) ? value : null
    })
}
