import type { NewRecipe } from '@/collab/plan/write'
import { type LiteratureRecipe, literatureRecipes } from '@/science/library/literature'
import type { ParameterValue } from '@/science/recipe/parameter'

/** A plan to start from: the system of one paper. */
export interface PlanTemplate {
  /** Key of the paper, `cheng2024`. */
  key: string
  title: string
  aim: string
  /** Those of most recipes; a recipe that was tested under others carries its own. */
  conditions: Record<string, ParameterValue>
  recipes: (Pick<NewRecipe, 'name' | 'process'> & {
    literatureId: string
    values: Record<string, ParameterValue>
  })[]
}

/** What each paper set out to learn, in the words of a lab. */
const papers: readonly Pick<PlanTemplate, 'key' | 'title' | 'aim'>[] = [
  {
    key: 'cheng2024',
    title: 'Lithium borate by sol-gel on NMC532',
    aim: 'Does half a mole percent of amorphous Li₃B₁₁O₁₈ keep the surface of NMC532 from turning to rocksalt against a thiophosphate, and is that because oxygen hardly moves in it?',
  },
  {
    key: 'ma2026',
    title: 'Lithium zirconium phosphate by ALD on LiCoO₂',
    aim: 'How many ALD supercycles of amorphous lithium zirconium phosphate does LiCoO₂ need to hold its capacity at 4.5 to 4.7 V, and is an amorphous film better than a crystalline one?',
  },
  {
    key: 'ren2025',
    title: 'Boric acid that wets LiCoO₂',
    aim: 'Boric acid melts, spreads and reacts at 500 °C: does what it leaves cover LiCoO₂ so well that it cycles to 4.6 V for a thousand cycles?',
  },
  {
    key: 'feng2023',
    title: 'Glass and ceramic on LiCoO₂ against a sulfide',
    aim: 'A titanate takes lithium from the surface of LiCoO₂ and leaves Co₃O₄. Does a lithium borate glass bring that lithium, close the film, and so carry LiCoO₂ against Li₁₀GeP₂S₁₂?',
  },
]

/** The template of a plan that began with nothing: a lab may require fields of those, too. */
export const blankTemplate = 'blank'

let known: readonly PlanTemplate[] | null = null

export function planTemplates(): readonly PlanTemplate[] {
  known ??= papers.map(({ key, title, aim }) => {
    const recipes = literatureRecipes().filter((one) => one.paper === key)
    const conditions = usualConditions(recipes)
    return {
      key,
      title,
      aim,
      conditions,
      recipes: recipes.map(({ sampleId, recipe, conditions: own }) => ({
        literatureId: sampleId,
        name: recipe.name,
        process: recipe.process,
        values: { ...recipe.values, ...differing(own, conditions) },
      })),
    }
  })
  return known
}

export function planTemplate(key: string): PlanTemplate | undefined {
  return planTemplates().find((template) => template.key === key)
}

/** Of each condition the value that most recipes have; of equals the first. */
function usualConditions(recipes: readonly LiteratureRecipe[]): Record<string, ParameterValue> {
  const usual: Record<string, ParameterValue> = {}
  for (const key of new Set(recipes.flatMap((recipe) => Object.keys(recipe.conditions)))) {
    const values = recipes.flatMap((recipe) => recipe.conditions[key] ?? [])
    const often = (value: ParameterValue) => values.filter((other) => other === value).length
    const best = values.toSorted((a, b) => often(b) - often(a))[0]
    if (best !== undefined) usual[key] = best
  }
  return usual
}

function differing(
  own: Readonly<Record<string, ParameterValue>>,
  usual: Readonly<Record<string, ParameterValue>>,
): Record<string, ParameterValue> {
  return Object.fromEntries(Object.entries(own).filter(([key, value]) => usual[key] !== value))
}
