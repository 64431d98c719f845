import { newId } from '@/collab/plan/newId'
import type { Statement } from '@/db/commit'
import type { Database } from '@/db/connection'
import { insertNotifications } from '@/db/queries/notifications'
import type { LabScope } from '@/db/queries/scope'
import type { MemberId } from '@/science/ids'
import { sampleCode, sampleCodeCount } from '@/science/sampleCode'
import type { LargeLab } from './buildLargeLab'
import type { Chance, SeededProcess } from './chance'

export interface Member {
  id: MemberId
  name: string
}

/** What will happen, to be written in the order of time. */
export interface Event {
  at: number
  happens: () => Promise<void>
}

export interface Building {
  database: Database
  lab: LabScope
  chance: Chance
  seeded: SeededProcess
  pis: readonly Member[]
  workers: readonly Member[]
  given: LargeLab
  events: Event[]
  /** How many codes are taken; each is another. */
  codes: number
}

export const hour = 3_600_000
export const day = 24 * hour

export interface RunShare {
  samples: number
  cells: number
  tests: number
}

export function nextCode(building: Building): string {
  building.codes += 1
  // A step without a common factor with the count visits every code before one comes again.
  return sampleCode((20_410 + building.codes * 12_347) % sampleCodeCount)
}

export function notice(
  { lab }: Building,
  to: MemberId,
  kind: 'mention' | 'review-asked',
  by: MemberId,
  at: Date,
  details: Record<string, string>,
  place: string,
): Statement[] {
  if (to === by) return []
  return [insertNotifications(lab, [{ id: newId('notification'), memberId: to, kind, by, at, details, place }])]
}
