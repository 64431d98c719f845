import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { hashPassword } from 'better-auth/crypto'
import { openDatabase } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { createFileStore } from '@/server/files/store'
import { buildLargeLab, largeSizes } from '@/server/largeLab/buildLargeLab'

/** The large lab's name in addresses, and its first PI. */
export const large = {
  slug: 'okada-lab',
  email: 'okada-lab.mina.okada@large.invalid',
  password: 'Mina keeps the glovebox dry',
}

/**
 * Fills a data folder that has no database yet: a lab of 10,000 recipes, 5,000 runs and 50,000 samples, and a small one beside it,
 * whose rows nobody of the first may see.
 * @throws when there is a database
 */
export async function seedLarge(
  dataFolder: string,
  { seed = 2026, onProgress }: { seed?: number; onProgress?: (sentence: string) => void } = {},
): Promise<void> {
  const file = join(dataFolder, 'interphase.sqlite')
  const files = join(dataFolder, 'files')
  if (existsSync(file)) throw new Error(`${dataFolder} holds a database already. Name a new folder in INTERPHASE_DATA.`)
  mkdirSync(files, { recursive: true })
  const database = openDatabase(file)
  try {
    migrateDatabase(database, join('db', 'migrations', 'sqlite'))
    // Nobody waits for "saved" here: should the machine stop, it is made again.
    database.sqlite.pragma('synchronous = OFF')
    const given = {
      passwordHash: await hashPassword(large.password),
      until: new Date('2026-11-20T18:00:00Z'),
      pathOf: createFileStore(files).pathOf,
    }
    await buildLargeLab(database, {
      ...given,
      seed,
      sizes: largeSizes,
      name: 'Okada Lab',
      slug: large.slug,
      onProgress,
    })
    await buildLargeLab(database, {
      ...given,
      seed: seed + 1,
      sizes: { plans: 4, recipesPerPlan: 6, runs: 12, samples: 60, cells: 20, tests: 10 },
      name: 'Holm Lab',
      slug: 'holm-lab',
    })
    database.sqlite.pragma('optimize')
    database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    database.close()
  }
}
