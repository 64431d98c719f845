// `npm run dev`: the server from its sources, pages rebuilt as they change.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from './ensureInstalled.js'

ensureInstalled()
const child = spawn(join('node_modules', '.bin', 'tsx'), ['server/main.ts'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
})
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
