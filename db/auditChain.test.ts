import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { examineChain, missingGuards } from './auditChain'
import { commit, recordOnly } from './commit'
import { type Database, openDatabase } from './connection'
import { temporaryDatabase } from './testing/temporaryDatabase'

let database: ReturnType<typeof temporaryDatabase>
beforeEach(async () => {
  database = temporaryDatabase()
  for (let n = 1; n <= 5; n += 1)
    await commit(database, [
      recordOnly({
        labId: null,
        by: 'mem_1',
        at: new Date(1000 * n),
        verb: 'run.recorded',
        subjectId: `run_${n}`,
        details: { actual: n / 3, unit: 'g', absent: undefined, when: new Date(n) },
      }),
    ])
})
afterEach(() => database.dispose())

/** What somebody does to a copy of the file who has dropped the triggers. */
function tampered(act: (copy: Database) => void): Database {
  database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  const file = join(database.folder, 'copy.sqlite')
  copyFileSync(join(database.folder, 'interphase.sqlite'), file)
  const copy = openDatabase(file)
  for (const name of ['no_update', 'no_delete', 'in_order']) copy.sqlite.exec(`drop trigger audit_entries_${name}`)
  act(copy)
  return copy
}

describe('the audit log', () => {
  it('holds, from the first entry to the newest', () => {
    expect(examineChain(database)).toMatchObject({ ok: true, count: 5, head: { seq: 5 } })
    expect(missingGuards(database)).toEqual([])
  })

  it.each([
    ['update audit_entries set by_member = null where seq = 3', /cannot be changed/],
    ['delete from audit_entries where seq = 5', /cannot be deleted/],
    [
      "insert or replace into audit_entries select seq, at, null, lab_id, verb, subject_id, '{}', payload_hash, previous_hash, hash from audit_entries where seq = 2",
      /not the next/,
    ],
  ])('is not written over by “%s”', (sql, refusal) => {
    expect(() => database.sqlite.exec(sql)).toThrow(refusal)
    expect(examineChain(database)).toMatchObject({ ok: true, count: 5 })
  })

  it.each([
    ['update audit_entries set details = \'{"actual":9,"unit":"g"}\' where seq = 3', 3, /content was changed/],
    ["update audit_entries set by_member = 'mem_2' where seq = 1", 1, /content was changed/],
    ["update audit_entries set details = 'not JSON' where seq = 4", 4, /content was changed/],
    [`update audit_entries set previous_hash = '${'1'.repeat(64)}' where seq = 2`, 2, /previous hash/],
    ['delete from audit_entries where seq = 3', 3, /entry 3 is missing/],
    ['delete from audit_entries where seq = 1', 1, /entry 1 is missing/],
    ['delete from audit_entries where seq >= 4', 4, /end is cut off: expected entries up to 5/],
    ['delete from audit_entries', 1, /end is cut off/],
    ["delete from installation where key = 'audit head'", 5, /no note of the newest/],
  ])('after “%s” names the first link that does not hold', (sql, seq, expected) => {
    const copy = tampered(({ sqlite }) => void sqlite.exec(sql))
    const found = examineChain(copy)
    expect(found).toMatchObject({ ok: false, seq, expected: expect.stringMatching(expected) })
    expect(missingGuards(copy)).toHaveLength(3)
    copy.close()
  })

  it('shows a log rewritten from some entry on to whoever noted a hash before', () => {
    const before = examineChain(database)
    if (!before.ok || before.head === null) throw new Error('The log holds.')
    const known = before.head
    const copy = tampered(({ sqlite }) => {
      sqlite.exec('delete from audit_entries where seq >= 4')
      sqlite.exec("delete from installation where key = 'audit head'")
    })
    const act = { labId: null, by: 'mem_2', at: new Date(9), verb: 'forged', subjectId: 'x', details: {} }
    return commit(copy, [recordOnly(act)])
      .then(() => commit(copy, [recordOnly(act)]))
      .then(() => {
        expect(examineChain(copy)).toMatchObject({ ok: true, count: 5 })
        expect(examineChain(copy, known)).toMatchObject({ ok: false, seq: 5 })
        copy.close()
      })
  })
})
