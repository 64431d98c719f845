import { hashPassword } from 'better-auth/crypto'
import { nanoid } from 'nanoid'
import type { Database } from '@/db/connection'
import { insertPerson } from '@/db/queries/members'

export interface NewPerson {
  name: string
  email: string
  password: string
}

/** The statements that make a person who can sign in; they go into the batch that also makes her a member. */
export async function newPersonStatements(
  { db }: Pick<Database, 'db'>,
  { name, email, password }: NewPerson,
  at: Date,
) {
  const userId = nanoid(20)
  const passwordHash = await hashPassword(password)
  return { userId, statements: insertPerson(db, { id: userId, name, email, passwordHash, at }) }
}
