import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Checkbox } from '@/app/_components/Checkbox'
import { Field } from '@/app/_components/Field'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useLabScience } from '@/app/_lib/labScience'
import { useTRPC } from '@/app/_lib/trpc'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { MemberId, PlanId, RecipeId } from '@/science/ids'
import type { ParameterValue } from '@/science/recipe/parameter'
import { lackingFields, type RequiredFields } from '@/science/recipe/requiredFields'

/** Which recipes are to be looked at, by whom, and a word to it. */
export function AskPanel({
  lab,
  plan,
  me,
  recipes,
  chosen: initiallyChosen,
  conditions,
  required,
  isSaved,
  onAsked,
}: {
  lab: string
  plan: PlanId
  me: MemberId
  recipes: readonly PlannedRecipe[]
  /** Those that are ticked to begin with. */
  chosen: readonly RecipeId[]
  conditions: Readonly<Record<string, ParameterValue>>
  required: RequiredFields
  /** A review is of what the server has: not before the last edit of this page is there. */
  isSaved: boolean
  onAsked: () => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { catalogue } = useLabScience()
  const { data: possible } = useQuery(trpc.reviews.reviewers.queryOptions({ lab }))
  const { data: labView } = useQuery(trpc.labs.get.queryOptions({ lab }))
  const [chosen, setChosen] = useState<readonly RecipeId[]>(initiallyChosen)
  const [picked, setPicked] = useState<readonly MemberId[] | null>(null)
  const [note, setNote] = useState('')
  const others = (possible ?? []).filter((one) => one.memberId !== me)
  const offered = others.length > 0 ? others : (possible ?? [])
  const reviewers = picked ?? offered.map((one) => one.memberId)
  const ask = useMutation(
    trpc.reviews.ask.mutationOptions({
      onSuccess: onAsked,
      onSettled: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: trpc.plans.pathKey() }),
          queries.invalidateQueries({ queryKey: trpc.reviews.pathKey() }),
        ]),
    }),
  )
  const asked = recipes.filter((recipe) => chosen.includes(recipe.id))
  const lacking = asked.flatMap(({ id, name, process, values }) => {
    const lacks = lackingFields(required, { process, values: { ...conditions, ...values } }, catalogue.findParameter)
    return lacks.length === 0 ? [] : [{ id, name, lacks }]
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate({
      lab,
      plan,
      recipes: asked.map((recipe) => recipe.id),
      reviewers: [...reviewers],
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    })
  }
  const isReady = asked.length > 0 && reviewers.length > 0 && lacking.length === 0 && isSaved
  return (
    <form aria-label="Ask for review" onSubmit={submit} className="flex flex-col gap-5">
      <fieldset className="m-0 border-0 p-0">
        <legend className="mb-1 flex w-full items-baseline justify-between text-sm font-medium">
          Recipes
          <button
            type="button"
            className="text-sm font-normal text-accent hover:underline"
            onClick={() => setChosen(chosen.length === recipes.length ? [] : recipes.map((recipe) => recipe.id))}
          >
            {chosen.length === recipes.length ? 'None' : 'All'}
          </button>
        </legend>
        <div className="flex max-h-72 flex-col gap-1.5 overflow-y-auto">
          {recipes.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={chosen.includes(id)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="m-0 border-0 p-0">
        <legend className="mb-1 text-sm font-medium">Reviewers</legend>
        <div className="flex flex-col gap-1.5">
          {offered.map(({ memberId, name }) => (
            <Checkbox
              key={memberId}
              label={memberId === me ? `${name} (you)` : name}
              checked={reviewers.includes(memberId)}
              onChange={(event) =>
                setPicked(event.target.checked ? [...reviewers, memberId] : reviewers.filter((one) => one !== memberId))
              }
            />
          ))}
        </div>
        {reviewers.length > 1 && labView && (
          <p className="mt-1.5 mb-0 text-sm text-ink-muted">
            {labView.settings.reviewMode === 'all'
              ? 'In this lab all of them must approve the same content.'
              : 'In this lab one of them is enough.'}
          </p>
        )}
      </fieldset>
      <Field label="A word to it" hint="For example what is new, or by when you need it.">
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={5000}
            value={note}
            className="rounded border border-line bg-surface p-2 text-sm"
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {lacking.length > 0 && (
        <div role="alert" className="text-sm text-danger">
          <p className="m-0">This plan requires fields that are empty:</p>
          <ul className="m-0 list-disc pl-5">
            {lacking.map((one) => (
              <li key={one.id}>
                {one.name}: {one.lacks.join(', ')}
              </li>
            ))}
          </ul>
        </div>
      )}
      {ask.error && (
        <p role="alert" className="m-0 text-sm text-danger">
          {errorSentence(ask.error)}
        </p>
      )}
      <Button type="submit" size="lg" disabled={!isReady || ask.isPending}>
        {!isSaved
          ? 'Waiting until all is saved'
          : ask.isPending
            ? 'Asking…'
            : `Ask for review of ${asked.length} ${asked.length === 1 ? 'recipe' : 'recipes'}`}
      </Button>
    </form>
  )
}
