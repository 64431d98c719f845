import { CircleCheck, CircleDashed, CircleDot, CircleDotDashed, MessageSquareWarning } from 'lucide-react'
import type { PlanState } from '@/server/views'

const looks = {
  draft: { Icon: CircleDashed, word: 'draft', tone: 'text-ink-muted' },
  'in-review': { Icon: CircleDot, word: 'in review', tone: 'text-running' },
  approved: { Icon: CircleCheck, word: 'approved', tone: 'text-done' },
  'partly-approved': { Icon: CircleDotDashed, word: 'approved in part', tone: 'text-running' },
  'changes-requested': { Icon: MessageSquareWarning, word: 'changes asked for', tone: 'text-warning' },
  'changed-since-approval': { Icon: CircleDotDashed, word: 'changed since approval', tone: 'text-warning' },
} as const

/** The state of a plan, in a word and an icon. */
export function PlanStateMark({ state, changed }: { state: PlanState; changed: number }) {
  const { Icon, word, tone } = looks[state]
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm ${tone}`} data-plan-state={state}>
      <Icon size={15} aria-hidden="true" />
      {state === 'changed-since-approval' && changed > 0 ? `${changed} ${word}` : word}
    </span>
  )
}
