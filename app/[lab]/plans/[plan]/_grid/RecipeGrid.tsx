'use client'
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { toast } from 'sonner'
import type { GridView } from '@/app/_lib/gridView'
import { useLabScience } from '@/app/_lib/labScience'
import {
  addMarksFor,
  clipboardText,
  competingAt,
  editText,
  type Marks,
  markAt,
  printField,
  sentence,
  withMark,
} from '@/app/_lib/planCells'
import { type GridColumn, isEditable } from '@/app/_lib/planColumns'
import { planFill, planFillDown, planFillSeries } from '@/app/_lib/planFill'
import { optionLabel } from '@/app/_lib/planOptions'
import { type CellReading, planClear, planPaste, readCellEdits, readCellText } from '@/app/_lib/planPaste'
import { type Peer, peerRange } from '@/app/_lib/planPeers'
import type { Draft } from '@/app/_lib/planPredictions'
import { groupRows, type GridRow as Line, recipesInOrder } from '@/app/_lib/planRows'
import {
  type CellPlace,
  extendTo,
  type GridShape,
  isSinglePlace,
  keepWithin,
  moveSelection,
  placeAt,
  placesIn,
  type Selection,
  selectCell,
  selectedRange,
  tabSelection,
} from '@/app/_lib/planSelection'
import { shareValue } from '@/app/_lib/planSharing'
import { columnKeyOf, type FieldEdit, programmeText } from '@/app/_lib/planSubCycles'
import { addMarks, writeCells, writePaste } from '@/app/_lib/planWrites'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { PlannedRecipe, PlanProblem } from '@/collab/plan/types'
import { formatValue } from '@/science/recipe/formatValue'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Process } from '@/science/recipe/process'
import type { RecipeRecord } from '@/server/views'
import { CellEditor, type CellEditorProps, type EditResult } from './CellEditor'
import { CellNote, type Note } from './CellNote'
import { type ColumnAct, ColumnMenu, type ColumnMenuPlace } from './ColumnMenu'
import { cellElement, placeOf } from './cellElement'
import { readClipboard, writeClipboard } from './clipboard'
import type { EditMotion } from './editMotion'
import { GridHead } from './GridHead'
import { GridRow, ProcessRow } from './GridRow'
import styles from './grid.module.css'
import { commandOf, type GridCommand } from './gridKeys'
import { ProgrammeTable } from './ProgrammeTable'
import { type RowAct, RowMenu, type RowMenuPlace } from './RowMenu'
import { rowHeight, usePointer } from './usePointer'

/** A value that this person is typing somewhere on the page, shown in the predictions before it is in the document. */
export interface TypedDraft extends Draft {
  recipeId: string
}

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

interface Editing extends CellPlace {
  initial: string
  isReplacing: boolean
}

const headHeight = 70
const noProblems: readonly PlanProblem[] = []
const noMarks = {}
const noPeers: readonly Peer[] = []
const hoverDelay = 350

