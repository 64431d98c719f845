import { commit, recordOnly } from '@/db/commit'
import { deleteSession, listSessions } from '@/db/queries/members'
import type { Core } from '../core'
import { disconnect } from '../sync/disconnect'
import type { SessionView } from '../views'

type SessionCore = Pick<Core, 'database' | 'rooms'>

export async function getSessions(
  { database }: SessionCore,
  person: { userId: string; sessionId: string },
): Promise<SessionView[]> {
  const rows = await listSessions(database.db, person.userId, new Date())
  return rows.map(({ id, userAgent, ipAddress, createdAt, updatedAt }) => ({
    id,
    isCurrent: id === person.sessionId,
    userAgent,
    ipAddress,
    createdAt,
    lastSeenAt: updatedAt,
  }))
}

/** Signs that device out: its pages and its open plans. */
export async function revokeSession(
  { database, rooms }: SessionCore,
  userId: string,
  sessionId: string,
): Promise<void> {
  await commit(database, [
    deleteSession(database.db, userId, sessionId),
    recordOnly({ labId: null, by: userId, at: new Date(), verb: 'session.ended', subjectId: sessionId, details: {} }),
  ])
  disconnect(rooms, { kind: 'session', sessionId })
}
