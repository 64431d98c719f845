import { Ban, CircleCheck, CircleCheckBig, CircleX, LoaderCircle } from 'lucide-react'
import type { RunState } from '@/server/views'

export const runStateWords: Record<RunState, string> = {
  running: 'running',
  done: 'done',
  'done-differently': 'done differently',
  failed: 'failed',
  'never-run': 'never run',
}

const looks = {
  running: { Icon: LoaderCircle, colour: 'text-running' },
  done: { Icon: CircleCheck, colour: 'text-done' },
  'done-differently': { Icon: CircleCheckBig, colour: 'text-done' },
  failed: { Icon: CircleX, colour: 'text-failed' },
  'never-run': { Icon: Ban, colour: 'text-ink-muted' },
} as const

/** The state of a run: an icon and a word, so that colour is never the only sign. */
export function RunStateMark({ state, withLabel = true }: { state: RunState; withLabel?: boolean }) {
  const { Icon, colour } = looks[state]
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${colour}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {withLabel && runStateWords[state]}
    </span>
  )
}
