import { requestApi, requireLab } from '@/app/_lib/session'
import { HomeScreen } from './HomeScreen'

export default async function HomePage({ params }: { params: Promise<{ lab: string }> }) {
  const { lab } = await requireLab((await params).lab)
  const api = await requestApi()
  const asked = { lab: lab.slug }
  const [plans, runs, activity] = await Promise.all([
    api.plans.list(asked),
    api.runs.list(asked),
    api.activity.list({ ...asked, limit: 20 }),
  ])
  return <HomeScreen lab={lab} initial={{ plans, runs, activity }} />
}