export function RecipeGrid(props: RecipeGridProps) {
  const { live, conditions, records, canWrite, selection, onSelection, marks, onMarks, draft, onDraft } = props
  const scroller = useRef<HTMLDivElement>(null)
  const viewWidth = useWidth(scroller)

  const { columns } = props
  const lines = useMemo(() => groupRows(live.plan.recipes, props.shown), [live.plan.recipes, props.shown])
  const recipes = useMemo(() => recipesInOrder(lines), [lines])
  const { width, rights, lefts } = useMemo(() => layOut(columns, viewWidth), [columns, viewWidth])

  const shape: GridShape = useMemo(() => {
    const byId = new Map<string, PlannedRecipe>(recipes.map((recipe) => [recipe.id, recipe]))
    return {
      recipeIds: recipes.map((recipe) => recipe.id),
      keys: columns.map((column) => column.key),
      isFilled: (recipeId, key) => key === 'name' || byId.get(recipeId)?.values[key] !== undefined,
    }
  }, [recipes, columns])

  const current = keepWithin(selection, shape)
  const range = selectedRange(current, shape)
  const [editing, setEditing] = useState<Editing | null>(null)
  const [menu, setMenu] = useState<RowMenuPlace | null>(null)
  const [columnMenu, setColumnMenu] = useState<ColumnMenuPlace | null>(null)
  const [isNoteClosed, setNoteClosed] = useState(false)
  const wantsFocus = useRef(false)
  const tabLeaves = useRef(false)

  const focusRow = current ? shape.recipeIds.indexOf(current.focus.recipeId) : -1
  const focusColumn = current ? shape.keys.indexOf(current.focus.key) : -1
  const focusLine = lines.findIndex((line) => line.kind === 'recipe' && line.position === focusRow)

  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: 16,
    getItemKey: (index) => lineKey(lines[index]),
    // The row with the focus stays in the document, or the keyboard would lose its place.
    rangeExtractor: useCallback(
      (visible: Range) => {
        const indexes = defaultRangeExtractor(visible)
        if (focusLine >= 0 && !indexes.includes(focusLine)) indexes.push(focusLine)
        return indexes.sort((a, b) => a - b)
      },
      [focusLine],
    ),
  })

  const select = (next: Selection | null) => {
    wantsFocus.current = true
    tabLeaves.current = false
    setNoteClosed(false)
    onSelection(next)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the focus moves, not when the layout does
  useLayoutEffect(() => {
    if (!current || !wantsFocus.current || editing) return
    wantsFocus.current = false
    const line = lines.findIndex((one) => one.kind === 'recipe' && one.recipe.id === current.focus.recipeId)
    if (line >= 0) virtualizer.scrollToIndex(line, { align: 'auto' })
    revealColumn(scroller.current, shape.keys.indexOf(current.focus.key), columns, lefts, rights)
    cellElement(scroller.current, current.focus)?.focus({ preventScroll: true })
  }, [current?.focus.recipeId, current?.focus.key, editing])

  const startEditing = (place: CellPlace, text: string | null) => {
    const column = columns.find((one) => one.key === place.key)
    const recipe = recipes.find((one) => one.id === place.recipeId)
    if (!column || !recipe) return
    if (!canWrite || !isEditable(column, recipe.process)) {
      if (text === null && column.kind !== 'parameter') {
        if (column.kind === 'figure') props.onOpen(recipe.id, 'prediction')
        if (column.kind === 'record') props.onOpen(recipe.id, 'runs')
      }
      return
    }
    const initial = text ?? initialText(column, recipe, markAt(column, recipe, marks.get(recipe.id))?.text)
    setEditing({ ...place, initial, isReplacing: text !== null })
    if (text !== null && column.kind !== 'subCycles') reportDraft(place, column, text)
  }

  const reportDraft = (place: CellPlace, column: GridColumn, text: string) => {
    const read = readDraftText(column, text)
    onDraft(read === undefined ? null : { ...place, value: read })
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per request
  useEffect(() => {
    const request = props.editRequest
    if (!request || !recipes.some((recipe) => recipe.id === request.recipeId)) return
    onSelection(selectCell(request))
    startEditing(request, null)
    props.onEditRequestDone()
  }, [props.editRequest, recipes])

  const { catalogue } = useLabScience()
  const target = { doc: live.doc, undo: live.undo, recipes: live.plan.recipes, byRecipe: live.byRecipe, catalogue }

  // One field may be left and another written before the page is drawn again.
  const latestMarks = useRef(marks)
  latestMarks.current = marks
  const keepMarks = (next: Marks) => {
    latestMarks.current = next
    onMarks(next)
  }

  const setAll = (recipeId: string, edits: readonly FieldEdit[]) =>
    writeCells(
      target,
      edits.map((edit) => ({ recipeId, ...edit })),
      latestMarks.current,
    )

  const readCell = (place: CellPlace, text: string): CellReading => {
    const column = columns.find((one) => one.key === place.key)
    const recipe = recipes.find((one) => one.id === place.recipeId)
    return column && recipe ? readCellEdits(column, recipe.values, text) : { ok: true, edits: [] }
  }

  const marksAfter = (place: CellPlace, result: EditResult): Marks => {
    const { recipeId, key } = place
    if ('value' in result) return setAll(recipeId, [{ key, value: result.value }])
    const read = readCell(place, result.text)
    if (read.ok) return setAll(recipeId, read.edits)
    return addMarks(marks, [{ recipeId, key, text: result.text, expected: read.expected }])
  }

  const commit = (place: Editing, result: EditResult, motion: EditMotion) => {
    const after = marksAfter(place, result)
    const here = selectCell({ recipeId: place.recipeId, key: place.key })
    // A refused value keeps the focus, so that its reason is read before one goes on.
    const isRefused = after.get(place.recipeId)?.[place.key] !== undefined
    const next = isRefused && motion !== 'next' && motion !== 'previous' ? here : afterEdit(here, shape, motion)
    if (motion !== 'blur') {
      // Before the editor goes: an element that is removed with the focus takes it out of the grid, and all of the grid is styled anew.
      cellElement(scroller.current, next.focus)?.focus({ preventScroll: true })
      wantsFocus.current = true
      setNoteClosed(false)
      onSelection(next)
    }
    setEditing(null)
    onDraft(null)
    onMarks(after)
  }

  /** Ends the editing where the focus has gone elsewhere by itself. */
  const leave = () => {
    setEditing(null)
    onDraft(null)
  }

  const programmeOf = (recipe: PlannedRecipe, place: CellPlace): CellEditorProps['programme'] => ({
    standing: programmeText(recipe.values),
    read: (text) => readCell(place, text),
    onKeep: (text) => onMarks(marksAfter(place, { text })),
    onLeave: leave,
    rows: (
      <ProgrammeTable
        recipe={recipe}
        problems={live.byRecipe.get(recipe.id) ?? noProblems}
        marks={marks.get(recipe.id) ?? noMarks}
        canWrite={canWrite}
        nameOfClient={live.nameOfClient}
        onDraft={(key, value) => onDraft(value === undefined ? null : { recipeId: recipe.id, key, value })}
        onSet={(key, value) => setFields(recipe.id, [{ key, value }])}
        onSetAll={(values) => setFields(recipe.id, values)}
        onMark={(key, text, expected) => {
          onDraft(null)
          keepMarks(addMarksFor(latestMarks.current, recipe.id, key, text, expected))
        }}
      />
    ),
  })

  const setFields = (recipeId: string, edits: readonly FieldEdit[]) => {
    onDraft(null)
    keepMarks(setAll(recipeId, edits))
  }

  const cancel = () => {
    if (editing) cellElement(scroller.current, editing)?.focus({ preventScroll: true })
    setEditing(null)
    onDraft(null)
    wantsFocus.current = true
  }

  const run = (command: GridCommand): boolean => {
    if (command.kind === 'move') {
      select(moveSelection(current, shape, command.motion, command.extend))
      return true
    }
    if (command.kind === 'filter') {
      props.onFilter()
      return true
    }
    if (!current || !range) return command.kind === 'undo' || command.kind === 'redo' ? runEdit(command) : false
    const { focus } = current
    switch (command.kind) {
      case 'tab': {
        if (tabLeaves.current) return false
        const next = tabSelection(current, shape, command.backwards)
        if (!next) return false
        select(next)
        return true
      }
      case 'edit':
        startEditing(focus, null)
        return true
      case 'replace':
        startEditing(focus, command.text)
        return true
      case 'escape':
        if (!isSinglePlace(current)) select(selectCell(focus))
        else if (props.openRecipeId !== null) props.onOpen(props.openRecipeId)
        // After it, Tab leaves the grid for the rest of the page.
        tabLeaves.current = true
        setNoteClosed(true)
        return true
      case 'open':
        props.onOpen(focus.recipeId)
        return true
      case 'comment':
        props.onComment(focus)
        return true
      case 'menu':
        openMenu(focus.recipeId, focus.key)
        return true
      default:
        return runEdit(command)
    }
  }

  const runEdit = (command: GridCommand): boolean => {
    if (!canWrite) return false
    switch (command.kind) {
      case 'undo':
        if (live.undo.undo() === null) toast('Nothing of yours to undo.')
        return true
      case 'redo':
        if (live.undo.redo() === null) toast('Nothing of yours to redo.')
        return true
      case 'clear':
        if (range && current) {
          let after = marks
          for (const place of placesIn(range, shape)) after = withMark(after, place.recipeId, place.key, null)
          onMarks(writeCells(target, planClear(range, recipes, columns, live.byRecipe), after))
        }
        return true
      case 'fill-down':
        if (range) onMarks(writeCells(target, planFillDown(range, recipes, columns), marks))
        return true
      case 'fill-series':
        if (range) onMarks(writeCells(target, planFillSeries(range, recipes, columns), marks))
        return true
      case 'duplicate':
      case 'move-row':
        if (current)
          props.onRowAct(command.kind === 'duplicate' ? 'duplicate' : command.direction, current.focus.recipeId)
        return true
      default:
        return false
    }
  }

  /** At the cell of `columnKey`, whose column is then in the menu as well; else at the row's own button. */
  const openMenu = (recipeId: string, columnKey: string | null, at?: Element) => {
    const recipe = recipes.find((one) => one.id === recipeId)
    const element = at ?? cellElement(scroller.current, { recipeId, key: columnKey ?? 'name' })
    if (!recipe || !element) return
    const { left, top, width: across, height } = element.getBoundingClientRect()
    const rect = { left, top, width: across, height }
    const row = recipes.indexOf(recipe)
    const count = range && isBetween(row, range.top, range.bottom) ? range.bottom - range.top + 1 : 1
    if (canWrite) return setMenu({ recipeId, columnKey, count, name: recipe.name, process: recipe.process, rect })
    // Who only reads has nothing to do to a recipe, but views to make.
    const column = columns.find((one) => one.key === columnKey)
    if (column) setColumnMenu({ column, rect })
  }

  const openColumnMenu = (head: Element) => {
    const column = columns.find((one) => one.key === head.getAttribute('data-head'))
    if (!column) return
    const { left, top, width: across, height } = head.getBoundingClientRect()
    setColumnMenu({ column, rect: { left, top, width: across, height } })
  }

  const { onColumn } = props
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
    const target = event.target.matches('[data-recipe][data-key]') ? placeOf(event.target) : null
    if (!target || (current?.focus.recipeId === target.recipeId && current.focus.key === target.key)) return
    onSelection(selectCell(target))
  }

  const handleKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return
    const onButton = event.target instanceof HTMLElement && event.target.closest('button') !== null
    if (onButton && (event.key === 'Enter' || event.key === ' ' || event.key === 'Tab')) return
    const command = commandOf(event, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 4))
    if (command && run(command)) {
      event.preventDefault()
      if (command.kind !== 'escape') event.stopPropagation()
    }
  }

  const printed = (recipe: PlannedRecipe, column: GridColumn) =>
    clipboardText(column, {
      recipe,
      conditions,
      prediction: live.predictionOf(recipe, conditions),
      record: records.get(recipe.id),
      problems: live.byRecipe.get(recipe.id) ?? noProblems,
      mark: markAt(column, recipe, marks.get(recipe.id)),
    })

  const handleCopy = (event: React.ClipboardEvent) => {
    if (editing || !range) return
    event.preventDefault()
    const cells = recipes
      .slice(range.top, range.bottom + 1)
      .map((recipe) => columns.slice(range.left, range.right + 1).map((column) => printed(recipe, column)))
    writeClipboard(event.clipboardData, cells)
    if (event.type === 'cut') run({ kind: 'clear' })
  }

  const handlePaste = (event: React.ClipboardEvent) => {
    if (editing || !range || !canWrite) return
    event.preventDefault()
    const cells = readClipboard(event.clipboardData)
    if (cells.length === 0) return
    const paste = planPaste(cells, range, recipes, columns)
    const { marks: after, added } = writePaste(target, paste, marks)
    onMarks(after)
    tellPaste(paste.understood, paste.marks.length, added.length, paste.notEditable, paste.surplusColumns)
    const anchor = { recipeId: shape.recipeIds[paste.range.top] ?? '', key: shape.keys[paste.range.left] ?? '' }
    const focus = {
      recipeId: shape.recipeIds[paste.range.bottom] ?? anchor.recipeId,
      key: shape.keys[paste.range.right] ?? anchor.key,
    }
    select({ anchor, focus })
  }

  const pointer = usePointer({
    scroller,
    headHeight,
    lines,
    range,
    select: (place, extend) => select(extend ? extendTo(current, place) : selectCell(place)),
    canWrite,
    canReorder: canWrite && props.view.sort.length === 0,
    onDrop: props.onDrop,
    onFill: (source, fill) => {
      onMarks(writeCells(target, planFill(source, fill, recipes, columns), marks))
      const anchor = placeAt(shape, Math.min(source.top, fill.to), source.left)
      const focus = placeAt(shape, Math.max(source.bottom, fill.to), source.right)
      if (anchor && focus) select({ anchor, focus })
    },
  })

  const handleClick = (event: React.MouseEvent) => {
    const button = event.target instanceof Element ? event.target.closest('button[data-act]') : null
    const act = button?.getAttribute('data-act')
    const head = event.target instanceof Element ? event.target.closest('[data-head]') : null
    if (head && !(event.target instanceof Element && event.target.closest('[data-resize]')))
      return handleHead(head, act === 'column', event.shiftKey)
    if (!button || !act) return
    if (act === 'add') return props.onAdd(button.getAttribute('data-process') as Process)
    const recipeId = button.closest('[data-recipe]')?.getAttribute('data-recipe')
    if (!recipeId) return
    if (act === 'open') props.onOpen(recipeId)
    if (act === 'menu') openMenu(recipeId, null, button)
  }

  /** A click on a head selects its column; its button opens what can be done with it. */
  const handleHead = (head: Element, isButton: boolean, extend: boolean) => {
    if (isButton) return openColumnMenu(head)
    const key = head.getAttribute('data-head') ?? ''
    const first = shape.recipeIds[0]
    const last = shape.recipeIds.at(-1)
    if (first === undefined || last === undefined) return
    const from = extend && current ? current.anchor.key : key
    select({ anchor: { recipeId: last, key: from }, focus: { recipeId: first, key } })
  }

  const handleDoubleClick = (event: React.MouseEvent) => {
    if (isInEditor(event.target)) return
    const place = placeOf(event.target)
    if (place && !(event.target instanceof Element && event.target.closest('button'))) startEditing(place, null)
  }

  const handleContextMenu = (event: React.MouseEvent) => {
    if (isInEditor(event.target)) return
    const head = event.target instanceof Element ? event.target.closest('[data-head]') : null
    const place = placeOf(event.target)
    if (!head && !(place && canWrite)) return
    event.preventDefault()
    if (head) openColumnMenu(head)
    else if (place) openMenu(place.recipeId, place.key)
  }

  const columnItems = (key: string | null) => {
    const column = columns.find((one) => one.key === key)
    if (!column) return null
    const isResized = props.view.widths[column.key] !== undefined
    return { column, sort: props.view.sort, isResized, onAct: (act: ColumnAct) => onColumn(column, act) }
  }

  const { showPresence } = live
  const presentPlace = current?.focus
  const spread =
    current && range && !isSinglePlace(current)
      ? { ...current.anchor, rows: range.bottom - range.top + 1, columns: range.right - range.left + 1 }
      : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place by its parts, or every render would announce it
  useEffect(() => {
    const isTyping = draft !== null
    showPresence({
      selection: draft ? { recipeId: draft.recipeId, key: draft.key } : (presentPlace ?? null),
      editing: editing !== null || isTyping,
      ...(isTyping || !spread ? {} : { spread }),
      ...(isTyping ? { draft: draft.value } : {}),
    })
  }, [showPresence, presentPlace?.recipeId, presentPlace?.key, JSON.stringify(spread), editing !== null, draft])

  const peersByRecipe = usePeersByRecipe(live.peers)
  const coveredByPeers = useMemo(() => coveredRows(live.peers, shape), [live.peers, shape])
  const peerDrafts = useMemo(() => draftsOf(live.peers), [live.peers])
  const hovered = useHoveredCell(scroller, editing === null && menu === null)
  const notePlace = editing
    ? null
    : (hovered ?? (isNoteClosed || !current || !isSinglePlace(current) ? null : current.focus))
  const note = useNote(scroller, notePlace, {
    live,
    conditions,
    marks,
    columns,
    recipes,
    records,
    isHovered: hovered !== null,
  })

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
        onKeyDown={handleKeyDown}
        onCopy={handleCopy}
        onCut={handleCopy}
        onPaste={handlePaste}
        onClick={handleClick}
        onDoubleClick={handleDoubleClick}
        onContextMenu={handleContextMenu}
        {...pointer.handlers}
      >
        <GridHead columns={columns} rights={rights} width={width} sort={props.view.sort} onResize={resize} />
        <div role="rowgroup" className={styles.body} style={{ width, height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index]
            const top = item.start - headHeight
            if (!line) return null
            if (line.kind === 'process') {
              return (
                <ProcessRow
                  key={item.key}
                  process={line.process}
                  count={line.count}
                  top={top}
                  width={width}
                  rowIndex={item.index + 3}
                  columnCount={columns.length}
                  canWrite={canWrite}
                />
              )
            }
            const { recipe, position } = line
            const isInRange = range !== null && position >= range.top && position <= range.bottom
            const editor = editing?.recipeId === recipe.id ? editing : null
            const column = editor && columns.find((one) => one.key === editor.key)
            return (
              <GridRow
                key={item.key}
                recipe={recipe}
                columns={columns}
                rights={rights}
                width={width}
                top={top}
                rowIndex={item.index + 3}
                conditions={conditions}
                predictionOf={live.predictionOf}
                record={records.get(recipe.id)}
                problems={live.byRecipe.get(recipe.id) ?? noProblems}
                marks={marks.get(recipe.id) ?? noMarks}
                draft={draft?.recipeId === recipe.id ? draft : (peerDrafts.get(recipe.id) ?? null)}
                peers={peersByRecipe.get(recipe.id) ?? noPeers}
                covered={coveredByPeers.get(recipe.id) ?? ''}
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
                canWrite={canWrite}
                editor={
                  editor && column
                    ? {
                        key: editor.key,
                        element: (
                          <CellEditor
                            column={column}
                            recipeName={recipe.name}
                            initial={editor.initial}
                            isReplacing={editor.isReplacing}
                            onDraft={(value) =>
                              onDraft(value === undefined ? null : { recipeId: recipe.id, key: editor.key, value })
                            }
                            onCommit={(result, motion) => commit(editor, result, motion)}
                            onCancel={cancel}
                            programme={column.kind === 'subCycles' ? programmeOf(recipe, editor) : null}
                          />
                        ),
                      }
                    : null
                }
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
            onMarks(writeCells(target, [{ recipeId: note.place.recipeId, key: note.place.key, value }], marks))
            wantsFocus.current = true
          }}
          onClose={() => setNoteClosed(true)}
        />
      )}
      {columnMenu && (
        <ColumnMenu
          place={{
            ...columnMenu,
            column: columns.find((one) => one.key === columnMenu.column.key) ?? columnMenu.column,
          }}
          sort={props.view.sort}
          isResized={props.view.widths[columnMenu.column.key] !== undefined}
          onAct={(act) => onColumn(columnMenu.column, act)}
          onClose={() => setColumnMenu(null)}
        />
      )}
      {menu && (
        <RowMenu
          place={menu}
          column={columnItems(menu.columnKey)}
          onAct={(act, recipeId) =>
            act === 'comment'
              ? props.onComment({ recipeId, key: menu.columnKey ?? 'name' })
              : props.onRowAct(act, recipeId)
          }
          onProcess={props.onProcess}
          onClose={() => {
            setMenu(null)
            cellElement(scroller.current, {
              recipeId: menu.recipeId,
              key: menu.columnKey ?? 'name',
            })?.focus({ preventScroll: true })
          }}
        />
      )}
    </>
  )
}

