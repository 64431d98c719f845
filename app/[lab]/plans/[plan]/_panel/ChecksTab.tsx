import { Info, OctagonAlert, TriangleAlert } from 'lucide-react'
import { Formula } from '@/app/_components/Formula'
import { useLabScience } from '@/app/_lib/labScience'
import { foundText, type Mark, sentence } from '@/app/_lib/planCells'
import { subCyclesKey } from '@/app/_lib/planSubCycles'
import type { PlanProblem } from '@/collab/plan/types'
import type { Check } from '@/science/prediction/figure'

const looks = {
  error: { Icon: OctagonAlert, tone: 'text-danger', word: 'Error' },
  warning: { Icon: TriangleAlert, tone: 'text-warning', word: 'Warning' },
  info: { Icon: Info, tone: 'text-ink-muted', word: 'Note' },
}

/** What the model remarks on a recipe, and the values that could not be accepted, each in a sentence. */
export function ChecksTab({
  checks,
  problems,
  marks,
}: {
  checks: readonly Check[]
  problems: readonly PlanProblem[]
  marks: Readonly<Record<string, Mark>>
}) {
  const { findParameter } = useLabScience().catalogue
  const labelOf = (key: string) => (key === subCyclesKey ? 'Sub-cycles' : (findParameter(key)?.label ?? key))
  const marked = Object.entries(marks)
  if (checks.length === 0 && problems.length === 0 && marked.length === 0) {
    return <p className="text-sm text-ink-muted">Nothing to remark on this recipe.</p>
  }
  return (
    <ul className="flex flex-col gap-3 text-sm">
      {marked.map(([key, mark]) => (
        <Remark key={`mark-${key}`} severity="error" text={mark.reason} detail={`${labelOf(key)}; only on this page`} />
      ))}
      {problems.map((problem) => (
        <Remark
          key={`problem-${problem.key}-${foundText(problem.found)}`}
          severity="error"
          text={sentence(problem.message)}
          detail={labelOf(problem.key)}
        />
      ))}
      {checks.map((check) => (
        <Remark
          key={`${check.code}-${check.parameter ?? ''}-${check.message}`}
          severity={check.severity}
          text={sentence(check.message)}
          reason={check.reason}
          detail={check.parameter ? `${labelOf(check.parameter)}; ${check.source}` : check.source}
        />
      ))}
    </ul>
  )
}

function Remark({
  severity,
  text,
  reason,
  detail,
}: {
  severity: Check['severity']
  text: string
  reason?: string
  detail: string
}) {
  const { Icon, tone, word } = looks[severity]
  return (
    <li className="flex gap-2">
      <Icon size={16} className={`mt-0.5 flex-none ${tone}`} role="img" aria-label={word} />
      <span>
        <Formula text={text} />{' '}
        {reason && (
          <span className="block text-xs">
            <Formula text={reason} />
          </span>
        )}
        <span className="block text-xs text-ink-muted">
          <Formula text={detail} />
        </span>
      </span>
    </li>
  )
}
