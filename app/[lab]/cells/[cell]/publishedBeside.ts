import type { CapacitySeries } from '@/app/_components/charts/capacityOption'
import type { PublishedMark } from '@/app/_components/charts/cycleFrame'
import { meritOf } from '@/app/_lib/comparison/merits'
import { figureLabel } from '@/science/comparison/figures'
import {
  type CellType,
  type ComparedConditions,
  cellTypeOf,
  cellTypeOfWords,
  matchConditions,
} from '@/science/comparison/matchConditions'
import type { CellView, PublishedResult, TestView } from '@/server/views'

/** A published result and why it may or may not stand in the chart. */
export interface JudgedResult {
  published: PublishedResult
  /** Empty where window, rate and cell type are the same. */
  differences: string[]
  mark: PublishedMark | null
}

/** Only these have an axis in capacity over cycle number; what else is compared is listed. */
const drawable = new Set(['dischargeCapacity', 'initialDischargeCapacity', 'finalCapacity', 'retention'])

export function cellTypeOfCell(cell: Pick<CellView, 'format' | 'electrolyte' | 'counterElectrode'>): CellType {
  return cellTypeOf(cell)
}

/** What the test ran under: as stated, else as seen in the data that its figures were computed from. */
export function conditionsOf(test: Pick<TestView, 'conditions' | 'results'>): TestView['conditions'] {
  const stated = Object.entries(test.conditions).filter(([, value]) => value !== null && value !== undefined)
  return { ...test.results[0]?.conditions, ...Object.fromEntries(stated) }
}

const noAxis = 'same window, rate and cell type; it has no axis in this chart'

/**
 * Sorts the published results by whether they may be drawn beside this test: first those that match, then by the
 * number of differences, so that the nearest conditions come first.
 */
export function judgePublished(
  test: Pick<TestView, 'conditions' | 'results'>,
  cell: Pick<CellView, 'format' | 'electrolyte' | 'counterElectrode'>,
  published: readonly PublishedResult[],
): JudgedResult[] {
  return judgeUnder([{ ...conditionsOf(test), cellType: cellTypeOfCell(cell) }], published)
}

/** The same for a picture of several conditions: drawn is only what matches all of them. */
export function judgeUnder(
  measured: readonly ComparedConditions[],
  published: readonly PublishedResult[],
): JudgedResult[] {
  return published
    .filter((one) => meritOf(one.result.figure) !== null)
    .map((one) => {
      const { conditions } = one.result
      const there = { ...conditions, cellType: cellTypeOfWords(conditions.cell) }
      const differences = measured.flatMap((here) => {
        const match = matchConditions(here, there)
        return match.matches ? [] : match.differences
      })
      if (differences.length === 0 && !drawable.has(one.result.figure)) differences.push(noAxis)
      return differences.length === 0
        ? { published: one, differences, mark: markOf(one) }
        : { published: one, differences: [...new Set(differences)], mark: null }
    })
    .toSorted((a, b) => a.differences.length - b.differences.length)
}

/** A discharge capacity with no cycle named is the first one, as papers write it; any other figure needs its cycle. */
function markOf({ paper, sampleLabel, place, result }: PublishedResult): PublishedMark | null {
  const cycle = result.atCycle ?? (/dischargeCapacity$/i.test(result.figure) ? 1 : null)
  if (cycle === null) return null
  const unit = result.unit === '%' || result.unit === 'mAh' ? result.unit : 'mAh/g'
  return { name: `${sampleLabel}, ${paper} ${place}`, cycle, value: result.value, unit }
}

/** @param placeOf the address of a result on the page of its paper */
export function marksOf(judged: readonly JudgedResult[], placeOf: (key: string) => string): PublishedMark[] {
  return judged.flatMap(({ mark, published }) => (mark ? [{ ...mark, href: placeOf(published.key) }] : []))
}

/** A test as a series: named by its file, or by the paper it comes from. */
export function seriesOfTest(test: Pick<TestView, 'file' | 'paper' | 'cycles'>): CapacitySeries {
  return {
    name: test.file?.name ?? (test.paper ? `${test.paper.testId}, ${test.paper.place}` : 'test'),
    cycles: test.cycles,
  }
}

/** How a published figure reads in a list. */
export function publishedLabel({ sampleLabel, result }: PublishedResult): string {
  return `${sampleLabel}: ${figureLabel(result.figure)}`
}
