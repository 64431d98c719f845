import { GripVertical, MoreHorizontal, OctagonAlert, PanelRight, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { ApprovalMark } from '@/app/_components/review/ApprovalMark'
import type { Approval } from '@/app/_lib/recipeHash'
import { type CellProps, cellAttributes, cellOverlays, RowPeers } from './GridCell'
import styles from './grid.module.css'

export interface NameCellProps extends CellProps {
  isOpen: boolean
  /** Those who are in another cell of the row. */
  rowPeers: string
  /** The gravest check on the recipe, and all their sentences. */
  severity: 'error' | 'warning' | null
  checks: string
  approval: Approval | null
}

const severityIcons = { error: OctagonAlert, warning: TriangleAlert }

/** The head of a row: the recipe's name, its checks in one quiet mark, and what can be done with the row. */
export const NameCell = memo(function NameCell(props: NameCellProps) {
  const { text, isEditable } = props
  const Severity = props.severity ? severityIcons[props.severity] : null
  return (
    <div
      role="rowheader"
      aria-colindex={1}
      aria-label={text}
      {...cellAttributes('name', props)}
      className={styles.nameCell}
      style={{ width: props.width }}
    >
      <span className={styles.grip} data-grip={isEditable || undefined} aria-hidden="true">
        {isEditable && <GripVertical size={14} />}
      </span>
      <span className={styles.nameText} title={text.length > 20 ? text : undefined}>
        {props.competing || text}
      </span>
      <RowPeers peers={props.rowPeers} />
      {props.approval && <ApprovalMark approval={props.approval} />}
      {Severity && (
        <span className={styles.checkMark} data-severity={props.severity} title={props.checks}>
          <Severity size={14} role="img" aria-label={props.checks} />
        </span>
      )}
      <button
        type="button"
        tabIndex={-1}
        data-act="open"
        data-on={props.isOpen || undefined}
        aria-label={`Open ${text}`}
        aria-pressed={props.isOpen}
        className={styles.rowButton}
      >
        <PanelRight size={15} aria-hidden="true" />
      </button>
      {isEditable && (
        <button
          type="button"
          tabIndex={-1}
          data-act="menu"
          aria-label={`Actions for ${text}`}
          aria-haspopup="menu"
          className={styles.rowButton}
        >
          <MoreHorizontal size={15} aria-hidden="true" />
        </button>
      )}
      {cellOverlays(props)}
    </div>
  )
})
