// After an install: makes `npx interphase` work inside this folder.
import { chmodSync, existsSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const link = join('node_modules', '.bin', 'interphase')
const command = join('bin', 'interphase.js')
if (existsSync(command) && existsSync(join('node_modules', '.bin'))) {
  chmodSync(command, 0o755)
  rmSync(link, { force: true })
  symlinkSync(join('..', '..', command), link)
}
