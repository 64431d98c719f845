import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleDotDashed } from 'lucide-react'
import Link from 'next/link'
import { useMemo } from 'react'
import { Formula } from '@/app/_components/Formula'
import { When } from '@/app/_components/record/When'
import { useLabScience } from '@/app/_lib/labScience'
import { useTRPC } from '@/app/_lib/trpc'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { PlanId } from '@/science/ids'
import { diffRecipes } from '@/science/recipe/diffRecipes'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { RecipeReviewView } from '@/server/views'

/** Whether a recipe is approved as it stands, what differs from what was, and what its last review says. */
export function RecipeReview({
  lab,
  plan,
  recipe,
  conditions,
}: {
  lab: string
  plan: PlanId
  recipe: PlannedRecipe
  conditions: Readonly<Record<string, ParameterValue>>
}) {
  const trpc = useTRPC()
  const { data } = useQuery({
    ...trpc.reviews.ofRecipe.queryOptions({ lab, plan, recipe: recipe.id }),
    refetchInterval: 10_000,
  })
  if (!data || (data.approved === null && data.last === null)) return null
  return (
    <div className="mx-4 mt-2 max-h-48 flex-none overflow-y-auto border-t border-line pt-2 text-sm" data-recipe-review>
      {data.approved && <Approved approved={data.approved} recipe={recipe} conditions={conditions} />}
      {data.last && <LastReview lab={lab} last={data.last} />}
    </div>
  )
}

function Approved({
  approved,
  recipe,
  conditions,
}: {
  approved: NonNullable<RecipeReviewView['approved']>
  recipe: PlannedRecipe
  conditions: Readonly<Record<string, ParameterValue>>
}) {
  const { catalogue } = useLabScience()
  const { name, process, values } = recipe
  const differences = useMemo(
    () => diffRecipes(approved, { name, process, values: { ...conditions, ...values } }, catalogue.findParameter),
    [approved, name, process, values, conditions, catalogue],
  )
  const revision = (
    <>
      revision {approved.number}
      {approved.by && `, ${approved.by.name}`}, <When at={approved.at} dayOnly />
    </>
  )
  if (differences.length === 0)
    return (
      <p className="m-0 flex items-baseline gap-1.5">
        <CircleCheck size={14} aria-hidden="true" className="translate-y-0.5 text-done" />
        <span>Approved as it stands ({revision})</span>
      </p>
    )
  return (
    <>
      <p className="m-0 flex items-baseline gap-1.5 text-warning">
        <CircleDotDashed size={14} aria-hidden="true" className="translate-y-0.5" />
        <span>Changed since approval ({revision})</span>
      </p>
      <ul aria-label="Changed since approval" className="m-0 list-disc pl-8">
        {differences.map((one) => (
          <li key={one.key}>
            <Formula text={one.sentence} />
          </li>
        ))}
      </ul>
    </>
  )
}

function LastReview({ lab, last }: { lab: string; last: NonNullable<RecipeReviewView['last']> }) {
  if (last.state === 'approved') return null
  const href = `/${lab}/reviews/${last.reviewId}`
  const answer = last.answers.findLast((one) => one.answer === 'changes-requested')
  return (
    <p className="mt-1 mb-0 break-words whitespace-pre-line first:mt-0">
      <Link href={href} className="text-accent hover:underline">
        {last.state === 'open' ? 'In review' : `${answer?.by.name ?? 'A PI'} asks for changes`}
      </Link>
      {last.state === 'open'
        ? `: asked of ${last.reviewers.map((one) => one.name).join(', ')}`
        : answer && `: ${answer.reason}${answer.isOfThis ? '' : ' (edited since)'}`}
    </p>
  )
}
