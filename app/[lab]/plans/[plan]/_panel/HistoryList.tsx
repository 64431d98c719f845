import { useInfiniteQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { Button } from '@/app/_components/Button'
import { Formula } from '@/app/_components/Formula'
import { When } from '@/app/_components/record/When'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { PlanId, RecipeId } from '@/science/ids'

/** How often a page that shows a history asks for what is new, ms. */
const interval = 5_000

/** Who changed what and when, newest first: of one recipe, or of the plan with all its recipes. */
export function HistoryList({ lab, plan, recipe }: { lab: string; plan: PlanId; recipe?: RecipeId }) {
  const trpc = useTRPC()
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...trpc.plans.history.infiniteQueryOptions(
      { lab, plan, recipe, limit: 40 },
      { getNextPageParam: ({ earlier }) => earlier ?? undefined },
    ),
    refetchInterval: interval,
  })
  if (error) return <p className="text-sm text-danger">The history could not be loaded: {errorSentence(error)}</p>
  if (isPending) return <p className="text-sm text-ink-muted">Reading the log …</p>
  const acts = data.pages.flatMap((page) => page.acts)
  if (acts.length === 0) return <p className="text-sm text-ink-muted">Nothing has been changed yet.</p>
  return (
    <div className="text-sm">
      <ol className="m-0 list-none p-0">
        {acts.map((act) => (
          <li key={act.id} className="border-b border-line py-2">
            <p className="m-0 text-xs text-ink-muted">
              <span className="font-medium text-ink">{act.by?.name ?? 'Interphase'}</span>, <When at={act.at} />
            </p>
            <p className="m-0">
              {recipe === undefined && act.recipeName !== null && (
                <span className="font-medium">
                  <Formula text={act.recipeName} />:{' '}
                </span>
              )}
              {act.sentences.map((sentence, at) => (
                <Fragment key={sentence}>
                  {at > 0 && '; '}
                  <Formula text={sentence} />
                </Fragment>
              ))}
            </p>
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="ghost" className="mt-2" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {isFetchingNextPage ? 'Loading …' : 'Show earlier'}
        </Button>
      )}
    </div>
  )
}
