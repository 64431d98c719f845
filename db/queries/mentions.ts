import { and, eq, inArray } from 'drizzle-orm'
import type { MemberId } from '@/science/ids'
import { seenMentions } from '../schema/notifications'
import type { LabScope } from './scope'

export interface SeenMention {
  key: string
  memberId: MemberId
}

const keysAtOnce = 500

/** Those of the mentions with these keys that were seen before. */
export async function listSeenMentions(lab: LabScope, keys: readonly string[]): Promise<SeenMention[]> {
  const found: SeenMention[] = []
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const some = keys.slice(from, from + keysAtOnce)
    found.push(
      ...(await lab.db
        .select({ key: seenMentions.key, memberId: seenMentions.memberId })
        .from(seenMentions)
        .where(and(eq(seenMentions.labId, lab.labId), inArray(seenMentions.key, some)))),
    )
  }
  return found
}

export function insertSeenMention(lab: LabScope, { key, memberId }: SeenMention) {
  return lab.db.insert(seenMentions).values({ labId: lab.labId, key, memberId })
}
