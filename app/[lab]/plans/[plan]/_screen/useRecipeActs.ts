import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { compareAddress, useBasket } from '@/app/_lib/comparison/basket'
import { groupRows, neighbourAfterDrop, neighbourAfterMove, recipesInOrder } from '@/app/_lib/planRows'
import { type CellPlace, selectCell } from '@/app/_lib/planSelection'
import { copyName, nextName } from '@/app/_lib/planWrites'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { PlannedRecipe } from '@/collab/plan/types'
import { inOneStep } from '@/collab/plan/undo'
import {
  addRecipe,
  addRecipes,
  binRecipe,
  duplicateRecipe,
  moveRecipe,
  type NewRecipe,
  renameRecipe,
  restoreRecipe,
  setProcess,
} from '@/collab/plan/write'
import { isId } from '@/science/ids'
import type { Process } from '@/science/recipe/process'
import type { RowAct } from '../_grid/RowMenu'
import { tell } from './tell'
import type { Columns } from './useColumns'
import type { Opening } from './useOpening'

/** What is done to recipes as a whole: each act is one step of undo. */
export function useRecipeActs({
  lab,
  live,
  standing,
  columns: { grid, arrangement },
  opening,
  isNarrow,
  onMoveAway,
}: {
  lab: string
  live: LivePlan
  /** The recipes that are not in the bin. */
  standing: readonly PlannedRecipe[]
  columns: Pick<Columns, 'grid' | 'arrangement'>
  opening: Opening
  isNarrow: boolean
  onMoveAway: (recipes: readonly string[]) => void
}) {
  const { doc, plan, undo } = live
  const { selection, openId } = opening
  const [editRequest, setEditRequest] = useState<CellPlace | null>(null)
  const router = useRouter()
  const basket = useBasket(lab)

  const selectedRows = (): string[] => {
    const rows = recipesInOrder(groupRows(plan.recipes, arrangement.recipes)).map((recipe) => recipe.id as string)
    const ends = selection ? [selection.anchor.recipeId, selection.focus.recipeId].map((id) => rows.indexOf(id)) : []
    return ends.length === 2 ? rows.slice(Math.min(...ends), Math.max(...ends) + 1) : []
  }

  /** The recipes of the selection when this one is among them, or else this one. */
  const selectedWith = (recipeId: string): string[] => {
    const selected = selectedRows()
    return selected.includes(recipeId) ? selected : [recipeId]
  }

  const add = (process: Process) => {
    const recipeId = inOneStep(undo, () => addRecipe(doc, { name: nextName(plan.recipes, process), process }))
    if (isNarrow) {
      opening.setTab('form')
      opening.show(recipeId)
    } else setEditRequest({ recipeId, key: 'name' })
  }

  /** Several at once, after a recipe or at the end: one step of undo. */
  const addMany = (recipes: readonly NewRecipe[], after?: PlannedRecipe['id']) => {
    const placed = recipes.map((recipe, index) => (index === 0 && after ? { ...recipe, after } : recipe))
    const added = inOneStep(undo, () => addRecipes(doc, placed))
    const [first] = added
    if (first === undefined) return
    if (!isNarrow) opening.select(selectCell({ recipeId: first, key: 'name' }))
    toast(`Added ${recipes.length} ${recipes.length === 1 ? 'recipe' : 'recipes'}.`, {
      action: {
        label: 'Undo',
        onClick: () =>
          inOneStep(undo, () => {
            for (const id of added) tell(binRecipe(doc, id))
          }),
      },
    })
  }

  /** The same, each under a name that no other recipe has: two of one name cannot be told apart. */
  const addNamed = (recipes: readonly NewRecipe[]) => {
    const names = plan.recipes.map(({ name }) => ({ name }))
    addMany(
      recipes.map((recipe) => {
        const name = names.some((one) => one.name === recipe.name) ? copyName(names, recipe.name) : recipe.name
        names.push({ name })
        return { ...recipe, name }
      }),
    )
  }

  const duplicate = (originals: readonly PlannedRecipe[]) => {
    const names = plan.recipes.map(({ name }) => ({ name }))
    const copies = inOneStep(undo, () =>
      originals.map((original) => {
        const made = duplicateRecipe(doc, original.id)
        const name = copyName(names, original.name)
        names.push({ name })
        if (made.ok) renameRecipe(doc, made.recipeId, name)
        return made
      }),
    )
    const [first] = copies
    if (copies.length === 1 && first?.ok) setEditRequest({ recipeId: first.recipeId, key: 'name' })
    for (const copy of copies) tell(copy)
  }

  const putInBin = (recipes: readonly PlannedRecipe[]) => {
    inOneStep(undo, () => {
      for (const { id } of recipes) tell(binRecipe(doc, id))
    })
    if (recipes.some((recipe) => recipe.id === openId)) opening.show(null)
    const [first] = recipes
    toast(recipes.length === 1 ? `${first?.name} is in the bin.` : `${recipes.length} recipes are in the bin.`, {
      action: {
        label: 'Restore',
        onClick: () =>
          inOneStep(undo, () => {
            for (const { id } of recipes) tell(restoreRecipe(doc, id))
          }),
      },
    })
  }

  const compare = (recipes: readonly string[]) => {
    basket.add(recipes)
    const address = compareAddress(lab, [...new Set([...basket.ids, ...recipes])])
    toast(recipes.length === 1 ? 'It is picked for the comparison.' : `${recipes.length} recipes are picked.`, {
      action: { label: 'Compare', onClick: () => router.push(address) },
    })
  }

  /** What a row's menu and keys ask for: of the selected recipes where this one is among them. */
  const act = (kind: Exclude<RowAct, 'comment'>, recipeId: string) => {
    if (!isId('recipe', recipeId)) return
    if (kind === 'open') return opening.open(recipeId)
    if (kind === 'move-away') return onMoveAway(selectedWith(recipeId))
    if (kind === 'compare') return compare(selectedWith(recipeId))
    const recipe = standing.find((one) => one.id === recipeId)
    if (!recipe) return
    const several = standing.filter((one) => selectedWith(recipeId).includes(one.id))
    if (kind === 'duplicate') duplicate(several)
    else if (kind === 'bin') putInBin(several)
    else {
      if (grid.sort.length > 0) return toast('The rows are sorted. Go back to the order of the plan to move one.')
      const after = neighbourAfterMove(plan.recipes, recipeId, kind, arrangement.recipes)
      if (after !== undefined) tell(moveRecipe(doc, recipeId, after))
    }
  }

  return {
    selectedRows,
    add,
    addMany,
    addNamed,
    act,
    drop: (recipeId: string, toPosition: number) => {
      const after = neighbourAfterDrop(plan.recipes, recipeId, toPosition, arrangement.recipes)
      if (after !== undefined && isId('recipe', recipeId)) tell(moveRecipe(doc, recipeId, after))
    },
    changeProcess: (process: Process, recipeId: string) => {
      if (isId('recipe', recipeId)) tell(setProcess(doc, recipeId, process))
    },
    /** The cell of a recipe that was just added, to be named. */
    editRequest,
    onEditRequestDone: () => setEditRequest(null),
  }
}

export type RecipeActs = ReturnType<typeof useRecipeActs>
