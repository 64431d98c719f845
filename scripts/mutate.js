// `npm run mutate`: changes each formula of science/ in every way that Stryker knows, and runs the tests that reach it. A change
// that no test notices is printed with file and line, and the run fails. Stryker is installed apart, on the first run only.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const home = join('bench', 'mutation')
const program = join(home, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')

if (!existsSync(program)) {
  console.log('Installing Stryker …')
  const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: home,
    stdio: 'inherit',
  })
  if (installed.status !== 0) process.exit(1)
}
const { status } = spawnSync(
  process.execPath,
  [program, 'run', join(home, 'stryker.config.json'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
)
process.exit(status ?? 1)
