import {
  type ComparedRevisionRow,
  type ComparedTestRow,
  countBlendCells,
  listComparedFigures,
  listComparedRevisions,
  listComparedTests,
  listCyclesNear,
  listDrawnCycles,
  listFrozenPredictions,
  listPickedRuns,
  listRunRevisions,
  listRunStates,
  type RevisionCursor,
} from '@/db/queries/comparison'
import type { LabScope } from '@/db/queries/scope'
import { listDecisionRows, listResultRows } from '@/db/queries/tests'
import type { TestConditions } from '@/db/schema/tests'
import { retentionAt, retentionReach } from '@/science/comparison/retentionAt'
import { rowsOf } from '@/science/electrochemistry/testResults'
import {
  type CellId,
  isId,
  type PlanId,
  type RecipeId,
  type RevisionId,
  type RunId,
  type SampleId,
  type TestId,
} from '@/science/ids'
import { figureKeys, isFigure, type Prediction } from '@/science/prediction/figure'
import type {
  CellKind,
  ComparedFigure,
  ComparedRevision,
  ComparedSeries,
  ComparedTest,
  ComparisonView,
  DrawnCycles,
  ExplainedFigure,
  PickedThing,
  PickedView,
  PublishedResult,
} from '../views'
import { type LabContext, scopeOf } from './context'
import { publishedResults } from './published'
import { groupBy } from './retention'
import { standingDecisions } from './standingDecisions'
import { efficiencyOf } from './testFigures'

/** Recipes on the first page, which is drawn on the server, and on those that the page then asks for by itself. */
const firstRecipes = 60
const moreRecipes = 250
/** More tests of one page of recipes than any page has. */
const mostTests = 20_000
/** Tests whose cycles are drawn together. */
const mostSeries = 200

/**
 * Recipes that were run with the figures of merit of their cells, and retention at cycle N of each test that came so far. By
 * pages of recipes, the newest first: replicates of one recipe are never parted.
 */
export async function listComparison(
  context: LabContext,
  { plan, n, cursor }: { plan?: PlanId; n: number; cursor?: RevisionCursor },
): Promise<ComparisonView> {
  const lab = scopeOf(context)
  const limit = cursor === undefined ? firstRecipes : moreRecipes
  const found = await listRunRevisions(lab, { plan, after: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const ids = page.map((row) => row.id)
  const [blendCells, tests, revisions] = await Promise.all([
    countBlendCells(lab, plan),
    listComparedTests(lab, { revisions: ids }, mostTests).then((rows) => testViews(lab, rows, n)),
    revisionViews(
      lab,
      page.map(({ createdAt: _, ...row }) => row),
    ),
  ])
  return {
    n,
    revisions,
    tests,
    blendCells,
    next: found.length > limit && last !== undefined ? { at: last.createdAt, id: last.id } : null,
  }
}

/** What somebody picked to compare: cells, samples, runs and recipes, with the cycles of all their tests where they are drawn. */
export async function comparePicked(
  context: LabContext,
  { of, n, withCycles = true }: { of: readonly string[]; n: number; withCycles?: boolean },
): Promise<PickedView> {
  const lab = scopeOf(context)
  const ids = [...new Set(of)]
  const picked = {
    cells: ids.filter((id): id is CellId => isId('cell', id)),
    samples: ids.filter((id): id is SampleId => isId('sample', id)),
    runs: ids.filter((id): id is RunId => isId('run', id)),
    recipes: ids.filter((id): id is RecipeId => isId('recipe', id)),
  }
  const [things, found] = await Promise.all([
    listPickedRuns(lab, picked),
    listComparedTests(lab, { picked }, mostSeries + 1),
  ])
  const rows = found.slice(0, mostSeries)
  const testIds = rows.map((row) => row.id)
  const [tests, cycles, revisions] = await Promise.all([
    testViews(lab, rows, n),
    withCycles ? listDrawnCycles(lab, testIds) : [],
    listComparedRevisions(lab, [...new Set(rows.map((row) => row.revisionId))]).then((own) => revisionViews(lab, own)),
  ])
  const revisionOf = new Map(revisions.map((revision) => [revision.id, revision]))
  const cellOf = new Map(rows.map((row) => [row.id, row.cell]))
  const leftOut = await leftOutCycles(lab, rows)
  const cyclesOf = groupBy(cycles, (row) => row.testId)
  const named = ids.map((id) => pickedThing(id, things, rows, (revision) => revisionOf.get(revision)?.recipeId))
  return {
    n,
    picked: named.filter((thing) => thing !== null),
    unknown: ids.filter((_, at) => named[at] === null),
    revisions,
    series: tests.map((test): ComparedSeries => {
      const cell = cellOf.get(test.id)
      const own = (cyclesOf.get(test.id) ?? []).filter(({ cycle }) => !leftOut(test.id, cycle))
      return { ...test, activeMassMg: cell?.activeMassMg ?? null, cycles: columnsOf(own, cell?.kind ?? 'cathode-half') }
    }),
    isCut: found.length > mostSeries,
  }
}

function pickedThing(
  id: string,
  things: Awaited<ReturnType<typeof listPickedRuns>>,
  rows: readonly ComparedTestRow[],
  recipeOf: (revision: RevisionId) => RecipeId | undefined,
): PickedThing | null {
  const thing = (
    kind: PickedThing['kind'],
    label: string,
    place: string,
    isIts: (row: ComparedTestRow) => boolean,
    isHere: (one: (typeof things)[number]) => boolean,
  ) => ({
    id,
    kind,
    label,
    place,
    testCount: rows.filter(isIts).length,
    blendCells: new Set(
      things.filter((one) => one.mixesRecipes === true && isHere(one)).flatMap((one) => one.cellId ?? []),
    ).size,
  })
  for (const one of things) {
    if (one.cellId === id && one.cellName !== null)
      return thing(
        'cell',
        one.cellName,
        `cells/${id}`,
        (row) => row.cell.id === id,
        (other) => other.cellId === id,
      )
    if (one.sampleId === id && one.sampleCode !== null)
      return thing(
        'sample',
        `${one.sampleCode}, ${one.recipeName}`,
        `samples/${id}`,
        (row) => row.sampleId === id,
        (other) => other.sampleId === id,
      )
    if (one.runId === id)
      return thing(
        'run',
        `run ${one.runNumber} of ${one.recipeName}`,
        `runs/${id}`,
        (row) => row.runId === id,
        (other) => other.runId === id,
      )
    if (one.recipeId === id)
      return thing(
        'recipe',
        one.recipeName,
        `plans/${one.planId}?recipe=${id}`,
        (row) => recipeOf(row.revisionId) === id,
        (other) => other.recipeId === id,
      )
  }
  return null
}

/** Six digits are more than any cycler measures, and half the bytes. */
function short(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6))
}

