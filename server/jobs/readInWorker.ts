import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { FilePart } from './openRecord'
import { type Answer, type Given, type ReaderTask, readerTasks } from './readerTasks'
import type { ReadingProgress } from './readTestFile'

/** Beside the built server; absent when the sources are run as they are, in development and in tests. */
const workerFile = fileURLToPath(new URL('./readerWorker.js', import.meta.url))

const longestMs = 5 * 60_000
/** Without a thread of its own a file is read where everybody is served, so a very large one is not. */
const largestInProcessBytes = 64 * 1024 * 1024

/** Where the bytes of a file lie, and how people call it. */
export interface StoredPart {
  path: string
  name: string
}

export interface ReaderWatch {
  /** Ends the thread at once. */
  signal?: AbortSignal
  onProgress?: (progress: ReadingProgress) => void
}

export interface AskedOfThread<Task extends ReaderTask = ReaderTask> {
  task: Task
  stored: readonly StoredPart[]
  given: Given<Task>
}

export type SaidByThread = { progress: ReadingProgress } | { answer: unknown }

/** The reading was given up; the message is for people. */
export class NotRead extends Error {
  override name = 'NotRead'
}

export type AskReader = <Task extends ReaderTask>(
  asked: AskedOfThread<Task>,
  watch?: ReaderWatch,
) => Promise<Answer<Task>>

/** Reads stored files in a thread of its own, or here where the sources run as they are. @throws NotRead, or the signal's reason */
export const askReader: AskReader = async (asked, watch) => {
  if (existsSync(workerFile)) return await askThread(asked, watch, workerFile)
  const sizes = await Promise.all(asked.stored.map(async ({ path }) => (await stat(path)).size))
  const size = sizes.reduce((sum, one) => sum + one, 0)
  if (size > largestInProcessBytes)
    throw new NotRead(
      `The file is ${Math.round(size / 1024 / 1024)} MB; this server, run from its sources, reads up to 64 MB. The file is kept.`,
    )
  const parts = await Promise.all(asked.stored.map(async ({ path, name }) => ({ name, bytes: await readFile(path) })))
  watch?.signal?.throwIfAborted()
  return perform(asked, parts, (progress) => watch?.onProgress?.(progress))
}

/** In the thread that calls it. */
export function perform<Task extends ReaderTask>(
  { task, given }: AskedOfThread<Task>,
  parts: readonly FilePart[],
  tell: (progress: ReadingProgress) => void,
): Answer<Task> {
  // The compiler cannot see that a task and what is given for it belong together; `AskedOfThread` does.
  const work = readerTasks[task] as (
    parts: readonly FilePart[],
    given: Given<Task>,
    tell: (progress: ReadingProgress) => void,
  ) => Answer<Task>
  return work(parts, given, tell)
}

/** `script` is the built reader. */
export async function askThread<Task extends ReaderTask>(
  asked: AskedOfThread<Task>,
  { signal, onProgress }: ReaderWatch = {},
  script: string,
): Promise<Answer<Task>> {
  signal?.throwIfAborted()
  const worker = new Worker(script, { workerData: asked, resourceLimits: { maxOldGenerationSizeMb: 2048 } })
  let timer: NodeJS.Timeout | undefined
  let stop: (() => void) | undefined
  try {
    return await new Promise<Answer<Task>>((resolve, reject) => {
      stop = () => reject(signal?.reason)
      signal?.addEventListener('abort', stop, { once: true })
      timer = setTimeout(
        () => reject(new NotRead('Reading took longer than five minutes and was stopped. The file is kept.')),
        longestMs,
      )
      worker.on('message', (said: SaidByThread) => {
        if ('progress' in said) onProgress?.(said.progress)
        else resolve(said.answer as Answer<Task>)
      })
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`the reader ended with code ${code} and no answer`)))
    })
  } finally {
    clearTimeout(timer)
    if (stop) signal?.removeEventListener('abort', stop)
    void worker.terminate()
  }
}
