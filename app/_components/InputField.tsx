import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/app/_lib/cn'
import { Field } from './Field'
import { Input } from './Input'

type InputFieldProps = Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
  label: string
  value: string
  onText: (text: string) => void
  hint?: ReactNode
  error?: string | null
}

/** A line of text or a number with its label above, what helps to fill it in, and what is wrong with it. */
export function InputField({ label, hint, error, onText, className, ...props }: InputFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          {...props}
          onChange={(event) => onText(event.target.value)}
          className={cn('w-full', className)}
        />
      )}
    </Field>
  )
}
