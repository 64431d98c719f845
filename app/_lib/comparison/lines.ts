import { formatRate, formatWindow, type StatedConditions } from '@/science/comparison/figures'
import { type CellType, cellTypeOf, cellTypeOfWords } from '@/science/comparison/matchConditions'
import { cellTypeWords, nominalConditions } from '@/science/comparison/nominalConditions'
import { median, type Summary, summarise } from '@/science/statistics/summary'
import type { ComparedFigure, ComparedRevision, ComparedTest, ComparisonView } from '@/server/views'
import { inMeritUnit, type MeritKey, meritOf } from './merits'

/** What one cell gave for a figure: of several tests, the longest. */
export interface CellValue {
  cellId: string
  cellName: string
  testId: string
  figure: ComparedFigure
}

/** A figure of merit over the replicates of a line. */
export interface LineFigure {
  values: readonly CellValue[]
  summary: Summary
  unit: string
  /** The cycles that it was taken at; replicates may have come to different ones, and then their mean says little. */
  cycles: { least: number; most: number } | null
  /** `>`, `~` of a paper's; null for what was measured here. */
  qualifier: string | null
}

/** A recipe as frozen under one set of conditions, with the cells that were tested so: replicates of one another. */
export interface ComparedLine {
  key: string
  revision: ComparedRevision
  origin: 'measured' | 'paper'
  /** `ma2026-04` and its place, of a paper's */
  paper: ComparedTest['paper']
  conditions: StatedConditions
  window: string | null
  rate: string | null
  cellType: string | null
  cellTypeRead: CellType
  tests: readonly ComparedTest[]
  cells: readonly { cellId: string; cellName: string; runId: string; runNumber: number }[]
  figures: Readonly<Partial<Record<MeritKey, LineFigure>>>
  /** Median over the cells of the time at high voltage per cycle that they recorded, s. */
  dwellS: number | null
}

/** What a test ran under: as stated, else as seen in the data that its figures were computed from. */
function conditionsOf(test: ComparedTest, figure: ComparedFigure): StatedConditions {
  return nominalConditions({ ...test.conditions, ...figure.conditions })
}

export function cellTypeOfTest(test: ComparedTest): CellType {
  const type = cellTypeOf(test)
  return type.electrolyte === null && type.counter === null ? cellTypeOfWords(test.conditions.cell) : type
}

/**
 * One line for each recipe as frozen and each set of conditions that its cells were tested under. Papers' results are no
 * replicates of one another: each of their tests is a line. Recipes that were run and never tested are no lines.
 */
export function toLines({ revisions, tests, n }: Pick<ComparisonView, 'revisions' | 'tests' | 'n'>): ComparedLine[] {
  const revisionOf = new Map(revisions.map((revision) => [revision.id, revision]))
  const groups = new Map<string, { test: ComparedTest; figure: ComparedFigure; merit: MeritKey }[]>()
  for (const test of tests) {
    for (const given of test.figures) {
      const merit = meritOf(given.figure)
      if (merit === null) continue
      const figure = inMeritUnit(merit, given)
      const { lowerCutoffV, upperCutoffV, cRate, temperatureC, ...more } = conditionsOf(test, figure)
      const currents = [more.currentChargeMaPerCm2, more.currentDischargeMaPerCm2, more.chargedToV]
      const cell = cellTypeWords(cellTypeOfTest(test))
      const source = test.origin === 'paper' ? test.id : ''
      const key = [test.revisionId, source, lowerCutoffV, upperCutoffV, cRate, temperatureC, ...currents, cell].join(
        '|',
      )
      const group = groups.get(key) ?? []
      group.push({ test, figure, merit })
      // A paper's retention after 100 cycles is what is asked for at cycle 100, though no paper names its reference cycle.
      if (test.origin === 'paper' && merit === 'retention' && figure.atCycle === n)
        group.push({ test, figure, merit: 'retentionAtN' })
      groups.set(key, group)
    }
  }
  return [...groups].flatMap(([key, entries]) => {
    const [first] = entries
    const revision = first ? revisionOf.get(first.test.revisionId) : undefined
    return first && revision ? [lineOf(key, revision, entries)] : []
  })
}

function lineOf(
  key: string,
  revision: ComparedRevision,
  entries: readonly { test: ComparedTest; figure: ComparedFigure; merit: MeritKey }[],
): ComparedLine {
  const tests = [...new Set(entries.map((entry) => entry.test))]
  const [test] = tests
  const [entry] = entries
  if (!test || !entry) throw new Error('A line has at least one figure.')
  const conditions = conditionsOf(entry.test, entry.figure)
  const cellTypeRead = cellTypeOfTest(test)
  const figures: Partial<Record<MeritKey, LineFigure>> = {}
  for (const merit of new Set(entries.map((one) => one.merit))) {
    const own = entries.filter((one) => one.merit === merit)
    const found = replicates(
      own.map(({ test: of, figure }) => ({ test: of, figure })),
      merit,
    )
    if (found) figures[merit] = found
  }
  return {
    key,
    revision,
    origin: test.origin === 'paper' ? 'paper' : 'measured',
    paper: test.paper,
    conditions,
    window: formatWindow(conditions),
    rate: formatRate(conditions),
    cellType: cellTypeWords(cellTypeRead),
    cellTypeRead,
    tests,
    cells: [
      ...new Map(
        tests.map(({ cellId, cellName, runId, runNumber }) => [cellId, { cellId, cellName, runId, runNumber }]),
      ).values(),
    ],
    figures,
    dwellS: figures.dwell ? median(figures.dwell.values.map(({ figure }) => figure.value)) : null,
  }
}

/** One value per cell. Capacities per gram and those of cells with unknown mass have no mean together: per gram goes first. */
function replicates(
  found: readonly { test: ComparedTest; figure: ComparedFigure }[],
  merit: MeritKey,
): LineFigure | null {
  const unit = found.find(({ figure }) => figure.unit === 'mAh/g')?.figure.unit ?? found[0]?.figure.unit
  if (unit === undefined) return null
  const byCell = new Map<string, CellValue>()
  for (const { test, figure } of found) {
    if (figure.unit !== unit) continue
    const known = byCell.get(test.cellId)
    const [before, here] = [known?.figure.atCycle ?? 0, figure.atCycle ?? 0]
    // An initial capacity is the first one, also where cycles of a rate test follow at its rate.
    if (known && (merit === 'dischargeCapacity' ? before <= here : before >= here)) continue
    byCell.set(test.cellId, { cellId: test.cellId, cellName: test.cellName, testId: test.id, figure })
  }
  const values = [...byCell.values()]
  const summary = summarise(values.map(({ figure }) => figure.value))
  if (summary === null) return null
  const cycles = values.flatMap(({ figure }) => figure.atCycle ?? [])
  return {
    values,
    summary,
    unit,
    cycles: cycles.length === 0 ? null : { least: Math.min(...cycles), most: Math.max(...cycles) },
    qualifier: values.length === 1 ? (values[0]?.figure.qualifier ?? null) : null,
  }
}

/** Runs of the recipes shown by how they ended, each revision once. */
export function countRuns(revisions: Iterable<ComparedRevision>): { total: number; failed: number; neverRun: number } {
  let [total, failed, neverRun] = [0, 0, 0]
  for (const { runs } of new Set(revisions)) {
    for (const count of Object.values(runs)) total += count
    failed += runs.failed ?? 0
    neverRun += runs['never-run'] ?? 0
  }
  return { total, failed, neverRun }
}
