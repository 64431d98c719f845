'use client'

import { Info, MessageSquare, MessageSquarePlus, OctagonAlert, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Formula } from '@/app/_components/Formula'
import { When } from '@/app/_components/record/When'
import { ReviewStateMark } from '@/app/_components/review/ReviewStateMark'
import { useLabScience } from '@/app/_lib/labScience'
import { sentence } from '@/app/_lib/planCells'
import { RecipeComments } from '@/app/[lab]/plans/[plan]/_comments/CommentsView'
import type { PlanThreads } from '@/app/[lab]/plans/[plan]/_comments/usePlanThreads'
import { FigureSentence } from '@/app/[lab]/plans/[plan]/_panel/Provenance'
import type { PlanId } from '@/science/ids'
import { type Check, type FigureKey, type FigureOrNone, isFigure, type Prediction } from '@/science/prediction/figure'
import { formatValue } from '@/science/recipe/formatValue'
import { inSentence } from '@/science/recipe/inSentence'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Catalogue } from '@/science/recipe/parameters'
import { processLabels } from '@/science/recipe/process'
import { labelIn, subCycleField, subCyclePlaces } from '@/science/recipe/subCyclePlaces'
import type { ReviewAnswerView, ReviewedRecipeView } from '@/server/views'

/** One recipe of a review: what differs in words, what the model says of it, what others have answered. */
export function ReviewedRecipe({
  lab,
  plan,
  reviewed,
  said,
  mayComment,
  actions,
  children,
}: {
  lab: string
  plan: PlanId
  reviewed: ReviewedRecipeView
  said: PlanThreads
  mayComment: boolean
  actions: ReactNode
  children: ReactNode
}) {
  const { name, now, approved, state, answers } = reviewed
  const { catalogue } = useLabScience()
  const openCount = said.openCount(reviewed.recipeId)
  const [about, setAbout] = useState<string | null>(null)
  const [asksForComments, setAsksForComments] = useState<boolean | null>(null)
  const showsComments = asksForComments ?? openCount > 0
  const comment = mayComment
    ? (key: string) => {
        setAbout(catalogue.findParameter(key) === undefined ? null : key)
        setAsksForComments(true)
      }
    : null
  const headingId = `reviewed-${reviewed.recipeId}`
  return (
    <section aria-labelledby={headingId} className="border-t border-line py-5">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={headingId} className="m-0 min-w-0 text-base font-semibold break-words">
          <Link href={`/${lab}/plans/${plan}`} className="hover:underline">
            {name}
          </Link>
          {now && <span className="ml-2 font-normal text-ink-muted">{processLabels[now.process]}</span>}
        </h2>
        <div className="flex flex-wrap items-center gap-2">
          {(state !== 'open' || actions === null) && <ReviewStateMark state={state} />}
          {actions}
        </div>
      </div>
      {children}
      {now === null ? (
        <p className="m-0 text-sm text-ink-muted">This recipe is in the plan’s bin: nobody needs to answer for it.</p>
      ) : (
        <div className="grid gap-x-10 gap-y-4 lg:grid-cols-2">
          <div className="min-w-0">
            <Difference reviewed={reviewed} now={now} onComment={comment} />
            <Answers answers={answers} />
            {(mayComment || openCount > 0) && (
              <Button
                size="sm"
                className="mt-3"
                aria-expanded={showsComments}
                aria-label={`Comments on ${name}${openCount > 0 ? `, ${openCount} open` : ''}`}
                onClick={() => {
                  setAbout(null)
                  setAsksForComments(!showsComments)
                }}
              >
                <MessageSquare size={14} aria-hidden="true" /> Comments{openCount > 0 && ` ${openCount}`}
              </Button>
            )}
            {showsComments && (
              <div className="mt-3">
                <RecipeComments
                  lab={lab}
                  plan={plan}
                  said={said}
                  mayWrite={mayComment}
                  lookedFor={null}
                  recipe={{ id: reviewed.recipeId, process: now.process }}
                  about={about}
                  onAbout={setAbout}
                />
              </div>
            )}
          </div>
          <div className="min-w-0">
            <Predictions now={now.prediction} before={approved?.prediction ?? null} />
            <Checks checks={now.prediction.checks} lacks={reviewed.lacks} />
          </div>
        </div>
      )}
    </section>
  )
}

