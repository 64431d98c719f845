import { listPeople } from '@/db/queries/people'
import type { LabScope } from '@/db/queries/scope'
import type { MemberId } from '@/science/ids'
import type { PersonView } from '../views'

export type People = (memberId: MemberId) => PersonView

/** Names and colours of everybody in the lab's records, those who left included. */
export async function peopleOf(lab: LabScope): Promise<People> {
  const rows = await listPeople(lab)
  const byId = new Map(rows.map(({ memberId, name, hue }) => [memberId, { memberId, name, hue }]))
  return (memberId) => byId.get(memberId) ?? { memberId, name: 'someone', hue: 0 }
}
