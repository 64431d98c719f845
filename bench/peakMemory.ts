/**
 * Reads one file in a process of its own and prints by how many bytes that grew at most: `tsx bench/peakMemory.ts FILE`. On Linux, where the
 * high-water mark can be set back once all is loaded.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { readCyclerFile } from '@/science/cycler/read'
import { inflateRaw } from '@/server/jobs/openRecord'

const peakBytes = () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024

const [path = ''] = process.argv.slice(2)
const bytes = new Uint8Array(readFileSync(path))
writeFileSync('/proc/self/clear_refs', '5')
const before = peakBytes()
readCyclerFile(bytes, path, { inflateRaw })
console.log(peakBytes() - before)
