// `npm run mutate`: changes each formula of science/ in every way that Stryker knows, and runs the tests that reach it. A change
// that no test notices is printed with file and line, and the run fails; unless bench/mutation/equivalent.json says why it makes
// no difference. Stryker is installed apart, on the first run only. `npm run mutate -- --mutate science/prediction/oxygen.ts`
// tries one file.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const home = join('bench', 'mutation')
const program = join(home, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')
const reportFile = join('reports', 'mutation', 'mutation.json')

if (!existsSync(program)) {
  console.log('Installing Stryker …')
  const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: home,
    stdio: 'inherit',
  })
  if (installed.status !== 0) process.exit(1)
}
rmSync(reportFile, { force: true })
const run = spawnSync(process.execPath, [program, 'run', join(home, 'stryker.config.json'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
if (run.status !== 0 || !existsSync(reportFile)) process.exit(1)

/** What a change is known by: it keeps its name while the lines around it move. */
function describe(file, lines, { mutatorName, location, replacement }) {
  const { start, end } = location
  const line = lines[start.line - 1] ?? ''
  const until = start.line === end.line ? end.column - 1 : line.length
  return { file, mutator: mutatorName, line: line.trim(), from: line.slice(start.column - 1, until), to: replacement }
}

const equivalent = JSON.parse(readFileSync(join(home, 'equivalent.json'), 'utf8'))
const nameOf = ({ file, mutator, line, from, to }) => JSON.stringify([file, mutator, line, from, to])
const reasons = new Map(equivalent.map((entry) => [nameOf(entry), entry.reason]))
const tried = new Set()
const survivors = []
let count = 0
for (const [file, { source, mutants }] of Object.entries(JSON.parse(readFileSync(reportFile, 'utf8')).files)) {
  const lines = source.split('\n')
  tried.add(file)
  for (const mutant of mutants) {
    count += 1
    if (mutant.status !== 'Survived' && mutant.status !== 'NoCoverage') continue
    survivors.push({ ...describe(file, lines, mutant), at: `${file}:${mutant.location.start.line}` })
  }
}
const names = new Set(survivors.map(nameOf))
const unexplained = survivors.filter((survivor) => !reasons.has(nameOf(survivor)))
const stale = equivalent.filter((entry) => tried.has(entry.file) && !names.has(nameOf(entry)))
for (const survivor of unexplained)
  console.log(`${survivor.at} ${survivor.mutator}\n  ${survivor.line}\n  ${survivor.from} → ${survivor.to}\n`)
for (const entry of stale)
  console.log(`bench/mutation/equivalent.json: this change is noticed, or gone: ${nameOf(entry)}`)
console.log(
  `${count} changes: ${count - survivors.length} noticed, ${survivors.length - unexplained.length} make no difference, ${unexplained.length} went unnoticed.`,
)
process.exit(unexplained.length + stale.length === 0 ? 0 : 1)
