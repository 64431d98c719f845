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
say({ answer: perform(asked, parts, () => say({ stage: 'computing' })) })
