import { Plus } from 'lucide-react'
import { memo, type ReactNode, useMemo } from 'react'
import { type CellFace, describeCell, type Mark, markAt } from '@/app/_lib/planCells'
import { type GridColumn, isEditable } from '@/app/_lib/planColumns'
import type { Peer } from '@/app/_lib/planPeers'
import { type Draft, withDraft } from '@/app/_lib/planPredictions'
import { columnKeyOf } from '@/app/_lib/planSubCycles'
import { approvalOf } from '@/app/_lib/recipeHash'
import type { PlannedRecipe, PlanProblem } from '@/collab/plan/types'
import type { Check, Prediction } from '@/science/prediction/figure'
import type { ParameterValue } from '@/science/recipe/parameter'
import { type Process, processLabels } from '@/science/recipe/process'
import type { RecipeRecord } from '@/server/views'
import { GridCell } from './GridCell'
import styles from './grid.module.css'
import { NameCell } from './NameCell'

export interface GridRowProps {
  recipe: PlannedRecipe
  columns: readonly GridColumn[]
  /** Distance from the right edge per column; -1 where it scrolls. */
  rights: readonly number[]
  width: number
  top: number
  rowIndex: number
  conditions: Readonly<Record<string, ParameterValue>>
  predictionOf: (recipe: PlannedRecipe, conditions: Readonly<Record<string, ParameterValue>>) => Prediction
  record: RecipeRecord | undefined
  problems: readonly PlanProblem[]
  marks: Readonly<Record<string, Mark>>
  /** What this person or a peer is typing in this row. */
  draft: Draft | null
  peers: readonly Peer[]
  /** Of each peer whose selection stretches over this row `hue first last`, a line each. */
  covered: string
  /** The columns with an open thread, joined by spaces. */
  commented: string
  /** Selected columns, inclusive; from > to when none is. */
  selectedFrom: number
  selectedTo: number
  /** The column with the focus; -1 when it is in another row. */
  focusColumn: number
  tabStopColumn: number
  /** The column whose cell has the fill handle: the lower right one of the selection; -1 when it is not in this row. */
  handleColumn: number
  /** A fill that is being dragged will reach this row, in these columns. */
  isFillTarget: boolean
  fillFrom: number
  fillTo: number
  isOpen: boolean
  isDragged: boolean
  canWrite: boolean
  /** The editor, while a cell of this row is being edited. */
  editor: { key: string; element: ReactNode } | null
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { recipe, columns, rights, conditions, predictionOf, record, problems, marks, draft, peers } = props
  const prediction = useMemo(
    () => predictionOf(draft ? withDraft(recipe, draft) : recipe, conditions),
    [recipe, draft, conditions, predictionOf],
  )
  const faces = useMemo(
    () =>
      columns.map(
        (column): CellFace =>
          describeCell(column, {
            recipe,
            conditions,
            prediction,
            record,
            problems,
            mark: markAt(column, recipe, marks),
            draft,
          }),
      ),
    [columns, recipe, conditions, prediction, record, problems, marks, draft],
  )
  const covered = useMemo(() => readCovered(props.covered), [props.covered])
  const commented = useMemo(() => new Set(props.commented.split(' ')), [props.commented])
  return (
    <div
      role="row"
      aria-rowindex={props.rowIndex}
      aria-label={recipe.name}
      data-row={recipe.id}
      data-dragged={props.isDragged || undefined}
      className={styles.row}
      style={{ width: props.width, transform: `translateY(${props.top}px)` }}
    >
      {frozenTogether(rights, (index) => {
        const column = columns[index]
        const face = faces[index]
        if (!column || !face) return null
        const isFocused = index === props.focusColumn
        const isCommented = commented.has(column.key)
        const shared = {
          recipeId: recipe.id,
          width: column.width,
          text: face.tone === 'unavailable' && isSaidElsewhere(faces, index, columns) ? '' : face.text,
          tone: face.tone,
          problem: face.problem,
          competing: face.competing,
          isCommented,
          spoken: face.spoken,
          isFocused,
          isSelected: index >= props.selectedFrom && index <= props.selectedTo,
          isTabStop: index === props.tabStopColumn,
          hasHandle: index === props.handleColumn,
          isFillTarget: props.isFillTarget && index >= props.fillFrom && index <= props.fillTo,
          isEditable: props.canWrite && isEditable(column, recipe.process),
          peers: peersAt(peers, column.key),
          coveredBy: coveredAt(covered, index),
          typingHue: typingAt(peers, column.key),
          editor: props.editor?.key === column.key ? props.editor.element : null,
        }
        if (column.kind === 'name') {
          return (
            <NameCell
              key={column.key}
              {...shared}
              isOpen={props.isOpen}
              rowPeers={peersElsewhere(peers)}
              approval={approvalOf(recipe, conditions, record)}
              {...summary(prediction.checks)}
            />
          )
        }
        return (
          <GridCell
            key={column.key}
            {...shared}
            columnKey={column.key}
            kind={column.kind}
            isFormula={column.kind === 'parameter' && column.parameter.kind === 'library'}
            columnIndex={index}
            startsGroup={columns[index - 1]?.group !== column.group}
            range={face.range}
            unit={face.unit}
            basis={face.basis}
            bound={face.bound}
            align={face.align}
          />
        )
      })}
    </div>
  )
})

