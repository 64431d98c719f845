import { ActivityList } from '@/app/_components/record/ActivityList'
import type { PlanId, RecipeId } from '@/science/ids'
import { HistoryList } from './HistoryList'

/** A recipe through time: its reviews, comments, runs and what came of them, and every change of its values. */
export function RecipeHistory({ lab, plan, recipe }: { lab: string; plan: PlanId; recipe: RecipeId }) {
  return (
    <div className="flex flex-col gap-5">
      <section aria-label="What was done">
        <h3 className="m-0 mb-1 text-sm font-semibold">What was done with it</h3>
        <ActivityList
          lab={lab}
          filter={{ plan, recipe }}
          limit={10}
          none="Nothing yet. Comments, reviews, runs and what comes of them stand here."
        />
      </section>
      <section aria-label="Changes">
        <h3 className="m-0 mb-1 text-sm font-semibold">Changes</h3>
        <HistoryList lab={lab} plan={plan} recipe={recipe} />
      </section>
    </div>
  )
}
