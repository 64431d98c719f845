import type { DrawnRate } from '@/app/_components/charts/rateOption'
import { oneCCurrentMA } from '@/science/electrochemistry/oneC'
import { isRateTest, rateSteps } from '@/science/electrochemistry/rateSteps'
import type { TestView } from '@/server/views'

export interface RateTable {
  /** the rates are C-rates; else currents in mA */
  isCRate: boolean
  steps: (DrawnRate & { currentMA: number; capacitiesMAh: readonly number[] })[]
}

/** The steps of a rate test, of its complete cycles without those left out; null for a test at fewer than three rates. */
export function ratesOf(
  test: Pick<TestView, 'cycles' | 'judgement'>,
  activeMassMg: number | null = null,
): RateTable | null {
  const { leftOut, lastCompleteCycle, oneC } = test.judgement
  const out = new Set(leftOut.map(({ cycle }) => cycle))
  const complete = test.cycles.filter(
    ({ cycle, dischargeCapacityMAh }) =>
      !out.has(cycle) && (dischargeCapacityMAh ?? 0) > 0 && cycle <= (lastCompleteCycle ?? cycle),
  )
  const steps = rateSteps(complete)
  if (!isRateTest(steps)) return null
  const oneCMA = oneCCurrentMA(oneC, activeMassMg)
  return {
    isCRate: oneCMA !== null,
    steps: steps.map(({ currentMA, first, last, cycles }) => {
      const capacitiesMAh = cycles.map((cycle) => cycle.dischargeCapacityMAh ?? 0)
      return {
        rate: Number((oneCMA === null ? currentMA : currentMA / oneCMA).toPrecision(2)),
        currentMA,
        first: first.cycle,
        last: last.cycle,
        capacitiesMAh,
        capacities: capacitiesMAh.map((mAh) => (activeMassMg !== null ? (mAh * 1000) / activeMassMg : mAh)),
      }
    }),
  }
}
