import type { Readable, Writable } from 'node:stream'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

export interface ZipEntry {
  path: string
  /** Opened when its turn comes. */
  open: () => Uint8Array | Readable
  /** Photos and archives do not get smaller. */
  isPacked: boolean
}

/** Offsets in a ZIP without its 64-bit extension end here. */
export const largestZipBytes = 4 * 1024 ** 3 - 1

/**
 * Writes the entries one after the other as a ZIP, no faster than they are taken, and ends the stream. A file that cannot be
 * read breaks the stream off: half an archive must not look like a whole one.
 */
export async function writeZip(entries: readonly ZipEntry[], at: Date, out: Writable): Promise<void> {
  let failure: Error | null = null
  const zip = new Zip((error, chunk, isLast) => {
    if (error) failure = error
    else {
      out.write(chunk)
      if (isLast) out.end()
    }
  })
  const pushed = async () => {
    if (failure !== null) throw failure
    if (out.destroyed) throw new Error('The stream was closed before the archive was through.')
    if (out.writableNeedDrain)
      await new Promise<void>((resolve) => {
        const go = () => {
          out.off('drain', go)
          out.off('close', go)
          resolve()
        }
        out.once('drain', go)
        out.once('close', go)
      })
  }
  try {
    for (const { path, open, isPacked } of entries) {
      const file = isPacked ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 })
      file.mtime = at
      zip.add(file)
      const content = open()
      if (content instanceof Uint8Array) file.push(content, true)
      else {
        for await (const chunk of content as AsyncIterable<Buffer>) {
          file.push(new Uint8Array(chunk), false)
          await pushed()
        }
        file.push(new Uint8Array(0), true)
      }
      await pushed()
    }
    zip.end()
  } catch (error) {
    zip.terminate()
    out.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}
