import { Formula } from '@/app/_components/Formula'

/** The first cell of an entry's row: opens its panel, and says when it is the lab's own. */
export function EntryName({
  id,
  isOwn,
  isRetired,
  isOpen,
  onOpen,
  children,
}: {
  id: string
  isOwn: boolean
  isRetired: boolean
  isOpen: boolean
  onOpen: () => void
  /** What stands below, small. */
  children?: React.ReactNode
}) {
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onOpen}
        className="rounded-sm text-left font-medium text-accent hover:underline"
      >
        <Formula text={id} />
      </button>
      {isOwn && <span className="ml-2 text-xs text-ink-muted">our own{isRetired && ', retired'}</span>}
      {children && <span className="block text-xs text-ink-muted">{children}</span>}
    </>
  )
}

/** What tables of entries that open need to know. */
export interface EntryTableProps {
  selected: string | null
  onSelect: (id: string) => void
  isRetired: (id: string) => boolean
}
