import { literature } from '@/science/library/literature'
import type { Process } from '@/science/recipe/process'
import { type PaperTest, paperResults } from '../exampleLab/paperResults'
import type { PublishedResult } from '../views'

let known: readonly PublishedResult[] | null = null

/** Every figure that the founding papers print, with its place and its conditions. The same for every lab. */
export function publishedResults(): PublishedResult[] {
  known ??= (literature.tests as readonly PaperTest[]).flatMap((test) => {
    const sample = literature.samples.find((one) => one.id === test.sample)
    if (sample === undefined) return []
    return paperResults(test).map((result) => ({
      paper: sample.paper,
      paperTestId: test.id,
      place: test.where,
      sampleLabel: sample.label,
      process: sample.process as Process,
      result,
    }))
  })
  return [...known]
}
