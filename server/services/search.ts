import {
  searchCells,
  searchComments,
  searchMembers,
  searchPlans,
  searchRecipes,
  searchRuns,
  searchSamples,
} from '@/db/queries/search'
import type { ParameterValue } from '@/science/recipe/parameter'
import { type Process, processLabels } from '@/science/recipe/process'
import { readSampleCode } from '@/science/sampleCode'
import type { SearchHit } from '../views'
import { type LabContext, scopeOf } from './context'
import { peopleOf } from './people'

const mostOfAKind = 6
/** Asked for where some of what the database finds is left out here. */
const mostLookedAt = 60

/** Over the lab's plans, recipes, runs, samples, cells and people; a code on a vial finds its sample however it is typed. */
export async function find(context: LabContext, query: string): Promise<SearchHit[]> {
  const text = query.trim()
  if (text === '') return []
  const lab = scopeOf(context)
  const at = `/${context.lab.slug}`
  const [plans, recipes, runs, samples, cells, members, comments, people] = await Promise.all([
    searchPlans(lab, text, mostOfAKind),
    searchRecipes(lab, text, mostLookedAt),
    searchRuns(lab, text, mostOfAKind),
    searchSamples(lab, readSampleCode(text) ?? text, mostOfAKind),
    searchCells(lab, text, mostOfAKind),
    searchMembers(lab, text, mostOfAKind),
    searchComments(lab, text, mostOfAKind),
    peopleOf(lab),
  ])
  return [
    ...plans.map((row) => ({
      kind: 'plan' as const,
      id: row.id,
      title: row.title || 'Untitled plan',
      detail: row.aim.slice(0, 120),
      href: `${at}/plans/${row.id}`,
    })),
    ...recipes
      .filter((row) => says(row, text))
      .slice(0, mostOfAKind)
      .map((row) => ({
        kind: 'recipe' as const,
        id: row.id,
        title: row.name || 'Unnamed recipe',
        detail: `${processLabels[row.process]} · ${row.planTitle}`,
        href: `${at}/plans/${row.planId}?recipe=${row.id}`,
      })),
    ...samples.map((row) => ({
      kind: 'sample' as const,
      id: row.id,
      title: row.code,
      detail: [row.recipeName, row.kind, row.place].filter(Boolean).join(' · '),
      href: `${at}/samples/${row.id}`,
    })),
    ...runs.map((row) => ({
      kind: 'run' as const,
      id: row.id,
      title: `Run ${row.number} of ${row.recipeName}`,
      detail: row.planTitle,
      href: `${at}/runs/${row.id}`,
    })),
    ...cells.map((row) => ({
      kind: 'cell' as const,
      id: row.id,
      title: row.name,
      detail: [row.recipeName, row.sampleCode, row.format].filter(Boolean).join(' · '),
      href: `${at}/cells/${row.id}`,
    })),
    ...comments.map((row) => ({
      kind: 'comment' as const,
      id: row.id,
      title: excerpt(row.text, text),
      detail: `${people(row.writtenBy).name} · ${row.planTitle}`,
      href: `${at}/plans/${row.planId}?thread=${row.threadId}`,
    })),
    ...members.map((row) => ({
      kind: 'member' as const,
      id: row.id,
      title: row.name,
      detail: row.role,
      href: `${at}/members`,
    })),
  ]
}

/** The database looks into the values as text, and so into their keys, which nobody means: `coating` is in every recipe. */
function says(
  recipe: { name: string; process: Process; values: Readonly<Record<string, ParameterValue>>; notes: string },
  text: string,
): boolean {
  const found = text.toLowerCase()
  return [recipe.name, recipe.process, recipe.notes, ...Object.values(recipe.values).flat()].some((value) =>
    String(value).toLowerCase().includes(found),
  )
}

/** A line of the text in which the words stand. */
function excerpt(text: string, words: string): string {
  const at = Math.max(0, text.toLowerCase().indexOf(words.toLowerCase()) - 30)
  const cut = text.slice(at, at + 90).replaceAll(/\s+/g, ' ')
  return `${at > 0 ? '…' : ''}${cut}${at + 90 < text.length ? '…' : ''}`
}
