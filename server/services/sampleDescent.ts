import { listApprovalsOf, listFiguresOfTests, listTestsOfCells } from '@/db/queries/descent'
import { listRunRows } from '@/db/queries/runs'
import {
  listCellRows,
  listLineage,
  listSamplePartsOf,
  listSampleRows,
  type SampleListRow,
  type SamplePartRow,
} from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import { figureLabel, figureRank, formatCycles, sayResult } from '@/science/comparison/figures'
import type { SampleId } from '@/science/ids'
import { formatAmount } from '@/science/samples/amounts'
import { isCounted } from '@/science/samples/kinds'
import type { DescentNode } from '../views'
import type { People } from './people'
import { groupBy } from './retention'
import { amountOf } from './sampleHistory'
import { sampleItem } from './sampleItems'

/** How many figures of a test stand in the line; the test's page has all. */
const figuresOfTest = 2

export interface Lineage {
  /** The sample, all that it comes from and all that comes from it, and what else those were blended of. */
  samples: readonly SampleListRow[]
  parts: readonly SamplePartRow[]
  /** What the sample comes from, itself first. */
  ancestors: readonly SampleId[]
}

export async function lineageOf(lab: LabScope, sampleId: SampleId): Promise<Lineage> {
  const line = await listLineage(lab, sampleId)
  const parts = await listSamplePartsOf(lab, line)
  const known = new Set(line)
  // Of the line's parts only those into it: what else was made of an ancestor is no descent of this sample.
  const within = parts.filter((part) => known.has(part.childId))
  const samples = await listSampleRows(lab, { ids: [...new Set([...line, ...within.map((part) => part.parentId)])] })
  const ancestors = [sampleId]
  for (const id of ancestors)
    for (const part of within)
      if (part.childId === id && !ancestors.includes(part.parentId)) ancestors.push(part.parentId)
  return { samples, parts: within, ancestors }
}

/**
 * The line of descent as a graph: plan → recipe revision → approval → run → samples → cells → tests → figures. Parents stand
 * before their children.
 */
