import type { CellPlace } from '@/app/_lib/planSelection'

/** The element of a cell while it is in the document: rows far out of sight are not. */
export function cellElement(root: HTMLElement | null, place: CellPlace): HTMLElement | null {
  return (
    root?.querySelector<HTMLElement>(
      `[data-recipe="${CSS.escape(place.recipeId)}"][data-key="${CSS.escape(place.key)}"]`,
    ) ?? null
  )
}

/** The cell that something in the page belongs to. */
export function placeOf(target: EventTarget | null): CellPlace | null {
  const cell = target instanceof Element ? target.closest('[data-recipe][data-key]') : null
  const recipeId = cell?.getAttribute('data-recipe')
  const key = cell?.getAttribute('data-key')
  return recipeId && key ? { recipeId, key } : null
}
