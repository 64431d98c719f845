import { memo, type ReactNode } from 'react'
import { Formula } from '@/app/_components/Formula'
import type { GridColumn } from '@/app/_lib/planColumns'
import type { Basis } from '@/science/prediction/figure'
import { BasisMark } from './BasisMark'
import styles from './grid.module.css'

/** What the cell of any column is handed. Of primitives only, but for the editor, so that an equal cell is not drawn again. */
export interface CellProps {
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
  /** `name/hue` of the people whose selection is here. */
  peers: string
  /** The hues of those whose selection stretches over this cell. */
  coveredBy: string
  /** Set while somebody else is typing here: her hue. */
  typingHue: number
}

/** What a cell says of itself to the grid's style, to tests, and to those who hear it. */
export function cellAttributes(key: string, props: CellProps) {
  return {
    'aria-selected': props.isSelected,
    'aria-invalid': props.problem !== '' || undefined,
    'aria-description': props.isCommented ? 'has comments' : undefined,
    tabIndex: props.isTabStop ? 0 : -1,
    'data-recipe': props.recipeId,
    'data-key': key,
    'data-tone': props.tone,
    'data-focused': props.isFocused || undefined,
    'data-selected': props.isSelected || undefined,
    'data-editing': props.editor !== null || undefined,
    'data-filling': props.isFillTarget || undefined,
    'data-problem': props.problem !== '' || undefined,
    'data-competing': props.competing !== '' || undefined,
    'data-commented': props.isCommented || undefined,
  }
}

/**
 * What lies over the value of any cell: other people, the handle that fills, the editor. Nothing over nearly all of them, and then
 * no component either: while one scrolls, some hundred cells are made anew in each frame.
 */
export function cellOverlays(props: CellProps, align?: 'left' | 'right'): ReactNode {
  const { coveredBy, peers, hasHandle, editor } = props
  if (coveredBy === '' && peers === '' && !hasHandle && editor === null) return null
  return (
    <>
      <PeerRanges coveredBy={coveredBy} />
      <PeerFlags peers={peers} typingHue={props.typingHue} align={align} />
      {hasHandle && <span className={styles.fillHandle} data-fill-handle aria-hidden="true" />}
      {editor}
    </>
  )
}

export interface GridCellProps extends CellProps {
  columnKey: string
  kind: Exclude<GridColumn['kind'], 'name'>
  /** Names materials: digits are indices. */
  isFormula: boolean
  columnIndex: number
  startsGroup: boolean
  range: string
  unit: string
  basis: Basis | null
  bound: 'at least' | 'at most' | null
  align: 'left' | 'right'
}

export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { columnKey, kind, columnIndex, width, align, isEditable } = props
  return (
    <div
      role="gridcell"
      aria-colindex={columnIndex + 1}
      aria-label={props.spoken}
      aria-readonly={isEditable ? undefined : true}
      {...cellAttributes(columnKey, props)}
      data-kind={kind}
      data-starts-group={props.startsGroup || undefined}
      className={styles.cell}
      style={{ width, textAlign: align }}
    >
      <CellText {...props} />
      {cellOverlays(props, align)}
    </div>
  )
})

function CellText({ text, range, unit, basis, bound, competing, kind, isFormula }: GridCellProps) {
  if (competing !== '') return <span className={styles.competing}>{competing}</span>
  if (kind !== 'figure' || basis === null) {
    return <span className={styles.text}>{isFormula ? <Formula text={text} /> : text}</span>
  }
  return (
    <span className={styles.text}>
      <BasisMark basis={basis} bound={bound}>
        {text}
      </BasisMark>
      {range !== '' && <span className={styles.range}> ({range})</span>}
      {unit !== '' && ` ${unit}`}
    </span>
  )
}

/** The frames and name flags of the people who are at a cell. */
function PeerFlags({
  peers,
  typingHue,
  align = 'left',
}: {
  peers: string
  typingHue: number
  align?: 'left' | 'right'
}) {
  if (peers === '') return null
  return splitPeers(peers).map(({ peer, name, hue }) => {
    return (
      <span
        key={peer}
        className={styles.peer}
        data-typing={hue === typingHue || undefined}
        data-align={align}
        style={personStyle(hue)}
        aria-hidden="true"
      >
        <span className={styles.flag} data-name={name} />
      </span>
    )
  })
}

/** A cell within what others have selected, in their colours. */
function PeerRanges({ coveredBy }: { coveredBy: string }) {
  if (coveredBy === '') return null
  return coveredBy
    .split(' ')
    .map((hue) => (
      <span
        key={hue}
        className={styles.peerRange}
        style={personStyle(Number(hue))}
        data-peer-range
        aria-hidden="true"
      />
    ))
}

/** Those who are elsewhere in a row, as dots beside its name. */
export function RowPeers({ peers }: { peers: string }) {
  if (peers === '') return null
  return (
    <span className={styles.rowPeers}>
      {splitPeers(peers).map(({ peer, name, hue }) => (
        <span key={peer} className={styles.rowPeer} style={personStyle(hue)} title={`${name} is in this row`} />
      ))}
    </span>
  )
}

function splitPeers(peers: string) {
  return peers.split('\n').map((peer) => {
    const cut = peer.lastIndexOf('/')
    return { peer, name: peer.slice(0, cut), hue: Number(peer.slice(cut + 1)) }
  })
}

function personStyle(hue: number) {
  return { '--person': `var(--person-${hue % 8})` } as React.CSSProperties
}
