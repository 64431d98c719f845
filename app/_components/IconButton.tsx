import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from '@/app/_lib/cn'

/** A button that shows only an icon; its label is read aloud and stands in the tooltip. */
export function IconButton({
  icon: Icon,
  label,
  className,
  ...props
}: Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & { icon: LucideIcon; label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cn(
        'inline-flex size-10 shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors not-disabled:hover:bg-hover not-disabled:hover:text-ink disabled:opacity-55 sm:size-8',
        className,
      )}
      {...props}
    >
      <Icon aria-hidden className="size-[1.125rem]" />
    </button>
  )
}
