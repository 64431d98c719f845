import { newId } from '@/collab/plan/newId'
import { type Recorded, recorded } from '@/db/commit'
import { findNewestActivity, insertActivity, listActivityRows, type VerbFilter } from '@/db/queries/activity'
import type { LabScope } from '@/db/queries/scope'
import { listCellsOfTests } from '@/db/queries/tests'
import { type ActivityId, type CellId, isId, type MemberId, type PlanId, type RecipeId } from '@/science/ids'
import { findParameter } from '@/science/recipe/parameters'
import { noteKey, readMarkKey, startKey } from '@/science/run/record'
import type { ActivityKind, ActivityView } from '../views'
import { type LabContext, scopeOf } from './context'
import { peopleOf } from './people'

/** What can happen, and what a line of it needs to know. Names are kept as they were at that time. */
export interface ActivityDetails {
  'plan.created': { title: string; template?: string }
  'plan.duplicated': { title: string; from: string }
  'plan.version-restored': { title: string }
  'plan.archived': { title: string }
  'plan.restored': { title: string }
  'plan.required-changed': { title: string; changes: readonly string[]; template?: string }
  'recipes.moved': { names: readonly string[]; from: string; to: string }
  'review.asked': { title: string; recipeCount: number; reviewers: readonly MemberId[] }
  'review.withdrawn': { title: string }
  /** `openCount` of them wait for another reviewer. */
  'plan.approved': { title: string; recipeCount: number; names?: readonly string[]; openCount?: number }
  'plan.changes-requested': { title: string; reason: string; names?: readonly string[] }
  'comment.written': { title: string; about: string; excerpt: string; isReply: boolean }
  'thread.resolved': { title: string; about: string }
  'thread.reopened': { title: string; about: string }
  /** With `lastRun` where several were started together; `code` then lists theirs. */
  'run.started': { recipe: string; revision: number; run: number; lastRun?: number; code: string }
  'run.closed': { recipe: string; run: number; state: string; reason: string }
  'run.corrected': { recipe: string; run: number; key: string; reason: string; before?: string }
  'sample.made': { codes: readonly string[]; kind: string; of: readonly string[] }
  'sample.changed': { code: string; change: string; reason: string }
  'sample.measured': { code: string; quantity: string }
  'sample.measurement-corrected': { code: string; quantity: string; reason: string }
  'cell.built': { cell: string; code: string }
  'test.uploaded': { cell: string; file: string }
  'test.read': { cell: string; file: string; cycleCount: number }
  'test.failed': { cell: string; file: string; failure: string }
  'test.cancelled': { cell: string; file: string }
  'test.read-again': { cell: string; file: string }
  'test.put-together': { cell: string; files: readonly string[] }
  'test.taken-apart': { cell: string; files: readonly string[]; reason: string }
  'mapping.saved': { name: string; version: number }
  'mapping.retired': { name: string; version: number }
  'test.cycle-left-out': { cell: string; file: string; cycle: number; reason: string }
  'test.cycle-taken-back': { cell: string; file: string; cycle: number; reason: string }
  'test.settings-changed': { cell: string; file: string; changes: readonly string[]; reason: string }
  'test.circuit-chosen': { cell: string; file: string; spectrum: number; circuit: string; reason: string }
  'cell.corrected': { cell: string; changes: readonly string[]; reason: string }
  'definition.saved': { kind: string; key: string; version: number }
  'definition.retired': { kind: string; key: string; version: number }
  'lab.settings-changed': { before: Record<string, unknown>; after: Record<string, unknown> }
  'member.invited': { role: string }
  'member.joined': { role: string }
  'member.role-changed': { name: string; from: string; to: string }
  'member.removed': { name: string }
}

export type ActivityVerb = keyof ActivityDetails

