import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { useSettled } from '@/app/_lib/useSettled'
import type { PlannedRecipe } from '@/collab/plan/types'
import { isId, type PlanId } from '@/science/ids'
import type { MovedRecipes } from '@/server/views'

/** The last changed plans that a list offers; others are found by their title. */
const mostOffered = 50

/** Moves recipes to another plan of the lab. What stays says why. */
export function MovePanel({
  lab,
  plan,
  recipes,
  isSaved,
  onMoved,
}: {
  lab: string
  plan: PlanId
  recipes: readonly PlannedRecipe[]
  /** The server moves what it has: not before the last edit of this page is there. */
  isSaved: boolean
  onMoved: (moved: MovedRecipes, to: { id: PlanId; title: string }) => void
}) {
  const trpc = useTRPC()
  const [typed, setTyped] = useState('')
  const text = useSettled(typed.trim())
  const { data: found } = useQuery({
    ...trpc.plans.list.queryOptions({ lab, text, limit: mostOffered }),
    placeholderData: keepPreviousData,
  })
  const plans = found?.items
  const [to, setTo] = useState('')
  const target = plans?.find((one) => one.id === to)
  const move = useMutation(
    trpc.recipes.move.mutationOptions({
      onSuccess: (moved) => {
        if (target) onMoved(moved, { id: target.id, title: target.title })
      },
    }),
  )
  const refused = move.data?.refused ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isId('plan', to)) move.mutate({ lab, from: plan, to, recipes: recipes.map((recipe) => recipe.id) })
  }
  const others = (plans ?? []).filter((one) => one.id !== plan)
  return (
    <form aria-label="Move recipes" onSubmit={submit} className="flex flex-col gap-4">
      <ul aria-label="Recipes to move" className="m-0 list-none border-t border-line p-0">
        {recipes.map((recipe) => (
          <li key={recipe.id} className="border-b border-line py-1.5 break-words">
            {recipe.name}
          </li>
        ))}
      </ul>
      {(found?.total ?? 0) > mostOffered || text !== '' ? (
        <Field label="Find a plan by its title">
          {(control) => (
            <Input
              {...control}
              type="search"
              value={typed}
              maxLength={200}
              onChange={(event) => {
                setTyped(event.target.value)
                setTo('')
              }}
            />
          )}
        </Field>
      ) : null}
      <Field
        label="To the plan"
        error={move.error ? errorSentence(move.error) : null}
        hint="Values and notes go along. The recipes here go to the bin, from where they can come back."
      >
        {(control) => (
          <Select {...control} value={to} onChange={(event) => setTo(event.target.value)}>
            <option value="">choose …</option>
            {others.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title || 'Untitled plan'}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {plans && others.length === 0 && (
        <p className="m-0 text-sm text-ink-muted">
          {text === '' ? 'There is no other plan in this lab.' : 'No other plan has this in its title.'}
        </p>
      )}
      {refused.length > 0 && (
        <ul role="alert" className="m-0 list-none p-0 text-sm text-danger">
          {refused.map((one) => (
            <li key={one.recipe}>{one.reason}</li>
          ))}
        </ul>
      )}
      <Button type="submit" size="lg" disabled={to === '' || !isSaved || move.isPending || recipes.length === 0}>
        {isSaved
          ? `Move ${recipes.length} ${recipes.length === 1 ? 'recipe' : 'recipes'}`
          : 'Waiting until all is saved'}
      </Button>
    </form>
  )
}
