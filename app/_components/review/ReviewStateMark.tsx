import { CircleCheck, CircleDot, CircleSlash, MessageSquareWarning } from 'lucide-react'
import type { ReviewState } from '@/server/views'

const looks = {
  open: { Icon: CircleDot, word: 'in review', tone: 'text-running' },
  approved: { Icon: CircleCheck, word: 'approved', tone: 'text-done' },
  'changes-requested': { Icon: MessageSquareWarning, word: 'changes asked for', tone: 'text-warning' },
  withdrawn: { Icon: CircleSlash, word: 'withdrawn', tone: 'text-ink-muted' },
} as const

/** What came of a review or of one recipe in it, in a word and an icon. */
export function ReviewStateMark({ state }: { state: ReviewState }) {
  const { Icon, word, tone } = looks[state]
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm whitespace-nowrap ${tone}`} data-review-state={state}>
      <Icon size={15} aria-hidden="true" />
      {word}
    </span>
  )
}