function Difference({
  reviewed,
  now,
  onComment,
}: {
  reviewed: ReviewedRecipeView
  now: NonNullable<ReviewedRecipeView['now']>
  onComment: ((key: string) => void) | null
}) {
  const { approved, differences, isEditedSince } = reviewed
  return (
    <>
      <h3 className="m-0 mb-1 text-sm font-semibold">
        {approved === null ? (
          'Never approved: all that it says'
        ) : (
          <>
            Against revision {approved.number}, approved <When at={approved.at} dayOnly />
          </>
        )}
      </h3>
      {approved === null ? (
        <Values values={now.values} onComment={onComment} />
      ) : differences.length === 0 ? (
        <p className="m-0 text-sm text-ink-muted">Nothing differs.</p>
      ) : (
        <ul aria-label="Differences" className="m-0 list-disc pl-5 text-sm">
          {differences.map((one) => (
            <li key={one.key}>
              <Formula text={one.sentence} />
              {onComment && <CommentOn what={one.sentence} onClick={() => onComment(one.key)} />}
            </li>
          ))}
        </ul>
      )}
      {isEditedSince && (
        <p className="mt-2 mb-0 text-sm text-warning">
          Edited since the review was asked for; this is how it stands now.
        </p>
      )}
    </>
  )
}

function CommentOn({ what, onClick }: { what: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={`Comment on ${what}`}
      title="Comment on this"
      className="ml-1.5 inline-flex size-6 items-center justify-center rounded align-middle text-ink-muted hover:bg-hover hover:text-ink max-sm:size-9"
      onClick={onClick}
    >
      <MessageSquarePlus size={14} aria-hidden="true" />
    </button>
  )
}

