'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import { Toggle } from '@/app/_components/charts/CapacityChart'
import type { CycleView } from '@/server/views'

const rowHeight = 30

/** Every figure of every cycle. Thousands of cycles scroll as lightly as four: only what is in sight is in the page. */
export function CycleTable({
  name,
  cycles,
  unit,
}: {
  name: string
  cycles: readonly CycleView[]
  unit: 'mAh/g' | 'mAh'
}) {
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
      {isShown && <Rows name={name} cycles={cycles} unit={unit} />}
    </div>
  )
}

function Rows({ name, cycles, unit }: { name: string; cycles: readonly CycleView[]; unit: 'mAh/g' | 'mAh' }) {
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
  const perGram = unit === 'mAh/g'
  const capacityUnit = perGram ? 'mAh g⁻¹' : 'mAh'
  const columns: { head: string; unit: string; value: (cycle: CycleView) => string }[] = [
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
    { head: 'CE', unit: '%', value: (cycle) => fixed(cycle.coulombicEfficiencyPercent, 2) },
    { head: 'Retention', unit: '%', value: (cycle) => fixed(cycle.retentionPercent, 1) },
    { head: 'Mean charge', unit: 'V', value: (cycle) => fixed(cycle.meanChargeV, 3) },
    { head: 'Mean discharge', unit: 'V', value: (cycle) => fixed(cycle.meanDischargeV, 3) },
    {
      head: 'At high voltage',
      unit: 'min',
      value: (cycle) => fixed(cycle.dwellS === null ? null : cycle.dwellS / 60, 1),
    },
  ]

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
              <Head key={column.head} head={column.head} unit={column.unit} />
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
                className="border-t border-line"
                style={{ height: rowHeight }}
              >
                <th scope="row" className="px-3 text-right font-normal text-ink-muted">
                  {cycle.cycle}
                </th>
                {columns.map((column) => (
                  <td key={column.head} className="px-3 text-right">
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
