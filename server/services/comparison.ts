import { listComparedResults } from '@/db/queries/tests'
import type { ComparisonRow, PublishedResult } from '../views'
import { type LabContext, scopeOf } from './context'
import { publishedResults } from './published'
import { resultView } from './tests'

/** Every figure of merit beside the prediction that was frozen with its revision: judged is what was promised then. */
export async function listComparisonRows(context: LabContext): Promise<ComparisonRow[]> {
  const rows = await listComparedResults(scopeOf(context))
  return rows.map((row) => ({
    recipeId: row.recipeId,
    recipeName: row.recipeName,
    planId: row.planId,
    planTitle: row.planTitle,
    process: row.process,
    origin: row.origin === 'paper' ? 'paper' : 'measured',
    paperPlace: row.paperTestId === null ? null : paperPlace(row.paperTestId, row.paperPlace),
    cellId: row.cellId,
    cellName: row.cellName,
    result: resultView(row.result),
    prediction: row.prediction,
    values: row.values,
  }))
}

/** What the papers of the library got, each with its place and the conditions that the paper states. */
export function listPublishedResults(): PublishedResult[] {
  return publishedResults()
}

/** `ma2026, Fig. 2a` of the test `ma2026-01`. */
function paperPlace(paperTestId: string, place: string | null): string {
  const paper = paperTestId.replace(/-\d+$/, '')
  return place === null || place === '' ? paper : `${paper}, ${place}`
}
