import { readConfig } from '@/server/config'
import { takeDataFolder } from '@/server/dataFolder'
import { large, seedLarge } from './large'

// `npm run seed:large`: fills a new data folder (INTERPHASE_DATA) with a lab of 10,000 recipes, 5,000 runs and 50,000 samples;
// `-- --seed 7` makes another of the same size. The same seed gives the same lab.

const at = process.argv.indexOf('--seed')
const seed = at === -1 ? 2026 : Number(process.argv[at + 1])
if (!Number.isInteger(seed)) {
  console.error(`Expected a whole number after --seed, found ${process.argv[at + 1] ?? 'nothing'}.`)
  process.exit(2)
}
const { dataFolder } = readConfig(process.env)
const began = performance.now()
const giveBack = takeDataFolder(dataFolder)
try {
  await seedLarge(dataFolder, { seed, onProgress: (sentence) => console.log(`  ${sentence}`) })
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(`Made in ${seconds} s in ${dataFolder}. Sign in as ${large.email} with “${large.password}”.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  giveBack()
}
