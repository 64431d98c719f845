import { useRouter } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { Toggle } from '@/app/_components/charts/CapacityChart'
import { Chart, type HoveredPoint } from '@/app/_components/charts/Chart'
import type { ChartTheme } from '@/app/_components/charts/chartTheme'
import { scatterOption } from '@/app/_components/charts/scatterOption'
import { type ComparedColumn, isNumeric, sharedConditions } from '@/app/_lib/comparison/columns'
import type { ComparedLine } from '@/app/_lib/comparison/lines'
import { axisLabel, formatCorrelation, readScatter } from '@/app/_lib/comparison/scatter'
import { inSentence } from '@/science/recipe/inSentence'
import { Choice, PartBar } from './ResultsBar'
import type { ResultsView } from './resultsView'

/** Any parameter, prediction or result against any other, with the group's own fit line. */
export function ScatterPart({
  lab,
  lines,
  columns,
  scatter,
  onChange,
}: {
  lab: string
  lines: readonly ComparedLine[]
  columns: readonly ComparedColumn[]
  scatter: ResultsView['scatter']
  onChange: (scatter: ResultsView['scatter']) => void
}) {
  const router = useRouter()
  const numeric = columns.filter(isNumeric)
  const choices = numeric.map(({ key, label }) => ({ value: key, label }))
  const find = (key: string) => numeric.find((column) => column.key === key)
  const x = find(scatter.x) ?? find('predicted.timeToRocksalt') ?? numeric[0]
  const y = find(scatter.y) ?? find('retention') ?? numeric.at(-1)
  const colour = columns.find(({ key }) => key === scatter.colour) ?? columns[0]
  const { xLog, yLog, hasFit } = scatter
  const read = useMemo(
    () => (x && y && colour ? readScatter(lab, lines, { x, y, colour, xLog, yLog }) : null),
    [lab, lines, x, y, colour, xLog, yLog],
  )
  const buildOption = useCallback(
    (theme: ChartTheme) =>
      scatterOption(
        {
          points: read?.points ?? [],
          xLabel: x ? axisLabel(x) : '',
          yLabel: y ? axisLabel(y) : '',
          xLog,
          yLog,
          fit: hasFit ? (read?.fit ?? null) : null,
          hasIdentity: false,
          scale: read?.scale ?? null,
        },
        theme,
      ),
    [read, x, y, xLog, yLog, hasFit],
  )
  const table = useMemo(
    () => ({
      header: [
        'Recipe',
        'Cells',
        'Process or group',
        'Origin',
        x ? axisLabel(x) : '',
        'Bound',
        y ? axisLabel(y) : '',
        's',
        'Details',
      ],
      rows: (read?.points ?? []).map((point, at) => [
        point.name,
        read?.lines[at]?.cells.map(({ cellName }) => cellName).join('; ') ?? '',
        point.group,
        point.origin,
        Number(point.x.toPrecision(5)),
        point.bound ?? '',
        Number(point.y.toPrecision(5)),
        point.sd === null ? null : Number(point.sd.toPrecision(3)),
        point.detail,
      ]),
      links: (read?.points ?? []).map(({ href }) => href),
    }),
    [read, x, y],
  )
  const open = useCallback((href: string) => router.push(href), [router])
  if (!x || !y || !colour || !read) return <p className="text-ink-muted">There is nothing to draw yet.</p>
  return (
    <>
      <PartBar label="Scatter">
        <Choice
          label="Across"
          none={null}
          value={x.key}
          choices={choices}
          onChange={(key) => onChange({ ...scatter, x: key })}
        />
        <Choice
          label="Up"
          none={null}
          value={y.key}
          choices={choices}
          onChange={(key) => onChange({ ...scatter, y: key })}
        />
        <Choice
          label="Colour"
          none={null}
          value={colour.key}
          choices={columns.map(({ key, label }) => ({ value: key, label }))}
          onChange={(key) => onChange({ ...scatter, colour: key })}
        />
      </PartBar>
      {read.points.length === 0 ? (
        <p className="text-ink-muted">No recipe shown has both. Choose another quantity, or show all.</p>
      ) : (
        <>
          <Chart
            title={`${y.label} against ${inSentence(x.label)}`}
            conditions={sharedConditions(read.lines)}
            summary={`${read.points.length} recipes; arrows are bounds, hollow marks are papers.`}
            buildOption={buildOption}
            describeHover={describeHover}
            table={table}
            onOpen={open}
            controls={
              <>
                <Toggle isPressed={xLog} onClick={() => onChange({ ...scatter, xLog: !xLog })}>
                  log across
                </Toggle>
                <Toggle isPressed={yLog} onClick={() => onChange({ ...scatter, yLog: !yLog })}>
                  log up
                </Toggle>
                <Toggle isPressed={hasFit} onClick={() => onChange({ ...scatter, hasFit: !hasFit })}>
                  fit
                </Toggle>
              </>
            }
          />
          <FitSaid read={read} xLog={xLog} yLog={yLog} />
        </>
      )}
    </>
  )
}

function FitSaid({ read, xLog, yLog }: { read: ReturnType<typeof readScatter>; xLog: boolean; yLog: boolean }) {
  const { fit, r, rho, leftOut } = read
  const left = [
    leftOut.bounds > 0 && `${leftOut.bounds} of which only a bound is known`,
    leftOut.notPositive > 0 && `${leftOut.notPositive} that a logarithm cannot show`,
  ].filter(Boolean)
  const logs = [xLog && 'across', yLog && 'up'].filter(Boolean)
  return (
    <p className="mt-2 mb-0 text-sm text-ink-muted" data-fit>
      {fit === null ? (
        'Of this lab’s own points there are too few for a line: it takes three.'
      ) : (
        <>
          This lab’s own points, n = {fit.n}: slope {short(fit.slope)} ({short(fit.slopeInterval.low)} to{' '}
          {short(fit.slopeInterval.high)}), r = {formatCorrelation(r)}, ρ = {formatCorrelation(rho)}; 95 % intervals
          {logs.length > 0 && `; fitted to logarithms ${logs.join(' and ')}`}.
        </>
      )}
      {left.length > 0 && ` Left out of it: ${left.join(' and ')}.`} Papers are drawn and not fitted.
    </p>
  )
}

function short(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−')
}

function describeHover([point]: readonly HoveredPoint[]): { title: string; lines: string[] } {
  return { title: point?.name ?? '', lines: point?.detail ? point.detail.split(' · ') : [] }
}
