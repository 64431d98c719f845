'use client'
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import type { GridView } from '@/app/_lib/gridView'
import { useLabScience } from '@/app/_lib/labScience'
import type { Marks } from '@/app/_lib/planCells'
import type { GridColumn } from '@/app/_lib/planColumns'
import { planFill } from '@/app/_lib/planFill'
import type { Peer } from '@/app/_lib/planPeers'
import type { TypedDraft } from '@/app/_lib/planPredictions'
import { groupRows, type GridRow as Line, recipesInOrder } from '@/app/_lib/planRows'
import {
  type CellPlace,
  extendTo,
  type GridShape,
  keepWithin,
  placeAt,
  type Selection,
  selectCell,
  selectedRange,
} from '@/app/_lib/planSelection'
import { writeCells } from '@/app/_lib/planWrites'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { PlannedRecipe, PlanProblem } from '@/collab/plan/types'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Process } from '@/science/recipe/process'
import type { RecipeRecord } from '@/server/views'
import { CellNote } from './CellNote'
import type { ColumnAct } from './ColumnMenu'
import { placeOf } from './cellElement'
import { GridHead } from './GridHead'
import { GridRow, ProcessRow } from './GridRow'
import styles from './grid.module.css'
import { headHeight, revealColumn, useLayout } from './gridLayout'
import { gridMouse } from './gridMouse'
import type { GridParts } from './gridParts'
import type { RowAct } from './RowMenu'
import { useCellNote } from './useCellNote'
import { type Editing, useEditing } from './useEditing'
import { useGridClipboard } from './useGridClipboard'
import { useGridFocus } from './useGridFocus'
import { useGridKeys } from './useGridKeys'
import { useGridMenus } from './useGridMenus'
import { usePeersInGrid, useShownPresence } from './useGridPresence'
import { rowHeight, usePointer } from './usePointer'

export interface RecipeGridProps {
  live: LivePlan
  conditions: Readonly<Record<string, ParameterValue>>
  records: ReadonlyMap<string, RecipeRecord>
  /** What the cells of a recipe gave, for the note at its record. */
  renderRecord: (recipeId: string) => ReactNode
  canWrite: boolean
  /** What shows, as the view has it. */
  columns: readonly GridColumn[]
  shown: readonly PlannedRecipe[]
  view: GridView
  onColumn: (column: GridColumn, act: ColumnAct) => void
  /** Puts the focus where one filters. */
  onFilter: () => void
  selection: Selection | null
  onSelection: (selection: Selection | null) => void
  marks: Marks
  onMarks: (marks: Marks) => void
  draft: TypedDraft | null
  onDraft: (draft: TypedDraft | null) => void
  openRecipeId: string | null
  onOpen: (recipeId: string, tab?: 'prediction' | 'runs') => void
  /** Per recipe the columns with an open thread, joined by spaces. */
  commented: ReadonlyMap<string, string>
  onComment: (place: CellPlace) => void
  onRowAct: (act: Exclude<RowAct, 'comment'>, recipeId: string) => void
  onDrop: (recipeId: string, toPosition: number) => void
  onProcess: (process: Process, recipeId: string) => void
  onAdd: (process: Process) => void
  /** A cell that is to open for editing, as the name of a recipe that was just added. */
  editRequest: CellPlace | null
  onEditRequestDone: () => void
}

const noProblems: readonly PlanProblem[] = []
const noMarks = {}
const noPeers: readonly Peer[] = []

