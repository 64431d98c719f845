'use client'

import { useCallback, useMemo, useState } from 'react'
import { Toggle } from '@/app/_components/charts/CapacityChart'
import { Chart, type HoveredPoint } from '@/app/_components/charts/Chart'
import type { ChartTheme } from '@/app/_components/charts/chartTheme'
import { scatterOption } from '@/app/_components/charts/scatterOption'
import type { ComparisonLine } from './comparisonTable'
import { fewestPoints, scatterPoints, sharedConditions } from './scatterPoints'

const yLabels = {
  retention: 'Capacity retention (%)',
  dischargeCapacity: 'Specific discharge capacity (mAh g⁻¹)',
} as const

/** Was the prediction right? Predicted time to rocksalt against what the cells kept. */
export function PredictionScatter({ lines }: { lines: readonly ComparisonLine[] }) {
  const [figure, setFigure] = useState<keyof typeof yLabels>('retention')
  const used = useMemo(
    () => lines.filter((line) => scatterPoints([line], figure).length > 0 && isPlottable(line, figure)),
    [lines, figure],
  )
  const points = useMemo(() => scatterPoints(used, figure), [used, figure])
  const buildOption = useCallback(
    (theme: ChartTheme) =>
      scatterOption(
        { points, xLabel: 'Predicted time to rocksalt tᵣₛ (min)', yLabel: yLabels[figure], xLog: true },
        theme,
      ),
    [points, figure],
  )
  const table = useMemo(
    () => ({
      header: ['Recipe', 'Process', 'Origin', 'Predicted t_rs (min)', 'Bound', yLabels[figure], 'Conditions'],
      rows: points.map((point) => [
        point.name,
        point.group,
        point.origin,
        Number(point.x.toPrecision(4)),
        point.bound ?? '',
        point.y,
        point.detail,
      ]),
    }),
    [points, figure],
  )
  const toggles = (
    <>
      <Toggle isPressed={figure === 'retention'} onClick={() => setFigure('retention')}>
        Retention
      </Toggle>
      <Toggle isPressed={figure === 'dischargeCapacity'} onClick={() => setFigure('dischargeCapacity')}>
        Capacity
      </Toggle>
    </>
  )
  if (points.length < fewestPoints)
    return (
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="m-0 text-ink-muted">
          {points.length === 0
            ? 'No recipe shown has'
            : `Only ${points.length} of the recipes shown ${points.length === 1 ? 'has' : 'have'}`}{' '}
          both a predicted time to rocksalt and this figure; a picture needs {fewestPoints}.
        </p>
        <span className="flex gap-1">{toggles}</span>
      </div>
    )
  return (
    <Chart
      title={`${figure === 'retention' ? 'Capacity retention' : 'Discharge capacity'} against predicted time to rocksalt`}
      conditions={sharedConditions(used, figure)}
      summary={`${points.length} recipes; arrows are bounds, hollow marks are papers.`}
      buildOption={buildOption}
      describeHover={describeHover}
      table={table}
      controls={toggles}
    />
  )
}

function isPlottable(line: ComparisonLine, figure: keyof typeof yLabels): boolean {
  // mAh of a cell with unknown mass has no place on an axis of mAh g⁻¹.
  return figure === 'retention' || line.figures[figure]?.unit !== 'mAh'
}

function describeHover([point]: readonly HoveredPoint[]): { title: string; lines: string[] } {
  return { title: point?.name ?? '', lines: point?.detail ? point.detail.split(' · ') : [] }
}
