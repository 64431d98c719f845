'use client'

import { ChevronsUpDown, History, House, Settings, Users } from 'lucide-react'
import { Menu, MenuLabel, MenuLine, MenuLink } from '@/app/_components/Menu'
import type { LabView, MeView } from '@/server/views'

/** The name of the lab; behind it, the lab's own pages and the other labs of this person. */
export function LabMenu({ me, lab }: { me: MeView; lab: LabView }) {
  const others = me.labs.filter((one) => one.slug !== lab.slug)
  return (
    <Menu
      label="Lab"
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Lab: ${lab.name}`}
          className="flex h-10 min-w-0 items-center gap-1 rounded-md px-1.5 text-sm font-medium hover:bg-hover sm:h-8"
        >
          <span className="max-w-[40vw] truncate md:max-w-52">{lab.name}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-muted" />
        </button>
      }
    >
      <MenuLink icon={House} href={`/${lab.slug}`}>
        Home
      </MenuLink>
      <MenuLink icon={History} href={`/${lab.slug}/activity`}>
        Activity
      </MenuLink>
      <MenuLink icon={Users} href={`/${lab.slug}/members`}>
        Members
      </MenuLink>
      <MenuLink icon={Settings} href={`/${lab.slug}/settings`}>
        Settings
      </MenuLink>
      {others.length > 0 && (
        <>
          <MenuLine />
          <MenuLabel>Other labs</MenuLabel>
          {others.map((one) => (
            <MenuLink key={one.slug} href={`/${one.slug}`}>
              {one.name}
            </MenuLink>
          ))}
        </>
      )}
    </Menu>
  )
}
