import { type ReactNode, useEffect, useRef } from 'react'
import { addMarksFor, editText, type Marks, markAt } from '@/app/_lib/planCells'
import { type GridColumn, isEditable } from '@/app/_lib/planColumns'
import { optionLabel } from '@/app/_lib/planOptions'
import { type CellReading, readCellEdits, readCellText } from '@/app/_lib/planPaste'
import type { TypedDraft } from '@/app/_lib/planPredictions'
import {
  type CellPlace,
  type GridShape,
  moveSelection,
  type Selection,
  selectCell,
  tabSelection,
} from '@/app/_lib/planSelection'
import { type FieldEdit, programmeText } from '@/app/_lib/planSubCycles'
import { addMarks, type WriteTarget, writeCells } from '@/app/_lib/planWrites'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { PlannedRecipe, PlanProblem } from '@/collab/plan/types'
import { CellEditor, type CellEditorProps, type EditResult } from './CellEditor'
import { cellElement } from './cellElement'
import type { EditMotion } from './editMotion'
import type { GridParts } from './gridParts'
import { ProgrammeTable } from './ProgrammeTable'
import type { GridFocus } from './useGridFocus'

/** The cell that is being edited, and what its editor opened with. */
export interface Editing extends CellPlace {
  initial: string
  isReplacing: boolean
}

const noProblems: readonly PlanProblem[] = []
const noMarks = {}

/** Editing in the cells: opens the editor of a cell's kind, reads what was typed, writes it or marks it at its place. */
export function useEditing({
  parts,
  live,
  target,
  marks,
  onMarks,
  onDraft,
  onOpen,
  focus,
  editing,
  onEditing,
  request,
  onRequestDone,
  onSelection,
}: {
  parts: GridParts
  live: LivePlan
  target: WriteTarget
  marks: Marks
  onMarks: (marks: Marks) => void
  onDraft: (draft: TypedDraft | null) => void
  /** What is computed, or was made, is not edited but looked at. */
  onOpen: (recipeId: string, tab: 'prediction' | 'runs') => void
  focus: GridFocus
  editing: Editing | null
  onEditing: (editing: Editing | null) => void
  /** A cell that is to open for editing, as the name of a recipe that was just added. */
  request: CellPlace | null
  onRequestDone: () => void
  onSelection: (selection: Selection | null) => void
}) {
  const { scroller, columns, recipes, shape, canWrite } = parts

  /** `text` is what was typed over the cell; null opens what stands there. */
  const start = (place: CellPlace, text: string | null) => {
    const column = columns.find((one) => one.key === place.key)
    const recipe = recipes.find((one) => one.id === place.recipeId)
    if (!column || !recipe) return
    if (!canWrite || !isEditable(column, recipe.process)) {
      if (text === null && column.kind !== 'parameter') {
        if (column.kind === 'figure') onOpen(recipe.id, 'prediction')
        if (column.kind === 'record') onOpen(recipe.id, 'runs')
      }
      return
    }
    const initial = text ?? initialText(column, recipe, markAt(column, recipe, marks.get(recipe.id))?.text)
    onEditing({ ...place, initial, isReplacing: text !== null })
    if (text === null || column.kind === 'subCycles') return
    const read = readCellText(column, text)
    onDraft(read.ok ? { ...place, value: read.value } : null)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per request
  useEffect(() => {
    if (!request || !recipes.some((recipe) => recipe.id === request.recipeId)) return
    onSelection(selectCell(request))
    start(request, null)
    onRequestDone()
  }, [request, recipes])

  // One field may be left and another written before the page is drawn again.
  const latestMarks = useRef(marks)
  latestMarks.current = marks
  const keepMarks = (next: Marks) => {
    latestMarks.current = next
    onMarks(next)
  }

  const writeFields = (recipeId: string, edits: readonly FieldEdit[]) =>
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

  /** Writes what came of an edit, and answers the marks as they are then. */
  const write = (place: CellPlace, result: EditResult): Marks => {
    const { recipeId, key } = place
    if ('value' in result) return writeFields(recipeId, [{ key, value: result.value }])
    const read = readCell(place, result.text)
    if (read.ok) return writeFields(recipeId, read.edits)
    return addMarks(latestMarks.current, [{ recipeId, key, text: result.text, expected: read.expected }])
  }

  const end = () => {
    onEditing(null)
    onDraft(null)
  }

  const commit = (place: Editing, result: EditResult, motion: EditMotion) => {
    const after = write(place, result)
    const here = selectCell({ recipeId: place.recipeId, key: place.key })
    // A refused value keeps the focus, so that its reason is read before one goes on.
    const isRefused = after.get(place.recipeId)?.[place.key] !== undefined
    const next = isRefused && motion !== 'next' && motion !== 'previous' ? here : afterEdit(here, shape, motion)
    if (motion !== 'blur') focus.leaveEditorFor(next)
    end()
    keepMarks(after)
  }

  const cancel = () => {
    if (editing) cellElement(scroller.current, editing)?.focus({ preventScroll: true })
    end()
    focus.want()
  }

  const draftOf = (recipe: PlannedRecipe, key: string): CellEditorProps['onDraft'] => {
    return (value) => onDraft(value === undefined ? null : { recipeId: recipe.id, key, value })
  }

  const setFields = (recipeId: string, edits: readonly FieldEdit[]) => {
    onDraft(null)
    keepMarks(writeFields(recipeId, edits))
  }

  const programmeOf = (recipe: PlannedRecipe, place: CellPlace): CellEditorProps['programme'] => ({
    standing: programmeText(recipe.values),
    read: (text) => readCell(place, text),
    onKeep: (text) => keepMarks(write(place, { text })),
    onLeave: end,
    rows: (
      <ProgrammeTable
        recipe={recipe}
        problems={live.byRecipe.get(recipe.id) ?? noProblems}
        marks={marks.get(recipe.id) ?? noMarks}
        canWrite={canWrite}
        nameOfClient={live.nameOfClient}
        onDraft={(key, value) => draftOf(recipe, key)(value)}
        onSet={(key, value) => setFields(recipe.id, [{ key, value }])}
        onSetAll={(values) => setFields(recipe.id, values)}
        onMark={(key, text, expected) => {
          onDraft(null)
          keepMarks(addMarksFor(latestMarks.current, recipe.id, key, text, expected))
        }}
      />
    ),
  })

  /** The editor in a row, at the cell of `key`. */
  const editorIn = (recipe: PlannedRecipe): { key: string; element: ReactNode } | null => {
    if (editing?.recipeId !== recipe.id) return null
    const column = columns.find((one) => one.key === editing.key)
    if (!column) return null
    const element = (
      <CellEditor
        column={column}
        recipeName={recipe.name}
        initial={editing.initial}
        isReplacing={editing.isReplacing}
        onDraft={draftOf(recipe, editing.key)}
        onCommit={(result, motion) => commit(editing, result, motion)}
        onCancel={cancel}
        programme={column.kind === 'subCycles' ? programmeOf(recipe, editing) : null}
      />
    )
    return { key: editing.key, element }
  }

  return { start, editorIn }
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

function afterEdit(here: Selection, shape: GridShape, motion: EditMotion): Selection {
  if (motion === 'stay' || motion === 'blur') return here
  if (motion === 'next' || motion === 'previous') return tabSelection(here, shape, motion === 'previous') ?? here
  return moveSelection(here, shape, { kind: 'step', direction: motion }) ?? here
}
