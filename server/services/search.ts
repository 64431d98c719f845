import type { LabScope } from '@/db/queries/scope'
import {
  cellsOfHits,
  commentsOfHits,
  countEntries,
  definitionsOfHits,
  findEntries,
  type HitPlace,
  membersOfHits,
  plansOfHits,
  recipesOfHits,
  runsOfHits,
  samplesOfHits,
  testsOfHits,
} from '@/db/queries/search'
import { type SearchKind, searchKinds } from '@/db/searchIndex'
import { publishedLibrary } from '@/science/library/library'
import { formatValue } from '@/science/recipe/formatValue'
import type { Parameter, ParameterValue } from '@/science/recipe/parameter'
import { foldName } from '@/science/recipe/parameterNames'
import { processLabels } from '@/science/recipe/process'
import { readSearch, type SearchQuery } from '@/science/recipe/searchQuery'
import { readSampleCode } from '@/science/sampleCode'
import { AppError } from '../errors'
import type { SearchHit, SearchPageView } from '../views'
import { type LabContext, scopeOf } from './context'
import { catalogueOf } from './history'
import { peopleOf } from './people'

const mostOfAKind = 6
const pageSize = 40
/** Counted no further: nobody goes through more. */
const mostCounted = 1000
const longestExcerpt = 90

/**
 * Over all that a lab has: plans, recipes, runs, samples, cells, tests, comments, materials and people; by words, which may all stand in
 * different places (a name, the process, notes, who did it), and by what parameters are (`wet sinter > 480`). A code on a vial
 * finds its sample however it is typed. The first few of each kind.
 */
export async function find(context: LabContext, query: string): Promise<SearchHit[]> {
  const { lab, search, parameters } = await understood(context, query)
  if (isNothing(search)) return []
  const found = await Promise.all(
    searchKinds.map(async (kind) => {
      const { refs } = await findEntries(lab, kind, search, { from: null, limit: mostOfAKind })
      const hits = await hitsOf(context, lab, kind, refs, search, parameters)
      return kind === 'material' ? [...hits, ...publishedHits(context, search)].slice(0, mostOfAKind) : hits
    }),
  )
  return found.flat()
}

/** The same, with how many there are of each kind, and all of one kind page by page. */
export async function searchPage(
  context: LabContext,
  { query, kind, cursor }: { query: string; kind?: SearchKind; cursor?: string | null },
): Promise<SearchPageView> {
  const { lab, search, parameters } = await understood(context, query)
  const conditions = search.conditions.map(({ text }) => text)
  if (isNothing(search)) return { kinds: [], hits: [], next: null, words: [...search.words], conditions }
  const published = publishedHits(context, search)
  const counts = await Promise.all(
    searchKinds.map(async (one) => ({
      kind: one,
      count: (await countEntries(lab, one, search, mostCounted)) + (one === 'material' ? published.length : 0),
    })),
  )
  const kinds = counts
    .filter(({ count }) => count > 0)
    .map(({ kind: one, count }) => ({ kind: one, count, isMore: count >= mostCounted }))
  if (kind === undefined)
    return { kinds, hits: await find(context, query), next: null, words: [...search.words], conditions }
  const { refs, next } = await findEntries(lab, kind, search, { from: readPlace(cursor), limit: pageSize })
  const hits = await hitsOf(context, lab, kind, refs, search, parameters)
  return {
    kinds,
    hits: kind === 'material' && next === null ? [...hits, ...published] : hits,
    next: next === null ? null : `${next.part} ${next.id}`,
    words: [...search.words],
    conditions,
  }
}

async function understood(context: LabContext, query: string) {
  const lab = scopeOf(context)
  const { parameters } = await catalogueOf(lab)
  const text = query.trim()
  const code = readSampleCode(text)
  const search: SearchQuery = code === null ? await readFor(lab, text, parameters) : { words: [code], conditions: [] }
  return { lab, search, parameters: new Map(parameters.map((one) => [one.key, one])) }
}

/** `lbo 10` is what things are called, where any are called so; what a parameter is otherwise. `lbo = 10` is always the latter. */
async function readFor(lab: LabScope, text: string, parameters: readonly Parameter[]): Promise<SearchQuery> {
  const asCondition = readSearch(text, parameters)
  const asWords = readSearch(text, parameters, { bareNumber: 'word' })
  if (asWords.words.length === asCondition.words.length) return asCondition
  for (const kind of searchKinds) if ((await countEntries(lab, kind, asWords, 1)) > 0) return asWords
  return asCondition
}

function isNothing({ words, conditions }: SearchQuery): boolean {
  return words.length + conditions.length === 0
}

function readPlace(cursor: string | null | undefined): HitPlace | null {
  if (cursor === null || cursor === undefined) return null
  const [, part, id] = /^(title|words) (\d{1,15})$/.exec(cursor) ?? []
  if (part === undefined)
    throw new AppError('bad-input', 'The search cannot go on from there: expected its own cursor.')
  return { part: part === 'title' ? 'title' : 'words', id: Number(id) }
}

type Parameters = ReadonlyMap<string, Parameter>

/** In the order of the references. */
async function hitsOf(
  context: LabContext,
  lab: LabScope,
  kind: SearchKind,
  refs: readonly string[],
  search: SearchQuery,
  parameters: Parameters,
): Promise<SearchHit[]> {
  if (refs.length === 0) return []
  const hits = await unorderedHits(context, lab, kind, refs, search, parameters)
  const byId = new Map(hits.map((hit) => [hit.id, hit]))
  return refs.flatMap((ref) => byId.get(ref) ?? [])
}

