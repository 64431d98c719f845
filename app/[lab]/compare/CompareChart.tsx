import { useRouter } from 'next/navigation'
import { useCallback, useMemo, useState } from 'react'
import { Toggle } from '@/app/_components/charts/CapacityChart'
import { Chart, type HoveredPoint } from '@/app/_components/charts/Chart'
import type { ChartTheme } from '@/app/_components/charts/chartTheme'
import { comparisonOption } from '@/app/_components/charts/comparisonOption'
import type { PublishedMark } from '@/app/_components/charts/cycleFrame'
import { type ComparedColumn, sharedConditions } from '@/app/_lib/comparison/columns'
import {
  type CurveGroup,
  type CurveMode,
  curveLabel,
  curveUnit,
  drawnGroup,
  groupNames,
} from '@/app/_lib/comparison/curves'
import { formatMean } from '@/app/_lib/comparison/format'
import { paperAddress } from '@/app/_lib/comparison/paperAddress'
import { formatPublished, formatResult, formatUnit } from '@/science/comparison/figures'
import type { JudgedResult } from '../cells/[cell]/publishedBeside'

/** Capacity over cycle number of all that is compared: replicates as mean with a band, or cell by cell. */
export function CompareChart({
  lab,
  groups,
  colourBy,
  judged,
}: {
  lab: string
  groups: readonly CurveGroup[]
  colourBy: ComparedColumn | null
  judged: readonly JudgedResult[]
}) {
  const router = useRouter()
  const [mode, setMode] = useState<CurveMode>('capacity')
  const [showsCells, setShowsCells] = useState(false)
  const unit = curveUnit(groups)
  const valueUnit = mode === 'retention' ? '%' : unit
  const scale = useMemo(() => scaleOf(groups, colourBy), [groups, colourBy])
  const drawn = useMemo(() => {
    const names = groupNames(groups)
    return groups.map((group, at) => drawnGroup(group, names[at] ?? '', mode, unit, scale?.shareOf(group) ?? null))
  }, [groups, mode, unit, scale])
  const marks = useMemo(
    () =>
      judged.flatMap(({ mark, published }): PublishedMark[] =>
        mark === null || mark.unit !== valueUnit ? [] : [{ ...mark, href: paperAddress(lab, published.key) }],
      ),
    [judged, valueUnit, lab],
  )
  const label = curveLabel(mode, unit)
  const buildOption = useCallback(
    (theme: ChartTheme) => comparisonOption({ groups: drawn, marks, valueLabel: label, showsCells, scale }, theme),
    [drawn, marks, label, showsCells, scale],
  )
  const describeHover = useCallback(
    (points: readonly HoveredPoint[]) => {
      const cycle = points.find((point) => point.value.length > 0)?.value[0] ?? null
      const said = drawn.flatMap((group) => {
        if (showsCells)
          return group.cells.flatMap((cell) => {
            const value = cell.value[cell.cycle.indexOf(cycle ?? -1)]
            return typeof value === 'number'
              ? [`${cell.name}: ${formatResult(value, valueUnit)} ${formatUnit(valueUnit)}`]
              : []
          })
        const found = group.mean.find((one) => one.cycle === cycle)
        const efficiency = group.efficiency.find((one) => one.cycle === cycle)
        if (!found) return []
        return [
          `${group.name}: ${formatMean(found.value, valueUnit)} ${formatUnit(valueUnit)}, n = ${found.value.n}${
            efficiency ? ` · CE ${efficiency.value.mean.toFixed(2)} %` : ''
          }`,
        ]
      })
      const papers = marks
        .filter((mark) => mark.cycle === cycle)
        .map((mark) => `${mark.name}: ${formatPublished(mark.value)} ${formatUnit(mark.unit)}, published`)
      return { title: cycle === null ? '' : `Cycle ${cycle}`, lines: [...said.slice(0, 24), ...papers] }
    },
    [drawn, marks, showsCells, valueUnit],
  )
  const table = useMemo(
    () => ({
      header: ['Recipe', 'Cell', 'Cycle number', label, 's', 'n', 'Coulombic efficiency (%)', 'Source'],
      rows: [
        ...drawn.flatMap((group) =>
          showsCells
            ? group.cells.flatMap((cell) =>
                cell.cycle.map((cycle, at) => [
                  group.name,
                  cell.name,
                  cycle,
                  short(cell.value[at] ?? null),
                  null,
                  1,
                  short(cell.efficiency[at] ?? null),
                  'this lab',
                ]),
              )
            : group.mean.map(({ cycle, value }, at) => [
                group.name,
                null,
                cycle,
                short(value.mean),
                short(value.sd),
                value.n,
                short(group.efficiency[at]?.value.mean ?? null),
                'this lab',
              ]),
        ),
        ...marks.map((mark) => [mark.name, null, mark.cycle, mark.value, null, null, null, 'published']),
      ],
      links: [
        ...drawn.flatMap((group) =>
          (showsCells ? group.cells.flatMap((cell) => cell.cycle) : group.mean).map(() => null),
        ),
        ...marks.map((mark) => mark.href ?? null),
      ],
    }),
    [drawn, marks, label, showsCells],
  )
  const open = useCallback((href: string) => router.push(href), [router])
  if (groups.length === 0)
    return <p className="text-ink-muted">Nothing that is shown has cycles: its figures stand below.</p>
  return (
    <Chart
      title="Capacity over cycle number"
      conditions={sharedConditions(groups.map((group) => ({ ...group, cells: cellsOf(group) })))}
      summary={`${label} over cycle number for ${groups.length} recipes, ${showsCells ? 'cell by cell' : 'replicates as mean and standard deviation'}, with coulombic efficiency above; hollow marks are papers.`}
      buildOption={buildOption}
      describeHover={describeHover}
      table={table}
      onOpen={open}
      controls={
        <>
          <Toggle
            isPressed={mode === 'retention'}
            onClick={() => setMode(mode === 'retention' ? 'capacity' : 'retention')}
          >
            Normalised
          </Toggle>
          <Toggle isPressed={showsCells} onClick={() => setShowsCells((shown) => !shown)}>
            Single cells
          </Toggle>
        </>
      }
    />
  )
}

function cellsOf(group: CurveGroup) {
  return [...new Map(group.series.map((one) => [one.cellId, one])).values()]
}

function short(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6))
}

/** Where each recipe lies along the chosen parameter; null when fewer than two values occur. */
function scaleOf(groups: readonly CurveGroup[], column: ComparedColumn | null) {
  if (column?.kind !== 'parameter') return null
  const read = ({ revision }: CurveGroup) => {
    const value = revision.values[column.parameter.key]
    return typeof value === 'number' ? value : null
  }
  const values = groups.flatMap((group) => read(group) ?? [])
  const [least, most] = [Math.min(...values), Math.max(...values)]
  if (values.length === 0 || !(most > least)) return null
  return {
    label: column.unit === null ? column.head : `${column.head} (${column.unit})`,
    least,
    most,
    shareOf: (group: CurveGroup) => {
      const value = read(group)
      return value === null ? null : (value - least) / (most - least)
    },
  }
}
