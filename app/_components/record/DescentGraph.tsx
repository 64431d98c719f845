import Link from 'next/link'
import { type CSSProperties, useMemo } from 'react'
import { Formula } from '@/app/_components/Formula'
import type { DescentNode } from '@/server/views'
import styles from './descent.module.css'
import { layOutDescent, type PlacedNode } from './descentLayout'
import { When } from './When'

const kindWords: Record<DescentNode['kind'], string> = {
  plan: 'plan',
  revision: 'recipe',
  review: 'approved by',
  run: 'run',
  powder: 'powder',
  electrode: 'electrode',
  discs: 'discs',
  cell: 'cell',
  test: 'test',
  result: 'result',
}

/** Share of a column that a box takes; the rest is for the lines. */
const boxShare = 84
const rowHeight = 68
const middle = rowHeight / 2

/**
 * Where a sample comes from and what became of it: boxes in columns where there is room, a list on a phone. One nested list is
 * both, so that keyboard and screen reader find the same line that is drawn.
 *
 * @param here the node whose page this is
 */
export function DescentGraph({ base, nodes, here }: { base: string; nodes: readonly DescentNode[]; here: string }) {
  const { roots, edges, columns, rows } = useMemo(() => layOutDescent(nodes), [nodes])
  return (
    <div className={styles.scroller}>
      <nav
        aria-label="Line of descent"
        className={styles.graph}
        style={{ '--columns': columns, '--rows': rows, '--row-height': `${rowHeight}px` } as CSSProperties}
      >
        <svg
          aria-hidden
          className={styles.lines}
          viewBox={`0 0 ${columns * 100} ${rows * rowHeight}`}
          preserveAspectRatio="none"
        >
          {edges.map(({ key, from, to }) => {
            const [x1, y1] = [from.column * 100 + boxShare, from.row * rowHeight + middle]
            const [x2, y2] = [to.column * 100, to.row * rowHeight + middle]
            const bend = x2 - (100 - boxShare) / 2
            return (
              <path
                key={key}
                d={`M ${x1} ${y1} H ${bend - 4} C ${bend} ${y1} ${bend} ${y2} ${bend + 4} ${y2} H ${x2}`}
              />
            )
          })}
        </svg>
        <Branch placed={roots} base={base} here={here} isRoot />
      </nav>
    </div>
  )
}

function Branch({
  placed,
  base,
  here,
  isRoot = false,
}: {
  placed: readonly PlacedNode[]
  base: string
  here: string
  isRoot?: boolean
}) {
  return (
    <ul className={styles.branch} data-forks={placed.length > 1 || undefined} data-root={isRoot || undefined}>
      {placed.map((own) => (
        <li key={own.node.id}>
          <Node own={own} base={base} here={here} />
          {own.children.length > 0 && <Branch placed={own.children} base={base} here={here} />}
        </li>
      ))}
    </ul>
  )
}

function Node({ own: { node, column, row, alsoFrom }, base, here }: { own: PlacedNode; base: string; here: string }) {
  const isHere = node.id === here
  const [first] = node.from
  const taken = [
    first?.taken ? `${first.taken} of it` : null,
    ...alsoFrom.map(({ label, taken: part }) => (part ? `${part} of ${label}` : `also of ${label}`)),
  ].filter((part) => part !== null)
  const told = [...taken, node.detail].filter((part) => part !== '').join(' · ')
  return (
    <Link
      href={`${base}/${node.place}`}
      aria-current={isHere ? 'page' : undefined}
      className={styles.node}
      style={{ '--column': column, '--row': row } as CSSProperties}
      title={[node.label, told].filter(Boolean).join(' · ')}
    >
      <span className={styles.kind}>{kindWords[node.kind]}</span>
      <span className={styles.label} data-alone={(told === '' && node.at === null) || undefined}>
        {node.kind === 'plan' || node.kind === 'revision' ? <Formula text={node.label} /> : node.label}
      </span>
      {(told !== '' || node.at !== null) && (
        <span className={styles.detail}>
          <Formula text={told} />
          {told && node.at && ' · '}
          {node.at && <When at={node.at} dayOnly />}
        </span>
      )}
    </Link>
  )
}
