import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { missingGuards } from './auditChain'
import { openDatabase } from './connection'
import { migrateDatabase, migrateTables, NewerDatabase } from './migrate'

const newest = join('db', 'migrations', 'sqlite')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interphase-migrate-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The migrations as they were when there were only so many. */
function migrationsOf(count: number): string {
  const older = join(folder, `first-${count}`)
  cpSync(newest, older, { recursive: true })
  const file = join(older, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: unknown[] }
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }))
  return older
}

it('keeps reviews that an older version wrote: what waits goes on waiting, what was approved is approved', () => {
  const database = openDatabase(join(folder, 'older.sqlite'))
  const { sqlite } = database
  migrateTables({ ...database }, migrationsOf(6))
  sqlite.exec(`
    insert into user (id, name, email, email_verified, created_at, updated_at) values ('u', 'Mina', 'm@lab.test', 0, 1, 1);
    insert into labs (id, slug, name, is_example, settings, created_at) values ('lab_1', 'lab', 'Lab', 0, '{"approvalRequiredFor":[]}', 1);
    insert into members (id, lab_id, user_id, role, hue, created_at) values ('mem_1', 'lab_1', 'u', 'pi', 0, 1);
    insert into plans (id, lab_id, title, aim, conditions, problems, created_by, created_at, updated_at)
      values ('pln_1', 'lab_1', 'Borates', '', '{}', '[]', 'mem_1', 1, 1);
    insert into recipes (id, lab_id, plan_id, name, process, order_key, "values", content_hash, prediction, is_binned, as_of_seq, updated_at)
      values ('rec_1', 'lab_1', 'pln_1', 'thin', 'wet', 'a0', '{}', 'hash', '{}', 0, 1, 1),
             ('rec_2', 'lab_1', 'pln_1', 'in the bin', 'wet', 'a1', '{}', 'other', '{}', 1, 1, 1);
    insert into revisions (id, lab_id, plan_id, recipe_id, number, content_hash, name, process, "values", prediction, model_version, cause, created_by, created_at)
      values ('rev_1', 'lab_1', 'pln_1', 'rec_1', 1, 'hash', 'thin', 'wet', '{}', '{}', '1', 'review', 'mem_1', 1);
    insert into reviews (id, lab_id, plan_id, state, requested_by, requested_at, decided_by, decided_at, reason)
      values ('rvw_1', 'lab_1', 'pln_1', 'approved', 'mem_1', 1, 'mem_1', 2, ''),
             ('rvw_2', 'lab_1', 'pln_1', 'open', 'mem_1', 3, null, null, '');
    insert into reviewed_revisions (review_id, revision_id) values ('rvw_1', 'rev_1');
  `)
  migrateDatabase(database)
  expect(
    sqlite.prepare('select review_id, recipe_id, state from review_recipes order by review_id').raw().all(),
  ).toEqual([
    ['rvw_1', 'rec_1', 'approved'],
    ['rvw_2', 'rec_1', 'open'],
  ])
  expect(sqlite.prepare('select review_id, member_id from review_reviewers order by review_id').raw().all()).toEqual([
    ['rvw_1', 'mem_1'],
    ['rvw_2', 'mem_1'],
  ])
  expect(sqlite.prepare('select template, required from plans').raw().all()).toEqual([[null, '{}']])
  expect(missingGuards(database)).toEqual([])
  database.close()
})

it('refuses a database that a newer version wrote, and touches nothing', () => {
  const database = openDatabase(join(folder, 'newer.sqlite'))
  migrateDatabase(database)
  expect(() => migrateDatabase(database, migrationsOf(3))).toThrow(NewerDatabase)
  database.close()
})
