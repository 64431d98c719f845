#!/usr/bin/env node
// `npx interphase …`: bundles the command (a few ms) and runs it on the project's Node.
import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))))
const caller = process.cwd()
process.chdir(root)
const { buildServer } = await import('../scripts/build.js')
await buildServer(['interphase'])
const result = spawnSync(
  join(root, 'node_modules', '.bin', 'node'),
  ['--enable-source-maps', join(root, 'dist', 'interphase.js'), ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: caller, env: { ...process.env, INTERPHASE_ROOT: root } },
)
process.exit(result.status ?? 1)
