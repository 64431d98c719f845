import { Asterisk, Calculator, Columns3, History, MessageSquare, Plus, Redo2, Trash2, Undo2 } from 'lucide-react'
import { DropdownMenu, Popover } from 'radix-ui'
import { type ReactNode, useEffect, useReducer } from 'react'
import type * as Y from 'yjs'
import { surface, toolButton } from '@/app/_components/views/toolbarStyle'
import { type ColumnGroup, type GridColumn, groupColumns } from '@/app/_lib/planColumns'
import { formatMoment } from '@/app/_lib/planMoments'
import type { PlannedRecipe } from '@/collab/plan/types'
import { type Process, processes, processLabels } from '@/science/recipe/process'

export interface GridToolbarProps {
  undo: Y.UndoManager
  canWrite: boolean
  recipeCount: number
  bin: readonly PlannedRecipe[]
  /** All columns of the processes present, hidden ones too. */
  columns: readonly GridColumn[]
  hidden: ReadonlySet<string>
  onShow: (keys: readonly string[], isShown: boolean) => void
  onAdd: (process: Process) => void
  onRestore: (recipeId: PlannedRecipe['id']) => void
  /** Adds a column by formula to the view. */
  onCompute: () => void
  onHistory: () => void
  /** Open threads on the plan and its recipes. */
  commentCount: number
  onComments: () => void
  /** Says which fields recipes must have. */
  onRequired: () => void
  /** How many of the recipes show. */
  shownCount: number
  /** What adds several recipes at once, and what decides which of them show. */
  adding: ReactNode
  viewing: ReactNode
}

/** What can be done with the grid as a whole. */
export function GridToolbar(props: GridToolbarProps) {
  const { canWrite, bin, recipeCount } = props
  return (
    <div role="toolbar" aria-label="Recipes" className="flex flex-none flex-wrap items-center gap-1 px-2 py-1 sm:px-3">
      {canWrite && <AddRecipe onAdd={props.onAdd} />}
      {canWrite && props.adding}
      {canWrite && <UndoRedo undo={props.undo} />}
      {props.columns.length > 0 && recipeCount > 0 && <ColumnsPopover {...props} />}
      <button type="button" className={toolButton} onClick={props.onHistory}>
        <History size={15} aria-hidden="true" /> History
      </button>
      <button type="button" className={toolButton} onClick={props.onComments}>
        <MessageSquare size={15} aria-hidden="true" /> Comments
        {props.commentCount > 0 && <span className="text-xs text-ink-muted tabular-nums">{props.commentCount}</span>}
      </button>
      {bin.length > 0 && <Bin bin={bin} canWrite={canWrite} onRestore={props.onRestore} />}
      {recipeCount > 0 && props.viewing}
      <span className="ml-auto px-2 text-xs text-ink-muted" role="status">
        {props.shownCount < recipeCount && `${props.shownCount} of `}
        {recipeCount} {recipeCount === 1 ? 'recipe' : 'recipes'}
      </span>
    </div>
  )
}

