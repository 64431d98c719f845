import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The key that signs sessions: the environment's, or one made at the first start and kept in the data folder. */
export function sessionSecret({ secret, dataFolder }: { secret: string | null; dataFolder: string }): string {
  if (secret !== null) return secret
  const file = join(dataFolder, 'secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const made = randomBytes(48).toString('base64url')
  writeFileSync(file, `${made}\n`, { mode: 0o600, flag: 'wx' })
  return made
}
