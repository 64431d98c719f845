import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC } from '@/app/_lib/trpc'
import type { PlanId } from '@/science/ids'
import type { ThreadView } from '@/server/views'

/** How often the page asks what others have said, ms. */
const interval = 4_000

export interface PlanThreads {
  threads: readonly ThreadView[]
  isLoaded: boolean
  /** Open threads of a recipe. */
  openCount: (recipeId: string) => number
  /** Per recipe the columns with an open thread, joined, so that a row without news is not drawn again. */
  marked: ReadonlyMap<string, string>
}

const none: readonly ThreadView[] = []

/** What is said of a plan and its recipes, live enough to talk. */
export function usePlanThreads(lab: string, plan: PlanId): PlanThreads {
  const trpc = useTRPC()
  const { data } = useQuery({ ...trpc.comments.list.queryOptions({ lab, plan }), refetchInterval: interval })
  const threads = data ?? none
  return useMemo(() => {
    const open = threads.filter((thread) => thread.resolved === null)
    const keys = new Map<string, string[]>()
    for (const { recipe, key } of open)
      if (recipe !== null) keys.set(recipe, [...(keys.get(recipe) ?? []), key ?? 'name'])
    return {
      threads,
      isLoaded: data !== undefined,
      openCount: (recipeId) => keys.get(recipeId)?.length ?? 0,
      marked: new Map([...keys].map(([recipe, all]) => [recipe, [...new Set(all)].sort().join(' ')])),
    }
  }, [threads, data])
}
