import type { DrawnCell, DrawnGroup, MeanAt } from '@/app/_components/charts/comparisonOption'
import { formatRate, formatWindow, type StatedConditions } from '@/science/comparison/figures'
import type { CellType } from '@/science/comparison/matchConditions'
import { cellTypeWords, nominalConditions } from '@/science/comparison/nominalConditions'
import { summarise } from '@/science/statistics/summary'
import type { ComparedRevision, ComparedSeries } from '@/server/views'
import { cellTypeOfTest } from './lines'

/** Replicates whose cycles are drawn: the tests of one recipe as frozen under one set of conditions. */
export interface CurveGroup {
  key: string
  revision: ComparedRevision
  conditions: StatedConditions
  window: string | null
  rate: string | null
  cellType: string | null
  cellTypeRead: CellType
  series: readonly ComparedSeries[]
}

/** Only what has cycles: a paper's numbers and impedance have no curve. */
export function curveGroups(series: readonly ComparedSeries[], revisions: readonly ComparedRevision[]): CurveGroup[] {
  const revisionOf = new Map(revisions.map((revision) => [revision.id, revision]))
  const groups = new Map<string, CurveGroup & { series: ComparedSeries[] }>()
  for (const one of series) {
    const revision = revisionOf.get(one.revisionId)
    if (revision === undefined || one.cycles.cycle.length === 0) continue
    const conditions = nominalConditions(one.conditions)
    const cellTypeRead = cellTypeOfTest(one)
    const [window, rate, cellType] = [formatWindow(conditions), formatRate(conditions), cellTypeWords(cellTypeRead)]
    const key = [one.revisionId, window, rate, conditions.temperatureC, cellType].join('|')
    const group = groups.get(key)
    if (group) group.series.push(one)
    else groups.set(key, { key, revision, conditions, window, rate, cellType, cellTypeRead, series: [one] })
  }
  return [...groups.values()]
}

export type CurveMode = 'capacity' | 'retention'

/** Per gram only where the mass of every cell drawn is known; else mAh, and the axis says so. */
export function curveUnit(groups: readonly CurveGroup[]): 'mAh/g' | 'mAh' {
  return groups.every(({ series }) => series.every(({ activeMassMg }) => activeMassMg !== null)) ? 'mAh/g' : 'mAh'
}

export function curveLabel(mode: CurveMode, unit: 'mAh/g' | 'mAh'): string {
  if (mode === 'retention') return 'Capacity retention (%)'
  return unit === 'mAh/g' ? 'Specific discharge capacity (mAh g⁻¹)' : 'Discharge capacity (mAh), a mass is not known'
}

/** What one test contributes: its values in the chosen way, from the first complete cycle on. */
export function drawnCell(series: ComparedSeries, mode: CurveMode, unit: 'mAh/g' | 'mAh'): DrawnCell {
  const { cycles, activeMassMg } = series
  const reference = series.figures.find(({ figure }) => figure === 'referenceDischargeCapacity')?.atCycle ?? null
  const last = series.figures.find(({ figure }) => figure === 'finalCapacity')?.atCycle ?? null
  const whole = reference === null ? null : (cycles.dischargeMAh[cycles.cycle.indexOf(reference)] ?? null)
  const scale =
    mode === 'retention'
      ? whole !== null && whole > 0
        ? 100 / whole
        : null
      : unit === 'mAh/g'
        ? 1000 / (activeMassMg ?? Number.NaN)
        : 1
  // A cycle that is still running has a capacity that means nothing yet.
  const isComplete = (cycle: number) => last === null || cycle <= last
  const keep = cycles.cycle.map((cycle) => isComplete(cycle))
  const of = <Value>(values: readonly Value[]) => values.filter((_, at) => keep[at])
  return {
    name: series.cellName,
    cycle: of(cycles.cycle),
    value: of(cycles.dischargeMAh).map((value) => (value === null || scale === null ? null : value * scale)),
    efficiency: of(cycles.efficiencyPercent),
  }
}

/** Mean and spread at each cycle over the cells that have it; of a cell tested twice, the longer test. */
export function drawnGroup(
  group: CurveGroup,
  name: string,
  mode: CurveMode,
  unit: 'mAh/g' | 'mAh',
  share: number | null,
): DrawnGroup {
  const longest = new Map<string, ComparedSeries>()
  for (const one of group.series) {
    const known = longest.get(one.cellId)
    if (!known || known.cycles.cycle.length < one.cycles.cycle.length) longest.set(one.cellId, one)
  }
  const cells = [...longest.values()].map((one) => drawnCell(one, mode, unit))
  return {
    name,
    share,
    cells: group.series.map((one) => drawnCell(one, mode, unit)),
    mean: means(cells, 'value'),
    efficiency: means(cells, 'efficiency'),
  }
}

function means(cells: readonly DrawnCell[], of: 'value' | 'efficiency'): MeanAt[] {
  const found = new Map<number, number[]>()
  for (const cell of cells)
    for (const [at, cycle] of cell.cycle.entries()) {
      const value = cell[of][at]
      if (typeof value !== 'number') continue
      const known = found.get(cycle)
      if (known) known.push(value)
      else found.set(cycle, [value])
    }
  return [...found]
    .sort(([one], [other]) => one - other)
    .flatMap(([cycle, values]) => {
      const value = summarise(values)
      return value === null ? [] : [{ cycle, value }]
    })
}

/** Each group by its recipe, with what tells it from another of the same recipe. */
export function groupNames(groups: readonly CurveGroup[]): string[] {
  const nameOf = (group: CurveGroup) => group.revision.recipeName
  const same = (group: CurveGroup) => groups.filter((one) => nameOf(one) === nameOf(group))
  return groups.map((group) => {
    const others = same(group)
    if (others.length === 1) return nameOf(group)
    const differs = <Value>(read: (one: CurveGroup) => Value) => new Set(others.map(read)).size > 1
    const more = [
      differs((one) => one.revision.planTitle) && group.revision.planTitle,
      differs((one) => one.revision.number) && `revision ${group.revision.number}`,
      differs((one) => one.window) && (group.window ?? 'window not known'),
      differs((one) => one.rate) && (group.rate ?? 'rate not known'),
      differs((one) => one.cellType) && (group.cellType ?? 'cell type not known'),
      differs((one) => one.conditions.temperatureC) && `${group.conditions.temperatureC ?? '?'} °C`,
    ].filter(Boolean)
    return [nameOf(group), ...more].join(', ')
  })
}
