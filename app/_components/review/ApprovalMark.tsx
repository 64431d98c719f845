import { CircleCheck, CircleDotDashed } from 'lucide-react'
import type { Approval } from '@/app/_lib/recipeHash'

const looks = {
  approved: { Icon: CircleCheck, word: 'approved', tone: 'text-done' },
  changed: { Icon: CircleDotDashed, word: 'changed since approval', tone: 'text-warning' },
} as const

/** Whether a recipe is approved as it stands: a quiet mark beside its name. */
export function ApprovalMark({ approval }: { approval: Approval }) {
  const { Icon, word, tone } = looks[approval]
  return (
    <span title={word} data-approval={approval} className={`inline-flex flex-none ${tone}`}>
      <Icon size={14} role="img" aria-label={word} />
    </span>
  )
}
