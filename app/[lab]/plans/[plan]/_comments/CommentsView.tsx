import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { Select } from '@/app/_components/Select'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useLabScience } from '@/app/_lib/labScience'
import { useTRPC } from '@/app/_lib/trpc'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { PlanId } from '@/science/ids'
import type { ThreadView } from '@/server/views'
import { CommentForm } from './CommentForm'
import { ThreadItem } from './ThreadItem'
import type { PlanThreads } from './usePlanThreads'

export interface CommentsProps {
  lab: string
  plan: PlanId
  said: PlanThreads
  mayWrite: boolean
  /** The thread that a link led to. */
  lookedFor: string | null
}

/** What was said of one recipe and its parameters. */
export function RecipeComments({
  recipe,
  about,
  onAbout,
  ...props
}: CommentsProps & {
  recipe: Pick<PlannedRecipe, 'id' | 'process'>
  /** The parameter that a new comment is about; null: the recipe. */
  about: string | null
  onAbout: (key: string | null) => void
}) {
  const { catalogue } = useLabScience()
  const parameters = catalogue.parametersOf(recipe.process)
  return (
    <Comments
      {...props}
      threads={props.said.threads.filter((thread) => thread.recipe === recipe.id)}
      label="New comment"
      isNewFirst={about !== null}
      placeOf={({ key }) => ({ about: key === null ? 'The recipe' : (catalogue.findParameter(key)?.label ?? key) })}
      choice={
        <div className="flex w-full items-center gap-2 text-sm">
          <span aria-hidden className="text-ink-muted">
            About
          </span>
          <Select
            aria-label="About"
            value={about ?? ''}
            onChange={(event) => onAbout(event.target.value === '' ? null : event.target.value)}
            className="min-w-0 flex-1"
          >
            <option value="">The recipe</option>
            {parameters.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </Select>
        </div>
      }
      on={{ recipe: recipe.id, key: about }}
    />
  )
}

/** What was said of the plan, and of all its recipes. */
export function PlanComments({
  recipes,
  onOpen,
  ...props
}: CommentsProps & { recipes: readonly PlannedRecipe[]; onOpen: (recipeId: string, key: string | null) => void }) {
  const { catalogue } = useLabScience()
  return (
    <Comments
      {...props}
      threads={props.said.threads}
      label="New comment on the plan"
      placeOf={({ recipe: recipeId, key }) => {
        if (recipeId === null) return { about: 'The plan' }
        const recipe = recipes.find((one) => one.id === recipeId)
        const label = key === null ? '' : `, ${catalogue.findParameter(key)?.label ?? key}`
        const isGone = recipe === undefined || recipe.binnedAt !== null
        return {
          about: `${recipe?.name ?? 'A recipe that is gone'}${label}${recipe && isGone ? ' (in the bin)' : ''}`,
          go: isGone ? undefined : () => onOpen(recipeId, key),
        }
      }}
      on={{ recipe: null, key: null }}
    />
  )
}

function Comments({
  lab,
  plan,
  said,
  mayWrite,
  lookedFor,
  threads,
  label,
  placeOf,
  choice = null,
  isNewFirst = false,
  on,
}: CommentsProps & {
  threads: readonly ThreadView[]
  label: string
  placeOf: (thread: ThreadView) => { about: string; go?: () => void }
  choice?: ReactNode
  /** Somebody came to say something of one parameter. */
  isNewFirst?: boolean
  on: { recipe: PlannedRecipe['id'] | null; key: string | null }
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.comments.list.queryKey({ lab, plan }) })
  const start = useMutation(trpc.comments.start.mutationOptions({ onSuccess: refresh }))
  const reply = useMutation(trpc.comments.reply.mutationOptions({ onSuccess: refresh }))
  const resolve = useMutation(
    trpc.comments.resolve.mutationOptions({
      onSuccess: refresh,
      onError: (error) => toast.error(errorSentence(error)),
    }),
  )
  const open = threads.filter((thread) => thread.resolved === null)
  const resolved = threads.filter((thread) => thread.resolved !== null)
  const [asksForResolved, setAsksForResolved] = useState(false)
  const showsResolved = asksForResolved || resolved.some(({ id }) => id === lookedFor)
  const items = (shown: readonly ThreadView[]) =>
    shown.map((thread) => {
      const { about, go } = placeOf(thread)
      return (
        <ThreadItem
          key={thread.id}
          lab={lab}
          thread={thread}
          about={about}
          onAbout={go ?? null}
          mayWrite={mayWrite}
          isLookedFor={thread.id === lookedFor}
          onReply={(id, comment) => reply.mutateAsync({ lab, thread: id, comment })}
          onResolve={(id, isResolved) => resolve.mutate({ lab, thread: id, isResolved })}
        />
      )
    })
  return (
    <div className="flex flex-col gap-4 pb-6">
      {mayWrite && (
        <section aria-label={label} className="flex flex-col items-start gap-2">
          {choice}
          <div className="w-full">
            <CommentForm
              key={on.key ?? ''}
              lab={lab}
              label={label}
              action="Comment"
              autoFocus={isNewFirst}
              onSend={(comment) => start.mutateAsync({ lab, plan, ...on, comment })}
            />
          </div>
        </section>
      )}
      {said.isLoaded && threads.length === 0 && <p className="m-0 text-sm text-ink-muted">Nothing was said yet.</p>}
      {open.length > 0 && <div>{items(open)}</div>}
      {resolved.length > 0 && (
        <div>
          <button
            type="button"
            aria-expanded={showsResolved}
            onClick={() => setAsksForResolved(!showsResolved)}
            className="rounded text-sm text-ink-muted hover:text-ink max-sm:min-h-11"
          >
            {showsResolved ? 'Hide' : 'Show'} {resolved.length} resolved
          </button>
          {showsResolved && items(resolved)}
        </div>
      )}
    </div>
  )
}
