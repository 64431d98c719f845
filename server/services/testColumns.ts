import { setImmediate } from 'node:timers/promises'
import { listPartRows, listTestRows, type TestRow } from '@/db/queries/tests'
import { type Branch, branchOf, type RowSpan } from '@/science/electrochemistry/branch'
import { createDecimator, decimate, type Line } from '@/science/electrochemistry/decimate'
import { type DqdvCurve, type DqdvSmoothing, dqdvCurve } from '@/science/electrochemistry/dqdvCurve'
import type { TestId } from '@/science/ids'
import { blockRows, type ColumnFile, type StoredColumn } from '../columns/columnFile'
import { AppError } from '../errors'
import { NotRead } from '../jobs/readInWorker'
import type { CurveView, CycleCurvesView, DqdvView, TraceView } from '../views'
import { type LabContext, scopeOf } from './context'
import { mappingsOfTest } from './mappingsOfTest'

/** What a chart asks for has at most so many points, whatever the file holds; a closer look asks again for its own stretch. */
const mostStretches = 1000

/** Voltage against capacity of chosen cycles, thinned so that each stretch keeps its extremes; a window of capacity shows its own stretch. */
export async function voltageProfiles(
  context: LabContext,
  input: { test: TestId; cycles: readonly number[]; stretches: number; fromMAh?: number; toMAh?: number },
): Promise<CycleCurvesView[]> {
  const { cycles, fromMAh = Number.NEGATIVE_INFINITY, toMAh = Number.POSITIVE_INFINITY } = input
  const stretches = Math.min(mostStretches, input.stretches)
  const lineOf = ({ passed, voltageV }: Branch): CurveView => {
    const all = passed.map((ampereHours) => ampereHours * 1000)
    // A neighbour on either side, or the line would end before the edge of the window.
    const inside = (mAh: number) => mAh >= fromMAh && mAh <= toMAh
    const first = Math.max(0, all.findIndex(inside) - 1)
    const last = Math.min(all.length - 1, all.findLastIndex(inside) + 1)
    if (!all.some(inside)) return { x: [], y: [] }
    return short(decimate(all.subarray(first, last + 1), voltageV.subarray(first, last + 1), stretches))
  }
  return await withColumns(context, input.test, async (columns) =>
    mapInTurn(cycles, async (cycle) => {
      const branches = await branchesOf(columns, cycle)
      return { cycle, charge: lineOf(branches.charge), discharge: lineOf(branches.discharge) }
    }),
  )
}

/** dQ/dV of chosen cycles, in mAh/V, all on one grid of voltage. */
export async function differentialCapacities(
  context: LabContext,
  { test, cycles, smoothing }: { test: TestId; cycles: readonly number[]; smoothing: DqdvSmoothing },
): Promise<DqdvView[]> {
  const curveOf = ({ voltageV, passed }: Branch): DqdvView['charge'] => {
    const curve = dqdvCurve(voltageV, passed, smoothing)
    return curve === null ? null : curveView(curve)
  }
  return await withColumns(context, test, async (columns) =>
    mapInTurn(cycles, async (cycle) => {
      const { charge, discharge } = await branchesOf(columns, cycle)
      return { cycle, charge: curveOf(charge), discharge: curveOf(discharge) }
    }),
  )
}

function curveView({ firstBin, binV, slopes }: DqdvCurve): NonNullable<DqdvView['charge']> {
  return { firstBin, binV, slopesMAhPerV: Array.from(slopes, (slope) => digits(slope * 1000)) }
}

const traced = ['voltageV', 'currentA', 'temperatureC'] as const satisfies readonly StoredColumn[]

/** Voltage, current and temperature against test time, thinned so that each stretch keeps its extremes. */
export async function trace(
  context: LabContext,
  input: { test: TestId; stretches: number; fromS?: number; toS?: number },
): Promise<TraceView> {
  const stretches = Math.min(mostStretches, input.stretches)
  return await withColumns(context, input.test, async (columns, { gaps }) => {
    const { blocks, rowCount } = columns
    const begun = blocks.filter((block) => block.toS >= block.fromS)
    const beginsS = begun.reduce((low, block) => Math.min(low, block.fromS), Number.POSITIVE_INFINITY)
    const endsS = begun.reduce((high, block) => Math.max(high, block.toS), Number.NEGATIVE_INFINITY)
    const fromS = Math.max(beginsS, input.fromS ?? beginsS)
    const toS = Math.min(endsS, input.toS ?? endsS)
    const keys = traced.filter((key) => columns.has(key))
    const decimators = keys.map(() => createDecimator(fromS, toS, stretches))
    const seen = [...blocks.keys()].filter((index) => {
      const block = blocks[index]
      return block !== undefined && block.toS >= fromS && block.fromS <= toS
    })
    const readBlock = async (index: number) => {
      const first = index * blockRows
      const last = Math.min(rowCount, first + blockRows) - 1
      return await Promise.all((['testTimeS', ...keys] as const).map((key) => columns.read(key, first, last)))
    }
    // The next block is on its way while this one is thinned: on a busy machine each wait for the disk is long.
    let coming = seen[0] === undefined ? null : readBlock(seen[0])
    for (const next of [...seen.slice(1), undefined]) {
      if (coming === null) break
      const [times, ...values] = await coming
      coming = next === undefined ? null : readBlock(next)
      if (times !== undefined) for (const [at, line] of values.entries()) decimators[at]?.add(times, line)
      // Whoever types meanwhile has a turn.
      await setImmediate()
    }
    const lineOf = (key: (typeof traced)[number], scale = 1): CurveView => {
      const line = decimators[keys.indexOf(key)]?.line() ?? { x: [], y: [] }
      return short({ x: line.x, y: scale === 1 ? line.y : line.y.map((value) => value * scale) })
    }
    return {
      rowCount,
      beginsS: Number.isFinite(beginsS) ? beginsS : 0,
      endsS: Number.isFinite(endsS) ? endsS : 0,
      voltageV: lineOf('voltageV'),
      currentMA: lineOf('currentA', 1000),
      temperatureC: keys.includes('temperatureC') ? lineOf('temperatureC') : null,
      gaps: await mapInTurn(gaps ?? [], async ({ row, seconds }) => {
        const [gapFromS = 0, gapToS = 0] = await columns.read('testTimeS', row - 1, row)
        // With the digits of the points, or the last one before the gap might seem to come after it.
        const begins = digits(gapFromS)
        return { fromS: begins, toS: seconds === null ? begins : digits(gapToS), seconds }
      }),
    }
  })
}

