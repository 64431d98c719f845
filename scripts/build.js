// Builds pages (Next) and server (esbuild) where their sources changed since the last build.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const sources = ['app', 'public', 'science', 'collab', 'server', 'db']
const files = ['package-lock.json', 'next.config.js', 'tsconfig.json', 'postcss.config.mjs', 'scripts/build.js']
const stamp = join('dist', 'built')

function* sourceFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* sourceFiles(path)
    else if (!/\.test\.tsx?$/.test(entry.name)) yield path
  }
}

function hashOfSources() {
  const hash = createHash('sha256')
  for (const path of [...sources.filter(existsSync).flatMap((folder) => [...sourceFiles(folder)]), ...files])
    hash.update(path).update(readFileSync(path))
  return hash.digest('hex')
}

const entries = {
  main: 'server/main.ts',
  interphase: 'server/cli/main.ts',
  readerWorker: 'server/jobs/readerWorker.ts',
  checkpointWorker: 'db/checkpointWorker.ts',
}

/** Bundles the server's own code, all of it or the named entries; packages stay outside. Takes a moment only. */
export async function buildServer(names = Object.keys(entries)) {
  const { build } = await import('esbuild')
  await build({
    entryPoints: Object.fromEntries(names.map((name) => [name, entries[name]])),
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  })
}

export async function build() {
  const wanted = hashOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join('.next', 'BUILD_ID'))) return
  console.log('Building …')
  rmSync(stamp, { force: true })
  // Types of deleted development routes would fail the build.
  rmSync(join('.next', 'dev'), { recursive: true, force: true })
  await buildServer()
  const result = spawnSync(join('node_modules', '.bin', 'next'), ['build'], {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${join(process.cwd(), 'node_modules', '.bin')}:${process.env.PATH}`,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      INTERPHASE_BUILD: wanted.slice(0, 16),
    },
  })
  if (result.status !== 0) {
    console.error('The pages could not be built; the lines above say why.')
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build()
