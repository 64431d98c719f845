import { eq } from 'drizzle-orm'
import type { Database } from '../connection'
import { installation } from '../schema/labs'

export async function readFact(db: Database['db'], key: string): Promise<unknown> {
  const [row] = await db.select().from(installation).where(eq(installation.key, key)).limit(1)
  return row?.value
}

export function writeFact(db: Database['db'], key: string, value: unknown) {
  const row = { value, updatedAt: new Date() }
  return db
    .insert(installation)
    .values({ key, ...row })
    .onConflictDoUpdate({ target: installation.key, set: row })
}

export function forgetFact(db: Database['db'], key: string) {
  return db.delete(installation).where(eq(installation.key, key))
}