function isInEditor(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, [role=listbox]') !== null
}

function isBetween(value: number, one: number, other: number): boolean {
  return value >= Math.min(one, other) && value <= Math.max(one, other)
}

function lineKey(line: Line | undefined): string {
  return line === undefined ? '' : line.kind === 'process' ? line.process : line.recipe.id
}

/** Sums of widths from the left, and from the right for the predictions, which stay in sight where there is room. */
function layOut(columns: readonly GridColumn[], viewWidth: number) {
  const lefts: number[] = []
  let width = 0
  for (const column of columns) {
    lefts.push(width)
    width += column.width
  }
  const figures = columns.filter((column) => column.kind === 'figure')
  const frozen = figures.reduce((sum, column) => sum + column.width, 0)
  const room = viewWidth - (columns[0]?.width ?? 0) - frozen
  const rights = columns.map(() => -1)
  if (room >= 300 && width > viewWidth) {
    let right = 0
    for (let at = columns.length - 1; at >= 0; at -= 1) {
      const column = columns[at]
      if (column?.kind !== 'figure') continue
      rights[at] = right
      right += column.width
    }
  }
  return { lefts, width, rights }
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const observed = element.current
    if (!observed) return
    const measure = () => setWidth(observed.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(observed)
    return () => observer.disconnect()
  }, [element])
  return width
}

