import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { InvitationId, MemberId } from '@/science/ids'
import { user } from './auth'
import { inLab, moment } from './columns'

export const roles = ['pi', 'researcher', 'student', 'viewer'] as const
export type Role = (typeof roles)[number]

/** A person in a lab. Someone who left keeps the row (records point at it) with `removedAt` set. */
export const members = sqliteTable(
  'members',
  {
    id: text('id').$type<MemberId>().primaryKey(),
    labId: inLab(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    role: text('role', { enum: roles }).notNull(),
    /** One of eight colours in which others see this person. */
    hue: integer('hue').notNull(),
    createdAt: moment('created_at').notNull(),
    removedAt: moment('removed_at'),
  },
  (table) => [uniqueIndex('members_lab_user').on(table.labId, table.userId), index('members_user').on(table.userId)],
)

/** An invitation by link. Only the hash of its token is kept. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: text('id').$type<InvitationId>().primaryKey(),
    labId: inLab(),
    role: text('role', { enum: roles }).notNull(),
    /** When set, only this address may accept. */
    email: text('email'),
    tokenHash: text('token_hash').notNull().unique(),
    createdBy: text('created_by').$type<MemberId>().notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    acceptedAt: moment('accepted_at'),
    acceptedBy: text('accepted_by').$type<MemberId>(),
    revokedAt: moment('revoked_at'),
  },
  (table) => [index('invitations_lab').on(table.labId)],
)