export async function descentOf(
  lab: LabScope,
  sampleId: SampleId,
  lineage: Lineage,
  people: People,
): Promise<DescentNode[]> {
  const { samples, parts, ancestors } = lineage
  const partsInto = groupBy(parts, (part) => part.childId)
  const below = new Set<SampleId>([sampleId])
  for (const id of below) for (const part of parts) if (part.parentId === id) below.add(part.childId)

  const roots = samples.filter(({ sample }) => ancestors.includes(sample.id) && !partsInto.has(sample.id))
  const [runs, cells] = await Promise.all([
    listRunRows(lab, { ids: roots.map(({ sample }) => sample.runId) }),
    listCellRows(lab, { samples: [...below] }),
  ])
  const [approvals, tests] = await Promise.all([
    listApprovalsOf(
      lab,
      runs.map(({ run }) => run.revisionId),
    ),
    listTestsOfCells(
      lab,
      cells.map(({ cell }) => cell.id),
    ),
  ])
  const figures = groupBy(
    await listFiguresOfTests(
      lab,
      tests.map((test) => test.id),
    ),
    (figure) => figure.testId,
  )

  const nodes = new Map<string, DescentNode>()
  const add = (node: DescentNode) => nodes.set(node.id, node)
  const from = (...ids: string[]): DescentNode['from'] => ids.map((id) => ({ id, taken: null }))
  for (const { run, recipeName, revisionNumber, planTitle } of runs) {
    const recipePage = `plans/${run.planId}?recipe=${run.recipeId}`
    add({
      id: run.planId,
      kind: 'plan',
      label: planTitle || 'Untitled plan',
      detail: '',
      at: null,
      place: `plans/${run.planId}`,
      from: [],
    })
    add({
      id: run.revisionId,
      kind: 'revision',
      label: recipeName,
      detail: `revision ${revisionNumber}`,
      at: null,
      place: recipePage,
      from: from(run.planId),
    })
    const approved = approvals.filter((approval) => approval.revisionId === run.revisionId)
    const reviews = groupBy(approved, (approval) => approval.reviewId)
    for (const [reviewId, answers] of reviews)
      add({
        id: reviewId,
        kind: 'review',
        label: [...new Set(answers.map(({ by }) => people(by).name))].join(', '),
        detail: '',
        at: answers.at(-1)?.at ?? null,
        place: `reviews/${reviewId}`,
        // One review can approve several recipes.
        from: [...(nodes.get(reviewId)?.from ?? []), ...from(run.revisionId)].filter(
          (one, place, all) => all.findIndex((other) => other.id === one.id) === place,
        ),
      })
    const nobody = `nobody for ${run.id}`
    if (reviews.size === 0)
      add({
        id: nobody,
        kind: 'review',
        label: 'nobody',
        detail: '',
        at: null,
        place: recipePage,
        from: from(run.revisionId),
      })
    add({
      id: run.id,
      kind: 'run',
      label: `run ${run.number}`,
      detail: people(run.startedBy).name,
      at: run.startedAt,
      place: `runs/${run.id}`,
      from: reviews.size > 0 ? from(...reviews.keys()) : from(nobody),
    })
  }
  for (const row of inOrder(samples, parts)) {
    const { sample } = row
    const item = sampleItem(row)
    const counted = isCounted(sample.kind)
    const left = counted ? item.leftCount : item.leftG
    add({
      id: sample.id,
      kind: sample.kind,
      label: sample.code,
      detail: left === null ? '' : `${formatAmount(left, counted)} left`,
      at: sample.createdAt,
      place: `samples/${sample.id}`,
      from:
        partsInto.get(sample.id)?.map((part) => ({ id: part.parentId, taken: amountOf(part) })) ??
        (nodes.has(sample.runId) ? from(sample.runId) : []),
    })
  }
  for (const { cell } of cells.toReversed())
    add({
      id: cell.id,
      kind: 'cell',
      label: cell.name,
      detail: cell.format,
      at: cell.builtAt,
      place: `cells/${cell.id}`,
      from: from(cell.sampleId),
    })
  for (const test of tests) {
    add({
      id: test.id,
      kind: 'test',
      label: test.fileName ?? ([test.paperTestId, test.paperPlace].filter(Boolean).join(', ') || 'test'),
      detail: test.state === 'failed' ? 'could not be read' : test.state === 'reading' ? 'being read' : '',
      at: test.createdAt,
      place: `cells/${test.cellId}#${test.id}`,
      from: from(test.cellId),
    })
    for (const { id, figure, value, unit, ...cycles } of headline(figures.get(test.id) ?? []))
      add({
        id,
        kind: 'result',
        label: Object.values(sayResult(value, unit)).join(' '),
        detail: [figureLabel(figure), formatCycles(cycles)].filter(Boolean).join(', '),
        at: null,
        place: `cells/${test.cellId}#${test.id}`,
        from: from(test.id),
      })
  }
  return [...nodes.values()]
}

/** What judges a coating first, one row of each figure. */
function headline<Row extends { figure: string }>(rows: readonly Row[]): Row[] {
  const firsts = new Map<string, Row>()
  for (const row of rows) if (!firsts.has(row.figure)) firsts.set(row.figure, row)
  return [...firsts.values()].sort((a, b) => figureRank(a.figure) - figureRank(b.figure)).slice(0, figuresOfTest)
}

/** Parents before their children; among equals the older first. */
function inOrder(samples: readonly SampleListRow[], parts: readonly SamplePartRow[]): SampleListRow[] {
  const left = samples.toReversed()
  const ordered: SampleListRow[] = []
  const done = new Set<SampleId>()
  const known = new Set(left.map(({ sample }) => sample.id))
  while (left.length > 0) {
    const next = left.findIndex(({ sample }) =>
      parts.every((part) => part.childId !== sample.id || done.has(part.parentId) || !known.has(part.parentId)),
    )
    const [row] = left.splice(Math.max(0, next), 1)
    if (row === undefined) break
    done.add(row.sample.id)
    ordered.push(row)
  }
  return ordered
}
