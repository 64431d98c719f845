import { redirect } from 'next/navigation'
import { requestApi, requireSession } from './_lib/session'
import { NoLab } from './NoLab'

/** The door: to the set-up, to signing in, or to the lab of this person. */
export default async function Door() {
  const api = await requestApi()
  const setup = await api.setup.state({})
  if (!setup.isSetUp) redirect('/set-up')
  const me = await requireSession()
  const lab = me.labs.find((one) => !one.isExample) ?? me.labs[0]
  if (lab) redirect(`/${lab.slug}`)
  return <NoLab name={me.name} email={me.email} />
}
