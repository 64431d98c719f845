import { forgetSent } from '@/app/[lab]/runs/[run]/outbox'
import { forgetPhotos } from '@/app/[lab]/runs/[run]/photoStore'
import { forgetKeptPages } from './useKeptOffline'

/** Signing in and out, as the browser asks the server for it. The session is a cookie that scripts cannot read. */

/** Null when it worked; otherwise a sentence for the person. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const answer = await post('/api/auth/sign-in/email', { email, password })
  if (answer?.ok) return null
  if (answer === null) return 'The server could not be reached. Try again.'
  if (answer.status === 429) return 'Too many attempts. Wait a minute, then try again.'
  if (answer.status === 401 || answer.status === 400 || answer.status === 403)
    return 'This email and password do not fit together.'
  return 'Signing in did not work: the server had a problem. Try again.'
}

export interface SignInProvider {
  id: string
  name: string
}

/** Goes to the university's sign-in page. A sentence comes back when that could not begin. */
export async function signInWithProvider({ id, name }: SignInProvider, next: string): Promise<string | null> {
  return leaveFor('/api/auth/sign-in/social', name, {
    provider: id,
    callbackURL: next,
    errorCallbackURL: `/sign-in?next=${encodeURIComponent(next)}`,
  })
}

/** Lets the person who is signed in also come in by her university. A sentence comes back when that could not begin. */
export async function connectProvider({ id, name }: SignInProvider): Promise<string | null> {
  return leaveFor('/api/auth/link-social', name, {
    provider: id,
    callbackURL: '/account',
    errorCallbackURL: '/account',
  })
}

export async function isProviderConnected({ id }: SignInProvider): Promise<boolean> {
  const answer = await fetch('/api/auth/list-accounts')
  const found: unknown = answer.ok ? await answer.json() : []
  return Array.isArray(found) && found.some((account: { providerId?: unknown }) => account.providerId === id)
}

async function leaveFor(path: string, name: string, wanted: object): Promise<string | null> {
  const answer = await post(path, { ...wanted, disableRedirect: true })
  const found: unknown = answer?.ok ? await answer.json() : null
  if (found && typeof found === 'object' && 'url' in found && typeof found.url === 'string') {
    window.location.assign(found.url)
    return null
  }
  return `${name} could not be reached. Sign in with a password, or try again later.`
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {})
  await forgetKeptPages().catch(() => undefined)
  await forgetPhotos(forgetSent(localStorage)).catch(() => undefined)
  // A full load: nothing of this person stays in memory.
  window.location.assign('/sign-in')
}

async function post(path: string, body: object): Promise<Response | null> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch {
    return null
  }
}
