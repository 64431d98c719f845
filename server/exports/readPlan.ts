import { notesText } from '@/collab/plan/notes'
import { readPlan } from '@/collab/plan/read'
import { notesOf } from '@/collab/plan/write'
import { listApprovedRevisions } from '@/db/queries/reviews'
import type { PlanId } from '@/science/ids'
import { contentHash } from '@/science/recipe/contentHash'
import { mergedValues } from '../projection/projectPlan'
import { type LabContext, scopeOf } from '../services/context'
import { approvedByRecipe } from '../services/planState'
import { getPlan } from '../services/plans'
import { listRuns } from '../services/runs'
import { documentHead, labKnowledge, personOf, readRunRecord, recipeValues } from './readRun'
import type { PlanDocument } from './runDocument'

/** A plan as it stands now, and all that is on record of its runs. */
export async function readPlanDocument(
  context: LabContext,
  planId: PlanId,
  url: string,
  at: Date,
): Promise<PlanDocument> {
  const lab = scopeOf(context)
  const view = await getPlan(context, planId)
  const [{ doc }, approved, items, knowledge] = await Promise.all([
    context.core.rooms.readDocument(planId),
    listApprovedRevisions(lab, planId),
    listRuns(context, { plan: planId }),
    labKnowledge(context, url),
  ])
  const { plan } = readPlan(doc)
  const approvedOf = approvedByRecipe(approved)
  const source = `${knowledge.base}/plans/${planId}`
  const { catalogue } = knowledge
  const runs = []
  // One after the other: a plan of hundreds of runs must not take the whole process.
  for (const { id } of items.toReversed()) runs.push(await readRunRecord(context, id, knowledge))
  return {
    format: 'interphase.plan',
    ...documentHead(context, at, source),
    plan: {
      id: planId,
      url: source,
      title: plan.title,
      aim: plan.aim,
      state: view.state,
      isArchived: view.isArchived,
      createdBy: personOf(view.createdBy),
      createdAt: view.createdAt.toISOString(),
      conditions: recipeValues('none', plan.conditions, catalogue),
    },
    recipes: plan.recipes
      .filter((recipe) => recipe.binnedAt === null)
      .map(({ id, name, process, values }) => {
        const hash = contentHash({ name, process, values: mergedValues(plan.conditions, values) })
        const notes = notesOf(doc, id)
        return {
          id,
          name,
          process,
          contentHash: hash,
          isApproved: approvedOf.get(id) === hash,
          values: recipeValues(process, values, catalogue),
          notes: notes === undefined || notes === null ? '' : notesText(notes),
        }
      }),
    runs,
  }
}
