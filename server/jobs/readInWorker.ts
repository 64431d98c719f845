import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type FileToRead, readTestFile, type TestReading } from './readTestFile'

/** Beside the built server; absent when the sources are run as they are, in development and in tests. */
const workerFile = fileURLToPath(new URL('./readerWorker.js', import.meta.url))

const longestMs = 5 * 60_000
/** Without a thread of its own a file is read where everybody is served, so a very large one is not. */
const largestInProcessBytes = 64 * 1024 * 1024

export async function readStoredFile(path: string, file: FileToRead): Promise<TestReading> {
  if (existsSync(workerFile)) return await readInThread(path, file, workerFile)
  const { size } = await stat(path)
  if (size > largestInProcessBytes)
    return {
      ok: false,
      message: `The file is ${Math.round(size / 1024 / 1024)} MB; this server, run from its sources, reads up to 64 MB. The file is kept.`,
    }
  return readTestFile(await readFile(path), file)
}

/** Reads in a thread of its own; `script` is the built reader. */
export async function readInThread(path: string, file: FileToRead, script: string): Promise<TestReading> {
  const worker = new Worker(script, {
    workerData: { path, file },
    resourceLimits: { maxOldGenerationSizeMb: 2048 },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<TestReading>((resolve, reject) => {
      timer = setTimeout(
        () =>
          resolve({ ok: false, message: 'Reading took longer than five minutes and was stopped. The file is kept.' }),
        longestMs,
      )
      worker.once('message', (reading: TestReading) => resolve(reading))
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`the reader ended with code ${code} and no answer`)))
    })
  } finally {
    clearTimeout(timer)
    void worker.terminate()
  }
}
