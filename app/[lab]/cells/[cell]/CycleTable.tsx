'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import { Toggle } from '@/app/_components/charts/CapacityChart'
import { smoothingWords, usualSmoothing } from '@/science/electrochemistry/dqdvCurve'
import { oneCCurrentMA } from '@/science/electrochemistry/oneC'
import type { CellView, CycleView, TestView } from '@/server/views'

const rowHeight = 30

/** Every figure of every cycle. Thousands of cycles scroll as lightly as four: only what is in sight is in the page. */
export function CycleTable({
  name,
  cell,
  test,
  unit,
}: {
  name: string
  cell: CellView
  test: TestView
  unit: 'mAh/g' | 'mAh'
}) {
  const { cycles } = test
  const [isShown, setIsShown] = useState(cycles.length <= 12)
  return (
    <div className="mt-6">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h3 className="m-0 text-sm font-semibold">
          {cycles.length} {cycles.length === 1 ? 'cycle' : 'cycles'}
        </h3>
        <Toggle isPressed={isShown} onClick={() => setIsShown((shown) => !shown)}>
          Per cycle
        </Toggle>
      </div>
      {isShown && <Rows name={name} cell={cell} test={test} unit={unit} />}
      {isShown && <HowComputed cell={cell} test={test} />}
    </div>
  )
}

