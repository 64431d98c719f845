// Runs the collaboration harness with our rooms beside its peers, and prints the table.
//
//   npm run bench:collab                     all phases, all targets (about 10 minutes)
//   npm run bench:collab -- --quick          the same, short
//   npm run bench:collab -- --ours           only our rooms
//   npm run bench:collab -- --phases latency,throughput
//   npm run bench:collab -- --attack         how late others get while 100,000 hostile messages come in; needs no harness
//
// The harness lies outside this repository; COLLAB_BENCH names its folder (default: ../shared/bench/collab).
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import process from 'node:process'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '..')

function bundle(entry, outfile) {
  return build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  })
}

if (process.argv.includes('--attack')) {
  const attack = join(root, 'dist/bench/attack.js')
  await bundle('bench/collab/attack.ts', attack)
  process.exit(spawnSync(process.execPath, [attack], { stdio: 'inherit', cwd: root }).status ?? 1)
}

const harness = resolve(process.env.COLLAB_BENCH ?? join(root, '../shared/bench/collab'))
if (!existsSync(join(harness, 'bench.mjs'))) {
  console.error(`There is no harness at ${harness}. Set COLLAB_BENCH to its folder.`)
  process.exit(1)
}

const argumentsLeft = process.argv.slice(2)
const onlyOurs = argumentsLeft.includes('--ours')
const passedOn = argumentsLeft.filter((one) => one !== '--ours')
const out = join(root, 'bench/out/collab')
const server = join(root, 'dist/bench/collabServer.js')
const work = mkdtempSync(join(tmpdir(), 'interphase-bench-'))

await bundle('bench/collab/server.ts', server)
await bundle('db/checkpointWorker.ts', join(root, 'dist/bench/checkpointWorker.js'))

// The peers bring compiled packages, which npm builds for the machine's own Node: they and the harness run on that one,
// ours on the project's.
const machinePath = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter)

function run(command, args, environment = {}) {
  const done = spawnSync(command, args, {
    cwd: work,
    stdio: 'inherit',
    env: { ...process.env, PATH: machinePath, ...environment },
  })
  if (done.status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${done.status ?? done.signal}`)
  }
}

try {
  cpSync(harness, work, { recursive: true, filter: (path) => !path.includes('node_modules') })
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'])
  const targets = ['--target', join(root, 'bench/collab/target.mjs')]
  if (!onlyOurs) {
    for (const peer of ['y-websocket-server', 'hocuspocus']) {
      run('npm', ['--prefix', `servers/${peer}`, 'install', '--no-audit', '--no-fund', '--loglevel=error'])
    }
    for (const peer of ['yws-memory', 'yws-leveldb', 'hocuspocus-sqlite']) {
      targets.push('--target', join(work, `targets/${peer}.mjs`))
    }
  }
  mkdirSync(out, { recursive: true })
  run('node', ['bench.mjs', ...targets, '--out', out, '--tmp', join(work, 'data'), ...passedOn], {
    COLLAB_SERVER: server,
    COLLAB_NODE: process.execPath,
  })
  console.log(readFileSync(join(out, 'results.md'), 'utf8'))
} finally {
  rmSync(work, { recursive: true, force: true })
}
