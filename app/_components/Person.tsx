/** A person by name, with the dot of the hue in which others see her work. */
export function Person({ person, isMe = false }: { person: { name: string; hue: number }; isMe?: boolean }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <span
        aria-hidden
        className="size-2.5 shrink-0 rounded-full"
        style={{ background: `var(--person-${person.hue % 8})` }}
      />
      <span className="truncate">{person.name}</span>
      {isMe && <span className="text-ink-muted">(you)</span>}
    </span>
  )
}
