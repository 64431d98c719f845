'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { Field } from './Field'
import { IconButton } from './IconButton'
import { Input } from './Input'

/** As the server asks for. */
export const leastPassword = 10

/** A password, which can be looked at while typing: gloves and phones mistype. */
export function PasswordField({ isNew = false, label = 'Password' }: { isNew?: boolean; label?: string }) {
  const [isShown, setShown] = useState(false)
  return (
    <Field label={label} hint={isNew ? `At least ${leastPassword} characters.` : undefined}>
      {(control) => (
        <div className="relative flex">
          <Input
            {...control}
            name="password"
            type={isShown ? 'text' : 'password'}
            required
            minLength={isNew ? leastPassword : undefined}
            maxLength={200}
            autoComplete={isNew ? 'new-password' : 'current-password'}
            autoCapitalize="off"
            spellCheck={false}
            className="flex-1 pr-10"
          />
          <IconButton
            icon={isShown ? EyeOff : Eye}
            label={isShown ? 'Hide the characters' : 'Show the characters'}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
            className="absolute top-0 right-0"
          />
        </div>
      )}
    </Field>
  )
}
