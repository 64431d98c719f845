import { type ComponentProps, type ReactNode, useId } from 'react'

/** A tick with its label, and a hint below when one is needed. */
export function Checkbox({
  label,
  hint,
  ...props
}: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: ReactNode }) {
  const id = useId()
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2.5">
      <input
        type="checkbox"
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-1 size-4 accent-accent"
        {...props}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="col-start-2 m-0 text-sm text-ink-muted">
          {hint}
        </p>
      )}
    </div>
  )
}
