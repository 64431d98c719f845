import * as Y from 'yjs'
import type { Mention } from '@/collab/plan/notes'
import { commit, commitUnrecorded, recordOnly } from '@/db/commit'
import { insertSeenMention, listSeenMentions } from '@/db/queries/mentions'
import { isAlreadyTold } from '@/db/queries/notifications'
import { listLogRowsBefore } from '@/db/queries/planLog'
import { findLabOfPlan } from '@/db/queries/plans'
import type { LabScope } from '@/db/queries/scope'
import type { MemberId, PlanId } from '@/science/ids'
import type { RowReading } from '../projection/projectPlan'
import { type NotifyingCore, scopeOf } from './context'
import { thisMoment } from './moment'
import { notify } from './notifications'

/** So many rows of the log are looked through in one go. */
const rowsAtOnce = 200

/**
 * Tells people that they were named in notes, as the merged document has them: a mention that was written without network is told
 * when it arrives. Each is told once, wherever it is copied to, and none while an earlier one by the same person in the same notes
 * is unread. Who wrote it is what the session said to the plan's log; what nobody wrote is told by nobody.
 */
export async function tellMentions(
  core: NotifyingCore,
  planId: PlanId,
  { plan, mentions }: Pick<RowReading, 'plan' | 'mentions'>,
): Promise<void> {
  const keys = [...new Set([...mentions.values()].flat().map(({ key }) => key))]
  if (keys.length === 0) return
  const labId = await findLabOfPlan(core.database.db, planId)
  if (labId === null) return
  const context = { core, lab: { id: labId } }
  const lab = scopeOf(context)
  const seen = new Set((await listSeenMentions(lab, keys)).map(({ key, memberId }) => `${key} ${memberId}`))
  for (const recipe of plan.recipes) {
    for (const { key, member, writtenAt } of mentions.get(recipe.id) ?? []) {
      if (seen.has(`${key} ${member}`)) continue
      seen.add(`${key} ${member}`)
      const mention = insertSeenMention(lab, { key, memberId: member })
      const by = await writerOf(lab, planId, writtenAt)
      const place = `plans/${planId}?recipe=${recipe.id}`
      if (by === null || (await isAlreadyTold(lab, { memberId: member, by, kind: 'mention', place }))) {
        await commitUnrecorded(core.database, { because: 'nobody is told of it', statements: [mention] })
        continue
      }
      const at = thisMoment()
      const details = { title: plan.title, about: `the notes of “${recipe.name}”`, excerpt: '' }
      await commit(core.database, [
        mention,
        ...(await notify(context, { to: [member], kind: 'mention', by, at, details, place })),
        recordOnly({ labId, by, at, verb: 'notes.mentioned', subjectId: recipe.id, details: { member } }),
      ])
    }
  }
}

/** Who the session says brought a piece of a document; null where no person did. It is most often among the newest. */
async function writerOf(
  lab: LabScope,
  planId: PlanId,
  { client, clock }: Mention['writtenAt'],
): Promise<MemberId | null> {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const rows = await listLogRowsBefore(lab, planId, { before, limit: rowsAtOnce })
    for (const { update, memberId } of rows) {
      const isHere = Y.decodeUpdate(update).structs.some(
        ({ id, length }) => id.client === client && clock >= id.clock && clock < id.clock + length,
      )
      if (isHere) return memberId
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < rowsAtOnce) return null
    before = last.seq
  }
}