/** The recipes of a plan as a spreadsheet. Each concern has a hook of its own; here they meet, and the rows are drawn. */
export function RecipeGrid(props: RecipeGridProps) {
  const { live, conditions, records, columns, onSelection, marks, onMarks, draft, onDraft } = props
  const scroller = useRef<HTMLDivElement>(null)
  const layout = useLayout(scroller, columns)
  const { width, rights } = layout
  const parts = useParts(props, scroller)
  const { lines, recipes, shape, current, range, canWrite } = parts
  const { catalogue } = useLabScience()
  const target = { doc: live.doc, undo: live.undo, recipes: live.plan.recipes, byRecipe: live.byRecipe, catalogue }

  const focusRow = current ? shape.recipeIds.indexOf(current.focus.recipeId) : -1
  const focusColumn = current ? shape.keys.indexOf(current.focus.key) : -1
  const virtualizer = useRows(parts, focusRow)
  const [editing, setEditing] = useState<Editing | null>(null)

  const focus = useGridFocus({
    parts,
    isEditing: editing !== null,
    reveal: ({ recipeId, key }) => {
      const line = lines.findIndex((one) => one.kind === 'recipe' && one.recipe.id === recipeId)
      if (line >= 0) virtualizer.scrollToIndex(line, { align: 'auto' })
      revealColumn(scroller.current, shape.keys.indexOf(key), columns, layout)
    },
    onSelection,
  })
  const { start, editorIn } = useEditing({
    parts,
    live,
    target,
    marks,
    onMarks,
    onDraft,
    onOpen: props.onOpen,
    focus,
    editing,
    onEditing: setEditing,
    request: props.editRequest,
    onRequestDone: props.onEditRequestDone,
    onSelection,
  })
  const { onColumn } = props
  const { openRow, openColumn, isRowOpen, menus } = useGridMenus({
    parts,
    view: props.view,
    onColumn,
    onComment: props.onComment,
    onRowAct: props.onRowAct,
    onProcess: props.onProcess,
  })
  const { run, onKeyDown } = useGridKeys({
    parts,
    target,
    marks,
    onMarks,
    focus,
    startEditing: start,
    openRecipeId: props.openRecipeId,
    onOpen: props.onOpen,
    onComment: props.onComment,
    onMenu: ({ recipeId, key }) => openRow(recipeId, key),
    onFilter: props.onFilter,
    onRowAct: props.onRowAct,
  })
  const clipboard = useGridClipboard({
    parts,
    live,
    conditions,
    records,
    target,
    marks,
    onMarks,
    focus,
    isEditing: editing !== null,
    onClear: () => run({ kind: 'clear' }),
  })
  const pointer = usePointer({
    scroller,
    headHeight,
    lines,
    range,
    select: (place, extend) => focus.select(extend ? extendTo(current, place) : selectCell(place)),
    canWrite,
    canReorder: canWrite && props.view.sort.length === 0,
    onDrop: props.onDrop,
    onFill: (source, fill) => {
      onMarks(writeCells(target, planFill(source, fill, recipes, columns), marks))
      const anchor = placeAt(shape, Math.min(source.top, fill.to), source.left)
      const end = placeAt(shape, Math.max(source.bottom, fill.to), source.right)
      if (anchor && end) focus.select({ anchor, focus: end })
    },
  })
  const mouse = gridMouse({
    parts,
    focus,
    start,
    openRow,
    openColumn,
    onOpen: props.onOpen,
    onAdd: props.onAdd,
  })
  useShownPresence(parts, live, { draft, isEditing: editing !== null })
  const peers = usePeersInGrid(live.peers, shape)
  const note = useCellNote({
    parts,
    live,
    conditions,
    marks,
    records,
    isEditing: editing !== null,
    isMenuOpen: isRowOpen,
    isClosed: focus.isNoteClosed,
  })

  const latestColumns = useRef(columns)
  latestColumns.current = columns
  const resize = useCallback(
    (key: string, to: number | null) => {
      const column = latestColumns.current.find((one) => one.key === key)
      if (column) onColumn(column, { kind: 'width', width: to })
    },
    [onColumn],
  )

  /** Whoever comes in by Tab, or by a reader, stands in the cell that has the focus. */
  const handleFocus = (event: React.FocusEvent) => {
    const place = event.target.matches('[data-recipe][data-key]') ? placeOf(event.target) : null
    if (!place || (current?.focus.recipeId === place.recipeId && current.focus.key === place.key)) return
    onSelection(selectCell(place))
  }

  return (
    <>
      <div
        ref={scroller}
        role="grid"
        aria-label="Recipes"
        aria-rowcount={lines.length + 2}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        aria-readonly={canWrite ? undefined : true}
        className={styles.grid}
        style={{ '--name-width': `${columns[0]?.width ?? 0}px` } as React.CSSProperties}
        onFocus={handleFocus}
        onKeyDown={onKeyDown}
        {...mouse}
        {...clipboard}
        {...pointer.handlers}
      >
        <GridHead columns={columns} rights={rights} width={width} sort={props.view.sort} onResize={resize} />
        <div role="rowgroup" className={styles.body} style={{ width, height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index]
            if (!line) return null
            const at = { top: item.start - headHeight, width, rowIndex: item.index + 3, canWrite }
            if (line.kind === 'process') {
              const { process, count } = line
              return <ProcessRow key={item.key} {...at} process={process} count={count} columnCount={columns.length} />
            }
            const { recipe, position } = line
            const isInRange = range !== null && isBetween(position, range.top, range.bottom)
            return (
              <GridRow
                key={item.key}
                {...at}
                recipe={recipe}
                columns={columns}
                rights={rights}
                conditions={conditions}
                predictionOf={live.predictionOf}
                record={records.get(recipe.id)}
                problems={live.byRecipe.get(recipe.id) ?? noProblems}
                marks={marks.get(recipe.id) ?? noMarks}
                draft={draft?.recipeId === recipe.id ? draft : (peers.drafts.get(recipe.id) ?? null)}
                peers={peers.byRecipe.get(recipe.id) ?? noPeers}
                covered={peers.covered.get(recipe.id) ?? ''}
                commented={props.commented.get(recipe.id) ?? ''}
                selectedFrom={isInRange ? range.left : 1}
                selectedTo={isInRange ? range.right : 0}
                focusColumn={position === focusRow ? focusColumn : -1}
                tabStopColumn={position === Math.max(0, focusRow) ? Math.max(0, focusColumn) : -1}
                handleColumn={canWrite && !editing && range?.bottom === position ? range.right : -1}
                isFillTarget={pointer.fill !== null && isBetween(position, pointer.fill.from, pointer.fill.to)}
                fillFrom={range?.left ?? 0}
                fillTo={range?.right ?? -1}
                isOpen={props.openRecipeId === recipe.id}
                isDragged={pointer.dragged === recipe.id}
                editor={editorIn(recipe)}
              />
            )
          })}
          {pointer.dropTop !== null && <div className={styles.dropLine} style={{ top: pointer.dropTop, width }} />}
        </div>
      </div>
      {note && (
        <CellNote
          note={note.note}
          record={note.note.isRecord ? props.renderRecord(note.place.recipeId) : null}
          nameOfClient={live.nameOfClient}
          canPick={canWrite}
          onPick={(value) => {
            onMarks(writeCells(target, [{ ...note.place, value }], marks))
            focus.want()
          }}
          onClose={focus.closeNote}
        />
      )}
      {menus}
    </>
  )
}