/** One statement for the same batch as what it tells of; at the batch's end it is its entry in the audit log as well. */
export function activityEntry<Verb extends ActivityVerb>(
  lab: LabScope,
  entry: {
    by: MemberId
    at: Date
    verb: Verb
    details: ActivityDetails[Verb]
    subjectId: string
    planId: PlanId | null
  },
): Recorded {
  const { by, at, verb, subjectId } = entry
  const details = { ...entry.details }
  return recorded(insertActivity(lab, { ...entry, id: newId('activity'), details }), {
    labId: lab.labId,
    by,
    at,
    verb,
    subjectId,
    details,
  })
}

export const activityKinds = [
  'plans',
  'reviews',
  'comments',
  'runs',
  'cells',
  'library',
  'lab',
] as const satisfies readonly ActivityKind[]

type SubjectOf<Verb extends string> = Verb extends `${infer Subject}.${string}` ? Subject : never

/** By which one looks for something in the activity: what the verb begins with … */
const kindOfSubject: Record<SubjectOf<ActivityVerb>, ActivityKind> = {
  plan: 'plans',
  recipes: 'plans',
  review: 'reviews',
  comment: 'comments',
  thread: 'comments',
  run: 'runs',
  sample: 'cells',
  cell: 'cells',
  test: 'cells',
  definition: 'library',
  mapping: 'library',
  lab: 'lab',
  member: 'lab',
}

/** … except for these. */
const kindOfVerb: Partial<Record<ActivityVerb, ActivityKind>> = {
  'plan.approved': 'reviews',
  'plan.changes-requested': 'reviews',
}

function verbsOf(kind: ActivityKind): VerbFilter {
  const exceptions = Object.entries(kindOfVerb)
  return {
    subjects: Object.entries(kindOfSubject).flatMap(([subject, of]) => (of === kind ? [subject] : [])),
    also: exceptions.flatMap(([verb, of]) => (of === kind ? [verb] : [])),
    not: exceptions.flatMap(([verb, of]) => (of === kind ? [] : [verb])),
  }
}

/**
 * What happened, in words, the newest first: in the lab, with a plan, or with a recipe and all that came of it.
 *
 * @param before the last line of the page before
 */
export async function listActivity(
  context: LabContext,
  {
    plan,
    recipe,
    by,
    kind,
    before,
    limit = 50,
  }: {
    plan?: PlanId
    recipe?: RecipeId
    by?: MemberId
    kind?: ActivityKind
    before?: { at: Date; id: ActivityId }
    limit?: number
  },
): Promise<ActivityView[]> {
  const lab = scopeOf(context)
  const verbs = kind && verbsOf(kind)
  const [rows, people] = await Promise.all([
    listActivityRows(lab, { planId: plan, recipeId: recipe, by, verbs, before, limit }),
    peopleOf(lab),
  ])
  const testIds = rows.flatMap(({ subjectId }) => (isId('test', subjectId) ? [subjectId] : []))
  const cellOf = new Map<string, CellId>((await listCellsOfTests(lab, testIds)).map(({ id, cellId }) => [id, cellId]))
  return rows.map((row) => {
    const who = people(row.by)
    return {
      id: row.id,
      by: who,
      at: row.at,
      sentence: activitySentence(who.name, row.verb, row.details),
      planId: row.planId,
      place: placeOf(row.subjectId, row.planId, cellOf),
    }
  })
}

/** The page of what it happened to, below the lab's. */
function placeOf(subjectId: string, planId: PlanId | null, cellOf: ReadonlyMap<string, CellId>): string | null {
  const ofPlan = planId === null ? null : `plans/${planId}`
  if (isId('plan', subjectId)) return `plans/${subjectId}`
  if (isId('review', subjectId)) return `reviews/${subjectId}`
  if (isId('thread', subjectId)) return ofPlan && `${ofPlan}?thread=${subjectId}`
  if (isId('run', subjectId)) return `runs/${subjectId}`
  if (isId('sample', subjectId)) return `samples/${subjectId}`
  if (isId('cell', subjectId)) return `cells/${subjectId}`
  const cell = cellOf.get(subjectId)
  if (cell !== undefined) return `cells/${cell}`
  if (isId('member', subjectId) || isId('invitation', subjectId)) return 'members'
  if (isId('lab', subjectId)) return 'settings'
  return ofPlan ?? 'library'
}

