import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { type FileToRead, readTestFile } from './readTestFile'

/** The thread that reads one file, so that a long one holds up nobody's typing. Built as dist/readerWorker.js. */
const { path, file } = workerData as { path: string; file: FileToRead }
const bytes = await readFile(path)
parentPort?.postMessage(readTestFile(bytes, file))
