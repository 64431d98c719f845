'use client'

import { useCallback, useMemo } from 'react'
import { Chart, type HoveredPoint } from '@/app/_components/charts/Chart'
import type { ChartTheme } from '@/app/_components/charts/chartTheme'
import { fadeOption } from '@/app/_components/charts/fadeOption'
import type { PictureProps } from './Pictures'

/** Mean voltages over cycle number, and the hysteresis between the dQ/dV peaks. */
export function FadePicture({ cell, test, conditions, voltageLabel }: PictureProps) {
  const input = useMemo(
    () => ({
      cycles: test.cycles,
      leftOut: new Set(test.judgement.leftOut.map(({ cycle }) => cycle)),
      voltageLabel,
    }),
    [test, voltageLabel],
  )
  const buildOption = useCallback((theme: ChartTheme) => fadeOption(input, theme), [input])
  const describeHover = useCallback((points: readonly HoveredPoint[]) => {
    const cycle = points.find((point) => point.value.length > 0)?.value[0]
    return {
      title: typeof cycle === 'number' ? `Cycle ${cycle}` : '',
      lines: points.flatMap(({ seriesName, value }) =>
        typeof value[1] === 'number' ? [`${seriesName}: ${value[1].toFixed(4)} V`] : [],
      ),
    }
  }, [])
  const table = useMemo(
    () => ({
      header: ['Cycle number', 'Mean charge voltage (V)', 'Mean discharge voltage (V)', 'ΔV (V)'],
      rows: test.cycles.map(({ cycle, meanChargeV, meanDischargeV, deltaV }) => [
        cycle,
        ...[meanChargeV, meanDischargeV, deltaV].map((volt) => (volt === null ? null : Number(volt.toPrecision(6)))),
      ]),
    }),
    [test],
  )
  return (
    <Chart
      title={`${cell.name}: voltage fade`}
      conditions={conditions}
      summary={`Mean charge and discharge voltage (energy over capacity) over ${test.cycles.length} cycles, with the hysteresis of the dQ/dV peaks above.`}
      buildOption={buildOption}
      describeHover={describeHover}
      table={table}
    />
  )
}
