'use client'

import { CircleUserRound, Keyboard, LogOut } from 'lucide-react'
import { useTheme } from 'next-themes'
import { Menu, MenuChoices, MenuItem, MenuLine, MenuLink } from '@/app/_components/Menu'
import { roleWords, themeChoices } from '@/app/_components/words'
import { signOut } from '@/app/_lib/auth'
import type { MeView, PersonView, Role } from '@/server/views'

/** Oneself: who is signed in, the look of the page, and the way out. */
export function AccountMenu({
  me,
  person,
  role,
  onKeys,
}: {
  me: MeView
  person: PersonView
  role: Role
  onKeys: () => void
}) {
  const { theme = 'system', setTheme } = useTheme()
  return (
    <Menu
      label="Account"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${person.name}`}
          className="flex size-10 shrink-0 items-center justify-center rounded-md hover:bg-hover sm:size-9"
        >
          <span
            aria-hidden
            data-initials={initials(person.name)}
            className="flex size-7 items-center justify-center rounded-full text-xs font-medium text-surface before:content-[attr(data-initials)]"
            style={{ background: `var(--person-${person.hue % 8})` }}
          />
        </button>
      }
    >
      <div className="max-w-64 px-2 py-1.5 text-sm">
        <p className="m-0 truncate font-medium">{me.name}</p>
        <p className="m-0 truncate text-ink-muted">{me.email}</p>
        <p className="m-0 text-ink-muted">{roleWords[role]} in this lab</p>
      </div>
      <MenuLine />
      <MenuLink icon={CircleUserRound} href="/account">
        Account and sessions
      </MenuLink>
      <MenuItem icon={Keyboard} keys="?" onSelect={onKeys}>
        Keys of this page
      </MenuItem>
      <MenuLine />
      <MenuChoices label="Theme" value={theme} choices={themeChoices} onChange={setTheme} />
      <MenuLine />
      <MenuItem icon={LogOut} onSelect={signOut}>
        Sign out
      </MenuItem>
    </Menu>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toUpperCase()
}
