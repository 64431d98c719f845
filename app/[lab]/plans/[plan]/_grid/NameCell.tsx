import { GripVertical, MoreHorizontal, OctagonAlert, PanelRight, TriangleAlert } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { ApprovalMark } from '@/app/_components/review/ApprovalMark'
import type { Approval } from '@/app/_lib/recipeHash'
import { PeerFlags, PeerRanges, RowPeers } from './GridCell'
import styles from './grid.module.css'

export interface NameCellProps {
  recipeId: string
  width: number
  text: string
  tone: string
  problem: string
  competing: string
  spoken: string
  /** Somebody said something of it that is not resolved. */
  isCommented: boolean
  isFocused: boolean
  isSelected: boolean
  isTabStop: boolean
  /** The lower right cell of the selection: what is dragged from its corner fills. */
  hasHandle: boolean
  isFillTarget: boolean
  /** Stands over the cell and within it, so that the focus does not leave the grid on its way there. */
  editor: ReactNode
  isEditable: boolean
  isOpen: boolean
  peers: string
  /** The hues of those whose selection stretches over this cell. */
  coveredBy: string
  typingHue: number
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
  const { recipeId, text, isEditable } = props
  const Severity = props.severity ? severityIcons[props.severity] : null
  return (
    <div
      role="rowheader"
      aria-colindex={1}
      aria-label={text}
      aria-selected={props.isSelected}
      aria-invalid={props.problem !== '' || undefined}
      tabIndex={props.isTabStop ? 0 : -1}
      data-recipe={recipeId}
      data-key="name"
      data-tone={props.tone}
      data-focused={props.isFocused || undefined}
      data-selected={props.isSelected || undefined}
      data-editing={props.editor !== null || undefined}
      data-filling={props.isFillTarget || undefined}
      data-problem={props.problem !== '' || undefined}
      data-competing={props.competing !== '' || undefined}
      data-commented={props.isCommented || undefined}
      aria-description={props.isCommented ? 'has comments' : undefined}
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
      <PeerRanges coveredBy={props.coveredBy} />
      <PeerFlags peers={props.peers} typingHue={props.typingHue} />
      {props.hasHandle && <span className={styles.fillHandle} data-fill-handle aria-hidden="true" />}
      {props.editor}
    </div>
  )
})
