import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const systemNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

function onPath(name) {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
  return found.status === 0 ? found.stdout.trim() : null
}

function isDebianAndMayInstall() {
  try {
    return (
      process.getuid?.() === 0 && /debian|ubuntu/.test(readFileSync('/etc/os-release', 'utf8')) && onPath('apt-get')
    )
  } catch {
    return false
  }
}

/**
 * A Chromium for the browser stories: INTERPHASE_CHROMIUM, the system's, Playwright's own, or the distribution's
 * package where this user may install one. Null when there is none.
 * @returns {Promise<string | null>} path of the executable
 */
export async function findChromium({ install = false } = {}) {
  const wanted = process.env.INTERPHASE_CHROMIUM
  if (wanted) {
    if (existsSync(wanted)) return wanted
    throw new Error(`INTERPHASE_CHROMIUM names ${wanted}, which does not exist.`)
  }
  for (const name of systemNames) {
    const path = onPath(name)
    if (path) return path
  }
  try {
    const { chromium } = await import('@playwright/test')
    if (existsSync(chromium.executablePath())) return chromium.executablePath()
  } catch {
    // Playwright is not installed yet, or has no browser of its own.
  }
  if (install && isDebianAndMayInstall()) {
    console.log('No Chromium found: installing the distribution’s package …')
    try {
      execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
      execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    } catch {
      return null
    }
    return onPath('chromium')
  }
  return null
}

export const chromiumAdvice =
  'No Chromium was found. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium), ' +
  'or set INTERPHASE_CHROMIUM to the path of its executable.'
