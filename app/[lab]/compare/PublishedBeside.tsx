import Link from 'next/link'
import { Formula } from '@/app/_components/Formula'
import { paperAddress } from '@/app/_lib/comparison/paperAddress'
import { figureLabel, formatConditions, formatCycles, formatPublished, formatUnit } from '@/science/comparison/figures'
import type { JudgedResult } from '../cells/[cell]/publishedBeside'

/** The papers' results that are drawn, and those that are not, each with the difference and the way to its place. */
export function PublishedBeside({
  lab,
  judged,
  isOfSeveral,
  isOfNone,
}: {
  lab: string
  judged: readonly JudgedResult[]
  /** The picture has cells of several conditions: nothing can match all of them. */
  isOfSeveral: boolean
  isOfNone: boolean
}) {
  if (isOfNone) return <p className="m-0 text-ink-muted">Nothing is drawn that a paper could stand beside.</p>
  const drawn = judged.filter(({ mark }) => mark !== null)
  const apart = judged.filter(({ mark }) => mark === null)
  return (
    <>
      <p className="mt-0 mb-1 text-sm text-ink-muted">
        {drawn.length > 0
          ? 'Same window, rate and cell type: drawn as hollow marks.'
          : isOfSeveral
            ? 'The cells shown ran under several conditions. Choose one window, rate and cell type above, and papers of the same are drawn.'
            : 'None was measured under the conditions of these cells, so none is drawn.'}
      </p>
      {drawn.length > 0 && <List lab={lab} label="Drawn" judged={drawn} />}
      {apart.length > 0 && (
        <details>
          <summary className="cursor-pointer py-1 text-sm text-accent">
            {apart.length} listed apart, with the difference named
          </summary>
          <List lab={lab} label="Listed apart" judged={apart} />
        </details>
      )}
    </>
  )
}

function List({ lab, label, judged }: { lab: string; label: string; judged: readonly JudgedResult[] }) {
  return (
    <ul aria-label={label} className="m-0 mb-3 list-none p-0">
      {judged.map(({ published, differences }) => {
        const { result, key, sampleLabel, paper, place } = published
        return (
          <li
            key={key}
            className="grid gap-x-4 border-b border-line py-1.5 text-sm sm:grid-cols-[minmax(0,2fr)_9rem_minmax(0,3fr)]"
          >
            <span>
              {sampleLabel}, <Formula text={figureLabel(result.figure)} />{' '}
              <Link href={paperAddress(lab, key)} className="text-accent hover:underline">
                {paper}, {place}
              </Link>
            </span>
            <span className="tabular-nums sm:text-right">
              {result.qualifier && `${result.qualifier} `}
              {formatPublished(result.value)} {formatUnit(result.unit)}
              {result.atCycle !== null && <span className="block text-xs text-ink-muted">{formatCycles(result)}</span>}
            </span>
            <span className="text-ink-muted">
              <Formula text={differences.length > 0 ? differences.join('; ') : formatConditions(result.conditions)} />
              {differences.length === 0 && result.atCycle === null && result.unit === '%' && '; cycle not given'}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
