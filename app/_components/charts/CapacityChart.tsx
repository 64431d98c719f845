'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useMemo, useState } from 'react'
import { formatPublished, formatResult, formatUnit } from '@/science/comparison/figures'
import { Chart, type HoveredPoint } from './Chart'
import {
  type CapacityMode,
  type CapacitySeries,
  type ChosenCycle,
  capacityOption,
  capacityUnit,
  drawnMarks,
  plottedValue,
  valueLabel,
} from './capacityOption'
import type { ChartTheme } from './chartTheme'
import type { PublishedMark } from './cycleFrame'

/** Capacity or retention against cycle number, coulombic efficiency above, papers as hollow marks. */
export function CapacityChart({
  title,
  conditions,
  series,
  published,
  reasons,
  choosing,
}: {
  title: string
  conditions: string
  series: readonly CapacitySeries[]
  published: readonly PublishedMark[]
  /** Why a cycle was left out, by its number. */
  reasons?: ReadonlyMap<number, string>
  /** Cycles are chosen here to be looked at closer: by a click, or by marking a range. Must be stable between renders. */
  choosing?: {
    colorsOf: (theme: ChartTheme) => readonly ChosenCycle[]
    onPick: (x: number) => void
    onRange: (from: number, to: number) => void
  }
}) {
  const router = useRouter()
  const open = useCallback((href: string) => router.push(href), [router])
  const [isMarking, setIsMarking] = useState(false)
  const [mode, setMode] = useState<CapacityMode>('capacity')
  const [withCharge, setWithCharge] = useState(false)
  const chosen = choosing?.colorsOf
  const input = useMemo(
    () => ({ series, published, mode, withCharge, chosen }),
    [series, published, mode, withCharge, chosen],
  )
  const buildOption = useCallback((theme: ChartTheme) => capacityOption(input, theme), [input])
  const unit = capacityUnit(series)
  const describeHover = useCallback(
    (points: readonly HoveredPoint[]) => {
      const cycle = points.find((point) => point.value.length > 0)?.value[0] ?? null
      const lines = series.flatMap((one) => {
        const found = one.cycles.find((each) => each.cycle === cycle)
        if (!found) return []
        const value = plottedValue(found, mode, unit)
        const shown =
          value === null
            ? 'no value'
            : `${formatResult(value, mode === 'retention' ? '%' : unit)} ${mode === 'retention' ? '%' : unit === 'mAh/g' ? 'mAh g⁻¹' : 'mAh'}`
        const efficiency = found.coulombicEfficiencyPercent
        return [`${one.name}: ${shown}${efficiency === null ? '' : ` · CE ${efficiency.toFixed(2)} %`}`]
      })
      const reason = cycle === null || cycle === undefined ? undefined : reasons?.get(cycle)
      if (reason !== undefined) lines.push(`left out: ${reason}`)
      const marks = drawnMarks(input)
        .filter((mark) => mark.cycle === cycle)
        .map((mark) => `${mark.name}: ${formatPublished(mark.value)} ${formatUnit(mark.unit)}, published`)
      return { title: cycle === null ? '' : `Cycle ${cycle}`, lines: [...lines, ...marks] }
    },
    [series, mode, unit, input, reasons],
  )
  const table = useMemo(
    () => ({
      header: [
        'Test',
        'Cycle number',
        `Discharge capacity (${unit === 'mAh/g' ? 'mAh g⁻¹' : 'mAh'})`,
        `Charge capacity (${unit === 'mAh/g' ? 'mAh g⁻¹' : 'mAh'})`,
        'Coulombic efficiency (%)',
        'Capacity retention (%)',
        ...(reasons?.size ? ['Left out'] : []),
      ],
      rows: [
        ...series.flatMap((one) =>
          one.cycles.map((cycle) => [
            one.name,
            cycle.cycle,
            round(plottedValue(cycle, 'capacity', unit)),
            round(unit === 'mAh/g' ? cycle.chargeCapacityMAhPerG : cycle.chargeCapacityMAh),
            round(cycle.coulombicEfficiencyPercent),
            round(cycle.retentionPercent),
            ...(reasons?.size ? [reasons.get(cycle.cycle) ?? ''] : []),
          ]),
        ),
        ...drawnMarks(input).map((mark) =>
          mark.unit === '%'
            ? [mark.name, mark.cycle, null, null, null, mark.value]
            : [mark.name, mark.cycle, mark.value, null, null, null],
        ),
      ],
    }),
    [series, unit, input, reasons],
  )
  const count = series.reduce((sum, one) => sum + one.cycles.length, 0)

  return (
    <Chart
      title={title}
      conditions={conditions}
      summary={`${valueLabel(mode, unit)} over cycle number for ${count} cycles, with coulombic efficiency above.`}
      buildOption={buildOption}
      describeHover={describeHover}
      table={table}
      onOpen={open}
      keepsZoom={choosing !== undefined}
      pick={choosing && { xAxisIndex: 1, onPick: choosing.onPick }}
      brush={
        choosing && isMarking
          ? {
              xAxisIndex: 1,
              onRange: (from, to) => {
                choosing.onRange(from, to)
                setIsMarking(false)
              },
            }
          : null
      }
      controls={
        <>
          <Toggle
            isPressed={mode === 'retention'}
            onClick={() => setMode(mode === 'retention' ? 'capacity' : 'retention')}
          >
            Retention
          </Toggle>
          <Toggle
            isPressed={withCharge && mode === 'capacity'}
            isDisabled={mode === 'retention'}
            onClick={() => setWithCharge((shown) => !shown)}
          >
            Charge
          </Toggle>
          {choosing && (
            <Toggle isPressed={isMarking} onClick={() => setIsMarking((marking) => !marking)}>
              Mark a range
            </Toggle>
          )}
        </>
      }
    />
  )
}

export function Toggle({
  isPressed,
  isDisabled,
  onClick,
  children,
}: {
  isPressed: boolean
  isDisabled?: boolean
  onClick: () => void
  children: string
}) {
  return (
    <button
      type="button"
      aria-pressed={isPressed}
      disabled={isDisabled}
      onClick={onClick}
      className="inline-flex h-8 items-center rounded-md border border-line px-2 text-xs text-ink-muted hover:bg-hover hover:text-ink disabled:opacity-50 aria-pressed:border-accent aria-pressed:text-accent"
    >
      {children}
    </button>
  )
}

function round(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6))
}
