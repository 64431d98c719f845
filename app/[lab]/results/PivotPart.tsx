import { Formula } from '@/app/_components/Formula'
import { type ComparedColumn, isNumeric, sharedConditions } from '@/app/_lib/comparison/columns'
import { cellCount, formatMean } from '@/app/_lib/comparison/format'
import type { ComparedLine } from '@/app/_lib/comparison/lines'
import { type MeritKey, meritLabel, merits } from '@/app/_lib/comparison/merits'
import { type PivotCell, pivotLines } from '@/app/_lib/comparison/pivot'
import { formatUnit } from '@/science/comparison/figures'
import { Choice, PartBar } from './ResultsBar'
import { type ResultsView, readMerit } from './resultsView'

/** A figure of merit by the values of one thing against those of another. */
export function PivotPart({
  lines,
  columns,
  pivot,
  n,
  onChange,
}: {
  lines: readonly ComparedLine[]
  columns: readonly ComparedColumn[]
  pivot: ResultsView['pivot']
  n: number
  onChange: (pivot: ResultsView['pivot']) => void
}) {
  const offered = columns.filter(
    ({ kind, key }) => kind === 'parameter' || kind === 'text' || (kind === 'condition' && key !== 'n'),
  )
  const choices = offered.map(({ key, label }) => ({ value: key, label }))
  const rowBy = offered.find(({ key }) => key === pivot.rows) ?? offered[0]
  const columnBy = offered.find(({ key }) => key === pivot.columns) ?? offered[0]
  const merit: MeritKey = readMerit(pivot.merit)
  if (!rowBy || !columnBy) return null
  const found = pivotLines(lines, rowBy, columnBy, merit)
  const unit = formatUnit(merits.find(({ key }) => key === merit)?.unit ?? '')
  return (
    <>
      <PartBar label="Pivot">
        <Choice
          label="Rows"
          none={null}
          value={rowBy.key}
          choices={choices}
          onChange={(rows) => onChange({ ...pivot, rows })}
        />
        <Choice
          label="Columns"
          none={null}
          value={columnBy.key}
          choices={choices}
          onChange={(next) => onChange({ ...pivot, columns: next })}
        />
        <Choice
          label="Figure"
          none={null}
          value={merit}
          choices={merits.map(({ key }) => ({ value: key, label: meritLabel(key, n) }))}
          onChange={(next) => onChange({ ...pivot, merit: next })}
        />
      </PartBar>
      {found.rows.length === 0 ? (
        <p className="text-ink-muted">No recipe shown has this figure. Choose another, or show all.</p>
      ) : (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="Pivot"
          className="max-h-[70vh] overflow-auto border-y border-line"
        >
          <table className="border-collapse text-sm">
            <caption className="px-3 py-2 text-left whitespace-nowrap text-ink-muted">
              {meritLabel(merit, n)} ({unit}), mean ± s over cells · {sharedConditions(lines)}
            </caption>
            <thead className="sticky top-0 bg-ground">
              <tr>
                <th scope="col" className="px-3 py-2 text-left align-bottom font-medium">
                  {rowBy.label} {rowBy.unit && <span className="font-normal text-ink-muted">({rowBy.unit})</span>}
                  <span className="block text-xs font-normal text-ink-muted">
                    against {columnBy.label} {columnBy.unit && `(${columnBy.unit})`}
                  </span>
                </th>
                {found.columns.map((column) => (
                  <th key={column} scope="col" className="px-3 py-2 text-right align-bottom font-medium">
                    <Formula text={column} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.rows.map((row) => (
                <tr key={row} className="border-t border-line align-top">
                  <th scope="row" className={`px-3 py-2 font-normal ${isNumeric(rowBy) ? 'text-right' : 'text-left'}`}>
                    <Formula text={row} />
                  </th>
                  {found.columns.map((column) => (
                    <PivotValue key={column} cell={found.at(row, column)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

function PivotValue({ cell }: { cell: PivotCell | null }) {
  if (cell === null) return <td />
  const { summary, lines, unit, isMixed } = cell
  return (
    <td className="px-3 py-2 text-right whitespace-nowrap tabular-nums">
      {formatMean(summary, unit)}
      <span className="block text-xs text-ink-muted">
        {cellCount(summary.n)}
        {lines.length > 1 && `, ${lines.length} lines`}
      </span>
      {isMixed && <span className="block text-xs text-warning">conditions differ</span>}
    </td>
  )
}
