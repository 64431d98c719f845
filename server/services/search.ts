import { searchCells, searchMembers, searchPlans, searchRecipes, searchRuns, searchSamples } from '@/db/queries/search'
import { processLabels } from '@/science/recipe/process'
import { readSampleCode } from '@/science/sampleCode'
import type { SearchHit } from '../views'
import { type LabContext, scopeOf } from './context'

const mostOfAKind = 6

/** Over the lab's plans, recipes, runs, samples, cells and people; a code on a vial finds its sample however it is typed. */
export async function find(context: LabContext, query: string): Promise<SearchHit[]> {
  const text = query.trim()
  if (text === '') return []
  const lab = scopeOf(context)
  const at = `/${context.lab.slug}`
  const [plans, recipes, runs, samples, cells, members] = await Promise.all([
    searchPlans(lab, text, mostOfAKind),
    searchRecipes(lab, text, mostOfAKind),
    searchRuns(lab, text, mostOfAKind),
    searchSamples(lab, readSampleCode(text) ?? text, mostOfAKind),
    searchCells(lab, text, mostOfAKind),
    searchMembers(lab, text, mostOfAKind),
  ])
  return [
    ...plans.map((row) => ({
      kind: 'plan' as const,
      id: row.id,
      title: row.title || 'Untitled plan',
      detail: row.aim.slice(0, 120),
      href: `${at}/plans/${row.id}`,
    })),
    ...recipes.map((row) => ({
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
    ...members.map((row) => ({
      kind: 'member' as const,
      id: row.id,
      title: row.name,
      detail: row.role,
      href: `${at}/members`,
    })),
  ]
}
