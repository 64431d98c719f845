import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commit, commitUnrecorded, guarded, recordOnly } from './commit'
import { auditEntries } from './schema/audit'
import { installation } from './schema/labs'
import { temporaryDatabase } from './testing/temporaryDatabase'

let database: ReturnType<typeof temporaryDatabase>
beforeEach(() => {
  database = temporaryDatabase()
})
afterEach(() => database.dispose())

const put = (key: string) => database.db.insert(installation).values({ key, value: 1, updatedAt: new Date() })
const keys = async () =>
  (await database.db.select({ key: installation.key }).from(installation))
    .map((row) => row.key)
    .filter((key) => key !== 'audit head')
const entries = async () => await database.db.select().from(auditEntries)
const act = (verb = 'something.done') =>
  recordOnly({ labId: null, by: 'mem_1', at: new Date(5), verb, subjectId: 'a', details: { size: 2 } })

describe('commit', () => {
  it('writes all statements, and one entry that says what they do', async () => {
    await commit(database, [put('a'), put('b'), act()])
    expect(await keys()).toEqual(['a', 'b'])
    expect(await entries()).toEqual([
      expect.objectContaining({ seq: 1, verb: 'something.done', by: 'mem_1', at: new Date(5), details: { size: 2 } }),
    ])
  })

  it('binds the entry to the values that were written', async () => {
    await commit(database, [put('a'), act()])
    await commit(database, [put('b'), act()])
    const [first, second] = await entries()
    expect(first!.payloadHash).not.toBe(second!.payloadHash)
    expect(second!.previousHash).toBe(first!.hash)
  })

  it('writes none when one fails, the entry neither', async () => {
    await expect(commit(database, [put('a'), put('a'), act()])).rejects.toThrow()
    expect(await keys()).toEqual([])
    expect(await entries()).toEqual([])
  })

  it('writes none when a guard finds another number of rows than it expected', async () => {
    const nobody = database.db.update(installation).set({ value: 2 }).where(eq(installation.key, 'nobody'))
    const isFaster = guarded(nobody, { changes: 1, otherwise: () => new Error('somebody was faster') })
    await expect(commit(database, [put('a'), isFaster, act()])).rejects.toThrow('somebody was faster')
    expect(await keys()).toEqual([])
    expect(await entries()).toEqual([])
  })

  it('does not compile without an entry at the end', () => {
    // @ts-expect-error the last statement does not say what the batch does
    const forgotten = () => commit(database, [put('a')])
    expect(forgotten).toBeTypeOf('function')
  })

  it('leaves no entry for what is no record', async () => {
    await commitUnrecorded(database, { because: 'a test', statements: [put('a')] })
    expect(await keys()).toEqual(['a'])
    expect(await entries()).toEqual([])
  })
})
