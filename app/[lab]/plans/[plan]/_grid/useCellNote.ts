import { useEffect, useState } from 'react'
import { competingAt, type Marks, markAt, printField, sentence } from '@/app/_lib/planCells'
import { type CellPlace, isSinglePlace } from '@/app/_lib/planSelection'
import { columnKeyOf } from '@/app/_lib/planSubCycles'
import type { LivePlan } from '@/app/_lib/usePlan'
import { formatValue } from '@/science/recipe/formatValue'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { RecipeRecord } from '@/server/views'
import type { Note } from './CellNote'
import { cellElement, placeOf } from './cellElement'
import type { GridParts } from './gridParts'

/** So long the mouse rests on a cell before its note shows, ms. */
const hoverDelay = 350

interface NoteSources {
  parts: GridParts
  live: LivePlan
  conditions: Readonly<Record<string, ParameterValue>>
  marks: Marks
  records: ReadonlyMap<string, RecipeRecord>
  isEditing: boolean
  isMenuOpen: boolean
  /** The note at the selection was put away. */
  isClosed: boolean
}

/**
 * What there is to say at the cell that the mouse rests on, or else at the one selected; `place` is the value that it is about.
 * Found after the render, because it stands beside the cell's own element.
 */
export function useCellNote(sources: NoteSources): { note: Note; place: CellPlace } | null {
  const { parts, live, conditions, marks, records, isEditing, isMenuOpen, isClosed } = sources
  const { scroller, columns, recipes, current } = parts
  const hovered = useHoveredCell(scroller, !isEditing && !isMenuOpen)
  const selected = isClosed || !current || !isSinglePlace(current) ? null : current.focus
  const shown = isEditing ? null : (hovered ?? selected)
  const [found, setFound] = useState<{ note: Note; place: CellPlace } | null>(null)
  const recipeId = shown?.recipeId
  const key = shown?.key
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
    const print = (value: ParameterValue) => {
      if (column.kind === 'subCycles') return printField(between.key, value)
      if (column.kind !== 'parameter') return String(value)
      return `${formatValue(column.parameter, value)}${column.unit ? ` ${column.unit}` : ''}`
    }
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