export function AddRecipe({ onAdd }: { onAdd: (process: Process) => void }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={`${toolButton} text-accent`}>
        <Plus size={15} aria-hidden="true" /> Add recipe
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={2}
          className={`${surface} min-w-44 p-1`}
          // The name of the new recipe opens for editing and takes the focus.
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <DropdownMenu.Label className="px-2 py-1 text-xs text-ink-muted">Process</DropdownMenu.Label>
          {processes.map((process) => (
            <DropdownMenu.Item
              key={process}
              className="cursor-default rounded px-2 py-1 outline-none data-highlighted:bg-hover max-sm:py-2.5"
              onSelect={() => onAdd(process)}
            >
              {processLabels[process]}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function UndoRedo({ undo }: { undo: Y.UndoManager }) {
  const [, refresh] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const
    for (const event of events) undo.on(event, refresh)
    return () => {
      for (const event of events) undo.off(event, refresh)
    }
  }, [undo])
  return (
    <>
      <button
        type="button"
        className={toolButton}
        aria-label="Undo"
        title="Undo what you did (Ctrl Z)"
        disabled={!undo.canUndo()}
        onClick={() => undo.undo()}
      >
        <Undo2 size={15} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={toolButton}
        aria-label="Redo"
        title="Redo (Ctrl Shift Z)"
        disabled={!undo.canRedo()}
        onClick={() => undo.redo()}
      >
        <Redo2 size={15} aria-hidden="true" />
      </button>
    </>
  )
}

function ColumnsPopover({ columns, hidden, onShow, onCompute, onRequired }: GridToolbarProps) {
  const hiddenCount = columns.filter((column) => hidden.has(column.key)).length
  const keysOf = (group: ColumnGroup) =>
    columns.slice(group.start, group.start + group.span).map((column) => column.key)
  return (
    <Popover.Root>
      <Popover.Trigger className={toolButton}>
        <Columns3 size={15} aria-hidden="true" /> Columns
        {hiddenCount > 0 && <span className="text-xs text-ink-muted">{hiddenCount} hidden</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={2}
          collisionPadding={8}
          aria-label="Columns"
          className={`${surface} max-h-[min(560px,70vh)] w-64 overflow-y-auto p-3`}
        >
          {groupColumns(columns)
            .filter((group) => group.key !== 'recipe')
            .map((group) => {
              const keys = keysOf(group)
              const shown = keys.filter((key) => !hidden.has(key)).length
              return (
                <fieldset key={group.key} className="mb-3 last:mb-0">
                  <legend className="sr-only">{group.label}</legend>
                  <label className="flex items-center gap-2 py-0.5 font-medium">
                    <input
                      type="checkbox"
                      checked={shown > 0}
                      ref={(box) => {
                        if (box) box.indeterminate = shown > 0 && shown < keys.length
                      }}
                      onChange={(event) => onShow(keys, event.target.checked)}
                    />
                    {group.label}
                  </label>
                  {columns.slice(group.start, group.start + group.span).map((column) => (
                    <label key={column.key} className="flex items-center gap-2 py-0.5 pl-5">
                      <input
                        type="checkbox"
                        checked={!hidden.has(column.key)}
                        onChange={(event) => onShow([column.key], event.target.checked)}
                      />
                      {column.label}
                    </label>
                  ))}
                </fieldset>
              )
            })}
          <Popover.Close className={`${toolButton} text-accent`} onClick={onCompute}>
            <Calculator size={15} aria-hidden="true" /> Computed column…
          </Popover.Close>
          <Popover.Close className={`${toolButton} text-accent`} onClick={onRequired}>
            <Asterisk size={15} aria-hidden="true" /> Required fields…
          </Popover.Close>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Bin({
  bin,
  canWrite,
  onRestore,
}: {
  bin: readonly PlannedRecipe[]
  canWrite: boolean
  onRestore: (recipeId: PlannedRecipe['id']) => void
}) {
  return (
    <Popover.Root>
      <Popover.Trigger className={toolButton}>
        <Trash2 size={15} aria-hidden="true" /> Bin
        <span className="text-xs tabular-nums text-ink-muted">{bin.length}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={2}
          collisionPadding={8}
          aria-label="Bin"
          className={`${surface} max-h-96 w-80 overflow-y-auto p-2`}
        >
          <ul>
            {bin.map((recipe) => (
              <li key={recipe.id} className="flex items-center gap-2 px-1 py-1">
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{recipe.name}</span>
                  <span className="block text-xs text-ink-muted">
                    {processLabels[recipe.process]}
                    {recipe.binnedAt !== null && `, ${formatMoment(recipe.binnedAt)}`}
                  </span>
                </span>
                {canWrite && (
                  <button
                    type="button"
                    aria-label={`Restore ${recipe.name}`}
                    className="rounded border border-line px-2 py-1 hover:bg-hover"
                    onClick={() => onRestore(recipe.id)}
                  >
                    Restore
                  </button>
                )}
              </li>
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