/** Both half cycles of one cycle, of its own rows alone. Empty where the test has no such cycle. */
async function branchesOf(columns: ColumnFile, cycle: number): Promise<{ charge: Branch; discharge: Branch }> {
  const stretches: { charge: Branch; discharge: Branch }[] = []
  for (const { firstRow, lastRow } of columns.spansOf(cycle)) {
    // The row before is where the counters stood when the stretch began.
    const from = Math.max(0, firstRow - 1)
    const [voltageV, currentA, charge, discharge] = await Promise.all([
      columns.read('voltageV', from, lastRow),
      columns.read('currentA', from, lastRow),
      columns.read('chargeCapacityAh', from, lastRow),
      columns.read('dischargeCapacityAh', from, lastRow),
    ])
    const spans: RowSpan[] = [{ firstRow: firstRow - from, lastRow: lastRow - from }]
    const half = (total: ArrayLike<number>, way: 1 | -1) =>
      branchOf({ voltageV, currentA, total }, spans, way, columns.restCurrentA)
    stretches.push({ charge: half(charge, 1), discharge: half(discharge, -1) })
  }
  const joined = (key: 'charge' | 'discharge') => joinBranches(stretches.map((stretch) => stretch[key]))
  return { charge: joined('charge'), discharge: joined('discharge') }
}

/** A cycle that was interrupted in the file: what passed runs on. */
function joinBranches(branches: readonly Branch[]): Branch {
  const [only] = branches
  if (only !== undefined && branches.length === 1) return only
  const count = branches.reduce((sum, branch) => sum + branch.passed.length, 0)
  const joined: Branch = { voltageV: new Float64Array(count), passed: new Float64Array(count) }
  let at = 0
  let before = 0
  for (const { voltageV, passed } of branches) {
    joined.voltageV.set(voltageV, at)
    for (let row = 0; row < passed.length; row++) joined.passed[at + row] = before + (passed[row] as number)
    at += passed.length
    before = at > 0 ? (joined.passed[at - 1] as number) : 0
  }
  return joined
}

async function mapInTurn<Of, Into>(all: readonly Of[], work: (one: Of) => Promise<Into>): Promise<Into[]> {
  const found: Into[] = []
  for (const one of all) found.push(await work(one))
  return found
}

async function withColumns<Answer>(
  context: LabContext,
  testId: TestId,
  work: (columns: ColumnFile, test: TestRow) => Promise<Answer>,
): Promise<Answer> {
  const lab = scopeOf(context)
  const [row] = await listTestRows(lab, { test: testId })
  if (row === undefined) throw new AppError('not-found', 'There is no such test in this lab.')
  const { test, file } = row
  if (file === null) throw new AppError('bad-input', 'This test is from a paper: there are no rows to draw.')
  if (test.state !== 'read')
    throw new AppError('conflict', 'This test has not been read, so there are no rows to draw.')
  try {
    await using columns = await context.core.jobs.openColumns(testId, async () => {
      const parts = await listPartRows(lab, [testId])
      return {
        stored: parts.length === 0 ? [file] : parts.map((part) => part.file),
        mappings: await mappingsOfTest(lab, test, { isOfSeveralFiles: parts.length > 0 }),
      }
    })
    if (columns === null)
      throw new AppError('bad-input', 'This file holds no cycling record: there are no rows to draw.')
    return await work(columns, test)
  } catch (error) {
    if (error instanceof NotRead) throw new AppError('bad-input', error.message)
    throw error
  }
}

/** Seven digits, as many as instruments give: half the bytes of an answer are digits that nobody measured. */
function digits(value: number): number {
  return Number(value.toPrecision(7))
}

function short({ x, y }: Line): CurveView {
  return { x: x.map(digits), y: y.map(digits) }
}
