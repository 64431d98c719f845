import type { LabScope } from '@/db/queries/scope'
import type { LabSettings } from '@/db/schema/labs'
import type { Role } from '@/db/schema/members'
import type { LabId, MemberId } from '@/science/ids'
import type { Core } from '../core'

/** The person who acts, as the session and the lab's membership say. */
export interface Actor {
  memberId: MemberId
  role: Role
  userId: string
  name: string
}

/** What services need of the process. */
export type ServiceCore = Pick<Core, 'database' | 'rooms' | 'jobs' | 'sendsMail'>

/** What telling people of something needs. */
export type NotifyingCore = Pick<Core, 'database' | 'sendsMail'>

/** What every service is handed first: the process, the lab of the session, and who acts in it. */
export interface LabContext {
  core: ServiceCore
  lab: { id: LabId; slug: string; name: string; isExample: boolean; settings: LabSettings }
  actor: Actor
}

/** The lab's own rows and nothing else. */
export function scopeOf(context: { core: Pick<Core, 'database'>; lab: { id: LabId } }): LabScope {
  return { db: context.core.database.db, labId: context.lab.id }
}
