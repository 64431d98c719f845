import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { NumberCondition } from '@/science/recipe/numberCondition'
import { user } from '../schema/auth'
import { comments, threads } from '../schema/comments'
import { definitions } from '../schema/definitions'
import { files } from '../schema/files'
import { members } from '../schema/members'
import { plans } from '../schema/plans'
import { recipes } from '../schema/recipes'
import { revisions } from '../schema/revisions'
import { runs } from '../schema/runs'
import { cells, samples } from '../schema/samples'
import { tests } from '../schema/tests'
import { type SearchKind, scopeToken } from '../searchIndex'
import type { LabScope } from './scope'

/** What is looked for: all of the words, and of each condition one of its parameters. */
export interface EntryQuery {
  words: readonly string[]
  conditions: readonly { anyOf: readonly { key: string; condition: NumberCondition }[] }[]
}

/** Where a list of hits ended: those with the words in their title stand before the others, in each part the newest first. */
export interface HitPlace {
  part: 'title' | 'words'
  id: number
}

/**
 * The FTS5 expression for words as they stand: each is a phrase of its letters and digits, so that no sign means anything, and the
 * last of them may go on, unless it is a number. Null where a word has neither letters nor digits: nothing holds it.
 */
function phrases(words: readonly string[]): string | null {
  const parts = words.map((word) => {
    const tokens = word.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? []
    // A number is meant as it stands, and a single digit begins too many.
    const isWhole = /^\d+$/.test(tokens.join('')) || /^\d$/.test(tokens.at(-1) ?? '')
    return tokens.length === 0 ? null : `"${tokens.join(' ')}"${isWhole ? '' : ' *'}`
  })
  return parts.includes(null) ? null : parts.join(' AND ')
}

function matching(lab: LabScope, kind: SearchKind, columns: string, expression: string): string {
  return `scope : ${scopeToken(lab.labId, kind)} AND ${columns} : (${expression})`
}

