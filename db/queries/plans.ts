import { and, count, countDistinct, desc, eq, gt, inArray, lt, max } from 'drizzle-orm'
import type { LabId, PlanId, RecipeId } from '@/science/ids'
import type { RequiredFields } from '@/science/recipe/requiredFields'
import { planUpdates } from '../schema/planLog'
import { plans, templateRequirements } from '../schema/plans'
import { recipes } from '../schema/recipes'
import { runs } from '../schema/runs'
import { cells, samples } from '../schema/samples'
import type { LabScope } from './scope'

export type PlanRow = typeof plans.$inferSelect
export type RecipeRow = typeof recipes.$inferSelect
type Db = LabScope['db']

export async function findPlan(lab: LabScope, planId: PlanId): Promise<PlanRow | undefined> {
  const rows = await lab.db
    .select()
    .from(plans)
    .where(and(eq(plans.labId, lab.labId), eq(plans.id, planId)))
    .limit(1)
  return rows[0]
}

export interface RecipeHead {
  planId: PlanId
  recipeId: RecipeId
  name: string
  contentHash: string
}

/** What decides the state of plans: their recipes that are not in the bin, by content. */
export async function listRecipeHeads(lab: LabScope, plan: PlanId | readonly PlanId[]): Promise<RecipeHead[]> {
  return await lab.db
    .select({
      planId: recipes.planId,
      recipeId: recipes.id,
      name: recipes.name,
      contentHash: recipes.contentHash,
    })
    .from(recipes)
    .where(
      and(
        eq(recipes.labId, lab.labId),
        eq(recipes.isBinned, false),
        typeof plan === 'string' ? eq(recipes.planId, plan) : inArray(recipes.planId, [...plan]),
      ),
    )
    .orderBy(recipes.order, recipes.id)
}

/** What was predicted of a plan's recipes when their rows were written, each with the content that it is of. */
export async function listPredictions(
  lab: LabScope,
  planId: PlanId,
): Promise<Pick<RecipeRow, 'id' | 'contentHash' | 'prediction'>[]> {
  return await lab.db
    .select({ id: recipes.id, contentHash: recipes.contentHash, prediction: recipes.prediction })
    .from(recipes)
    .where(and(eq(recipes.labId, lab.labId), eq(recipes.planId, planId)))
}

export interface RecipeCounts {
  planId: PlanId
  recipeId: RecipeId
  runCount: number
  cellCount: number
}

export async function countRunsAndCells(lab: LabScope, planId: PlanId): Promise<RecipeCounts[]> {
  return await lab.db
    .select({
      planId: runs.planId,
      recipeId: runs.recipeId,
      runCount: countDistinct(runs.id),
      cellCount: countDistinct(cells.id),
    })
    .from(runs)
    .leftJoin(samples, eq(samples.runId, runs.id))
    // A blend of several recipes judges none of them.
    .leftJoin(cells, and(eq(cells.sampleId, samples.id), eq(samples.mixesRecipes, false)))
    .where(and(eq(runs.labId, lab.labId), eq(runs.planId, planId)))
    .groupBy(runs.planId, runs.recipeId)
}

/** Of each recipe of a plan, how its runs ended or that they go on. */
export async function countOutcomes(
  lab: LabScope,
  planId: PlanId,
): Promise<{ recipeId: RecipeId; state: (typeof runs.$inferSelect)['state']; count: number }[]> {
  return await lab.db
    .select({ recipeId: runs.recipeId, state: runs.state, count: count() })
    .from(runs)
    .where(and(eq(runs.labId, lab.labId), eq(runs.planId, planId)))
    .groupBy(runs.recipeId, runs.state)
}

export function insertPlan(lab: LabScope, row: Omit<typeof plans.$inferInsert, 'labId'>) {
  return lab.db.insert(plans).values({ ...row, labId: lab.labId })
}

/** Matches no row when somebody has changed what the plan requires meanwhile. */
export function setPlanRequired(lab: LabScope, { id, required: seen }: PlanRow, required: RequiredFields) {
  return lab.db
    .update(plans)
    .set({ required })
    .where(and(eq(plans.labId, lab.labId), eq(plans.id, id), eq(plans.required, seen)))
}

export type TemplateRequirementRow = typeof templateRequirements.$inferSelect

