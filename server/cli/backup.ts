import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { create, extract } from 'tar'
import { type AuditHead, readAuditHead } from '@/db/auditChain'
import { openDatabase } from '@/db/connection'
import { lastMigration } from '@/db/migrate'
import type { Config } from '../config'
import { takeDataFolder } from '../dataFolder'
import { CommandProblem } from './problem'

/** What a backup says of itself: each file with its size and hash, so that a restore can trust it before it touches anything. */
interface Manifest {
  format: 'interphase-backup'
  version: 1
  madeAt: string
  /** When the newest migration in it was made, ms. */
  migration: number
  files: Record<string, { sizeBytes: number; sha256: string }>
}

const manifestName = 'manifest.json'

/**
 * Writes database, uploaded files and the session key into one archive while the server may run. The database is copied by
 * SQLite's own online backup, first; files are named by their content and never change, so whatever the copy names is there.
 */
export async function backup(config: Config, target: string): Promise<string> {
  if (!existsSync(config.databaseFile))
    throw new CommandProblem(`There is no database in ${config.dataFolder}. Name the data folder in INTERPHASE_DATA.`)
  if (existsSync(target)) throw new CommandProblem(`${target} exists already. Name a file that does not.`)
  const folder = await mkdtemp(join(dirname(resolve(target)), '.interphase-backup-'))
  try {
    const copy = join(folder, 'interphase.sqlite')
    const database = openDatabase(config.databaseFile)
    let migration = 0
    let auditHead: AuditHead | null = null
    try {
      // Before the copy, so that the copy holds it, whatever is written meanwhile.
      auditHead = readAuditHead(database)
      // All in one step: a copy in many would begin anew whenever the running server writes.
      await database.sqlite.backup(copy, { progress: ({ remainingPages }) => Math.max(remainingPages, 100) })
      migration = lastMigration(database)
    } finally {
      database.close()
    }
    if (existsSync(config.filesFolder))
      await cp(config.filesFolder, join(folder, 'files'), {
        recursive: true,
        filter: (source) => basename(source) !== 'arriving',
      })
    const secret = join(config.dataFolder, 'secret')
    if (existsSync(secret)) await cp(secret, join(folder, 'secret'))

    const files: Manifest['files'] = {}
    for (const path of await listFiles(folder)) files[path] = await fingerprint(join(folder, path))
    const manifest: Manifest = {
      format: 'interphase-backup',
      version: 1,
      madeAt: new Date().toISOString(),
      migration,
      files,
    }
    await writeFile(join(folder, manifestName), JSON.stringify(manifest, null, 1))

    const temporary = `${resolve(target)}.part`
    await create({ gzip: true, cwd: folder, file: temporary, portable: true }, await readdir(folder))
    const handle = await open(temporary, 'r+')
    await handle.sync()
    await handle.close()
    await rename(temporary, target)
    const newest =
      auditHead === null
        ? ''
        : `\nThe newest entry of its audit log is ${auditHead.seq}:${auditHead.hash}; note it down.`
    return `Backed up ${Object.keys(files).length} files to ${target}.${newest}`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Unpacks a backup beside the data folder, checks every byte of it, and only then puts it in place. A data folder that holds
 * something is left alone, or with `force` moved aside, never overwritten.
 */
export async function restore(config: Config, source: string, { force }: { force: boolean }): Promise<string> {
  if (!existsSync(source)) throw new CommandProblem(`There is no file ${source}.`)
  const isUsed = existsSync(config.dataFolder) && (await readdir(config.dataFolder)).length > 0
  if (isUsed && !force)
    throw new CommandProblem(
      `The data folder ${config.dataFolder} is not empty. Name an empty one in INTERPHASE_DATA, or add --force to move what is there aside.`,
    )
  // Refused while a server runs on it.
  if (isUsed) takeDataFolder(config.dataFolder)()
  await mkdir(dirname(config.dataFolder), { recursive: true })
  const folder = await mkdtemp(join(dirname(config.dataFolder), '.interphase-restore-'))
  try {
    await extract({ file: source, cwd: folder }).catch((error: unknown) => {
      throw new CommandProblem(`${source} is not a backup of Interphase, or it is damaged (${String(error)}).`)
    })
    const manifest = await readManifest(folder, source)
    for (const [path, expected] of Object.entries(manifest.files)) {
      const found = existsSync(join(folder, path)) ? await fingerprint(join(folder, path)) : null
      if (found === null || found.sha256 !== expected.sha256)
        throw new CommandProblem(
          `The backup is damaged: ${path} is ${found === null ? 'missing' : 'not what was saved'}.`,
        )
    }
    await rm(join(folder, manifestName))
    let aside = ''
    if (isUsed) {
      aside = `${config.dataFolder}.before-${new Date().toISOString().replace(/[:.]/g, '-')}`
      await rename(config.dataFolder, aside)
    } else await rm(config.dataFolder, { recursive: true, force: true })
    await rename(folder, config.dataFolder)
    return `Restored the backup of ${manifest.madeAt} to ${config.dataFolder}.${aside === '' ? '' : ` What was there is in ${aside}.`}`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readManifest(folder: string, source: string): Promise<Manifest> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, manifestName), 'utf8')) as Manifest
    if (manifest.format === 'interphase-backup' && manifest.version === 1) return manifest
  } catch {
    // Said below.
  }
  throw new CommandProblem(`${source} is not a backup of Interphase: it holds no readable ${manifestName}.`)
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

async function fingerprint(path: string): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return { sizeBytes: (await stat(path)).size, sha256: hash.digest('hex') }
}
