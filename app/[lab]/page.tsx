import { requestApi, requireLab } from '@/app/_lib/session'
import { HomeScreen } from './HomeScreen'
import { homeQueries } from './homeQueries'

export default async function HomePage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await requireLab((await params).lab)
  const api = await requestApi()
  const asked = { lab: lab.slug }
  const [work, plans, waiting, running, activity] = await Promise.all([
    api.work.mine(asked),
    api.plans.list({ ...asked, ...homeQueries.plans }),
    api.plans.list({ ...asked, ...homeQueries.waiting }),
    api.runs.page({ ...asked, ...homeQueries.running }),
    api.activity.list({ ...asked, ...homeQueries.activity }),
  ])
  return <HomeScreen lab={lab} initial={{ work, plans, waiting, running, activity }} />
}
