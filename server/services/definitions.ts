import { commit } from '@/db/commit'
import { type DefinitionKind, type DefinitionRow, insertDefinition, listDefinitions } from '@/db/queries/definitions'
import { substance } from '@/science/chemistry/formula'
import { type OwnMaterial, publishedLibrary } from '@/science/library/library'
import { type OwnParameter, ownKeyFor } from '@/science/recipe/ownParameter'
import { AppError } from '../errors'
import { projectPlansNaming } from '../projection/ownMaterials'
import type { DefinitionsView, DefinitionView } from '../views'
import { activityEntry } from './activity'
import { isUniqueViolation } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { type People, peopleOf } from './people'

/** What the lab has added to the library and the catalogue, retired ones too. */
export async function getDefinitions(context: LabContext): Promise<DefinitionsView> {
  const lab = scopeOf(context)
  const [rows, people] = await Promise.all([listDefinitions(lab), peopleOf(lab)])
  return {
    materials: rows.flatMap((row) => (row.kind === 'material' ? [view<OwnMaterial>(row, people)] : [])),
    parameters: rows.flatMap((row) => (row.kind === 'parameter' ? [view<OwnParameter>(row, people)] : [])),
  }
}

export interface Saving<Content> {
  content: Content
  /** The version that was before the person's eyes; null for a new one. */
  version: number | null
}

export async function saveMaterial(
  context: LabContext,
  { content, version }: Saving<OwnMaterial>,
): Promise<DefinitionView<OwnMaterial>> {
  if (publishedLibrary.materialById.has(content.id))
    throw new AppError('conflict', `“${content.id}” is a published material. Give yours another id.`)
  if (content.formula !== null && substance(content.formula) === null)
    throw new AppError('bad-input', `“${content.formula}” is no formula. Expected one such as Li3B11O18.`)
  const saved = await save(context, 'material', content.id, content, version, false)
  await projectPlansNaming(context.core, scopeOf(context), content.id)
  return saved
}

export async function saveParameter(
  context: LabContext,
  { content, version }: Saving<Omit<OwnParameter, 'key'> & { key: string | null }>,
): Promise<DefinitionView<OwnParameter>> {
  const { min, max } = content
  if (min !== null && max !== null && min > max)
    throw new AppError('bad-input', `The range goes from ${min} to ${max}. Expected the smaller number first.`)
  if (content.kind === 'choice' && content.choices.length === 0)
    throw new AppError('bad-input', 'A choice needs at least one thing to choose.')
  const rows = await listDefinitions(scopeOf(context))
  const own = rows.filter((row) => row.kind === 'parameter')
  const label = content.label.toLowerCase()
  const twin = own.find((row) => row.key !== content.key && (row.content as OwnParameter).label.toLowerCase() === label)
  if (twin !== undefined) throw new AppError('conflict', `There is a parameter “${content.label}” already.`)
  const before = own.find((row) => row.key === content.key)
  if (before !== undefined && (before.content as OwnParameter).kind !== content.kind)
    throw new AppError('conflict', 'The kind of a parameter stays: values that are there would mean something else.')
  const key = content.key ?? ownKeyFor(content.label, new Set(own.map((row) => row.key)))
  return await save(context, 'parameter', key, { ...content, key }, version, false)
}

/** Takes one out of what is offered, or back into it. Recipes that have it keep it. */
export async function retire(
  context: LabContext,
  { kind, key, version, isRetired }: { kind: DefinitionKind; key: string; version: number; isRetired: boolean },
): Promise<DefinitionView<OwnMaterial | OwnParameter>> {
  const rows = await listDefinitions(scopeOf(context))
  const row = rows.find((one) => one.kind === kind && one.key === key)
  if (row === undefined) throw new AppError('not-found', `This lab has no ${kind} “${key}”.`)
  return await save(context, kind, key, row.content, version, isRetired)
}

async function save<Content extends OwnMaterial | OwnParameter>(
  context: LabContext,
  kind: DefinitionKind,
  key: string,
  content: Content,
  seen: number | null,
  isRetired: boolean,
): Promise<DefinitionView<Content>> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const rows = await listDefinitions(lab)
  const standing = rows.find((row) => row.kind === kind && row.key === key)
  const people = await peopleOf(lab)
  if ((standing?.version ?? null) !== seen) {
    throw new AppError(
      'conflict',
      standing === undefined
        ? `This lab has no ${kind} “${key}”.`
        : `${people(standing.createdBy).name} has ${seen === null ? 'entered' : 'changed'} “${key}” already. Look at it again.`,
    )
  }
  const at = thisMoment()
  const row: Omit<DefinitionRow, 'labId'> = {
    kind,
    key,
    version: (seen ?? 0) + 1,
    content,
    isRetired,
    createdBy: actor.memberId,
    createdAt: at,
  }
  try {
    await commit(core.database, [
      insertDefinition(lab, row),
      activityEntry(lab, {
        by: actor.memberId,
        at,
        verb: isRetired ? 'definition.retired' : 'definition.saved',
        details: { kind, key, version: row.version },
        subjectId: key,
        planId: null,
      }),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', `Somebody else has just changed “${key}”. Look at it again.`)
  }
  return view<Content>(row, people)
}

function view<Content>(row: Omit<DefinitionRow, 'labId'>, people: People): DefinitionView<Content> {
  return {
    key: row.key,
    version: row.version,
    content: row.content as Content,
    isRetired: row.isRetired,
    by: people(row.createdBy),
    at: row.createdAt,
  }
}
