'use client'

import { Button } from './_components/Button'
import { DoorPage } from './_components/DoorPage'
import { signOut } from './_lib/auth'

/** Signed in, but in no lab: after leaving one, or before the first invitation is opened. */
export function NoLab({ name, email }: { name: string; email: string }) {
  return (
    <DoorPage title="You are in no lab yet">
      <p className="m-0">
        {name}, ask the PI of your lab for an invitation link and open it in this browser. You are signed in as {email}.
      </p>
      <Button className="mt-5" onClick={signOut}>
        Sign out
      </Button>
    </DoorPage>
  )
}