function Values({
  values,
  onComment,
}: {
  values: NonNullable<ReviewedRecipeView['now']>['values']
  onComment: ((key: string) => void) | null
}) {
  const { catalogue } = useLabScience()
  return (
    <dl className="m-0 grid grid-cols-[1fr_auto] gap-x-4 text-sm">
      {inOrder(values, catalogue).map(([key, value]) => {
        const parameter = catalogue.findParameter(key)
        const label = labelIn(values, key, parameter)
        return (
          <div key={key} className="col-span-2 grid grid-cols-subgrid border-b border-line py-1">
            <dt>
              <Formula text={label} />
            </dt>
            <dd className="m-0 text-right break-words tabular-nums">
              <Formula text={parameter ? formatValue(parameter, value) : String(value)} />
              {parameter?.unit && <span className="text-ink-muted"> {parameter.unit}</span>}
              {onComment && <CommentOn what={label} onClick={() => onComment(key)} />}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** As the catalogue has them, sub-cycles one after the other; their fractional places are for nobody to read. */
function inOrder(
  values: NonNullable<ReviewedRecipeView['now']>['values'],
  { parameters }: Pick<Catalogue, 'parameters'>,
): [string, ParameterValue][] {
  const ranks = new Map(parameters.map(({ key }, at) => [key, at]))
  const places = subCyclePlaces(values)
  const rank = (key: string): number => {
    const found = subCycleField(key)
    return found === null
      ? (ranks.get(key) ?? parameters.length + 1e6)
      : parameters.length + (places.get(found.id) ?? 0)
  }
  return Object.entries(values)
    .filter(([key]) => subCycleField(key)?.field !== 'order')
    .sort(([a], [b]) => rank(a) - rank(b))
}

const figures: readonly { key: FigureKey; label: string }[] = [
  { key: 'coatingThickness', label: 'Coating thickness' },
  { key: 'timeToRocksalt', label: 'Time to rocksalt' },
  { key: 'surfaceOxygenRetention', label: 'Surface oxygen retention' },
  { key: 'lithiumOverpotential', label: 'Lithium overpotential' },
]

/** What the model says now, and beside it what it said of what was approved. */
function Predictions({ now, before }: { now: Prediction; before: Prediction | null }) {
  const shown = figures.filter(({ key }) => [now[key], before?.[key]].some((figure) => figure && isFigure(figure)))
  const missing = figures.filter((one) => !shown.includes(one))
  const reasons = [...new Set(missing.flatMap(({ key }) => ('unavailable' in now[key] ? [now[key].unavailable] : [])))]
  return (
    <>
      {shown.length > 0 && <PredictionTable shown={shown} now={now} before={before} />}
      {missing.length > 0 && (
        <p className="mt-1 mb-0 text-sm text-ink-muted">
          No prediction of {missing.map(({ label }) => inSentence(label)).join(', ')}:{' '}
          <Formula text={`${reasons.join('; ')}.`} />
        </p>
      )}
    </>
  )
}

function PredictionTable({
  shown,
  now,
  before,
}: {
  shown: typeof figures
  now: Prediction
  before: Prediction | null
}) {
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="mb-1 text-left font-semibold">Predicted</caption>
      <thead className={before === null ? 'sr-only' : 'text-ink-muted'}>
        <tr>
          <th scope="col" className="text-left font-normal">
            <span className="sr-only">Figure</span>
          </th>
          {before !== null && (
            <th scope="col" className="pl-4 text-right font-normal">
              approved
            </th>
          )}
          <th scope="col" className="pl-4 text-right font-normal">
            now
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ key, label }) => (
          <tr key={key} className="border-b border-line align-baseline">
            <th scope="row" className="py-1 text-left font-normal">
              {label}
            </th>
            {before !== null && <Figure figure={before[key]} isMuted />}
            <Figure figure={now[key]} isMuted={false} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Figure({ figure, isMuted }: { figure: FigureOrNone | undefined; isMuted: boolean }) {
  return (
    <td className={`py-1 pl-4 text-right ${isMuted ? 'text-ink-muted' : ''}`}>
      {figure === undefined ? 'not in the model then' : <FigureSentence figure={figure} />}
    </td>
  )
}

const severities = {
  error: { Icon: OctagonAlert, tone: 'text-danger', word: 'Error' },
  warning: { Icon: TriangleAlert, tone: 'text-warning', word: 'Warning' },
  info: { Icon: Info, tone: 'text-ink-muted', word: 'Note' },
}

function Checks({ checks, lacks }: { checks: readonly Check[]; lacks: readonly string[] }) {
  if (checks.length + lacks.length === 0) return null
  return (
    <ul aria-label="Checks" className="mt-3 mb-0 flex list-none flex-col gap-1.5 p-0 text-sm">
      {lacks.length > 0 && <Remark severity="error" text={`Required and empty: ${lacks.join(', ')}`} />}
      {checks.map((check) => (
        <Remark
          key={`${check.code}-${check.parameter ?? ''}-${check.message}`}
          severity={check.severity}
          text={sentence(check.message)}
        />
      ))}
    </ul>
  )
}

function Remark({ severity, text }: { severity: Check['severity']; text: string }) {
  const { Icon, tone, word } = severities[severity]
  return (
    <li className="flex gap-2">
      <Icon size={16} className={`mt-0.5 flex-none ${tone}`} role="img" aria-label={word} />
      <span>
        <Formula text={text} />
      </span>
    </li>
  )
}

function Answers({ answers }: { answers: readonly ReviewAnswerView[] }) {
  if (answers.length === 0) return null
  return (
    <ul aria-label="Answers" className="mt-3 mb-0 flex list-none flex-col gap-1 p-0 text-sm">
      {answers.map((one) => (
        <li key={`${one.by.memberId} ${one.at.getTime()}`} className="break-words whitespace-pre-line">
          <span className={one.answer === 'approved' ? 'text-done' : 'text-warning'}>
            {one.by.name} {one.answer === 'approved' ? 'approved' : 'asked for changes'}
          </span>
          , <When at={one.at} />
          {!one.isOfThis && ' (of what it said before an edit)'}
          {one.reason !== '' && `: ${one.reason}`}
        </li>
      ))}
    </ul>
  )
}
