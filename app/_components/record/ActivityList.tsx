import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '@/app/_components/Button'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { MemberId, PlanId, RecipeId } from '@/science/ids'
import type { ActivityKind } from '@/server/views'
import { ActivityLines } from './ActivityLines'

export interface ActivityFilter {
  plan?: PlanId
  recipe?: RecipeId
  by?: MemberId
  kind?: ActivityKind
}

/** How often a page that shows it asks for what is new, ms. */
const interval = 10_000

/** What happened, page by page, the newest first. */
export function ActivityList({
  lab,
  filter,
  limit = 50,
  none,
}: {
  lab: string
  filter: ActivityFilter
  /** Lines of one page. */
  limit?: number
  /** What stands where nothing has happened. */
  none: string
}) {
  const trpc = useTRPC()
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...trpc.activity.list.infiniteQueryOptions(
      { lab, ...filter, limit },
      {
        getNextPageParam: (page) => {
          const last = page.at(-1)
          return page.length < limit || last === undefined ? undefined : { at: last.at, id: last.id }
        },
      },
    ),
    refetchInterval: interval,
  })
  if (error) return <p className="text-sm text-danger">This could not be loaded: {errorSentence(error)}</p>
  if (isPending) return <p className="text-sm text-ink-muted">Loading …</p>
  const lines = data.pages.flat()
  if (lines.length === 0) return <p className="m-0 text-sm text-ink-muted">{none}</p>
  return (
    <>
      <ActivityLines lab={lab} lines={lines} isDated />
      {hasNextPage && (
        <Button variant="ghost" className="mt-2" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {isFetchingNextPage ? 'Loading …' : 'Show earlier'}
        </Button>
      )}
    </>
  )
}
