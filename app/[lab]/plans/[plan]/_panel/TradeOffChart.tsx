import { useCallback, useDeferredValue, useMemo } from 'react'
import { Chart, type HoveredPoint } from '@/app/_components/charts/Chart'
import type { ChartTheme } from '@/app/_components/charts/chartTheme'
import { timeUnitOf, tradeOffOption } from '@/app/_components/charts/tradeOffOption'
import { useLabScience } from '@/app/_lib/labScience'
import { type TradeOffPoint, tradeOff } from '@/science/prediction/tradeOff'
import type { Recipe } from '@/science/recipe/recipe'

/** What more coating gains and what it costs, for this recipe. It follows the recipe when typing pauses. */
export function TradeOffChart({ recipe }: { recipe: Recipe }) {
  const { library } = useLabScience()
  const latest = useDeferredValue(recipe)
  const found = useMemo(() => tradeOff(latest, library), [latest, library])
  const buildOption = useCallback((theme: ChartTheme) => (found ? tradeOffOption(found, theme) : {}), [found])
  const { unit, seconds } = timeUnitOf(found?.timeToRocksalt ?? [])
  const describeHover = useCallback(
    (points: readonly HoveredPoint[]) => ({
      title: `${Number((points[0]?.value[0] ?? 0).toPrecision(3))} nm`,
      lines: points.map(({ seriesName, value }) => `${seriesName}: ${Number((value[1] ?? 0).toPrecision(3))}`),
    }),
    [],
  )
  const table = useMemo(() => {
    const times = new Map(found?.timeToRocksalt.map((point) => [point.thicknessNm, point]))
    const costs = new Map(found?.lithiumOverpotential.map((point) => [point.thicknessNm, point]))
    const cells = (point: TradeOffPoint | undefined, scale: number) =>
      (['value', 'low', 'high'] as const).map((key) => {
        const one = point?.[key]
        return one === null || one === undefined ? null : Number((one * scale).toPrecision(4))
      })
    return {
      header: [
        'Coating thickness (nm)',
        ...['', ', low', ', high'].map((part) => `t_rs (${unit})${part}`),
        ...['', ', low', ', high'].map((part) => `Lithium overpotential (mV)${part}`),
      ],
      rows: [...new Set([...times.keys(), ...costs.keys()])].map((thicknessNm) => [
        Number(thicknessNm.toPrecision(4)),
        ...cells(times.get(thicknessNm), 1 / seconds),
        ...cells(costs.get(thicknessNm), 1),
      ]),
    }
  }, [found, unit, seconds])
  if (found === null) return null
  const missing = [
    ...(found.timeToRocksalt.length === 0 ? ['time to rocksalt'] : []),
    ...(found.lithiumOverpotential.length === 0 ? ['lithium overpotential'] : []),
  ]
  return (
    <section aria-label="Trade-off" className="flex flex-col gap-1">
      <Chart
        title="Against thickness"
        conditions={missing.length === 0 ? 'all else as it stands' : `no ${missing.join(', no ')} is known`}
        summary="Time to rocksalt and lithium overpotential both grow with the thickness of the coating; the dashed line marks the present one."
        buildOption={buildOption}
        describeHover={describeHover}
        table={table}
      />
    </section>
  )
}
