import type { LabId } from '@/science/ids'
import type { Database } from '../connection'

/**
 * The first argument of every query of a lab's rows, so that a query without a lab does not exist.
 */
export interface LabScope {
  readonly db: Database['db']
  readonly labId: LabId
}