/** The cells of a row in order; those beside each other that stay in sight at the right in one box. */
function frozenTogether(rights: readonly number[], cell: (index: number) => ReactNode): ReactNode[] {
  const found: ReactNode[] = []
  for (let at = 0; at < rights.length; at += 1) {
    if ((rights[at] ?? -1) < 0) {
      found.push(cell(at))
      continue
    }
    const together = [cell(at)]
    while ((rights[at + 1] ?? -1) >= 0) {
      at += 1
      together.push(cell(at))
    }
    found.push(
      <div key={`frozen-${found.length}`} role="none" className={styles.frozen} style={{ right: rights[at] }}>
        {together}
      </div>,
    )
  }
  return found
}

/**
 * One reason for several figures beside each other is said once: where there is most room for it, or by the first.
 * A screen reader still hears it in every cell.
 */
function isSaidElsewhere(faces: readonly CellFace[], index: number, columns: readonly GridColumn[]): boolean {
  const isSame = (at: number) => faces[at]?.tone === 'unavailable' && faces[at]?.text === faces[index]?.text
  let first = index
  while (isSame(first - 1)) first -= 1
  let widest = first
  for (let at = first; isSame(at); at += 1) if ((columns[at]?.width ?? 0) > (columns[widest]?.width ?? 0)) widest = at
  return widest !== index
}

function summary(checks: readonly Check[]): { severity: 'error' | 'warning' | null; checks: string } {
  // What is merely worth knowing stands in the panel: a mark on every row would mark none.
  const grave = checks.filter((check) => check.severity !== 'info')
  const severity = grave.some((check) => check.severity === 'error') ? 'error' : grave.length > 0 ? 'warning' : null
  return { severity, checks: grave.map((check) => check.message).join('\n') }
}

function isAt({ selection }: Peer, key: string): boolean {
  return selection !== null && columnKeyOf(selection.key) === key
}

function peersAt(peers: readonly Peer[], key: string): string {
  const found = peers.filter((peer) => isAt(peer, key)).map((peer) => `${peer.name}/${peer.hue}`)
  return [...new Set(found)].join('\n')
}

function readCovered(covered: string): readonly (readonly number[])[] {
  return covered === '' ? [] : covered.split('\n').map((line) => line.split(' ').map(Number))
}

function coveredAt(covered: readonly (readonly number[])[], column: number): string {
  const found = covered.filter(([, from = 0, to = -1]) => column >= from && column <= to).map(([hue]) => hue)
  return [...new Set(found)].join(' ')
}

function peersElsewhere(peers: readonly Peer[]): string {
  const found = peers.filter((peer) => peer.selection?.key !== 'name').map((peer) => `${peer.name}/${peer.hue}`)
  return [...new Set(found)].join('\n')
}

function typingAt(peers: readonly Peer[], key: string): number {
  return peers.find((peer) => peer.editing && isAt(peer, key))?.hue ?? -1
}

export const ProcessRow = memo(function ProcessRow({
  process,
  count,
  top,
  width,
  rowIndex,
  columnCount,
  canWrite,
}: {
  process: Process
  count: number
  top: number
  width: number
  rowIndex: number
  columnCount: number
  canWrite: boolean
}) {
  const label = processLabels[process]
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={styles.processRow}
      style={{ width, transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" aria-colindex={1} aria-colspan={columnCount} className={styles.processHead}>
        <strong className="font-semibold">{label}</strong>
        <span className="text-ink-muted">
          {count} {count === 1 ? 'recipe' : 'recipes'}
        </span>
        {canWrite && (
          <button
            type="button"
            data-act="add"
            data-process={process}
            aria-label={`Add ${label} recipe`}
            className={styles.rowButton}
            data-on="true"
          >
            <Plus size={14} aria-hidden="true" />
          </button>
        )}
      </div>
    </div>
  )
})
