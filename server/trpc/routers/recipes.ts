import { z } from 'zod'
import * as recipes from '../../services/recipes'
import { labProcedure, router } from '../init'
import { idInput, words } from '../inputs'

export const recipesRouter = router({
  templates: labProcedure('plan.read')
    .input(z.object({ query: words(200).optional() }))
    .query(({ ctx, input }) => recipes.listRecipeTemplates(ctx, input.query ?? '')),
  move: labProcedure('plan.write')
    .input(
      z.object({ from: idInput('plan'), to: idInput('plan'), recipes: z.array(idInput('recipe')).min(1).max(500) }),
    )
    .mutation(({ ctx, input }) => recipes.moveRecipes(ctx, input)),
})
