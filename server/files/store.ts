import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { AppError } from '../errors'

export interface StoredFile {
  sha256: string
  sizeBytes: number
  path: string
}

/** Uploaded files as they came, named by their content. Nothing is ever overwritten or deleted. */
export interface FileStore {
  /** Streams to disk; the file has its final name only when all of it is there. @throws AppError when too large or empty */
  put(source: Readable, limitBytes: number): Promise<StoredFile>
  pathOf(sha256: string): string
  read(sha256: string): Readable
}

/** Where files are until all of them is there. */
export const arrivingIn = (folder: string) => join(folder, 'arriving')

export function createFileStore(folder: string): FileStore {
  const arriving = arrivingIn(folder)
  mkdirSync(arriving, { recursive: true })
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)

  return {
    pathOf,
    read: (sha256) => createReadStream(pathOf(sha256)),
    async put(source, limitBytes) {
      const temporary = join(arriving, randomUUID())
      const handle = await open(temporary, 'wx')
      const hash = createHash('sha256')
      let sizeBytes = 0
      try {
        for await (const chunk of source as AsyncIterable<Buffer>) {
          sizeBytes += chunk.length
          if (sizeBytes > limitBytes)
            throw new AppError('bad-input', `The file is larger than ${Math.round(limitBytes / 1024 / 1024)} MB.`)
          hash.update(chunk)
          await handle.write(chunk)
        }
        if (sizeBytes === 0) throw new AppError('bad-input', 'The file is empty: 0 bytes arrived.')
        await handle.sync()
      } catch (error) {
        await handle.close()
        await rm(temporary, { force: true })
        throw error
      }
      await handle.close()
      const sha256 = hash.digest('hex')
      const path = pathOf(sha256)
      mkdirSync(join(folder, sha256.slice(0, 2)), { recursive: true })
      if (existsSync(path) && (await stat(path)).size === sizeBytes) await rm(temporary)
      else await rename(temporary, path)
      return { sha256, sizeBytes, path }
    },
  }
}
