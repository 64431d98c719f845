import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const stamp = join('node_modules', '.interphase-installed')

/** Installs what package-lock.json names, unless it is there already. Runs before anything is installed: no imports. */
export function ensureInstalled() {
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing …')
  // Not `npm ci`: it refuses a lock without the optional packages of other platforms that a registry does not carry.
  // `--no-save` takes the locked versions all the same, and leaves the lock as it is.
  const result = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'development', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  })
  if (result.status !== 0) {
    console.error('The packages could not be installed. Check the network and the npm registry, then start again.')
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}
