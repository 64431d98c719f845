import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { SavedViewsMenu, type ViewsPlace } from '@/app/_components/views/SavedViewsMenu'
import { type GridView, plainView, readView, sameView } from '@/app/_lib/gridView'
import { useTRPC } from '@/app/_lib/trpc'
import type { ViewInUse } from '@/app/_lib/useGridView'
import type { PlanId } from '@/science/ids'

/** The named views of a plan. */
export function ViewMenu({
  lab,
  plan,
  canShare,
  inUse,
  onUse,
}: {
  lab: string
  plan: PlanId
  /** Whether this person may save views that everyone sees. */
  canShare: boolean
  inUse: ViewInUse
  onUse: (next: ViewInUse) => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { data: views = [] } = useQuery(trpc.planViews.list.queryOptions({ lab, plan }))
  const onSuccess = () => queries.invalidateQueries({ queryKey: trpc.planViews.pathKey() })
  const save = useMutation(trpc.planViews.save.mutationOptions({ onSuccess }))
  const remove = useMutation(trpc.planViews.remove.mutationOptions({ onSuccess }))
  const place: ViewsPlace<GridView> = {
    label: 'Views of this plan',
    plainName: 'The plan as it is',
    plainDetail: 'nothing hidden by hand, unsorted',
    shareLabel: 'For everyone in this plan',
    plain: plainView,
    read: readView,
    isSame: sameView,
    save: (view) => save.mutateAsync({ lab, plan, ...view }),
    remove: (view) => remove.mutateAsync({ lab, plan, view }),
  }
  return <SavedViewsMenu place={place} views={views} canShare={canShare} inUse={inUse} onUse={onUse} />
}
