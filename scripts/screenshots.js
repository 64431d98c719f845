// `npm run screenshots`: takes the README's pictures anew, from the example lab of a server of its own.
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
const result = spawnSync(join('node_modules', '.bin', 'tsx'), ['e2e/screenshots.ts'], {
  stdio: 'inherit',
  env: { ...process.env, INTERPHASE_CHROMIUM: chromium },
})
process.exit(result.status ?? 1)
