import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useLabScience } from '@/app/_lib/labScience'
import { withRequiredChecks } from '@/app/_lib/requiredChecks'
import { useTRPC } from '@/app/_lib/trpc'
import { type LivePlan, usePlan } from '@/app/_lib/usePlan'
import type { PersonView, PlanView } from '@/server/views'

/** How often the page asks what has been made of the recipes, and what became of the review, ms. */
export const recordInterval = 5_000

/** The document of a plan, with what only the server can say of it. Null until it is being opened. */
export function useLivePlan(lab: string, { id, required }: PlanView, me: PersonView): LivePlan | null {
  const opened = usePlan(id, me, useLabScience())
  return useRequired(useWriters(opened, lab, id), required)
}

/** Between competing values people pick by who wrote them; that is the server's to say, as far as it has been asked. */
function useWriters(live: LivePlan | null, lab: string, plan: PlanView['id']): LivePlan | null {
  const trpc = useTRPC()
  const isDisputed = live?.plan.recipes.some((recipe) => Object.keys(recipe.competing).length > 0) ?? false
  const { data: writers } = useQuery({
    ...trpc.plans.writers.queryOptions({ lab, plan }),
    enabled: isDisputed,
    refetchInterval: isDisputed ? recordInterval : false,
  })
  return useMemo(() => {
    if (!live || !writers) return live
    const names = new Map(writers.map(({ clientId, name }) => [clientId, name]))
    return { ...live, nameOfClient: (clientId) => names.get(clientId) ?? live.nameOfClient(clientId) }
  }, [live, writers])
}

/** The checks of the recipes with the fields that the plan requires and they lack. */
function useRequired(live: LivePlan | null, given: PlanView['required']): LivePlan | null {
  const { catalogue } = useLabScience()
  // Asked again every few seconds: the same content is the same.
  const content = JSON.stringify(given)
  const required = useMemo(() => JSON.parse(content) as PlanView['required'], [content])
  const beneath = live?.predictionOf
  const predictionOf = useMemo(
    () => beneath && withRequiredChecks(beneath, required, catalogue.findParameter),
    [beneath, required, catalogue],
  )
  return useMemo(() => live && predictionOf && { ...live, predictionOf }, [live, predictionOf]) ?? null
}

/** What the server says of a plan follows its document: asked again soon after this page's changes are on disk. */
export function useRefreshWhenSaved(live: LivePlan | null, queryKey: readonly unknown[]) {
  const queries = useQueryClient()
  const plan = live?.plan
  const state = live?.save.state
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the document has changed and is saved
  useEffect(() => {
    if (state !== 'saved') return
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey }), 600)
    return () => clearTimeout(timer)
  }, [plan, state, queries])
}
