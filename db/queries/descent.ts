import { and, eq, inArray, notInArray } from 'drizzle-orm'
import type { CellId, RevisionId, TestId } from '@/science/ids'
import { files } from '../schema/files'
import { reviewAnswers, reviewedRevisions, reviews, revisions } from '../schema/revisions'
import { results, tests } from '../schema/tests'
import { replaced } from './replacedTests'
import type { LabScope } from './scope'
import { resultHolds } from './tests'

/** Every approval of these revisions' content, oldest first. */
export async function listApprovalsOf(lab: LabScope, ids: readonly RevisionId[]) {
  if (ids.length === 0) return []
  return await lab.db
    .select({
      revisionId: revisions.id,
      reviewId: reviews.id,
      by: reviewAnswers.by,
      at: reviewAnswers.at,
    })
    .from(reviewedRevisions)
    .innerJoin(revisions, eq(revisions.id, reviewedRevisions.revisionId))
    .innerJoin(reviews, eq(reviews.id, reviewedRevisions.reviewId))
    .innerJoin(
      reviewAnswers,
      and(
        eq(reviewAnswers.reviewId, reviews.id),
        eq(reviewAnswers.recipeId, revisions.recipeId),
        eq(reviewAnswers.contentHash, revisions.contentHash),
        eq(reviewAnswers.answer, 'approved'),
      ),
    )
    .where(and(eq(revisions.labId, lab.labId), inArray(revisions.id, [...ids])))
    .orderBy(reviewAnswers.at)
}

/** The tests of these cells without readings that were replaced, oldest first. */
export async function listTestsOfCells(lab: LabScope, cellIds: readonly CellId[]) {
  if (cellIds.length === 0) return []
  return await lab.db
    .select({
      id: tests.id,
      cellId: tests.cellId,
      state: tests.state,
      fileName: files.name,
      paperTestId: tests.paperTestId,
      paperPlace: tests.paperPlace,
      createdAt: tests.createdAt,
    })
    .from(tests)
    .leftJoin(files, eq(files.id, tests.fileId))
    .where(and(eq(tests.labId, lab.labId), inArray(tests.cellId, [...cellIds]), notInArray(tests.id, replaced(lab))))
    .orderBy(tests.createdAt, tests.id)
}

export async function listFiguresOfTests(lab: LabScope, testIds: readonly TestId[]) {
  if (testIds.length === 0) return []
  return await lab.db
    .select({
      id: results.id,
      testId: results.testId,
      figure: results.figure,
      value: results.value,
      unit: results.unit,
      atCycle: results.atCycle,
      referenceCycle: results.referenceCycle,
    })
    .from(results)
    .innerJoin(tests, eq(tests.id, results.testId))
    .where(and(eq(results.labId, lab.labId), inArray(results.testId, [...testIds]), resultHolds()))
    .orderBy(results.figure, results.atCycle, results.id)
}
