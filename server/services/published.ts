import { literature, literatureTests, resultKeys } from '@/science/library/literature'
import type { PublishedResult } from '../views'

let known: readonly PublishedResult[] | null = null

/** Every figure that the founding papers print, with its place and its conditions. The same for every lab. */
export function publishedResults(): PublishedResult[] {
  known ??= literatureTests().flatMap((test) => {
    const sample = literature.samples.find((one) => one.id === test.sampleId)
    if (sample === undefined) return []
    const keys = resultKeys(test)
    return test.results.map((result, at) => ({
      key: keys[at] ?? test.testId,
      paper: sample.paper,
      paperTestId: test.testId,
      place: test.place,
      sampleLabel: sample.label,
      process: sample.process,
      result: { ...result, alsoReported: [...result.alsoReported], conditions: { ...result.conditions } },
    }))
  })
  return [...known]
}
