import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { type Selection, selectCell } from '@/app/_lib/planSelection'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { usePlanThreads } from '../_comments/usePlanThreads'
import type { PanelTab } from '../_panel/RecipePanel'

/** What is selected and which recipe is open beside the grid, also where a link asks for it. */
export function useOpening({
  standing,
  said,
  isNarrow,
  onPlanThread,
}: {
  /** The recipes that are not in the bin. */
  standing: readonly PlannedRecipe[]
  said: ReturnType<typeof usePlanThreads>
  isNarrow: boolean
  /** A thread that is asked for belongs to the plan as a whole. */
  onPlanThread: () => void
}) {
  const [selection, setSelection] = useState<Selection | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const [tab, setTab] = useState<PanelTab>('form')
  const [commentOn, setCommentOn] = useState<string | null>(null)

  // Beside the grid the panel follows the selection; on a phone it stays where it was opened.
  const select = (next: Selection | null) => {
    setSelection(next)
    if (openId !== null && next && next.focus.recipeId !== openId && !isNarrow) setOpenId(next.focus.recipeId)
  }

  const openComments = (recipeId: string, key: string | null) => {
    if (!isNarrow) select(selectCell({ recipeId, key: key ?? 'name' }))
    setOpenId(recipeId)
    setTab('comments')
    setCommentOn(key)
  }

  const asked = useSearchParams()
  // A link to a recipe, as from the search, opens it, once.
  const askedRecipe = asked.get('recipe')
  const shownRecipe = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the recipe that is asked for is here
  useEffect(() => {
    if (shownRecipe.current === askedRecipe || !standing.some(({ id }) => id === askedRecipe)) return
    shownRecipe.current = askedRecipe
    if (askedRecipe === null) return
    if (!isNarrow) setSelection(selectCell({ recipeId: askedRecipe, key: 'name' }))
    setOpenId(askedRecipe)
  }, [askedRecipe, standing])

  // A link to a thread opens it where it belongs, once.
  const lookedFor = asked.get('thread')
  const shownThread = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the thread that is asked for is known
  useEffect(() => {
    const thread = said.threads.find(({ id }) => id === lookedFor)
    if (thread === undefined || shownThread.current === lookedFor) return
    shownThread.current = lookedFor
    if (thread.recipe !== null && standing.some(({ id }) => id === thread.recipe)) openComments(thread.recipe, null)
    else onPlanThread()
  }, [lookedFor, said.threads, standing])

  return {
    selection,
    select,
    openId,
    tab,
    setTab,
    commentOn,
    setCommentOn,
    lookedFor,
    openComments,
    /** Opens a recipe, at a tab where one is named; the open one is closed. */
    open: (recipeId: string, openTab?: 'prediction' | 'runs') => {
      const isClosing = recipeId === openId && openTab === undefined
      setOpenId(isClosing ? null : recipeId)
      if (openTab) setTab(openTab)
      if (!isClosing && selection?.focus.recipeId !== recipeId) setSelection(selectCell({ recipeId, key: 'name' }))
    },
    /** Opens a recipe and leaves the selection where it is; null closes. */
    show: setOpenId,
  }
}

export type Opening = ReturnType<typeof useOpening>
