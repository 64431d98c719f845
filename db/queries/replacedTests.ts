import { and, eq, inArray, isNotNull, notInArray, sql } from 'drizzle-orm'
import { union } from 'drizzle-orm/sqlite-core'
import type { TestId } from '@/science/ids'
import { testPartings, testParts, tests } from '../schema/tests'
import type { LabScope } from './scope'

/** The first of the readings that replaced one another. */
const firstReading = sql<TestId>`coalesce(${tests.firstReading}, ${tests.id})`

/**
 * Readings that do not count: a newer one took their place, alone or as a part of it (only once that one is read), or they are of several
 * files and were taken apart.
 */
export function replaced(lab: LabScope) {
  const partings = lab.db
    .select({ id: testPartings.testId })
    .from(testPartings)
    .where(eq(testPartings.labId, lab.labId))
  return union(
    lab.db
      .select({ id: tests.replaces })
      .from(tests)
      .where(and(eq(tests.labId, lab.labId), eq(tests.state, 'read'), isNotNull(tests.replaces))),
    lab.db
      .select({ id: testParts.partId })
      .from(testParts)
      .innerJoin(tests, eq(tests.id, testParts.testId))
      .where(and(eq(tests.labId, lab.labId), eq(tests.state, 'read'), notInArray(firstReading, partings))),
    lab.db
      .select({ id: tests.id })
      .from(tests)
      .where(and(eq(tests.labId, lab.labId), inArray(firstReading, partings))),
  )
}
