'use client'

import { Check, type LucideIcon } from 'lucide-react'
import Link from 'next/link'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'

const itemClass =
  'flex min-h-9 cursor-default items-center gap-2.5 rounded px-2 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover sm:min-h-8'

/** A list of things to do, opened from `trigger`. */
export function Menu({
  trigger,
  label,
  align = 'end',
  children,
}: {
  trigger: ReactNode
  label: string
  align?: 'start' | 'end'
  children: ReactNode
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className="appear z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto rounded-md border border-line bg-raised p-1 text-ink shadow-lg"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

export function MenuItem({
  icon: Icon,
  keys,
  isDangerous = false,
  onSelect,
  children,
}: {
  icon?: LucideIcon
  keys?: string
  isDangerous?: boolean
  onSelect: () => void
  children: ReactNode
}) {
  return (
    <DropdownMenu.Item onSelect={onSelect} className={`${itemClass} ${isDangerous ? 'text-danger' : ''}`}>
      {Icon && <Icon aria-hidden className="size-4 shrink-0 opacity-75" />}
      <span className="flex-1">{children}</span>
      {keys && <kbd className="font-sans text-xs text-ink-muted">{keys}</kbd>}
    </DropdownMenu.Item>
  )
}

export function MenuLink({ icon: Icon, href, children }: { icon?: LucideIcon; href: string; children: ReactNode }) {
  return (
    <DropdownMenu.Item asChild>
      <Link href={href} className={itemClass}>
        {Icon && <Icon aria-hidden className="size-4 shrink-0 opacity-75" />}
        <span className="min-w-0 flex-1 truncate">{children}</span>
      </Link>
    </DropdownMenu.Item>
  )
}

/** What the browser takes away as a file. */
export function MenuDownload({ icon: Icon, href, children }: { icon?: LucideIcon; href: string; children: ReactNode }) {
  return (
    <DropdownMenu.Item asChild>
      <a href={href} download className={itemClass}>
        {Icon && <Icon aria-hidden className="size-4 shrink-0 opacity-75" />}
        <span className="min-w-0 flex-1">{children}</span>
      </a>
    </DropdownMenu.Item>
  )
}

/** One of several that exclude each other, the chosen one ticked. */
export function MenuChoices({
  label,
  value,
  choices,
  onChange,
}: {
  label: string
  value: string
  choices: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem
          key={choice.value}
          value={choice.value}
          className={itemClass}
          onSelect={(event) => event.preventDefault()}
        >
          <span className="flex size-4 shrink-0 items-center justify-center">
            <DropdownMenu.ItemIndicator>
              <Check aria-hidden className="size-4" />
            </DropdownMenu.ItemIndicator>
          </span>
          {choice.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 pt-2 pb-1 text-xs text-ink-muted">{children}</DropdownMenu.Label>
}

export function MenuLine() {
  return <DropdownMenu.Separator className="-mx-1 my-1 border-t border-line" />
}
