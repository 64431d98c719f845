'use client'

import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useEscapeFromNowhere } from '@/app/_lib/useEscape'
import { IconButton } from './IconButton'

/** Slides in beside the page (over it on a phone) and leaves it usable; Escape steps back to where one was. */
export function SidePanel({
  title,
  onClose,
  children,
}: {
  title: ReactNode
  onClose: () => void
  children: ReactNode
}) {
  const id = useId()
  const panel = useRef<HTMLElement>(null)
  const before = useRef<Element | null>(null)
  useEscapeFromNowhere(onClose)

  useEffect(() => {
    before.current = document.activeElement
    panel.current?.focus({ preventScroll: true })
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true })
    }
  }, [])

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        onClose()
      }}
      className="appear fixed inset-y-0 right-0 z-30 flex w-full flex-col border-l border-line bg-raised outline-none sm:top-bar sm:w-[26rem] sm:shadow-lg"
    >
      <div className="flex items-center justify-between gap-2 border-b border-line py-1.5 pr-2 pl-4">
        <h2 id={`${id}-title`} className="m-0 min-w-0 truncate text-base font-semibold">
          {title}
        </h2>
        <IconButton icon={X} label="Close" onClick={onClose} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
    </aside>
  )
}