function columnsOf(rows: Awaited<ReturnType<typeof listDrawnCycles>>, kind: CellKind): DrawnCycles {
  return {
    cycle: rows.map((row) => row.cycle),
    dischargeMAh: rows.map((row) => short(row.dischargeCapacityMAh)),
    efficiencyPercent: rows.map((row) => short(efficiencyOf(row, kind))),
  }
}

/** Which cycles somebody left out of the figures of a test, with a reason that stands on the cell's page. */
async function leftOutCycles(
  lab: LabScope,
  rows: readonly ComparedTestRow[],
): Promise<(test: TestId, cycle: number) => boolean> {
  const decided = groupBy(
    await listDecisionRows(
      lab,
      rows.map((row) => row.firstReading ?? row.id),
    ),
    (row) => row.testId,
  )
  const leftOut = new Map(
    rows.map((row) => [row.id, standingDecisions(decided.get(row.firstReading ?? row.id) ?? []).leftOut]),
  )
  return (test, cycle) => leftOut.get(test)?.has(cycle) ?? false
}

async function testViews(lab: LabScope, rows: readonly ComparedTestRow[], n: number): Promise<ComparedTest[]> {
  const ids = rows.map((row) => row.id)
  const [figures, near, leftOut] = await Promise.all([
    listComparedFigures(lab, ids),
    listCyclesNear(lab, ids, n, retentionReach),
    leftOutCycles(lab, rows),
  ])
  const figuresOf = groupBy(figures, (row) => row.testId)
  const nearOf = groupBy(
    near.filter(({ testId, cycle }) => !leftOut(testId, cycle)),
    (row) => row.testId,
  )
  return rows.map(({ paperTestId, paperPlace, firstReading: _, cell, ...test }) => ({
    ...test,
    cellId: cell.id,
    cellName: cell.name,
    format: cell.format,
    electrolyte: cell.electrolyte,
    counterElectrode: cell.counterElectrode,
    paper: paperTestId === null ? null : { testId: paperTestId, place: paperPlace ?? '' },
    figures: [
      ...(figuresOf.get(test.id) ?? []).map(({ testId: __, alsoReported, conditions, ...figure }) => ({
        ...figure,
        alsoReported: alsoReported ?? [],
        conditions: isSame(conditions, test.conditions) ? null : conditions,
      })),
      ...retentionFigure(nearOf.get(test.id) ?? [], n),
    ],
  }))
}