async function unorderedHits(
  context: LabContext,
  lab: LabScope,
  kind: SearchKind,
  refs: readonly string[],
  search: SearchQuery,
  parameters: Parameters,
): Promise<SearchHit[]> {
  const at = `/${context.lab.slug}`
  switch (kind) {
    case 'plan':
      return (await plansOfHits(lab, refs)).map(({ id, title, aim }) => ({
        kind,
        id,
        title: title || 'Untitled plan',
        detail: aim.slice(0, 120),
        href: `${at}/plans/${id}`,
      }))
    case 'recipe':
      return (await recipesOfHits(lab, refs)).map((row) => ({
        kind,
        id: row.id,
        title: row.name || 'Unnamed recipe',
        detail: [
          processLabels[row.process],
          ...asked(row.values, search, parameters),
          row.planTitle,
          noted(row.notes, search.words),
        ]
          .filter(Boolean)
          .join(' · '),
        href: `${at}/plans/${row.planId}?recipe=${row.id}`,
      }))
    case 'run': {
      const people = await peopleOf(lab)
      return (await runsOfHits(lab, refs)).map((row) => ({
        kind,
        id: row.id,
        title: `Run ${row.number} of ${row.recipeName}`,
        detail: `${people(row.startedBy).name} · ${row.planTitle}`,
        href: `${at}/runs/${row.id}`,
      }))
    }
    case 'sample':
      return (await samplesOfHits(lab, refs)).map((row) => ({
        kind,
        id: row.id,
        title: row.code,
        detail: [row.recipeName, row.kind, row.place].filter(Boolean).join(' · '),
        href: `${at}/samples/${row.id}`,
      }))
    case 'cell':
      return (await cellsOfHits(lab, refs)).map((row) => ({
        kind,
        id: row.id,
        title: row.name,
        detail: [row.recipeName, row.sampleCode, row.format].filter(Boolean).join(' · '),
        href: `${at}/cells/${row.id}`,
      }))
    case 'test':
      return (await testsOfHits(lab, refs)).map((row) => ({
        kind,
        id: row.id,
        title: row.file,
        detail: row.cellName,
        href: `${at}/cells/${row.cellId}`,
      }))
    case 'comment': {
      const people = await peopleOf(lab)
      return (await commentsOfHits(lab, refs)).map((row) => ({
        kind,
        id: row.id,
        title: excerpt(row.text, search.words),
        detail: `${people(row.writtenBy).name} · ${row.planTitle}`,
        href: `${at}/plans/${row.planId}?thread=${row.threadId}`,
      }))
    }
    case 'material':
      return (await definitionsOfHits(lab, refs)).map((row) => ({
        kind,
        id: row.id,
        title: 'label' in row.content ? row.content.label : row.content.id,
        detail: `our own ${row.kind}`,
        href: `${at}/library?open=${encodeURIComponent(row.key)}`,
      }))
    case 'member':
      return (await membersOfHits(lab, refs)).map((row) => ({
        kind,
        id: row.id,
        title: row.name,
        detail: row.role,
        href: `${at}/members`,
      }))
  }
}

/** What a recipe has of the parameters that were asked for. */
function asked(
  values: Readonly<Record<string, ParameterValue>>,
  { conditions }: SearchQuery,
  parameters: Parameters,
): string[] {
  const keys = new Set(conditions.flatMap(({ anyOf }) => anyOf.map(({ key }) => key)))
  return [...keys].flatMap((key) => {
    const parameter = parameters.get(key)
    const value = values[key]
    if (parameter === undefined || value === undefined) return []
    return [
      `${parameter.shortLabel} ${formatValue(parameter, value)}${parameter.unit === null ? '' : ` ${parameter.unit}`}`,
    ]
  })
}

/** The line of the notes in which one of the words stands; empty where none does. */
function noted(notes: string, words: readonly string[]): string {
  const folded = foldName(notes)
  return words.some((word) => folded.includes(foldName(word))) ? excerpt(notes, words) : ''
}

/** A line of the text in which the words stand. */
function excerpt(text: string, words: readonly string[]): string {
  const folded = text.toLowerCase()
  const found = words.map((word) => folded.indexOf(word.toLowerCase())).filter((place) => place >= 0)
  const at = Math.max(0, Math.min(...found, text.length) - 30)
  const from = found.length === 0 ? 0 : at
  const cut = text.slice(from, from + longestExcerpt).replaceAll(/\s+/g, ' ')
  return `${from > 0 ? '…' : ''}${cut}${from + longestExcerpt < text.length ? '…' : ''}`
}

interface LibraryText {
  id: string
  name: string
  text: string
}

/** The published library is the same for every lab, and small. */
const published: readonly LibraryText[] = [
  ...publishedLibrary.materials.map(({ id, name, formula, phase }) => ({
    id,
    name,
    text: foldName(`${id} ${name} ${formula ?? ''} ${phase} material`),
  })),
  ...publishedLibrary.cathodes.map(({ id, name, formula }) => ({
    id,
    name,
    text: foldName(`${id} ${name} ${formula} cathode`),
  })),
]

function publishedHits(context: LabContext, { words, conditions }: SearchQuery): SearchHit[] {
  if (conditions.length > 0 || words.length === 0) return []
  return published
    .filter(({ text }) => words.every((word) => text.includes(foldName(word))))
    .map(({ id, name }) => ({
      kind: 'material',
      id: `published:${id}`,
      title: id,
      detail: name,
      href: `/${context.lab.slug}/library?open=${encodeURIComponent(id)}`,
    }))
}
