'use client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { ContentSources } from './gridContent'
import { type GridFilter, parseFilter } from './gridFilter'
import { arrangeRecipes, holdArrangement } from './gridRows'
import { type GridView, plainView, readView, type SortKey } from './gridView'
import type { GridColumn } from './planColumns'

/** The view in use, and the saved one that it began as. */
export interface ViewInUse {
  view: GridView
  savedId: string | null
}

const nothingYet: ViewInUse = { view: plainView, savedId: null }

/** How this person looks at this plan, kept in this browser until she saves it under a name. */
export function useGridView(planId: string): [ViewInUse, (next: ViewInUse) => void] {
  const place = `interphase.view.${planId}`
  const [inUse, setInUse] = useState(nothingYet)
  useEffect(() => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
      if (typeof kept !== 'object' || kept === null) return
      const savedId = 'savedId' in kept && typeof kept.savedId === 'string' ? kept.savedId : null
      setInUse({ view: readView('view' in kept ? kept.view : null), savedId })
    } catch {
      // Kept badly or not at all: then the plan shows as it is.
    }
  }, [place])
  const use = useCallback(
    (next: ViewInUse) => {
      setInUse(next)
      try {
        localStorage.setItem(place, JSON.stringify(next))
      } catch {
        // A full or forbidden store: the view holds for this visit.
      }
    },
    [place],
  )
  return [inUse, use]
}

export interface Arrangement {
  /** What shows, in the order in which it shows. */
  recipes: readonly PlannedRecipe[]
  /** What of the filter was not understood. */
  faults: readonly string[]
  /** Values changed since: arranged now, the rows would stand otherwise. */
  isStale: boolean
  again: () => void
}

interface Held {
  wanted: string
  ids: readonly string[]
  known: ReadonlySet<string>
}

/**
 * The recipes as the view filters and sorts them. They are arranged when the view changes or somebody asks, and stay so while
 * values change: a row does not run away from the person who edits it.
 */
export function useArrangement(
  recipes: readonly PlannedRecipe[],
  view: { filter: string; sort: readonly SortKey[] },
  columns: readonly GridColumn[],
  sourcesOf: (recipe: PlannedRecipe) => ContentSources,
): Arrangement {
  const filter: GridFilter = useMemo(() => parseFilter(view.filter, columns), [view.filter, columns])
  const isPlain = view.sort.length === 0 && filter.clauses.length === 0
  const wanted = JSON.stringify([filter.clauses.map((clause) => clause.text), view.sort])
  const [round, setRound] = useState(0)
  const held = useRef<Held | null>(null)

  const fresh = useMemo(
    () => (isPlain ? null : arrangeRecipes(recipes, { filter, sort: view.sort }, columns, sourcesOf)),
    [isPlain, recipes, filter, view.sort, columns, sourcesOf],
  )

  const shown = useMemo(() => {
    if (!fresh) {
      held.current = null
      return recipes.filter((recipe) => recipe.binnedAt === null)
    }
    const key = `${wanted} ${round}`
    if (held.current?.wanted !== key) {
      const known = new Set<string>(recipes.map((recipe) => recipe.id))
      held.current = { wanted: key, ids: fresh.map((recipe) => recipe.id), known }
    }
    return holdArrangement(held.current.ids, held.current.known, recipes)
  }, [fresh, recipes, wanted, round])

  const isStale = useMemo(
    () =>
      fresh !== null &&
      (fresh.length !== shown.length || fresh.some((recipe, index) => recipe.id !== shown[index]?.id)),
    [fresh, shown],
  )
  return {
    recipes: shown,
    faults: filter.faults,
    isStale,
    again: useCallback(() => setRound((count) => count + 1), []),
  }
}
