import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commit, guarded } from './commit'
import { installation } from './schema/labs'
import { temporaryDatabase } from './testing/temporaryDatabase'

let database: ReturnType<typeof temporaryDatabase>
beforeEach(() => {
  database = temporaryDatabase()
})
afterEach(() => database.dispose())

const put = (key: string) => database.db.insert(installation).values({ key, value: 1, updatedAt: new Date() })
const keys = async () => (await database.db.select({ key: installation.key }).from(installation)).map((row) => row.key)

describe('commit', () => {
  it('writes all statements', async () => {
    await commit(database, [put('a'), put('b')])
    expect(await keys()).toEqual(['a', 'b'])
  })

  it('writes none when one fails', async () => {
    await expect(commit(database, [put('a'), put('a')])).rejects.toThrow()
    expect(await keys()).toEqual([])
  })

  it('writes none when a guard finds another number of rows than it expected', async () => {
    const nobody = database.db.update(installation).set({ value: 2 }).where(eq(installation.key, 'nobody'))
    const batch = [put('a'), guarded(nobody, { changes: 1, otherwise: () => new Error('somebody was faster') })]
    await expect(commit(database, batch)).rejects.toThrow('somebody was faster')
    expect(await keys()).toEqual([])
  })
})