/** Scrolls sideways until the column stands between the frozen ones. */
function revealColumn(
  scroller: HTMLElement | null,
  index: number,
  columns: readonly GridColumn[],
  lefts: readonly number[],
  rights: readonly number[],
) {
  const column = columns[index]
  const left = lefts[index]
  if (!scroller || !column || left === undefined || index === 0 || (rights[index] ?? -1) >= 0) return
  const frozenLeft = columns[0]?.width ?? 0
  const frozenRight = columns.reduce((sum, one, at) => sum + ((rights[at] ?? -1) >= 0 ? one.width : 0), 0)
  const isAfterFrozen = columns.some((_, at) => at < index && (rights[at] ?? -1) >= 0)
  const coveredRight = isAfterFrozen ? 0 : frozenRight
  if (left - frozenLeft < scroller.scrollLeft) scroller.scrollLeft = left - frozenLeft
  else if (left + column.width > scroller.scrollLeft + scroller.clientWidth - coveredRight) {
    scroller.scrollLeft = left + column.width - scroller.clientWidth + coveredRight
  }
}

function initialText(column: GridColumn, recipe: PlannedRecipe, marked: string | undefined): string {
  // The mark at one of several values leaves the others as they stand.
  if (marked !== undefined && !(marked === '' && column.kind === 'subCycles')) return marked
  if (column.kind === 'name') return recipe.name
  if (column.kind === 'subCycles') return programmeText(recipe.values)
  if (column.kind !== 'parameter') return ''
  const value = recipe.values[column.key]
  if (value === undefined) return ''
  return optionLabel(column.parameter, value) ?? editText(column.parameter, value)
}

