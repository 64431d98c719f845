import type { ComponentProps } from 'react'
import { cn } from '@/app/_lib/cn'

/** 16 px on a phone, or its browser would zoom into the page. */
export const controlClass =
  'h-10 min-w-0 rounded-md border border-line-strong/70 bg-surface px-2.5 text-[1rem] text-ink transition-colors hover:border-line-strong disabled:bg-ground disabled:text-ink-muted aria-invalid:border-danger sm:h-8 sm:text-sm'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(controlClass, className)} {...props} />
}
