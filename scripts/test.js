// `npm test`: lint, types, import rules, unit and integration tests, browser stories; one line at the end adds them up.
// `npm test -- --only unit,stories` runs some of the suites.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled } from './ensureInstalled.js'
import { chromiumAdvice, findChromium } from './findChromium.js'

const reports = mkdtempSync(join(tmpdir(), 'interphase-test-'))
const binaries = join(process.cwd(), 'node_modules', '.bin')
const environment = {
  ...process.env,
  PATH: `${binaries}:${process.env.PATH}`,
  NEXT_TELEMETRY_DISABLED: '1',
  FORCE_COLOR: process.env.FORCE_COLOR ?? '0',
}

function run(command, args, extraEnvironment = {}) {
  const result = spawnSync(join(binaries, command), args, {
    stdio: 'inherit',
    env: { ...environment, ...extraEnvironment },
  })
  return result.status === 0
}

/** A check that has no tests of its own counts as one. */
const check = (command, args) => () => (run(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

function unitTests() {
  const file = join(reports, 'vitest.json')
  const ok = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  const report = readReport(file)
  const passed = report?.numPassedTests ?? 0
  // A file that could not even be loaded has no failed test, but the run is not green.
  const failed = Math.max(report?.numFailedTests ?? 0, ok && passed > 0 ? 0 : 1)
  return { passed, failed, skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0) }
}

async function browserStories() {
  const chromium = await findChromium({ install: true })
  if (!chromium) {
    console.error(chromiumAdvice)
    return { passed: 0, failed: 1 }
  }
  if (!run('node', ['scripts/build.js'])) return { passed: 0, failed: 1 }
  const file = join(reports, 'playwright.json')
  const ok = run('playwright', ['test', '--reporter=list,json'], {
    INTERPHASE_CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const stats = readReport(file)?.stats
  const passed = (stats?.expected ?? 0) + (stats?.flaky ?? 0)
  if (stats?.flaky) console.log(`stories that went well only the second time: ${stats.flaky} (named above)`)
  return { passed, failed: Math.max(stats?.unexpected ?? 0, ok && passed > 0 ? 0 : 1), skipped: stats?.skipped ?? 0 }
}

const suites = {
  format: check('biome', ['check', '--error-on-warnings', '.']),
  promises: check('oxlint', ['--type-aware', '--deny-warnings']),
  types: check('tsc', ['--noEmit', '-p', '.']),
  unused: check('knip', []),
  unit: unitTests,
  stories: browserStories,
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1].split(',') : null
for (const name of only ?? []) {
  if (!(name in suites)) {
    console.error(`There is no suite called ${name}. There are: ${Object.keys(suites).join(', ')}.`)
    process.exit(2)
  }
}

ensureInstalled()
const total = { passed: 0, failed: 0, skipped: 0 }
const failedSuites = []
for (const [name, suite] of Object.entries(suites)) {
  if (only && !only.includes(name)) continue
  const started = Date.now()
  console.log(`\n── ${name} ──`)
  const { passed, failed, skipped = 0 } = await suite()
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  if (failed > 0) failedSuites.push(name)
  console.log(`${name}: ${failed === 0 ? 'green' : 'red'} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}
rmSync(reports, { recursive: true, force: true })
if (failedSuites.length > 0) console.log(`\nred: ${failedSuites.join(', ')}`)
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exit(total.failed > 0 ? 1 : 0)