function readDraftText(column: GridColumn, text: string): ParameterValue | null | undefined {
  const read = readCellText(column, text)
  return read.ok ? read.value : undefined
}

function afterEdit(here: Selection, shape: GridShape, motion: EditMotion): Selection {
  if (motion === 'stay' || motion === 'blur') return here
  if (motion === 'next' || motion === 'previous') return tabSelection(here, shape, motion === 'previous') ?? here
  return moveSelection(here, shape, { kind: 'step', direction: motion }) ?? here
}

function tellPaste(edits: number, marked: number, added: number, notEditable: number, surplusColumns: number) {
  const parts: string[] = []
  if (added > 0) parts.push(`${added} new ${added === 1 ? 'recipe' : 'recipes'}`)
  if (marked > 0) parts.push(`${marked} ${marked === 1 ? 'value' : 'values'} not understood, marked in the grid`)
  if (notEditable > 0)
    parts.push(`${notEditable} fell on cells that take no value and ${notEditable === 1 ? 'was' : 'were'} left out`)
  if (surplusColumns > 0) parts.push(`${surplusColumns} ${surplusColumns === 1 ? 'column' : 'columns'} did not fit`)
  if (parts.length > 0)
    toast(`Pasted ${edits} ${edits === 1 ? 'value' : 'values'}`, { description: `${parts.join('; ')}.` })
}

