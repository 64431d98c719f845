import { commit } from '@/db/commit'
import {
  type DefinitionKind,
  type DefinitionRow,
  insertDefinition,
  listDefinitions,
  listDefinitionVersions,
} from '@/db/queries/definitions'
import type { DefinitionContent } from '@/db/schema/definitions'
import { substance } from '@/science/chemistry/formula'
import {
  isEntryId,
  type OwnCathode,
  type OwnMaterial,
  type OwnPrecursor,
  publishedLibrary,
} from '@/science/library/library'
import { type OwnParameter, ownKeyFor } from '@/science/recipe/ownParameter'
import { AppError } from '../errors'
import { projectPlansNaming } from '../projection/ownEntries'
import type { DefinitionsView, DefinitionView } from '../views'
import { activityEntry } from './activity'
import { isUniqueViolation } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { type People, peopleOf } from './people'

type EntryKind = Exclude<DefinitionKind, 'parameter'>

/** What the lab has added to the library and the catalogue, retired ones too. */
export async function getDefinitions(context: LabContext): Promise<DefinitionsView> {
  const lab = scopeOf(context)
  const [rows, people] = await Promise.all([listDefinitions(lab), peopleOf(lab)])
  const of = <Kind extends DefinitionKind>(kind: Kind) =>
    rows.flatMap((row) => (row.kind === kind ? [view<Kind>(row, people)] : []))
  return {
    materials: of('material'),
    cathodes: of('cathode'),
    precursors: of('precursor'),
    parameters: of('parameter'),
  }
}

/** Every version of one of the lab's own, the newest first. */
export async function getVersions<Kind extends DefinitionKind>(
  context: LabContext,
  { kind, key }: { kind: Kind; key: string },
): Promise<DefinitionView<DefinitionContent[Kind]>[]> {
  const lab = scopeOf(context)
  const [rows, people] = await Promise.all([listDefinitionVersions(lab, kind, key), peopleOf(lab)])
  if (rows.length === 0) throw new AppError('not-found', `This lab has no ${kind} “${key}”.`)
  return rows.toReversed().map((row) => view<Kind>(row, people))
}

export interface Saving<Content> {
  content: Content
  /** The version that was before the person's eyes; null for a new one. */
  version: number | null
}

export const saveMaterial = (context: LabContext, saving: Saving<OwnMaterial>) => saveEntry(context, 'material', saving)
export const saveCathode = (context: LabContext, saving: Saving<OwnCathode>) => saveEntry(context, 'cathode', saving)
export const savePrecursor = (context: LabContext, saving: Saving<OwnPrecursor>) =>
  saveEntry(context, 'precursor', saving)

const published: Record<EntryKind, ReadonlySet<string>> = {
  material: new Set(publishedLibrary.materials.map(({ id }) => id)),
  cathode: new Set(publishedLibrary.cathodes.map(({ id }) => id)),
  precursor: new Set(publishedLibrary.precursors.map(({ id }) => id)),
}

/** A new version of one of the lab's own entries of the library; plans that name it are predicted anew. */
async function saveEntry<Kind extends EntryKind>(
  context: LabContext,
  kind: Kind,
  { content, version }: Saving<DefinitionContent[Kind]>,
): Promise<DefinitionView<DefinitionContent[Kind]>> {
  const id = content.id.trim().normalize('NFKC')
  if (!isEntryId(id)) throw new AppError('bad-input', `“${id}” is no id. Expected a word or a few, without a colon.`)
  if (version === null && published[kind].has(id))
    throw new AppError('conflict', `“${id}” is a published ${kind}. Give yours another id.`)
  const { formula } = content
  if (formula !== null && substance(formula) === null)
    throw new AppError('bad-input', `“${formula}” is no formula. Expected one such as Li3B11O18.`)
  const saved = await save(context, kind, id, { ...content, id }, version, false)
  if (kind !== 'precursor') await projectPlansNaming(context.core, scopeOf(context), id)
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
): Promise<DefinitionView<DefinitionContent[DefinitionKind]>> {
  const rows = await listDefinitions(scopeOf(context))
  const row = rows.find((one) => one.kind === kind && one.key === key)
  if (row === undefined) throw new AppError('not-found', `This lab has no ${kind} “${key}”.`)
  return await save(context, kind, key, row.content, version, isRetired)
}

async function save<Kind extends DefinitionKind>(
  context: LabContext,
  kind: Kind,
  key: string,
  content: DefinitionContent[Kind],
  seen: number | null,
  isRetired: boolean,
): Promise<DefinitionView<DefinitionContent[Kind]>> {
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
  return view<Kind>(row, people)
}

function view<Kind extends DefinitionKind>(
  row: Omit<DefinitionRow, 'labId'>,
  people: People,
): DefinitionView<DefinitionContent[Kind]> {
  return {
    key: row.key,
    version: row.version,
    content: row.content as DefinitionContent[Kind],
    isRetired: row.isRetired,
    by: people(row.createdBy),
    at: row.createdAt,
  }
}
