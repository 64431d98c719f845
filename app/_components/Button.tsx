import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { cn } from '@/app/_lib/cn'

/** The look of a button, for links that act like one. */
export const buttonClass = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors disabled:opacity-55 aria-disabled:opacity-55',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent not-disabled:hover:bg-accent-hover',
        secondary: 'border-line-strong/60 bg-surface text-ink not-disabled:hover:bg-hover',
        ghost: 'border-transparent text-ink not-disabled:hover:bg-hover',
        danger: 'border-line-strong/60 bg-surface text-danger not-disabled:hover:bg-hover',
      },
      size: {
        sm: 'h-9 px-2 text-sm sm:h-7',
        md: 'h-10 px-3 text-sm sm:h-8',
        lg: 'h-11 px-4 text-base',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonClass>

/** A button that submits is the primary one of its form unless it says otherwise. */
export function Button({ variant, size, className, type = 'button', ...props }: ButtonProps) {
  const look = variant ?? (type === 'submit' ? 'primary' : 'secondary')
  return <button type={type} className={cn(buttonClass({ variant: look, size }), className)} {...props} />
}