/** The newest version, which holds for new plans. */
export async function findTemplateRequirement(
  lab: LabScope,
  template: string,
): Promise<TemplateRequirementRow | undefined> {
  const [row] = await lab.db
    .select()
    .from(templateRequirements)
    .where(and(eq(templateRequirements.labId, lab.labId), eq(templateRequirements.template, template)))
    .orderBy(desc(templateRequirements.version))
    .limit(1)
  return row
}

export function insertTemplateRequirement(lab: LabScope, row: TemplateRequirementRow) {
  return lab.db.insert(templateRequirements).values({ ...row, labId: lab.labId })
}

export function setPlanArchived(lab: LabScope, planId: PlanId, archivedAt: Date | null) {
  return lab.db
    .update(plans)
    .set({ archivedAt })
    .where(and(eq(plans.labId, lab.labId), eq(plans.id, planId)))
}

// The projection serves no session: it is handed the plan that its room speaks of, and takes the lab from the plan's row.

/** The lab that a plan belongs to; null where there is no such plan. */
export async function findLabOfPlan(db: Db, planId: PlanId): Promise<LabId | null> {
  const [row] = await db.select({ labId: plans.labId }).from(plans).where(eq(plans.id, planId)).limit(1)
  return row?.labId ?? null
}

export async function findProjected(db: Db, planId: PlanId): Promise<{ plan: PlanRow; recipes: RecipeRow[] } | null> {
  const [plan] = await db.select().from(plans).where(eq(plans.id, planId)).limit(1)
  if (plan === undefined) return null
  return { plan, recipes: await db.select().from(recipes).where(eq(recipes.planId, planId)) }
}

/** Matches no row when a newer state of the document stands there already. */
export function updateProjectedPlan(
  db: Db,
  planId: PlanId,
  seq: number,
  values: Partial<Pick<PlanRow, 'title' | 'aim' | 'conditions' | 'problems' | 'updatedAt'>>,
) {
  return db
    .update(plans)
    .set({ ...values, projectedSeq: seq })
    .where(and(eq(plans.id, planId), lt(plans.projectedSeq, seq)))
}

/** As above, but also when the same state stands there: for a rebuild. */
export function forgetProjection(db: Db, planId: PlanId) {
  return db.update(plans).set({ projectedSeq: 0 }).where(eq(plans.id, planId))
}

/** Matches no row when the id is that of another plan's recipe, which nobody may write to from here. */
export function upsertProjectedRecipe(db: Db, row: RecipeRow) {
  const { id: _, labId: __, planId: ___, ...set } = row
  return db
    .insert(recipes)
    .values(row)
    .onConflictDoUpdate({ target: recipes.id, set, setWhere: eq(recipes.planId, row.planId) })
}

export function deleteProjectedRecipe(db: Db, planId: PlanId, recipeId: RecipeId) {
  return db.delete(recipes).where(and(eq(recipes.planId, planId), eq(recipes.id, recipeId)))
}

/** Which of these ids are recipes of another plan. */
export async function findForeignRecipes(db: Db, planId: PlanId, ids: readonly RecipeId[]): Promise<Set<RecipeId>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .select({ id: recipes.id, planId: recipes.planId })
    .from(recipes)
    .where(inArray(recipes.id, [...ids]))
  return new Set(rows.filter((row) => row.planId !== planId).map((row) => row.id))
}

/** Plans whose log holds more than their rows show, e.g. after a crash between the two. */
export async function listPlansBehindTheirLog(db: Db): Promise<PlanId[]> {
  const rows = await db
    .select({ id: plans.id })
    .from(plans)
    .innerJoin(planUpdates, eq(planUpdates.planId, plans.id))
    .groupBy(plans.id, plans.projectedSeq)
    .having(gt(max(planUpdates.seq), plans.projectedSeq))
  return rows.map((row) => row.id)
}

export async function listAllPlanIds(db: Db): Promise<PlanId[]> {
  const rows = await db.select({ id: plans.id }).from(plans)
  return rows.map((row) => row.id)
}

/** Plans with a recipe on this cathode, or whose coating is or contains this material. */
export async function listPlansNaming(lab: LabScope, entry: string): Promise<PlanId[]> {
  const rows = await lab.db
    .select({ planId: recipes.planId, values: recipes.values })
    .from(recipes)
    .where(eq(recipes.labId, lab.labId))
  const contains = (value: unknown) =>
    Array.isArray(value) && value.some((part) => String(part).startsWith(`${entry}:`))
  const naming = rows.filter(
    ({ values }) => values.cathode === entry || values.coating === entry || contains(values.coatingFractions),
  )
  return [...new Set(naming.map(({ planId }) => planId))]
}
