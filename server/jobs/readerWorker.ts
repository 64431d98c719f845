import { readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { FilePart } from './openRecord'
import { type AskedOfThread, perform, type SaidByThread } from './readInWorker'

/** The thread that reads files, so that a long one holds up nobody's typing. Built as dist/readerWorker.js. */
const asked = workerData as AskedOfThread
// Where a thread has a priority of its own, the one that serves people goes first; a lower one would starve where others use the machine.
if (process.platform === 'linux') setPriority(0, 5)

const parts: FilePart[] = []
for (const { path, name } of asked.stored) parts.push({ name, bytes: await readFile(path) })
const say = (said: SaidByThread) => parentPort?.postMessage(said)

/** Often enough for a bar that moves, ms. */
const tellEveryMs = 100
let told = Number.NEGATIVE_INFINITY
let stage = ''
const answer = perform(asked, parts, (progress) => {
  const now = performance.now()
  if (progress.stage === stage && now - told < tellEveryMs) return
  told = now
  stage = progress.stage
  say({ progress })
})
say({ answer })