function Rows({ name, cell, test, unit }: { name: string; cell: CellView; test: TestView; unit: 'mAh/g' | 'mAh' }) {
  const { cycles, judgement } = test
  const leftOut = new Map(judgement.leftOut.map(({ cycle, reason }) => [cycle, reason]))
  const columns = columnsOf(cell, test, unit)
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: cycles.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 800, height: 384 },
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <section
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={`Cycles of ${name}`}
      className="max-h-96 overflow-auto border-y border-line"
    >
      <table className="w-full border-collapse text-sm tabular-nums" aria-rowcount={cycles.length + 1}>
        <thead className="sticky top-0 z-10 bg-surface">
          <tr>
            <Head head="Cycle" unit="" />
            {columns.map((column) => (
              <Head key={`${column.head} ${column.unit}`} head={column.head} unit={column.unit} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {items.map((item) => {
            const cycle = cycles[item.index]
            if (!cycle) return null
            return (
              <tr
                key={cycle.cycle}
                aria-rowindex={item.index + 2}
                className={`border-t border-line ${leftOut.has(cycle.cycle) ? 'text-ink-muted' : ''}`}
                style={{ height: rowHeight }}
              >
                <th scope="row" className="px-3 text-right font-normal whitespace-nowrap text-ink-muted">
                  {cycle.cycle}
                  {leftOut.has(cycle.cycle) ? (
                    <span title={leftOut.get(cycle.cycle)}> left out</span>
                  ) : cycle.cycle < (judgement.referenceCycle ?? cycle.cycle) ? (
                    <span title="Formation: before the reference cycle"> formation</span>
                  ) : cycle.cycle > (judgement.lastCompleteCycle ?? cycle.cycle) ? (
                    <span title="Still running: it counts in no figure"> running</span>
                  ) : null}
                </th>
                {columns.map((column) => (
                  <td key={`${column.head} ${column.unit}`} className="px-3 text-right">
                    {column.value(cycle)}
                  </td>
                ))}
              </tr>
            )
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </tbody>
      </table>
    </section>
  )
}

/** What each column is taken from, once for all cycles. */
function HowComputed({ cell, test: { judgement } }: { cell: CellView; test: TestView }) {
  const { activeMassMg, areaCm2, kind } = cell
  const quotient = kind === 'anode-half' ? 'charge over discharge' : 'discharge over charge'
  const sentences = [
    'Each figure is computed from the rows of its own cycle. Charge, discharge and energies: by the counters of the file, where it has none by the integral of the current over time',
    activeMassMg !== null && `, over ${activeMassMg} mg of active material`,
    areaCm2 !== null && ` or ${areaCm2} cm² of electrode`,
    `. CE: ${quotient}. `,
    judgement.referenceCycle !== null && `Retention: discharge over that of cycle ${judgement.referenceCycle}. `,
    'Mean voltages: energy over capacity. Energy efficiency: energy out over energy in. ',
    `ΔV: peak of dQ/dV on charge less that on discharge; ${smoothingWords(usualSmoothing)}. `,
    judgement.dwellVoltageV !== null && `Time at or above ${judgement.dwellVoltageV} V: summed between rows. `,
    'Rate: by the current of the discharge, its mean over the charge passed.',
  ]
  return (
    <details className="mt-2 max-w-prose text-sm text-ink-muted">
      <summary className="cursor-pointer">How</summary>
      <p className="m-0">{sentences.filter(Boolean).join('')}</p>
    </details>
  )
}

interface Column {
  head: string
  unit: string
  value: (cycle: CycleView) => string
}

/** A column that no cycle has a value for is left out. */
function columnsOf(cell: CellView, { cycles, judgement }: TestView, unit: 'mAh/g' | 'mAh'): Column[] {
  const perGram = unit === 'mAh/g'
  const capacityUnit = perGram ? 'mAh g⁻¹' : 'mAh'
  const { activeMassMg, areaCm2 } = cell
  const oneCMA = oneCCurrentMA(judgement.oneC, activeMassMg)
  const over = (value: number | null, by: number | null) =>
    value === null || by === null || by === 0 ? null : value / by
  const energy = (mWh: number | null) => (perGram && activeMassMg !== null ? over(mWh, activeMassMg / 1000) : mWh)
  const all: Column[] = [
    {
      head: 'Charge',
      unit: capacityUnit,
      value: (cycle) => fixed(perGram ? cycle.chargeCapacityMAhPerG : cycle.chargeCapacityMAh, perGram ? 1 : 4),
    },
    {
      head: 'Discharge',
      unit: capacityUnit,
      value: (cycle) => fixed(perGram ? cycle.dischargeCapacityMAhPerG : cycle.dischargeCapacityMAh, perGram ? 1 : 4),
    },
    ...(areaCm2 === null
      ? []
      : [
          {
            head: 'Discharge',
            unit: 'mAh cm⁻²',
            value: (cycle: CycleView) => fixed(over(cycle.dischargeCapacityMAh, areaCm2), 3),
          },
        ]),
    { head: 'CE', unit: '%', value: (cycle) => fixed(cycle.coulombicEfficiencyPercent, 2) },
    { head: 'Retention', unit: '%', value: (cycle) => fixed(cycle.retentionPercent, 1) },
    { head: 'Mean charge', unit: 'V', value: (cycle) => fixed(cycle.meanChargeV, 3) },
    { head: 'Mean discharge', unit: 'V', value: (cycle) => fixed(cycle.meanDischargeV, 3) },
    { head: 'ΔV', unit: 'V', value: (cycle) => fixed(cycle.deltaV, 3) },
    {
      head: 'Energy in',
      unit: perGram ? 'mWh g⁻¹' : 'mWh',
      value: (cycle) => fixed(energy(cycle.chargeEnergyMWh), perGram ? 1 : 3),
    },
    {
      head: 'Energy out',
      unit: perGram ? 'mWh g⁻¹' : 'mWh',
      value: (cycle) => fixed(energy(cycle.dischargeEnergyMWh), perGram ? 1 : 3),
    },
    { head: 'Energy eff.', unit: '%', value: (cycle) => fixed(cycle.energyEfficiencyPercent, 2) },
    {
      head: judgement.dwellVoltageV === null ? 'At high voltage' : `≥ ${judgement.dwellVoltageV} V`,
      unit: 'min',
      value: (cycle) => fixed(cycle.dwellS === null ? null : cycle.dwellS / 60, 1),
    },
    {
      head: 'Rate',
      unit: oneCMA === null ? 'mA' : 'C',
      value: (cycle) => digits(oneCMA === null ? cycle.dischargeCurrentMA : over(cycle.dischargeCurrentMA, oneCMA)),
    },
    { head: 'Temperature', unit: '°C', value: (cycle) => fixed(cycle.temperatureC, 1) },
    {
      head: 'Rows',
      unit: 'of the record',
      value: ({ firstRow, lastRow }) => (firstRow === null || lastRow === null ? '' : `${firstRow}–${lastRow}`),
    },
  ]
  return all.filter((column) => cycles.some((cycle) => column.value(cycle) !== ''))
}

function digits(value: number | null): string {
  return value === null ? '' : String(Number(value.toPrecision(3)))
}

function Head({ head, unit }: { head: string; unit: string }) {
  return (
    <th scope="col" className="px-3 py-1.5 text-right align-bottom font-medium whitespace-nowrap">
      {head}
      <span className="block text-xs font-normal text-ink-muted">{unit || '\u00a0'}</span>
    </th>
  )
}

function fixed(value: number | null, digits: number): string {
  return value === null ? '' : value.toFixed(digits)
}