/** The peers of each recipe, as lists that keep their identity while nothing about them changes. */
function usePeersByRecipe(peers: readonly Peer[]): ReadonlyMap<string, readonly Peer[]> {
  const last = useRef<ReadonlyMap<string, readonly Peer[]>>(new Map())
  return useMemo(() => {
    const found = new Map<string, readonly Peer[]>()
    for (const peer of peers) {
      if (!peer.selection) continue
      found.set(peer.selection.recipeId, [...(found.get(peer.selection.recipeId) ?? []), peer])
    }
    for (const [recipeId, list] of found) found.set(recipeId, shareValue(last.current.get(recipeId), list))
    last.current = found
    return found
  }, [peers])
}

/** Per recipe, for each peer whose selection stretches over it, `hue first last` of the columns, a line each. */
function coveredRows(peers: readonly Peer[], shape: GridShape): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const peer of peers) {
    const range = peerRange(peer, shape)
    if (!range) continue
    const line = `${peer.hue} ${range.left} ${range.right}`
    for (const recipeId of shape.recipeIds.slice(range.top, range.bottom + 1)) {
      const before = found.get(recipeId)
      found.set(recipeId, before === undefined ? line : `${before}\n${line}`)
    }
  }
  return found
}

function draftsOf(peers: readonly Peer[]): ReadonlyMap<string, Draft> {
  const found = new Map<string, Draft>()
  for (const peer of peers) {
    if (peer.selection && peer.draft !== undefined) {
      found.set(peer.selection.recipeId, { key: peer.selection.key, value: peer.draft })
    }
  }
  return found
}

