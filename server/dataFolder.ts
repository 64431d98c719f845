import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The data folder cannot be used, with the reason in one sentence. Nothing was written. */
export class DataFolderProblem extends Error {}

/**
 * Makes the folder where it is not there, and takes it for this process: two servers on one folder would each think that
 * the rooms are theirs. The lock of a process that is gone (SIGKILL, power) is taken over.
 * @returns gives the folder back
 */
export function takeDataFolder(folder: string): () => void {
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK | constants.R_OK)
  } catch (error) {
    throw new DataFolderProblem(
      `The data folder ${folder} cannot be written (${reasonOf(error)}). Give this user the right to write there, or name another in INTERPHASE_DATA.`,
    )
  }
  const lock = join(folder, 'lock')
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(lock, `${process.pid}\n`, { flag: 'wx' })
      break
    } catch (error) {
      if (!existsSync(lock))
        throw new DataFolderProblem(`The data folder ${folder} cannot be written (${reasonOf(error)}).`)
      const holder = Number(readFileSync(lock, 'utf8'))
      if (attempt > 2 || isRunning(holder))
        throw new DataFolderProblem(
          `Another Interphase (process ${holder}) uses the data folder ${folder}. Stop it first, or name another folder in INTERPHASE_DATA.`,
        )
      rmSync(lock, { force: true })
    }
  }
  return () => {
    if (existsSync(lock) && Number(readFileSync(lock, 'utf8')) === process.pid) rmSync(lock, { force: true })
  }
}

/** Each missing folder in turn: Node's own `recursive` never ends where a file system takes no folders, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent)
  mkdirSync(folder)
}

/** A process of this number exists and is a Node one: after a restart of the machine numbers are given anew. */
export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  const commandLine = `/proc/${pid}/cmdline`
  if (!existsSync(commandLine)) return true
  const words = readFileSync(commandLine, 'utf8')
  return words === '' ? false : words.includes('node')
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
