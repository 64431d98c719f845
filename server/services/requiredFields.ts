import { commit, guarded } from '@/db/commit'
import {
  findTemplateRequirement,
  insertTemplateRequirement,
  type PlanRow,
  setPlanRequired,
  type TemplateRequirementRow,
} from '@/db/queries/plans'
import type { LabScope } from '@/db/queries/scope'
import type { PlanId } from '@/science/ids'
import { canonicalJson } from '@/science/recipe/contentHash'
import { type Process, processes, processLabels } from '@/science/recipe/process'
import { diffRequired, type RequiredFields } from '@/science/recipe/requiredFields'
import { AppError } from '../errors'
import type { RequiredFieldsView } from '../views'
import { activityEntry } from './activity'
import { retryTaken } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { catalogueOf } from './history'
import { thisMoment } from './moment'
import { peopleOf } from './people'
import { requirePlan, requireUnarchived } from './plans'
import { planTemplate } from './planTemplates'

/** What a plan requires, and what its template has come to require since. */
export async function getRequired(context: LabContext, planId: PlanId): Promise<RequiredFieldsView> {
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  const newest = plan.template === null ? undefined : await findTemplateRequirement(lab, plan.template)
  const people = await peopleOf(lab)
  const isSame = newest === undefined || canonicalJson(newest.required) === canonicalJson(plan.required)
  return {
    required: plan.required,
    template: plan.template === null ? null : { key: plan.template, title: titleOf(plan.template) },
    offered: isSame
      ? null
      : {
          version: newest.version,
          by: people(newest.createdBy),
          at: newest.createdAt,
          differences: await differences(lab, plan.required, newest.required),
        },
  }
}

function titleOf(template: string): string {
  return planTemplate(template)?.title ?? 'plans from nothing'
}

async function differences(lab: LabScope, before: RequiredFields, after: RequiredFields): Promise<string[]> {
  const { findParameter } = await catalogueOf(lab)
  return diffRequired(before, after, {
    process: (process: Process) => processLabels[process],
    label: (key) => findParameter(key)?.label ?? key,
  })
}

/**
 * Requires these fields in the plan, and with `alsoTemplate` in plans that are made from its template from now on; other
 * plans from it are offered the change, none is changed. `seen` is what the person had before her eyes.
 */
export async function setRequired(
  context: LabContext,
  given: { plan: PlanId; required: RequiredFields; seen: RequiredFields; alsoTemplate: boolean },
): Promise<RequiredFieldsView> {
  const lab = scopeOf(context)
  const required = await tidy(lab, given.required)
  const plan = await requirePlan(lab, given.plan)
  if (canonicalJson(plan.required) !== canonicalJson(given.seen)) throw changedMeanwhile()
  await write(context, plan, required, given.alsoTemplate)
  return await getRequired(context, given.plan)
}

/** Takes over what the template requires. `version` is the one whose differences the person has seen. */
export async function adoptRequired(
  context: LabContext,
  { plan: planId, version }: { plan: PlanId; version: number },
): Promise<RequiredFieldsView> {
  const lab = scopeOf(context)
  const plan = await requirePlan(lab, planId)
  const newest = plan.template === null ? undefined : await findTemplateRequirement(lab, plan.template)
  if (newest === undefined) throw new AppError('not-found', 'The template of this plan requires nothing.')
  if (newest.version !== version)
    throw new AppError('conflict', 'What the template requires was changed just now. Look at it again.')
  await write(context, plan, newest.required, false)
  return await getRequired(context, planId)
}

async function write(
  context: LabContext,
  plan: PlanRow,
  required: RequiredFields,
  alsoTemplate: boolean,
): Promise<void> {
  requireUnarchived(plan)
  const lab = scopeOf(context)
  const by = context.actor.memberId
  const changes = await differences(lab, plan.required, required)
  const { template } = plan
  await retryTaken(async () => {
    const at = thisMoment()
    const newest = template === null ? undefined : await findTemplateRequirement(lab, template)
    const isNew = template !== null && canonicalJson(newest?.required ?? {}) !== canonicalJson(required)
    const row: TemplateRequirementRow[] =
      alsoTemplate && isNew
        ? [{ labId: lab.labId, template, version: (newest?.version ?? 0) + 1, required, createdBy: by, createdAt: at }]
        : []
    await commit(context.core.database, [
      guarded(setPlanRequired(lab, plan, required), { changes: 1, otherwise: changedMeanwhile }),
      ...row.map((one) => insertTemplateRequirement(lab, one)),
      activityEntry(lab, {
        by,
        at,
        verb: 'plan.required-changed',
        details: { title: plan.title, changes, ...(row.length === 0 ? {} : { template: titleOf(template ?? '') }) },
        subjectId: plan.id,
        planId: plan.id,
      }),
    ])
  })
}

const changedMeanwhile = () =>
  new AppError('conflict', 'Somebody has just changed what this plan requires. Look at it again.')

/** In the order of the processes, each key once; a key that means nothing is refused. */
async function tidy(lab: LabScope, required: RequiredFields): Promise<RequiredFields> {
  const { parametersOf } = await catalogueOf(lab)
  const tidied: Partial<Record<Process, readonly string[]>> = {}
  for (const process of processes) {
    const keys = [...new Set(required[process] ?? [])]
    const known = new Set(parametersOf(process).map((parameter) => parameter.key))
    const unknown = keys.find((key) => !known.has(key))
    if (unknown !== undefined)
      throw new AppError('bad-input', `A recipe by ${processLabels[process]} has no field “${unknown}”.`)
    if (keys.length > 0) tidied[process] = keys
  }
  return tidied
}
