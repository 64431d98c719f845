import { nanoid } from 'nanoid'
import { type Id, type IdKind, idPrefixes, type LabId, type MemberId } from '@/science/ids'
import type { Database } from '../connection'
import { user } from '../schema/auth'
import { type LabSettings, labs } from '../schema/labs'
import { members, type Role } from '../schema/members'

/** Factories fill in what a test does not care about. */

export function testId<Kind extends IdKind>(kind: Kind): Id<Kind> {
  return `${idPrefixes[kind]}_${nanoid(16)}`
}

export interface BuiltLab {
  id: LabId
  slug: string
  name: string
  isExample: boolean
  settings: LabSettings
}

export async function buildLab(database: Database, given: Partial<BuiltLab> = {}): Promise<BuiltLab> {
  const id = given.id ?? testId('lab')
  const lab: BuiltLab = {
    slug: `lab-${nanoid(6)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, 'x')}`,
    name: 'Coatings lab',
    isExample: false,
    settings: { approvalRequiredFor: ['student'] },
    ...given,
    id,
  }
  await database.db.insert(labs).values({ ...lab, createdAt: new Date() })
  return lab
}

export interface BuiltMember {
  memberId: MemberId
  userId: string
  role: Role
  name: string
}

export async function buildMember(
  database: Database,
  lab: { id: LabId },
  given: { role?: Role; name?: string; userId?: string } = {},
): Promise<BuiltMember> {
  const { role = 'researcher', name = role } = given
  const userId = given.userId ?? nanoid(12)
  const memberId = testId('member')
  const now = new Date()
  if (given.userId === undefined)
    await database.db
      .insert(user)
      .values({ id: userId, name, email: `${userId}@lab.test`, createdAt: now, updatedAt: now })
  await database.db.insert(members).values({ id: memberId, labId: lab.id, userId, role, hue: 0, createdAt: now })
  return { memberId, userId, role, name }
}
