import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Limits } from '@/collab/room/limits'

/** A server of rooms in a process of its own. */
export interface RoomsProcess {
  /** `ws://127.0.0.1:…/collab` */
  url: string
  pid: number
  /** Null while it runs. */
  readonly exitCode: number | string | null
  /** Resolves when the process is gone. */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

export interface RoomsProcessOptions {
  /** Where the log lies; stays when the process is killed. */
  folder: string
  port?: number
  limits?: Partial<Limits>
  failEvery?: number
}

let bundling: Promise<string> | null = null

/** Bundles the entry beside node_modules, where the packages that stay outside are found. Tests run at the repository's root. */
async function bundle(): Promise<string> {
  const outfile = join(process.cwd(), `dist/test/roomsProcess-${process.pid}.mjs`)
  await build({
    entryPoints: [join(process.cwd(), 'server/sync/testing/roomsProcess.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
  return outfile
}

/** Starts the real rooms on the real log in `folder`; resolves when they listen. */
export async function startRooms({ folder, port, limits, failEvery }: RoomsProcessOptions): Promise<RoomsProcess> {
  bundling ??= bundle()
  const entry = await bundling
  mkdirSync(folder, { recursive: true })
  const child = spawn(process.execPath, [entry], {
    env: {
      ...process.env,
      DATA: folder,
      PORT: String(port ?? 0),
      LIMITS: JSON.stringify(limits ?? {}),
      ...(failEvery === undefined ? {} : { FAIL_EVERY: String(failEvery) }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString()
      const found = /listening at (\S+)/.exec(text)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', () => reject(new Error('the server did not start')))
  })
  return {
    url,
    pid: child.pid as number,
    get exitCode() {
      return child.exitCode ?? child.signalCode
    },
    async kill(signal = 'SIGKILL') {
      child.kill(signal)
      await gone
    },
  }
}
