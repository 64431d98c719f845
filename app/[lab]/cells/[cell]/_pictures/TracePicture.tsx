'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { Chart, type HoveredPoint } from '@/app/_components/charts/Chart'
import type { ChartTheme } from '@/app/_components/charts/chartTheme'
import { traceOption } from '@/app/_components/charts/traceOption'
import { useTRPC } from '@/app/_lib/trpc'
import { PictureState } from './PictureState'
import type { PictureProps } from './Pictures'
import { fixed, short } from './pictureWords'

const stretches = 700
const units: Readonly<Record<string, string>> = { voltage: 'V', current: 'mA', temperature: '°C' }

/** Voltage, current and temperature over the whole test. Looking closer fetches the rows of that window. */
export function TracePicture({ lab, cell, test, conditions, voltageLabel }: PictureProps) {
  const trpc = useTRPC()
  const [window, setWindow] = useState<{ fromS: number; toS: number } | null>(null)
  const query = useQuery({
    ...trpc.tests.trace.queryOptions({ lab, test: test.id, stretches, ...window }, fixed),
    placeholderData: keepPreviousData,
  })
  const { data } = query
  const buildOption = useCallback(
    (theme: ChartTheme) => (data ? traceOption({ ...data, voltageLabel }, theme) : {}),
    [data, voltageLabel],
  )
  const describeHover = useCallback((points: readonly HoveredPoint[]) => {
    const x = points.find((point) => point.value.length > 0)?.value[0]
    return {
      title: typeof x === 'number' ? `${short(x)} h` : '',
      lines: points.flatMap(({ seriesName, value }) =>
        typeof value[1] === 'number' ? [`${seriesName}: ${short(value[1])} ${units[seriesName] ?? ''}`] : [],
      ),
    }
  }, [])
  const table = useMemo(
    () => ({
      header: ['Quantity', 'Test time (s)', 'Value', 'Unit'],
      rows: data
        ? (
            [
              ['voltage', data.voltageV, 'V'],
              ['current', data.currentMA, 'mA'],
              ['temperature', data.temperatureC, '°C'],
            ] as const
          ).flatMap(([name, line, unit]) => (line?.x ?? []).map((x, at) => [name, x, line?.y[at] ?? null, unit]))
        : [],
    }),
    [data],
  )
  const handleWindow = useCallback(
    (fromHours: number, toHours: number) => {
      if (!data) return
      const share = ((toHours - fromHours) * 3600) / Math.max(1e-9, data.endsS - data.beginsS)
      setWindow(share > 0.95 ? null : { fromS: fromHours * 3600, toS: toHours * 3600 })
    },
    [data],
  )
  if (query.error && !data) return <PictureState error={query.error} />
  if (!data) return <PictureState error={null} />
  return (
    <Chart
      title={`${cell.name}: voltage and current over time`}
      conditions={`${conditions} · ${data.rowCount.toLocaleString('en')} rows, extremes kept`}
      summary="Voltage, current and, where it was measured, temperature over the time of the test."
      buildOption={buildOption}
      describeHover={describeHover}
      table={table}
      keepsZoom
      onWindow={handleWindow}
      height="tall"
    />
  )
}
