import type { ComparisonRow, PublishedResult } from '../views'
import type { LabContext } from './context'

export const listComparisonRows = (_c: LabContext): Promise<ComparisonRow[]> =>
  Promise.reject(new Error('Not there yet.'))
export const listPublishedResults = (): PublishedResult[] => []