/** Those whose recipe, as it stands or as it was frozen, has such numbers. */
function withNumbers(lab: LabScope, { conditions }: EntryQuery): SQL {
  const all = conditions.map(({ anyOf }) => {
    const one = anyOf.map(({ key, condition }) => sql`(key = ${key} and ${within(condition)})`)
    return sql`e.source in (select source from search_numbers where lab_id = ${lab.labId} and (${sql.join(one, sql` or `)}))`
  })
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `)
}

/** A little room at the ends, where conversions leave their dust. */
function within({ low, high, withLow, withHigh, isNot }: NumberCondition): SQL {
  const room = (value: number) => 1e-9 * Math.abs(value)
  const parts: SQL[] = []
  if (low !== null) parts.push(withLow ? sql`value >= ${low - room(low)}` : sql`value > ${low + room(low)}`)
  if (high !== null) parts.push(withHigh ? sql`value <= ${high + room(high)}` : sql`value < ${high - room(high)}`)
  const inside = parts.length === 0 ? sql`true` : sql.join(parts, sql` and `)
  return isNot ? sql`not (${inside})` : inside
}

/** A plan that is archived, and what is in it, is not found; what was made from it is. */
function isShown(kind: SearchKind): SQL {
  switch (kind) {
    case 'plan':
      return sql`exists (select 1 from plans p where p.id = e.ref and p.archived_at is null)`
    case 'recipe':
      return sql`exists (select 1 from recipes r join plans p on p.id = r.plan_id where r.id = e.ref and p.archived_at is null)`
    case 'comment':
      return sql`exists (select 1 from comments c join threads t on t.id = c.thread_id join plans p on p.id = t.plan_id
        where c.id = e.ref and p.archived_at is null)`
    default:
      return sql`true`
  }
}

/** Kinds that have no numbers are not found by them. */
const withoutNumbers: readonly SearchKind[] = ['plan', 'test', 'comment', 'material', 'member']

interface Found {
  id: number
  ref: string
}

/** The hits of one kind from a place on, and where they go on; `limit` of them at most. */
export async function findEntries(
  lab: LabScope,
  kind: SearchKind,
  query: EntryQuery,
  { from, limit }: { from: HitPlace | null; limit: number },
): Promise<{ refs: string[]; next: HitPlace | null }> {
  if (query.conditions.length > 0 && withoutNumbers.includes(kind)) return { refs: [], next: null }
  const expression = phrases(query.words)
  if (expression === null) return { refs: [], next: null }
  const numbers = withNumbers(lab, query)
  const found: (Found & { part: HitPlace['part'] })[] = []
  const take = (part: HitPlace['part'], rows: Found[]) => found.push(...rows.map((row) => ({ ...row, part })))
  const below = (part: HitPlace['part']) => (from?.part === part ? from.id : Number.MAX_SAFE_INTEGER)
  if (expression === '')
    take(
      'words',
      lab.db.all<Found>(sql`select e.id, e.ref from search_entries e
        where e.lab_id = ${lab.labId} and e.kind = ${kind} and e.id < ${below('words')} and ${numbers} and ${isShown(kind)}
        order by e.id desc limit ${limit + 1}`),
    )
  else {
    const ofWords = (match: string, part: HitPlace['part'], except: SQL) =>
      lab.db.all<Found>(sql`select e.id, e.ref from search_words w join search_entries e on e.id = w.rowid
        where w.search_words match ${match} and w.rowid < ${below(part)} and e.lab_id = ${lab.labId} and e.kind = ${kind}
          and ${numbers} and ${isShown(kind)} ${except}
        order by w.rowid desc limit ${limit + 1 - found.length}`)
    const inTitle = matching(lab, kind, 'title', expression)
    if (from?.part !== 'words') take('title', ofWords(inTitle, 'title', sql``))
    if (found.length <= limit)
      take(
        'words',
        ofWords(
          matching(lab, kind, '{title words}', expression),
          'words',
          sql`and w.rowid not in (select rowid from search_words where search_words match ${inTitle})`,
        ),
      )
  }
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    refs: shown.map(({ ref }) => ref),
    next: found.length > limit && last !== undefined ? { part: last.part, id: last.id } : null,
  }
}

/** How many hits of one kind there are, counted up to `most`. */
export async function countEntries(lab: LabScope, kind: SearchKind, query: EntryQuery, most: number): Promise<number> {
  if (query.conditions.length > 0 && withoutNumbers.includes(kind)) return 0
  const expression = phrases(query.words)
  if (expression === null) return 0
  const numbers = withNumbers(lab, query)
  const rows =
    expression === ''
      ? sql`select 1 from search_entries e
          where e.lab_id = ${lab.labId} and e.kind = ${kind} and ${numbers} and ${isShown(kind)} limit ${most}`
      : sql`select 1 from search_words w join search_entries e on e.id = w.rowid
          where w.search_words match ${matching(lab, kind, '{title words}', expression)}
            and e.lab_id = ${lab.labId} and e.kind = ${kind} and ${numbers} and ${isShown(kind)} limit ${most}`
  return lab.db.get<{ count: number }>(sql`select count(*) as count from (${rows})`).count
}

// What stands on the screen of each kind, by id. In no order.

export async function plansOfHits(lab: LabScope, ids: readonly string[]) {
  return await lab.db
    .select({ id: plans.id, title: plans.title, aim: plans.aim })
    .from(plans)
    .where(and(eq(plans.labId, lab.labId), sql`${plans.id} in ${ids}`))
}

export async function recipesOfHits(lab: LabScope, ids: readonly string[]) {
  return await lab.db
    .select({
      id: recipes.id,
      name: recipes.name,
      process: recipes.process,
      values: recipes.values,
      notes: recipes.notes,
      planId: recipes.planId,
      planTitle: plans.title,
    })
    .from(recipes)
    .innerJoin(plans, eq(plans.id, recipes.planId))
    .where(and(eq(recipes.labId, lab.labId), sql`${recipes.id} in ${ids}`))
}

export async function runsOfHits(lab: LabScope, ids: readonly string[]) {
  return await lab.db
    .select({
      id: runs.id,
      number: runs.number,
      state: runs.state,
      startedBy: runs.startedBy,
      recipeName: revisions.name,
      planTitle: plans.title,
    })
    .from(runs)
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .innerJoin(plans, eq(plans.id, runs.planId))
    .where(and(eq(runs.labId, lab.labId), sql`${runs.id} in ${ids}`))
}

export async function samplesOfHits(lab: LabScope, ids: readonly string[]) {
  return await lab.db
    .select({
      id: samples.id,
      code: samples.code,
      kind: samples.kind,
      place: samples.place,
      recipeName: revisions.name,
    })
    .from(samples)
    .innerJoin(runs, eq(runs.id, samples.runId))
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .where(and(eq(samples.labId, lab.labId), sql`${samples.id} in ${ids}`))
}

export async function cellsOfHits(lab: LabScope, ids: readonly string[]) {
  return await lab.db
    .select({
      id: cells.id,
      name: cells.name,
      format: cells.format,
      sampleCode: samples.code,
      recipeName: revisions.name,
    })
    .from(cells)
    .innerJoin(samples, eq(samples.id, cells.sampleId))
    .innerJoin(runs, eq(runs.id, samples.runId))
    .innerJoin(revisions, eq(revisions.id, runs.revisionId))
    .where(and(eq(cells.labId, lab.labId), sql`${cells.id} in ${ids}`))
}

export async function testsOfHits(lab: LabScope, ids: readonly string[]) {
  return await lab.db
    .select({ id: tests.id, file: files.name, cellId: cells.id, cellName: cells.name })
    .from(tests)
    .innerJoin(files, eq(files.id, tests.fileId))
    .innerJoin(cells, eq(cells.id, tests.cellId))
    .where(and(eq(tests.labId, lab.labId), sql`${tests.id} in ${ids}`))
}

export async function commentsOfHits(lab: LabScope, ids: readonly string[]) {
  return await lab.db
    .select({
      id: comments.id,
      text: comments.text,
      threadId: threads.id,
      planId: threads.planId,
      planTitle: plans.title,
      writtenBy: comments.writtenBy,
    })
    .from(comments)
    .innerJoin(threads, eq(threads.id, comments.threadId))
    .innerJoin(plans, eq(plans.id, threads.planId))
    .where(and(eq(comments.labId, lab.labId), sql`${comments.id} in ${ids}`))
}

/** The newest version of each; `ids` are made of lab, kind and key. */
export async function definitionsOfHits(lab: LabScope, ids: readonly string[]) {
  const ref = sql<string>`${definitions.labId} || ':' || ${definitions.kind} || ':' || ${definitions.key}`
  return await lab.db
    .select({ id: ref, kind: definitions.kind, key: definitions.key, content: definitions.content })
    .from(definitions)
    .where(and(eq(definitions.labId, lab.labId), sql`${ref} in ${ids}`))
    .orderBy(definitions.version)
}

export async function membersOfHits(lab: LabScope, ids: readonly string[]) {
  return await lab.db
    .select({ id: members.id, name: user.name, role: members.role })
    .from(members)
    .innerJoin(user, eq(user.id, members.userId))
    .where(and(eq(members.labId, lab.labId), isNull(members.removedAt), sql`${members.id} in ${ids}`))
}
