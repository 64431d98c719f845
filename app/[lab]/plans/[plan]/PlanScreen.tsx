'use client'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/app/_lib/trpc'
import { useKeptOffline } from '@/app/_lib/useKeptOffline'
import { useMediaQuery } from '@/app/_lib/useMediaQuery'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { PersonView, PlanView } from '@/server/views'
import { GridSkeleton } from './_grid/GridSkeleton'
import { RecipesBeside } from './_grid/TagsBox'
import { PlanHead } from './_review/PlanHead'
import { PlanStateMark } from './_review/PlanStateMark'
import { Refusal } from './_review/Refusal'
import { OpenPlan } from './_screen/OpenPlan'
import { recordInterval, useLivePlan, useRefreshWhenSaved } from './_screen/useLivePlan'

/** A plan's page: what the server says of it, joined with its document as soon as that is here. */
export function PlanScreen({ lab, initial, me }: { lab: string; initial: PlanView; me: PersonView }) {
  const trpc = useTRPC()
  const query = trpc.plans.get.queryOptions({ lab, plan: initial.id })
  const { data: view = initial } = useQuery({ ...query, initialData: initial, refetchInterval: recordInterval })
  useKeptOffline()
  const live = useLivePlan(lab, view, me)
  const isNarrow = useMediaQuery('(max-width: 639px)')
  useRefreshWhenSaved(live, query.queryKey)
  if (!live?.isReady) return <BeingOpened view={view} live={live} />
  return (
    <RecipesBeside value={live.plan.recipes}>
      <OpenPlan lab={lab} view={view} me={me} live={live} isNarrow={isNarrow} />
    </RecipesBeside>
  )
}

/** While the document is on its way: what is known of the plan already, in its place. */
function BeingOpened({ view, live }: { view: PlanView; live: LivePlan | null }) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PlanHead
        title={view.title}
        aim=""
        canWrite={false}
        onTitle={ignore}
        onAim={ignore}
        status={<PlanStateMark state={view.state} changed={0} />}
        actions={null}
        people={null}
      />
      {live?.save.state === 'refused' ? (
        <p role="alert" className="px-5 py-4 text-danger">
          <Refusal refusal={live.save.refusal} />
        </p>
      ) : (
        <GridSkeleton isOffline={live?.save.state === 'offline'} />
      )}
    </div>
  )
}

function ignore() {}
