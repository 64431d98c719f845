import {
  ArrowDownAZ,
  ArrowLeft,
  ArrowRight,
  ArrowUpAZ,
  EyeOff,
  Filter,
  FoldHorizontal,
  type LucideIcon,
  Pencil,
  RotateCcw,
  Trash2,
  UnfoldHorizontal,
  X,
} from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { MenuItem, MenuLabel, MenuLine } from '@/app/_components/Menu'
import type { SortKey } from '@/app/_lib/gridView'
import type { GridColumn } from '@/app/_lib/planColumns'

/** What can be done with a column, to this person's view of the plan. */
export type ColumnAct =
  | { kind: 'sort'; direction: SortKey['direction'] | null; add: boolean }
  | { kind: 'filter' }
  | { kind: 'hide' }
  | { kind: 'move'; by: 1 | -1 }
  | { kind: 'width'; width: number | null }
  | { kind: 'edit-formula' }
  | { kind: 'remove' }

export interface ColumnMenuPlace {
  column: GridColumn
  rect: { left: number; top: number; width: number; height: number }
}

export interface ColumnItemsProps {
  column: GridColumn
  sort: readonly SortKey[]
  /** Whether its width was set by hand. */
  isResized: boolean
  onAct: (act: ColumnAct) => void
}

/** The menu of a column's head. One for the whole grid, at the head that asked for it. */
export function ColumnMenu({
  place,
  onClose,
  ...items
}: Omit<ColumnItemsProps, 'column'> & { place: ColumnMenuPlace; onClose: () => void }) {
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" style={{ position: 'fixed', pointerEvents: 'none', ...place.rect }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={2}
          collisionPadding={8}
          aria-label={`Column ${place.column.label}`}
          className="z-50 min-w-56 rounded-md border border-line bg-raised p-1 text-ink shadow-lg"
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <ColumnItems column={place.column} {...items} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** The same things, for the menu that the keyboard opens at a cell. */
export function ColumnItems({ column, sort, isResized, onAct }: ColumnItemsProps) {
  const own = sort.find((one) => one.key === column.key)
  const others = sort.filter((one) => one.key !== column.key)
  const isName = column.kind === 'name'
  const sortBy = (direction: SortKey['direction'], add: boolean) => () => onAct({ kind: 'sort', direction, add })
  return (
    <>
      <MenuLabel>{column.unit ? `${column.label}, ${column.unit}` : column.label}</MenuLabel>
      <MenuItem icon={ArrowDownAZ} onSelect={sortBy('ascending', false)}>
        Sort ascending
      </MenuItem>
      <MenuItem icon={ArrowUpAZ} onSelect={sortBy('descending', false)}>
        Sort descending
      </MenuItem>
      {others.length > 0 && !own && (
        <MenuItem icon={ArrowDownAZ} onSelect={sortBy('ascending', true)}>
          Then by this, ascending
        </MenuItem>
      )}
      {own && (
        <MenuItem icon={X} onSelect={() => onAct({ kind: 'sort', direction: null, add: true })}>
          Do not sort by this
        </MenuItem>
      )}
      <MenuItem icon={Filter} onSelect={() => onAct({ kind: 'filter' })}>
        Filter…
      </MenuItem>
      <MenuLine />
      <Steady icon={UnfoldHorizontal} onSelect={() => onAct({ kind: 'width', width: column.width + 24 })}>
        Wider
      </Steady>
      <Steady icon={FoldHorizontal} onSelect={() => onAct({ kind: 'width', width: column.width - 24 })}>
        Narrower
      </Steady>
      {isResized && (
        <MenuItem icon={RotateCcw} onSelect={() => onAct({ kind: 'width', width: null })}>
          Width as it was
        </MenuItem>
      )}
      {!isName && (
        <>
          <Steady icon={ArrowLeft} onSelect={() => onAct({ kind: 'move', by: -1 })}>
            Move left
          </Steady>
          <Steady icon={ArrowRight} onSelect={() => onAct({ kind: 'move', by: 1 })}>
            Move right
          </Steady>
          <MenuLine />
          {column.kind === 'computed' && (
            <MenuItem icon={Pencil} onSelect={() => onAct({ kind: 'edit-formula' })}>
              Edit formula…
            </MenuItem>
          )}
          <MenuItem icon={EyeOff} onSelect={() => onAct({ kind: 'hide' })}>
            Hide
          </MenuItem>
          {column.kind === 'computed' && (
            <MenuItem icon={Trash2} isDangerous onSelect={() => onAct({ kind: 'remove' })}>
              Remove from the view
            </MenuItem>
          )}
        </>
      )}
    </>
  )
}

/** Done several times in a row: the menu stays. */
function Steady({ icon: Icon, onSelect, children }: { icon: LucideIcon; onSelect: () => void; children: string }) {
  return (
    <DropdownMenu.Item
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded px-2 text-sm outline-none select-none data-highlighted:bg-hover sm:min-h-8"
      onSelect={(event) => {
        event.preventDefault()
        onSelect()
      }}
    >
      <Icon aria-hidden className="size-4 shrink-0 opacity-75" />
      {children}
    </DropdownMenu.Item>
  )
}
