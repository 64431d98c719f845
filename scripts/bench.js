// `npm run bench`: builds the product and measures it, on one page. See bench/product/main.ts.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from './build.js'
import { ensureInstalled } from './ensureInstalled.js'
import { chromiumAdvice, findChromium } from './findChromium.js'

ensureInstalled()
const chromium = await findChromium({ install: true })
if (!chromium) {
  console.error(chromiumAdvice)
  process.exit(1)
}
await build()
const result = spawnSync(join('node_modules', '.bin', 'tsx'), ['bench/product/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, INTERPHASE_CHROMIUM: chromium },
})
process.exit(result.status ?? 1)
