'use client'

import { Popover } from 'radix-ui'
import { type ReactNode, useRef, useState } from 'react'
import { cn } from '@/app/_lib/cn'

/** Opens what stands behind something small, on hover, focus, click or tap. Escape closes it. */
export function Hint({
  label,
  content,
  className,
  children,
}: {
  /** How the hint is read aloud, e.g. `Where 16.6 min comes from`. */
  label: string
  content: ReactNode
  className?: string
  children: ReactNode
}) {
  const [isOpen, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const soon = (open: boolean, delay: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(open), delay)
  }
  const enter = (event: React.PointerEvent) => event.pointerType === 'mouse' && soon(true, 120)
  const leave = (event: React.PointerEvent) => event.pointerType === 'mouse' && soon(false, 120)
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-description={label}
        onPointerEnter={enter}
        onPointerLeave={leave}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && setOpen(true)}
        onBlur={() => setOpen(false)}
        className={cn('inline rounded-sm text-left', className)}
      >
        {children}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          sideOffset={6}
          collisionPadding={12}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onPointerEnter={enter}
          onPointerLeave={leave}
          className="appear z-50 max-h-(--radix-popover-content-available-height) w-[min(24rem,calc(100vw-1.5rem))] overflow-y-auto rounded-md border border-line bg-raised p-3 text-left text-sm font-normal whitespace-normal text-ink shadow-lg"
        >
          {content}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
