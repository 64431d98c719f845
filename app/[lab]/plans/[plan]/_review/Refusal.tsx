import { usePathname } from 'next/navigation'
import { closeCodes } from '@/collab/protocol/closeCodes'

/** Why the server does not take part, and the way back in when the session has ended. */
export function Refusal({ refusal }: { refusal: string | null }) {
  const path = usePathname()
  if (refusal !== closeCodes.notSignedIn.reason) return refusal
  return (
    <>
      You are signed out. What you typed is kept in this browser.{' '}
      <a href={`/sign-in?next=${encodeURIComponent(path)}`} className="underline">
        Sign in again
      </a>
    </>
  )
}
