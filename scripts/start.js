// `npm start`: installs, builds, and serves. Runs on any Node; the server runs on the one that the project brings.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from './build.js'
import { ensureInstalled } from './ensureInstalled.js'

ensureInstalled()
await build()
const child = spawn(join('node_modules', '.bin', 'node'), ['--enable-source-maps', join('dist', 'main.js')], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
})
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)))
