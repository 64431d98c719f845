import {
  ArrowDown,
  ArrowUp,
  ChartSpline,
  Columns3,
  Copy,
  FlaskConical,
  FolderInput,
  MessageSquare,
  PanelRight,
  Trash2,
} from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ComponentType } from 'react'
import { type Process, processes, processLabels } from '@/science/recipe/process'
import { ColumnItems, type ColumnItemsProps } from './ColumnMenu'

export interface RowMenuPlace {
  recipeId: string
  name: string
  process: Process
  /** How many recipes are selected with it. */
  count: number
  /** The column that the keyboard stands in; none when the mouse asked at the row. */
  columnKey: string | null
  rect: { left: number; top: number; width: number; height: number }
}

export type RowAct = 'open' | 'comment' | 'duplicate' | 'up' | 'down' | 'move-away' | 'compare' | 'bin'

const item =
  'flex cursor-default items-center gap-2 rounded px-2 py-1 text-sm outline-none data-highlighted:bg-hover data-disabled:opacity-50'
const content = 'z-50 min-w-52 rounded-md border border-line bg-raised p-1 text-ink shadow-lg'

/** What can be done with one recipe. One menu for the whole grid, at the row that asked for it. */
export function RowMenu({
  place,
  column,
  onAct,
  onProcess,
  onClose,
}: {
  place: RowMenuPlace
  column: ColumnItemsProps | null
  onAct: (act: RowAct, recipeId: string) => void
  onProcess: (process: Process, recipeId: string) => void
  onClose: () => void
}) {
  const { rect, recipeId, name, count } = place
  const several = count > 1 ? ` ${count} recipes` : ''
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" style={{ position: 'fixed', pointerEvents: 'none', ...rect }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={2}
          aria-label={`Actions for ${name}`}
          className={content}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <Item icon={PanelRight} keys="Ctrl Enter" onSelect={() => onAct('open', recipeId)}>
            Open
          </Item>
          <Item icon={MessageSquare} keys="Ctrl Alt M" onSelect={() => onAct('comment', recipeId)}>
            Comment
          </Item>
          <Item icon={Copy} keys="Ctrl Shift D" onSelect={() => onAct('duplicate', recipeId)}>
            {`Duplicate${several}`}
          </Item>
          <Item icon={ArrowUp} keys="Alt ↑" onSelect={() => onAct('up', recipeId)}>
            Move up
          </Item>
          <Item icon={ArrowDown} keys="Alt ↓" onSelect={() => onAct('down', recipeId)}>
            Move down
          </Item>
          <DropdownMenu.Sub>
            <DropdownMenu.SubTrigger className={item}>
              <FlaskConical size={14} aria-hidden="true" />
              Change process
            </DropdownMenu.SubTrigger>
            <DropdownMenu.Portal>
              <DropdownMenu.SubContent className={content}>
                <DropdownMenu.RadioGroup value={place.process}>
                  {processes.map((process) => (
                    <DropdownMenu.RadioItem
                      key={process}
                      value={process}
                      className={item}
                      onSelect={() => onProcess(process, recipeId)}
                    >
                      <span className="w-3.5">
                        <DropdownMenu.ItemIndicator>•</DropdownMenu.ItemIndicator>
                      </span>
                      {processLabels[process]}
                    </DropdownMenu.RadioItem>
                  ))}
                </DropdownMenu.RadioGroup>
              </DropdownMenu.SubContent>
            </DropdownMenu.Portal>
          </DropdownMenu.Sub>
          {column && (
            <DropdownMenu.Sub>
              <DropdownMenu.SubTrigger className={item}>
                <Columns3 size={14} aria-hidden="true" />
                Column {column.column.head}
              </DropdownMenu.SubTrigger>
              <DropdownMenu.Portal>
                <DropdownMenu.SubContent className={content} aria-label={`Column ${column.column.label}`}>
                  <ColumnItems {...column} />
                </DropdownMenu.SubContent>
              </DropdownMenu.Portal>
            </DropdownMenu.Sub>
          )}
          <Item icon={ChartSpline} keys="" onSelect={() => onAct('compare', recipeId)}>
            {count > 1 ? `Add ${count} recipes to the comparison` : 'Add to comparison'}
          </Item>
          <Item icon={FolderInput} keys="" onSelect={() => onAct('move-away', recipeId)}>
            {`Move${several} to another plan…`}
          </Item>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <Item icon={Trash2} keys="" onSelect={() => onAct('bin', recipeId)}>
            {`Move${several} to the bin`}
          </Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Item({
  icon: Icon,
  keys,
  onSelect,
  children,
}: {
  icon: ComponentType<{ size?: number; 'aria-hidden'?: 'true' }>
  keys: string
  onSelect: () => void
  children: string
}) {
  return (
    <DropdownMenu.Item className={item} onSelect={onSelect}>
      <Icon size={14} aria-hidden="true" />
      {children}
      <span className="ml-auto pl-6 text-xs text-ink-muted">{keys}</span>
    </DropdownMenu.Item>
  )
}