/** What a page that stays open asks every few seconds: another answer than before means that something has happened. */
export async function activityPulse(context: LabContext): Promise<{ newest: ActivityId | null }> {
  return { newest: (await findNewestActivity(scopeOf(context))) ?? null }
}

const runStateWords: Record<string, string> = {
  done: 'done',
  'done-differently': 'done differently',
  failed: 'failed',
  'never-run': 'never run',
}

/** `Mina approved the plan "…" with 4 recipes`. A verb that a newer version wrote is said as it stands. */
export function activitySentence(name: string, verb: string, details: Readonly<Record<string, unknown>>): string {
  const word = (key: string) => String(details[key] ?? '')
  const quoted = (key: string) => `“${word(key)}”`
  const list = (key: string) => (Array.isArray(details[key]) ? details[key].map(String).join('; ') : '')
  const because = word('reason') === '' ? '' : `: ${word('reason')}`
  const listed = (key: string) => [details[key] ?? []].flat().map(String).join(', ')
  switch (verb as ActivityVerb) {
    case 'plan.created':
      return details.template === undefined
        ? `${name} made the plan ${quoted('title')}`
        : `${name} made the plan ${quoted('title')} from ${word('template')}`
    case 'plan.duplicated':
      return `${name} made the plan ${quoted('title')} as a copy of ${quoted('from')}`
    case 'plan.version-restored':
      return `${name} restored an earlier version of ${quoted('title')}`
    case 'plan.archived':
      return `${name} archived the plan ${quoted('title')}`
    case 'plan.restored':
      return `${name} brought the plan ${quoted('title')} back from the archive`
    case 'plan.required-changed': {
      const changes = Array.isArray(details.changes) ? details.changes.map(String) : []
      const also = details.template === undefined ? '' : ' and in its template'
      return `${name} changed which fields ${quoted('title')} requires${also}${changes.length > 0 ? `: ${changes.join('; ')}` : ''}`
    }
    case 'recipes.moved': {
      const names = Array.isArray(details.names) ? details.names.map(String) : []
      const what = names.length === 1 ? String(names[0]) : counted(names.length, 'recipe')
      return `${name} moved ${what} from ${quoted('from')} to ${quoted('to')}`
    }
    case 'review.asked':
      return `${name} asked for a review of ${quoted('title')}`
    case 'review.withdrawn':
      return `${name} withdrew the review of ${quoted('title')}`
    case 'plan.approved':
      return `${name} approved ${quoted('title')} with ${counted(details.recipeCount, 'recipe')}${
        details.openCount === undefined ? '' : '; others who were asked have not yet'
      }`
    case 'plan.changes-requested':
      return `${name} asked for changes in ${quoted('title')}${because}`
    case 'comment.written':
      return `${name} ${details.isReply === true ? 'answered' : 'commented'} on ${word('about')} in ${quoted('title')}: ${quoted('excerpt')}`
    case 'thread.resolved':
      return `${name} resolved a comment on ${word('about')} in ${quoted('title')}`
    case 'thread.reopened':
      return `${name} reopened a comment on ${word('about')} in ${quoted('title')}`
    case 'run.started':
      return details.lastRun === undefined
        ? `${name} started run ${word('run')} of ${word('recipe')}, revision ${word('revision')}, as sample ${word('code')}`
        : `${name} started runs ${word('run')} to ${word('lastRun')} of ${word('recipe')}, revision ${word('revision')}, as samples ${word('code')}`
    case 'run.closed':
      return `${name} closed run ${word('run')} of ${word('recipe')} as ${runStateWords[word('state')] ?? word('state')}${because}`
    case 'run.corrected':
      return `${name} corrected ${recordedThing(word('key'))} in run ${word('run')} of ${word('recipe')}${because}`
    case 'sample.made':
      return `${name} made ${listed('codes')} (${word('kind')}) of ${listed('of')}`
    case 'sample.changed':
      return `${name}, sample ${word('code')}: ${word('change')}${because}`
    case 'sample.measured':
      return `${name} recorded the ${word('quantity')} of sample ${word('code')}`
    case 'sample.measurement-corrected':
      return `${name} corrected the ${word('quantity')} of sample ${word('code')}${because}`
    case 'cell.built':
      return `${name} built cell ${word('cell')} from sample ${word('code')}`
    case 'test.uploaded':
      return `${name} added ${word('file')} to cell ${word('cell')}`
    case 'test.read':
      return `${word('file')} of cell ${word('cell')} was read: ${counted(details.cycleCount, 'cycle')}`
    case 'test.failed':
      return `${word('file')} of cell ${word('cell')} could not be read: ${word('failure')}`
    case 'test.cancelled':
      return `${name} stopped the reading of ${word('file')} of cell ${word('cell')}`
    case 'test.read-again':
      return `${name} had ${word('file')} of cell ${word('cell')} read again`
    case 'test.put-together':
    case 'test.taken-apart': {
      const files = Array.isArray(details.files) ? details.files.map(String) : []
      const [did, how] = verb === 'test.put-together' ? ['put', 'together'] : ['took', 'apart again']
      return `${name} ${did} ${counted(files.length, 'file')} of cell ${word('cell')} ${how}: ${files.join(', ')}${because}`
    }
    case 'mapping.saved':
      return `${name} ${details.version === 1 ? 'made' : 'changed'} the mapping ${quoted('name')} of a table’s columns`
    case 'mapping.retired':
      return `${name} retired the mapping ${quoted('name')} of a table’s columns`
    case 'test.cycle-left-out':
      return `${name} left out cycle ${word('cycle')} of ${word('file')}, cell ${word('cell')}${because}`
    case 'test.cycle-taken-back':
      return `${name} took cycle ${word('cycle')} of ${word('file')}, cell ${word('cell')}, back in${because}`
    case 'test.settings-changed':
      return `${name} changed how ${word('file')} of cell ${word('cell')} is judged: ${list('changes')}${because}`
    case 'test.circuit-chosen':
      return `${name} chose the circuit ${word('circuit')} for ${word('file')} of cell ${word('cell')}${because}`
    case 'cell.corrected':
      return `${name} corrected cell ${word('cell')}: ${list('changes')}${because}`
    case 'definition.saved':
      return `${name} ${details.version === 1 ? 'added' : 'changed'} the ${word('kind')} ${quoted('key')}`
    case 'definition.retired':
      return `${name} retired the ${word('kind')} ${quoted('key')}`
    case 'lab.settings-changed':
      return `${name} changed how this lab reviews`
    case 'member.invited':
      return `${name} invited somebody as ${word('role')}`
    case 'member.joined':
      return `${name} joined as ${word('role')}`
    case 'member.role-changed':
      return `${name} made ${word('name')} ${word('to')}, before ${word('from')}`
    case 'member.removed':
      return `${name} removed ${word('name')} from the lab`
    default:
      return `${name}: ${verb}`
  }
}

function counted(count: unknown, noun: string): string {
  return `${String(count ?? 0)} ${noun}${count === 1 ? '' : 's'}`
}

/** What was recorded under a key of a run's record, as a person would say it. */
function recordedThing(key: string): string {
  const mark = readMarkKey(key)
  if (mark !== null) return mark.kind === 'photo' ? 'a photo' : `the ${mark.kind} “${mark.place}”`
  if (key === noteKey) return 'a note'
  if (key === startKey) return 'the start'
  const label = findParameter(key)?.label
  if (label === undefined) return key.replace(/^weigh\./, 'the mass of ')
  return label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
}
