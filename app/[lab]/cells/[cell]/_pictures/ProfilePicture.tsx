'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Chart, type HoveredPoint } from '@/app/_components/charts/Chart'
import type { ChartTheme } from '@/app/_components/charts/chartTheme'
import { capacityLabel, capacityScale, profileOption } from '@/app/_components/charts/profileOption'
import { useTRPC } from '@/app/_lib/trpc'
import type { CycleCurvesView } from '@/server/views'
import { PictureState } from './PictureState'
import type { PictureProps } from './Pictures'
import { fixed, sameCycles, short } from './pictureWords'

/** Stretches of capacity that one curve is thinned to: about one for each pixel of the drawing. */
const stretches = 500

/** Voltage against capacity of the chosen cycles. Looking closer fetches the rows of that stretch. */
export function ProfilePicture({ lab, cell, test, chosen, conditions, voltageLabel }: PictureProps) {
  const trpc = useTRPC()
  const scale = capacityScale(cell.activeMassMg)
  const [window, setWindow] = useState<{ fromMAh: number; toMAh: number } | null>(null)
  const cycles = [...chosen]
  const whole = useQuery({
    ...trpc.tests.profile.queryOptions({ lab, test: test.id, cycles, stretches }, fixed),
    placeholderData: keepPreviousData,
  })
  const closer = useQuery({
    ...trpc.tests.profile.queryOptions({ lab, test: test.id, cycles, stretches, ...window }, fixed),
    placeholderData: keepPreviousData,
    enabled: window !== null,
  })
  const found = window === null ? whole.data : (closer.data ?? whole.data)
  const widestMAh = useMemo(() => widest(whole.data ?? []), [whole.data])
  const shown = useMemo(
    () => (found && sameCycles(found, chosen) ? found : (whole.data ?? [])),
    [found, whole.data, chosen],
  )
  const input = useMemo(
    () => ({ profiles: shown, activeMassMg: cell.activeMassMg, voltageLabel, widestMAh }),
    [shown, cell.activeMassMg, voltageLabel, widestMAh],
  )
  const buildOption = useCallback((theme: ChartTheme) => profileOption(input, theme), [input])
  const unit = cell.activeMassMg === null ? 'mAh' : 'mAh g⁻¹'
  const describeHover = useCallback(
    (points: readonly HoveredPoint[]) => {
      const x = points.find((point) => point.value.length > 0)?.value[0]
      return {
        title: typeof x === 'number' ? `${short(x)} ${unit}` : '',
        lines: points.flatMap(({ seriesName, value }) => {
          const volt = value[1]
          return typeof volt === 'number' ? [`${seriesName}: ${volt.toFixed(4)} V`] : []
        }),
      }
    },
    [unit],
  )
  const table = useMemo(
    () => ({
      header: ['Cycle', 'Half cycle', capacityLabel(cell.activeMassMg), 'Voltage (V)'],
      rows: shown.flatMap(({ cycle, charge, discharge }) =>
        (
          [
            ['charge', charge],
            ['discharge', discharge],
          ] as const
        ).flatMap(([half, line]) =>
          line.x.map((x, at) => [cycle, half, Number((x * scale).toPrecision(7)), line.y[at] ?? null]),
        ),
      ),
    }),
    [shown, cell.activeMassMg, scale],
  )
  // Other cycles: the closer look of those before says nothing of these.
  useEffect(() => {
    if (chosen.length > 0) setWindow(null)
  }, [chosen])

  const handleWindow = useCallback(
    (from: number, to: number) => {
      const share = (to - from) / Math.max(1e-12, widestMAh * scale)
      setWindow(share > 0.95 ? null : { fromMAh: from / scale, toMAh: to / scale })
    },
    [widestMAh, scale],
  )

  if (whole.error && !whole.data) return <PictureState error={whole.error} />
  if (!whole.data) return <PictureState error={null} />
  return (
    <Chart
      title={`${cell.name}: voltage profiles`}
      conditions={conditions}
      summary={`Voltage over capacity of ${chosen.length} cycles, charge and discharge each from zero.`}
      buildOption={buildOption}
      describeHover={describeHover}
      table={table}
      keepsZoom
      onWindow={handleWindow}
    />
  )
}

function widest(profiles: readonly CycleCurvesView[]): number {
  return profiles.reduce(
    (size, { charge, discharge }) => Math.max(size, charge.x.at(-1) ?? 0, discharge.x.at(-1) ?? 0),
    0,
  )
}
