import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { serverCaller } from '@/server/caller'
import type { LabView, MeView } from '@/server/views'

/** The API as the person of this request sees it, for server components. One per request. */
export const requestApi = cache(async () => serverCaller(await headers()))

/** The person of this request, or null when nobody is signed in. */
export const findSession = cache(async (): Promise<MeView | null> => {
  const api = await requestApi()
  return unlessSignedOut(api.me.get())
})

/** The person of this request; whoever is not signed in does that first and comes back. */
export async function requireSession(back?: string): Promise<MeView> {
  const me = await findSession()
  if (me) return me
  return redirect(await signInAddress(back))
}

/** The lab of the address. To people outside it, it does not exist. */
export const requireLab = cache(async (slug: string): Promise<{ me: MeView; lab: LabView }> => {
  const me = await requireSession(`/${slug}`)
  if (!me.labs.some((lab) => lab.slug === slug)) notFound()
  const api = await requestApi()
  return { me, lab: await api.labs.get({ lab: slug }) }
})

async function signInAddress(back: string | undefined): Promise<string> {
  // Next marks its own requests in the query; people should not see that again.
  const address = ((await headers()).get('x-path') ?? back)?.replace(/[?&]_rsc=[^&]*/, '')
  return address && address !== '/' ? `/sign-in?next=${encodeURIComponent(address)}` : '/sign-in'
}

async function unlessSignedOut<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'UNAUTHORIZED') return null
    throw error
  }
}