/** The cell that the mouse rests on, after a moment. */
function useHoveredCell(scroller: React.RefObject<HTMLDivElement | null>, isEnabled: boolean): CellPlace | null {
  const [hovered, setHovered] = useState<CellPlace | null>(null)
  useEffect(() => {
    const element = scroller.current
    if (!element || !isEnabled) return
    let timer: ReturnType<typeof setTimeout> | null = null
    const clear = () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      setHovered(null)
    }
    const enter = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse' || event.buttons !== 0) return clear()
      const place = placeOf(event.target)
      clear()
      if (place) timer = setTimeout(() => setHovered(place), hoverDelay)
    }
    element.addEventListener('pointerover', enter)
    element.addEventListener('pointerleave', clear)
    element.addEventListener('pointerdown', clear)
    element.addEventListener('scroll', clear, { passive: true })
    return () => {
      clear()
      element.removeEventListener('pointerover', enter)
      element.removeEventListener('pointerleave', clear)
      element.removeEventListener('pointerdown', clear)
      element.removeEventListener('scroll', clear)
    }
  }, [scroller, isEnabled])
  return hovered
}

interface NoteSources {
  live: LivePlan
  conditions: Readonly<Record<string, ParameterValue>>
  marks: Marks
  columns: readonly GridColumn[]
  recipes: readonly PlannedRecipe[]
  records: ReadonlyMap<string, RecipeRecord>
  isHovered: boolean
}

