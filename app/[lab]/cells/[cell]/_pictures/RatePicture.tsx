'use client'

import { useCallback, useMemo } from 'react'
import { Chart, type HoveredPoint } from '@/app/_components/charts/Chart'
import type { ChartTheme } from '@/app/_components/charts/chartTheme'
import { mean, rateOption, stepName } from '@/app/_components/charts/rateOption'
import type { PictureProps } from './Pictures'
import { short } from './pictureWords'
import { ratesOf } from './rates'

/** Rate capability: discharge capacity at each rate that was held, as picture and as table. */
export function RatePicture({ cell, test, conditions }: PictureProps) {
  const { activeMassMg } = cell
  const found = useMemo(() => ratesOf(test, activeMassMg), [test, activeMassMg])
  const perGram = activeMassMg !== null
  const capacityUnit = perGram ? 'mAh g⁻¹' : 'mAh'
  const capacityLabel = perGram
    ? 'Specific discharge capacity (mAh g⁻¹)'
    : 'Discharge capacity (mAh), active mass not known'
  const rateUnit = found?.isCRate ? 'C' : 'mA'
  const buildOption = useCallback(
    (theme: ChartTheme) =>
      rateOption(
        {
          rates: found?.steps ?? [],
          rateLabel: found?.isCRate ? 'Discharge rate (C)' : 'Discharge current (mA)',
          capacityLabel,
        },
        theme,
      ),
    [found, capacityLabel],
  )
  const describeHover = useCallback(
    ([point]: readonly HoveredPoint[]) => {
      const [rate, capacity] = point?.value ?? []
      if (!point || typeof rate !== 'number' || typeof capacity !== 'number') return { title: '', lines: [] }
      return { title: `${short(rate)} ${rateUnit}`, lines: [`${short(capacity)} ${capacityUnit}`, point.name] }
    },
    [rateUnit, capacityUnit],
  )
  const rows = useMemo(() => {
    const [first] = found?.steps ?? []
    return (found?.steps ?? []).map((step) => ({
      rate: step.rate,
      currentMA: Number(step.currentMA.toPrecision(3)),
      cycles: stepName(step),
      capacity: Number(mean(step.capacities).toPrecision(4)),
      share: first ? Number(((100 * mean(step.capacities)) / mean(first.capacities)).toFixed(1)) : null,
    }))
  }, [found])
  const header = [`Rate (${rateUnit})`, 'Current (mA)', 'Cycles', `Mean capacity (${capacityUnit})`, 'Of the first (%)']
  const table = useMemo(
    () => ({
      header: [`Rate (${rateUnit})`, 'Current (mA)', 'Cycles', `Mean capacity (${capacityUnit})`, 'Of the first (%)'],
      rows: rows.map((row) => [row.rate, row.currentMA, row.cycles, row.capacity, row.share]),
    }),
    [rows, rateUnit, capacityUnit],
  )
  if (!found) return null
  return (
    <>
      <Chart
        title={`${cell.name}: rate capability`}
        conditions={conditions}
        summary={`Discharge capacity at ${found.steps.length} rates in the order that they were held.`}
        buildOption={buildOption}
        describeHover={describeHover}
        table={table}
      />
      <div className="mt-3 overflow-x-auto">
        <table className="w-full border-collapse text-sm tabular-nums">
          <caption className="sr-only">Rate capability</caption>
          <thead>
            <tr className="border-b border-line">
              {header.map((head) => (
                <th key={head} scope="col" className="px-3 py-1.5 text-right font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.cycles} className="border-b border-line last:border-0">
                <th scope="row" className="px-3 py-1 text-right font-normal">
                  {short(row.rate)}
                </th>
                <td className="px-3 py-1 text-right">{row.currentMA}</td>
                <td className="px-3 py-1 text-right">{row.cycles.replace('cycles ', '')}</td>
                <td className="px-3 py-1 text-right">{row.capacity}</td>
                <td className="px-3 py-1 text-right">{row.share?.toFixed(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
