import { join } from 'node:path'
import { expect, it } from 'vitest'
import { examineChain } from '@/db/auditChain'
import { temporaryDatabase } from '@/db/testing/temporaryDatabase'
import { buildLargeLab } from './buildLargeLab'

const sizes = { plans: 3, recipesPerPlan: 4, runs: 7, samples: 40, cells: 9, tests: 4 }

/** Every row of every table that the generator writes. */
async function build(seed: number) {
  const database = temporaryDatabase()
  try {
    await buildLargeLab(database, {
      seed,
      sizes,
      name: 'Large',
      slug: 'large',
      passwordHash: 'none',
      until: new Date('2026-11-20T18:00:00Z'),
      pathOf: (sha256) => join(database.folder, sha256),
    })
    const tables = database.sqlite
      .prepare("select name from sqlite_master where type = 'table' and name not like '\\_\\_%' escape '\\'")
      .pluck()
      .all() as string[]
    const rows = new Map(tables.map((table) => [table, database.sqlite.prepare(`select * from "${table}"`).all()]))
    return { rows, chain: examineChain(database), dangling: database.sqlite.pragma('foreign_key_check') }
  } finally {
    database.dispose()
  }
}

it('makes exactly as much as it is asked for, with an audit log that holds', async () => {
  const { rows, chain, dangling } = await build(1)
  const count = (table: string) => rows.get(table)?.length
  expect(chain.ok).toBe(true)
  expect(dangling).toEqual([])
  expect([count('plans'), count('recipes'), count('runs'), count('samples'), count('cells'), count('tests')]).toEqual([
    3, 12, 7, 40, 9, 4,
  ])
})

it('makes the same rows from the same seed, and others from another', async () => {
  const [one, again, other] = [await build(5), await build(5), await build(6)]
  expect(again.rows).toEqual(one.rows)
  expect(other.rows.get('recipes')).not.toEqual(one.rows.get('recipes'))
})