/** How each figure of these tests was computed and from which rows: asked for where somebody looks at them. */
export async function explainFigures(
  context: LabContext,
  { tests: ids, n }: { tests: readonly TestId[]; n: number },
): Promise<ExplainedFigure[]> {
  const lab = scopeOf(context)
  const rows = await listComparedTests(lab, { tests: ids }, mostSeries)
  const known = rows.map((row) => row.id)
  const [results, near, leftOut] = await Promise.all([
    listResultRows(lab, known),
    listCyclesNear(lab, known, n, retentionReach),
    leftOutCycles(lab, rows),
  ])
  const nearOf = groupBy(
    near.filter(({ testId, cycle }) => !leftOut(testId, cycle)),
    (row) => row.testId,
  )
  return [
    ...results.map(({ testId, figure, atCycle, value, how }) => ({ testId, figure, atCycle, value, how })),
    ...known.flatMap((testId) => {
      const cycles = nearOf.get(testId) ?? []
      return retentionFigure(cycles, n).map(({ figure, atCycle, referenceCycle, value }) => {
        const rowsOfCycle = (number: number | null) => {
          const { cycle, firstRow, lastRow } = cycles.find((one) => one.cycle === number) ?? {}
          return cycle === undefined
            ? `cycle ${number}`
            : rowsOf({ cycle, firstRow: firstRow ?? 0, lastRow: lastRow ?? 0 })
        }
        const near = atCycle === n ? '' : `; cycle ${n} ran at another rate, was left out or is missing`
        const how = `discharge capacity of ${rowsOfCycle(atCycle)} over that of ${rowsOfCycle(referenceCycle)}${near}`
        return { testId, figure, atCycle, value, how }
      })
    }),
  ]
}

function isSame(one: TestConditions, other: TestConditions): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function retentionFigure(near: Awaited<ReturnType<typeof listCyclesNear>>, n: number): ComparedFigure[] {
  const [{ referenceCycle, lastCycle } = { referenceCycle: null, lastCycle: null }] = near
  if (referenceCycle === null || lastCycle === null) return []
  const found = retentionAt(near, { n, referenceCycle, last: lastCycle })
  if (found === null) return []
  const { percent, atCycle } = found
  const blank = { qualifier: null, alsoReported: [], conditions: null }
  return [{ figure: 'retentionAtN', value: percent, unit: '%', atCycle, referenceCycle, ...blank }]
}

async function revisionViews(lab: LabScope, rows: readonly ComparedRevisionRow[]): Promise<ComparedRevision[]> {
  const ids = rows.map((row) => row.id)
  const [predicted, states] = await Promise.all([frozenFigures(lab, ids), listRunStates(lab, ids)])
  const statesOf = groupBy(states, (row) => row.revisionId)
  return rows.map((row) => ({
    ...row,
    predicted: predicted.get(row.id) ?? {},
    runs: Object.fromEntries((statesOf.get(row.id) ?? []).map(({ state, count }) => [state, count])),
  }))
}

type Frozen = ComparedRevision['predicted']

/**
 * The figures of frozen predictions. A revision never changes, and its prediction is a hundred times the size of its figures:
 * what was read once is kept, for as many as a large lab has.
 */
const known = new Map<RevisionId, Frozen>()
const mostKnown = 20_000
const predictionsAtOnce = 500

async function frozenFigures(lab: LabScope, ids: readonly RevisionId[]): Promise<ReadonlyMap<RevisionId, Frozen>> {
  const missing = ids.filter((id) => !known.has(id))
  const found = new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) ?? {}] as const] : [])))
  for (let from = 0; from < missing.length; from += predictionsAtOnce) {
    for (const { id, prediction } of await listFrozenPredictions(lab, missing.slice(from, from + predictionsAtOnce))) {
      const figures = figuresOfPrediction(prediction)
      found.set(id, figures)
      if (known.size >= mostKnown) known.clear()
      known.set(id, figures)
    }
  }
  return found
}

function figuresOfPrediction(prediction: Prediction): Frozen {
  return Object.fromEntries(
    figureKeys.flatMap((key) => {
      // An older model may not have had the figure.
      const figure = prediction[key] as Prediction[typeof key] | undefined
      if (figure === undefined || !isFigure(figure)) return []
      const { value, low, high, unit, basis } = figure
      return [[key, { value, low, high, unit, basis }]]
    }),
  )
}

/** What the papers of the library got, each with its place and the conditions that the paper states. */
export function listPublishedResults(): PublishedResult[] {
  return publishedResults()
}