/** Rows in the order of the view, and the selection as far as it is still there. */
function useParts(
  { live, shown, columns, selection, canWrite }: RecipeGridProps,
  scroller: GridParts['scroller'],
): GridParts {
  const lines = useMemo(() => groupRows(live.plan.recipes, shown), [live.plan.recipes, shown])
  const recipes = useMemo(() => recipesInOrder(lines), [lines])
  const shape: GridShape = useMemo(() => {
    const byId = new Map<string, PlannedRecipe>(recipes.map((recipe) => [recipe.id, recipe]))
    return {
      recipeIds: recipes.map((recipe) => recipe.id),
      keys: columns.map((column) => column.key),
      isFilled: (recipeId, key) => key === 'name' || byId.get(recipeId)?.values[key] !== undefined,
    }
  }, [recipes, columns])
  const current = keepWithin(selection, shape)
  return { scroller, columns, lines, recipes, shape, current, range: selectedRange(current, shape), canWrite }
}

/** The rows in sight. The one with the focus stays in the document besides, or the keyboard would lose its place. */
function useRows({ scroller, lines }: GridParts, focusRow: number) {
  const focusLine = lines.findIndex((line) => line.kind === 'recipe' && line.position === focusRow)
  return useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: 16,
    getItemKey: (index) => lineKey(lines[index]),
    rangeExtractor: useCallback(
      (visible: Range) => {
        const indexes = defaultRangeExtractor(visible)
        if (focusLine >= 0 && !indexes.includes(focusLine)) indexes.push(focusLine)
        return indexes.sort((a, b) => a - b)
      },
      [focusLine],
    ),
  })
}

function isBetween(value: number, one: number, other: number): boolean {
  return value >= Math.min(one, other) && value <= Math.max(one, other)
}

function lineKey(line: Line | undefined): string {
  return line === undefined ? '' : line.kind === 'process' ? line.process : line.recipe.id
}
