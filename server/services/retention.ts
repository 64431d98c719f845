import type { RetentionRow } from '@/db/queries/tests'
import type { RecipeRecord } from '../views'

/**
 * The best of several tests: the highest percentage; of equals the one that lasted longer. Of one test that of the cycle which a person
 * chose, which comes before its last. A retention that does not say after which cycle says nothing, and is left out.
 */
export function bestRetention(rows: readonly RetentionRow[]): RecipeRecord['bestRetention'] {
  let best: RecipeRecord['bestRetention'] = null
  for (const { percent, atCycle, referenceCycle, testId } of rows) {
    if (atCycle === null) continue
    if (rows.some((row) => row.testId === testId && row.atCycle !== null && row.atCycle < atCycle)) continue
    const isBetter = best === null || percent > best.percent || (percent === best.percent && atCycle > best.atCycle)
    if (isBetter) best = { percent, atCycle, referenceCycle, testId }
  }
  return best
}

export function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
