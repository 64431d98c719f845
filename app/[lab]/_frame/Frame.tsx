'use client'

import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useSelectedLayoutSegments } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { IconButton } from '@/app/_components/IconButton'
import { Wordmark } from '@/app/_components/Wordmark'
import { cn } from '@/app/_lib/cn'
import type { LabView, MeView } from '@/server/views'
import { AccountMenu } from './AccountMenu'
import { InboxLink } from './InboxLink'
import { KeysPanel } from './KeysPanel'
import { LabMenu } from './LabMenu'
import { LabPulse } from './LabPulse'
import { NotificationsLink } from './NotificationsLink'
import { Pending } from './Pending'
import { placeOf, places } from './places'

const CommandPalette = dynamic(() => import('./CommandPalette').then((module) => module.CommandPalette), { ssr: false })

/** What stands around every page of a lab: where one is, where one can go, search, and oneself. */
export function Frame({ me, lab, children }: { me: MeView; lab: LabView; children: ReactNode }) {
  const segments = useSelectedLayoutSegments()
  const here = placeOf(segments)
  // An open plan is the page: it fills the window and scrolls within itself.
  const isFull = segments[0] === 'plans' && segments.length > 1
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const [areKeysOpen, setKeysOpen] = useState(false)

  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setPaletteOpen((isOpen) => !isOpen)
      } else if (event.key === '?' && !event.defaultPrevented && !isTyping(event.target)) {
        event.preventDefault()
        setKeysOpen((isOpen) => !isOpen)
      }
    }
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  }, [])

  return (
    <div className={cn('flex flex-col', isFull ? 'h-dvh' : 'min-h-dvh')}>
      <a
        href="#page"
        className="sr-only rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to the page
      </a>
      <header
        data-frame
        className="sticky top-0 z-20 flex h-bar flex-none items-center gap-1 border-b border-line bg-ground px-2 sm:px-4"
      >
        <Link
          href={`/${lab.slug}`}
          aria-label={`Home of ${lab.name}`}
          className="flex size-10 flex-none items-center justify-center rounded-md sm:-ml-2 sm:size-9"
        >
          <Wordmark withName={false} />
        </Link>
        <LabMenu me={me} lab={lab} />
        <nav aria-label="Lab" className="ml-3 flex h-full items-stretch gap-0.5 max-md:hidden">
          {places.map((place) => (
            <Link
              key={place.segment}
              href={`/${lab.slug}/${place.segment}`}
              aria-current={here === place.segment ? 'page' : undefined}
              className="relative flex items-center border-y-2 border-transparent px-2.5 text-sm text-ink-muted -outline-offset-2 transition-colors hover:text-ink aria-[current]:border-b-accent aria-[current]:font-medium aria-[current]:text-ink"
            >
              {place.name}
              <Pending />
            </Link>
          ))}
        </nav>
        <div className="flex-1" />
        <button
          type="button"
          onClick={() => setPaletteOpen(true)}
          className="flex h-8 w-40 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-ink-muted transition-colors hover:border-line-strong max-sm:hidden lg:w-56"
        >
          <Search aria-hidden className="size-4" />
          <span className="flex-1 text-left">Search</span>
          <kbd className="font-sans text-xs">
            <ShortcutKey /> K
          </kbd>
        </button>
        <IconButton icon={Search} label="Search" className="sm:hidden" onClick={() => setPaletteOpen(true)} />
        <NotificationsLink lab={lab.slug} isHere={here === 'notifications'} />
        <InboxLink lab={lab.slug} isHere={here === 'reviews'} />
        <AccountMenu me={me} person={lab.me} role={lab.me.role} onKeys={() => setKeysOpen(true)} />
      </header>

      <main
        id="page"
        tabIndex={-1}
        data-full={isFull || undefined}
        className={cn(
          'w-full flex-1 outline-none',
          isFull ? 'min-h-0' : 'mx-auto max-w-[100rem] px-4 pt-5 pb-10 sm:px-6 sm:pt-6',
        )}
      >
        {children}
      </main>

      <nav
        data-frame
        aria-label="Lab"
        className="sticky bottom-0 z-20 flex flex-none border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {places.map((place) => (
          <Link
            key={place.segment}
            href={`/${lab.slug}/${place.segment}`}
            aria-current={here === place.segment ? 'page' : undefined}
            className="relative flex h-13 flex-1 flex-col items-center justify-center gap-0.5 text-[0.6875rem] leading-4 text-ink-muted -outline-offset-2 aria-[current]:font-medium aria-[current]:text-accent"
          >
            <place.icon aria-hidden className="size-5" strokeWidth={1.75} />
            {place.name}
            <Pending />
          </Link>
        ))}
      </nav>

      <LabPulse lab={lab.slug} />
      {areKeysOpen && <KeysPanel segments={segments} onClose={() => setKeysOpen(false)} />}
      {isPaletteOpen && (
        <CommandPalette me={me} lab={lab} onClose={() => setPaletteOpen(false)} onKeys={() => setKeysOpen(true)} />
      )}
    </div>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [contenteditable="true"]') !== null)
  )
}

/** ⌘ where the keyboard has it, Ctrl elsewhere; known only in the browser. */
function ShortcutKey() {
  const [key, setKey] = useState('Ctrl')
  useEffect(() => {
    if (/Mac|iPhone|iPad/.test(navigator.platform)) setKey('⌘')
  }, [])
  return key
}