/** What there is to say at a cell: found after the render, because it stands beside the cell's own element. */
function useNote(
  scroller: React.RefObject<HTMLDivElement | null>,
  place: CellPlace | null,
  { live, conditions, marks, columns, recipes, records }: NoteSources,
): { note: Note; place: CellPlace } | null {
  const [found, setFound] = useState<{ note: Note; place: CellPlace } | null>(null)
  const recipeId = place?.recipeId
  const key = place?.key
  useEffect(() => {
    const recipe = recipes.find((one) => one.id === recipeId)
    const column = columns.find((one) => one.key === key)
    if (!recipe || !column || recipeId === undefined || key === undefined) return setFound(null)
    const element = cellElement(scroller.current, { recipeId, key })
    if (!element) return setFound(null)
    const mark = markAt(column, recipe, marks.get(recipeId))
    const problem = element.getAttribute('data-problem') === null ? '' : noteProblem(mark?.reason, live, recipeId, key)
    const between = competingAt(column, recipe)
    const competing = mark ? [] : between.values
    const figure =
      column.kind === 'figure'
        ? { label: column.label, figure: live.predictionOf(recipe, conditions)[column.key] }
        : null
    const isRecord = column.kind === 'record' && (records.get(recipeId)?.cellCount ?? 0) > 0
    if (problem === '' && competing.length < 2 && !figure && !isRecord) return setFound(null)
    const print = (value: ParameterValue) =>
      column.kind === 'parameter'
        ? `${formatValue(column.parameter, value)}${column.unit ? ` ${column.unit}` : ''}`
        : column.kind === 'subCycles'
          ? printField(between.key, value)
          : String(value)
    const note = { element, problem, competing, competingLabel: between.label, figure, isRecord, print }
    setFound({ note, place: { recipeId, key: between.key } })
  }, [scroller, recipeId, key, live, conditions, marks, columns, recipes, records])
  return found
}

function noteProblem(reason: string | undefined, live: LivePlan, recipeId: string, key: string): string {
  if (reason) return reason
  const problem = live.byRecipe.get(recipeId)?.find((one) => columnKeyOf(one.key) === key)
  return problem ? sentence(problem.message) : ''
}
