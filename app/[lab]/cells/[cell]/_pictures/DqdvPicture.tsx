'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useId, useMemo, useState } from 'react'
import { Toggle } from '@/app/_components/charts/CapacityChart'
import { Chart, type HoveredPoint } from '@/app/_components/charts/Chart'
import type { ChartTheme } from '@/app/_components/charts/chartTheme'
import { dqdvOption } from '@/app/_components/charts/dqdvOption'
import { capacityScale } from '@/app/_components/charts/profileOption'
import { Select } from '@/app/_components/Select'
import { useTRPC } from '@/app/_lib/trpc'
import {
  binMiddleV,
  type DqdvCurve,
  dqdvDifference,
  smoothingWords,
  usualSmoothing,
} from '@/science/electrochemistry/dqdvCurve'
import type { DqdvView } from '@/server/views'
import { PictureState } from './PictureState'
import type { PictureProps } from './Pictures'
import { fixed, short } from './pictureWords'

const widthsMV = [2, 5, 10, 20, 50]
const windows = [1, 5, 7, 9, 13, 21]
const orders = [2, 3, 4]

/** dQ/dV of the chosen cycles, with the smoothing that is stated beside it; or what each lost and gained against the first of them. */
export function DqdvPicture({ lab, cell, test, chosen, conditions, voltageLabel }: PictureProps) {
  const trpc = useTRPC()
  const [smoothing, setSmoothing] = useState(usualSmoothing)
  const [asDifference, setAsDifference] = useState(false)
  const query = useQuery({
    ...trpc.tests.dqdv.queryOptions({ lab, test: test.id, cycles: [...chosen], smoothing }, fixed),
    placeholderData: keepPreviousData,
  })
  const { data } = query
  const scale = capacityScale(cell.activeMassMg)
  const unit = cell.activeMassMg === null ? 'mAh V⁻¹' : 'mAh g⁻¹ V⁻¹'
  const isDifference = asDifference && chosen.length > 1
  const curves = useMemo(() => {
    const [first, ...others] = data ?? []
    if (!isDifference || !first) return (data ?? []).map((one) => drawn(one, null, scale))
    return others.map((one) => drawn(one, first, scale))
  }, [data, isDifference, scale])
  const label = isDifference ? `ΔdQ/dV (${unit})` : `dQ/dV (${unit})`
  const buildOption = useCallback(
    (theme: ChartTheme) => dqdvOption({ curves, label, voltageLabel }, theme),
    [curves, label, voltageLabel],
  )
  const describeHover = useCallback(
    (points: readonly HoveredPoint[]) => {
      const x = points.find((point) => point.value.length > 0)?.value[0]
      return {
        title: typeof x === 'number' ? `${x.toFixed(3)} V` : '',
        lines: points.flatMap(({ seriesName, value }) =>
          typeof value[1] === 'number' ? [`${seriesName}: ${short(value[1])} ${unit}`] : [],
        ),
      }
    },
    [unit],
  )
  const table = useMemo(
    () => ({
      header: ['Cycle', 'Half cycle', 'Voltage (V)', label],
      rows: curves.flatMap(({ cycle, charge, discharge }) =>
        (
          [
            ['charge', charge],
            ['discharge', discharge],
          ] as const
        ).flatMap(([half, points]) => points.map(([volt, slope]) => [cycle, half, short(volt), short(slope)])),
      ),
    }),
    [curves, label],
  )
  if (query.error && !data) return <PictureState error={query.error} />
  if (!data) return <PictureState error={null} />
  const against = isDifference ? ` · less cycle ${chosen[0]}` : ''
  return (
    <Chart
      title={`${cell.name}: ${isDifference ? 'change of dQ/dV' : 'dQ/dV'}`}
      conditions={`${conditions} · ${smoothingWords(smoothing)}${against}`}
      summary={`Charge passed per volt over voltage of ${curves.length} cycles; discharge is below zero.`}
      buildOption={buildOption}
      describeHover={describeHover}
      table={table}
      keepsZoom
      controls={
        <>
          <Choice
            label="Bin"
            value={smoothing.binV * 1000}
            choices={widthsMV}
            word={(width) => `${width} mV`}
            onChange={(width) => setSmoothing({ ...smoothing, binV: width / 1000 })}
          />
          <Choice
            label="Savitzky–Golay window"
            value={smoothing.windowBins}
            choices={windows}
            word={(count) => (count === 1 ? 'not smoothed' : `${count} bins`)}
            onChange={(windowBins) =>
              setSmoothing({ ...smoothing, windowBins, order: Math.min(smoothing.order, Math.max(2, windowBins - 1)) })
            }
          />
          <Choice
            label="Polynomial order"
            value={smoothing.order}
            choices={orders.filter((order) => order < Math.max(3, smoothing.windowBins))}
            word={(order) => `order ${order}`}
            onChange={(order) => setSmoothing({ ...smoothing, order })}
          />
          <Toggle
            isPressed={isDifference}
            isDisabled={chosen.length < 2}
            onClick={() => setAsDifference((shown) => !shown)}
          >
            Difference
          </Toggle>
        </>
      }
    />
  )
}

function Choice({
  label,
  value,
  choices,
  word,
  onChange,
}: {
  label: string
  value: number
  choices: readonly number[]
  word: (value: number) => string
  onChange: (value: number) => void
}) {
  const id = useId()
  return (
    <Select
      id={id}
      aria-label={label}
      title={label}
      value={String(value)}
      onChange={(event) => onChange(Number(event.target.value))}
      className="text-xs"
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {word(choice)}
        </option>
      ))}
    </Select>
  )
}

function drawn({ cycle, charge, discharge }: DqdvView, against: DqdvView | null, scale: number) {
  return {
    cycle,
    charge: points(charge, against === null ? null : against.charge, against !== null, scale),
    discharge: points(discharge, against === null ? null : against.discharge, against !== null, -scale),
  }
}

function points(
  view: DqdvView['charge'],
  against: DqdvView['charge'],
  isDifference: boolean,
  scale: number,
): [number, number][] {
  if (view === null || (isDifference && against === null)) return []
  const own = curveOf(view)
  const curve = against === null ? own : dqdvDifference(own, curveOf(against))
  if (curve === null) return []
  return Array.from(curve.slopes, (slope, at) => [binMiddleV(curve, at), slope * scale])
}

function curveOf({ firstBin, binV, slopesMAhPerV }: NonNullable<DqdvView['charge']>): DqdvCurve {
  return { firstBin, binV, slopes: Float64Array.from(slopesMAhPerV) }
}
