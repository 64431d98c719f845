/**
 * Rows per second of each reader beside those of the usual Python readers, the time of each derived quantity on a million rows, and what
 * an import costs those who use the server meanwhile: `npm run bench:readers [folder]`. Best of three, in time of the processor, files in
 * memory. `npm run build` first, or the import is measured without its thread.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { checkTable } from '@/science/cycler/checkTable'
import { emptyCyclerTable } from '@/science/cycler/columns'
import { integrateCurrent, integratePower } from '@/science/cycler/counters'
import { type Reading, readCyclerFile } from '@/science/cycler/read'
import { stitchRecords } from '@/science/cycler/stitch'
import { isZip, zipMembers } from '@/science/cycler/zip'
import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { differentialCapacity, smooth } from '@/science/electrochemistry/differentialCapacity'
import { hysteresis } from '@/science/electrochemistry/hysteresis'
import { testResults } from '@/science/electrochemistry/testResults'
import { fitBestCircuit, fitCircuit } from '@/science/impedance/fitCircuit'
import { checkKramersKronig } from '@/science/impedance/kramersKronig'
import { spectraOf } from '@/science/impedance/spectrum'
import { createImportQueue, type ImportQueue } from '@/server/jobs/importQueue'
import { inflateRaw } from '@/server/jobs/openRecord'
import { askThread } from '@/server/jobs/readInWorker'
import { correctCell } from '@/server/services/cellCorrections'
import { chooseCircuit } from '@/server/services/testDecisions'
import { buildCell, type LabHarness, startLab } from '@/server/services/testing/labHarness'

const folder = process.argv[2] ?? join(import.meta.dirname, '..', '..', 'shared', 'cycler')
const rounds = 3

/**
 * Rows per second of the usual readers of a format, as ../shared/cycler/FORMATS.md gives them (2-CPU Xeon, Python 3.11, best of three);
 * galvani only maps memory and parses nothing.
 */
const peers: Readonly<Record<string, { reader: string; rowsPerSecond: number }>> = {
  'neware-ndax': { reader: 'fastnda', rowsPerSecond: 1_928_547 },
  'neware-nda': { reader: 'fastnda', rowsPerSecond: 1_597_855 },
  'neware-csv': { reader: 'polars.read_csv', rowsPerSecond: 497_508 },
  'biologic-mpr': { reader: 'galvani (maps)', rowsPerSecond: 14_321_047 },
  'biologic-mpt': { reader: 'pandas', rowsPerSecond: 488_354 },
  'arbin-res': { reader: 'mdb-export', rowsPerSecond: 135_442 },
  'arbin-xlsx': { reader: 'openpyxl', rowsPerSecond: 12_494 },
  'landt-csv': { reader: 'pandas', rowsPerSecond: 984_033 },
  'bdf-csv': { reader: 'pandas', rowsPerSecond: 2_599_665 },
  'maccor-text': { reader: 'pandas', rowsPerSecond: 382_879 },
}

interface Line {
  /** bytes of the columns that are kept, over those of the file */
  kept: number
  name: string
  format: string
  rows: number
  bytes: number
  /** of one core's own time; by the clock it is more where others use the machine */
  ms: number
}

/** ms; the processor's own clock ticks every few milliseconds, so that what is shorter is repeated until it can be told */
const longEnough = 60

/** ms of the processor, the best of a few rounds. */
function best(work: () => void): number {
  let shortest = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const began = process.threadCpuUsage()
    let spent = 0
    let times = 0
    while (spent < longEnough) {
      work()
      times++
      const { user, system } = process.threadCpuUsage(began)
      spent = (user + system) / 1000
    }
    shortest = Math.min(shortest, spent / times)
  }
  return shortest
}

function measure(path: string): Line | null {
  const bytes = new Uint8Array(readFileSync(path))
  const name = path.split('/').at(-1) as string
  const reading = readCyclerFile(bytes, name, { inflateRaw })
  if (!reading.ok) return null
  const rows = reading.kind === 'cycling' ? reading.table.rowCount : reading.table.pointCount
  return {
    kept: keptBytes(reading) / bytes.length,
    name,
    format: reading.format,
    rows,
    bytes: bytes.length,
    ms: best(() => readCyclerFile(bytes, name, { inflateRaw })),
  }
}

function keptBytes(reading: Reading): number {
  if (!reading.ok) return 0
  const own = Object.values(reading.table).filter((value) => ArrayBuffer.isView(value))
  const others = reading.kind === 'cycling' ? reading.table.others.map((other) => other.values) : []
  return [...own, ...others].reduce((sum, values) => sum + values.byteLength, 0)
}

function print(lines: readonly Line[]): void {
  console.log('format              rows      MB       ms      rows/s    MB/s  kept×  peer rows/s           file')
  for (const line of lines) {
    const rate = Math.round((line.rows * 1000) / line.ms)
    const speed = (line.bytes / 1e3 / line.ms).toFixed(1)
    const peer = peers[line.format]
    const beside = peer === undefined ? '' : `${peer.rowsPerSecond} ${peer.reader}`
    console.log(
      `${line.format.padEnd(18)} ${String(line.rows).padStart(7)} ${(line.bytes / 1e6).toFixed(2).padStart(7)} ${line.ms.toFixed(2).padStart(8)} ${String(rate).padStart(11)} ${speed.padStart(7)} ${line.kept.toFixed(1).padStart(6)}  ${beside.padEnd(24)} ${line.name}`,
    )
  }
}

/**
 * By how much a process grows while it reads the largest file of each format: over the bytes of the file, and, where it is packed, over
 * those that are in it. The bound of ten holds against the file as it came, also for an .ndax: 700 000 rows that pack to 5.3 bytes each
 * are 10.7 bytes unpacked and 35 in columns (test time and the two capacities in doubles, voltage and current in floats as the
 * instrument writes them, narrow counters); clock, time in step and energies are made when they are asked for. A workbook comes near
 * to ten by its XML alone, which is five to six times the file; of a text that was packed for sending the bound is that of the text.
 */
function measureMemory(paths: readonly string[]): void {
  const largest = new Map<string, string>()
  for (const path of paths.toSorted((a, b) => statSync(a).size - statSync(b).size)) {
    const reading = readCyclerFile(new Uint8Array(readFileSync(path)), path, { inflateRaw })
    if (reading.ok) largest.set(reading.format, path)
  }
  if (process.platform !== 'linux') {
    console.log('\nmemory is measured on Linux only')
    return
  }
  console.log('\nmemory that a process grows by, the largest file of each format')
  console.log('format                 MB   unpacked MB   grown MB  × file  × unpacked')
  for (const [format, path] of [...largest].sort(([a], [b]) => a.localeCompare(b))) {
    const bytes = new Uint8Array(readFileSync(path))
    if (bytes.length < 1_000_000) continue
    const inside = isZip(bytes) ? zipMembers(bytes, []).reduce((sum, member) => sum + member.size, 0) : bytes.length
    const script = join(import.meta.dirname, 'peakMemory.ts')
    // The lower of two: a process also grows by what it has not swept up yet, now more, now less.
    const grown = Math.min(
      ...[1, 2].map(() =>
        Number(spawnSync(process.execPath, ['--import', 'tsx', script, path], { encoding: 'utf8' }).stdout),
      ),
    )
    const mb = (size: number) => (size / 1e6).toFixed(1)
    console.log(
      `${format.padEnd(18)} ${mb(bytes.length).padStart(6)} ${mb(inside).padStart(13)} ${mb(grown).padStart(10)} ${(grown / bytes.length).toFixed(1).padStart(7)} ${(grown / inside).toFixed(1).padStart(11)}`,
    )
  }
}

/** A text of the given size, in the common dialect. */
function longText(rows: number): Uint8Array {
  const lines = [
    'Data_Point,Test_Time(s),Step_Index,Cycle_Index,Current(A),Voltage(V),Charge_Capacity(Ah),Discharge_Capacity(Ah)',
  ]
  for (let row = 0; row < rows; row++) {
    lines.push(
      `${row + 1},${(row * 10.013).toFixed(4)},${(row % 7) + 1},${Math.floor(row / 2000) + 1},${Math.sin(row / 900).toFixed(8)},${(3.7 + 0.5 * Math.sin(row / 900)).toFixed(7)},${(row % 2000) * 1e-5},${(row % 1000) * 1e-5}`,
    )
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

function measureText(): void {
  const bytes = longText(500_000)
  const ms = best(() => readCyclerFile(bytes, 'long.csv'))
  const reading = readCyclerFile(bytes, 'long.csv')
  const kept = keptBytes(reading) / bytes.length
  print([{ kept, name: 'made text of 500 000 rows', format: 'arbin-csv', rows: 500_000, bytes: bytes.length, ms }])
}

/** Times of the derived figures on a million rows. */
function measureFigures(): void {
  const rows = 1_000_000
  const table = emptyCyclerTable(rows)
  table.cycle = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    table.testTimeS[row] = row
    table.voltageV[row] = 3.7 + 0.5 * Math.sin(row / 900)
    table.currentA[row] = Math.sin(row / 900)
    table.cycle[row] = Math.floor(row / 5655)
  }
  const cycles = cycleFigures(table, { kind: 'full', dwellVoltageV: 4.1 })
  const say = (what: string, work: () => void) =>
    console.log(`${what.padEnd(52)} ${best(work).toFixed(2).padStart(9)} ms`)
  console.log(`\nderived of 1 000 000 rows, ${cycles.length} cycles`)
  say('figures per cycle, with the time above a voltage', () =>
    cycleFigures(table, { kind: 'full', dwellVoltageV: 4.1 }),
  )
  say('figures per recounted cycle', () => cycleFigures(table, { kind: 'full', rule: 'charge-after-discharge' }))
  say('charge from current', () => integrateCurrent(table.testTimeS, table.currentA))
  say('energy from current and voltage', () => integratePower(table.testTimeS, table.currentA, table.voltageV))
  const passed = integrateCurrent(table.testTimeS, table.currentA).charge
  say('dQ/dV of all rows in bins of 10 mV', () => differentialCapacity(table.voltageV, passed))
  say('Savitzky–Golay smoothing over 11 rows', () => smooth(table.voltageV, 11, 3))
  say('hysteresis of all rows', () => hysteresis(table, 0, rows - 1))
  say('test results: retention, fade, life, rates', () => testResults(cycles, { kind: 'full' }))
  say('two halves put together', () =>
    stitchRecords([
      { name: 'a', table },
      { name: 'b', table },
    ]),
  )
  say('doubts: sign, time, voltage, cycles', () => checkTable(table))
}

/** A spectrum of 60 points, its best circuit and the Kramers–Kronig test. */
function measureImpedance(): void {
  const file = join(import.meta.dirname, '..', 'science', 'cycler', 'fixtures', 'biologic-peis.mpr')
  const reading = readCyclerFile(new Uint8Array(readFileSync(file)), 'peis.mpr')
  if (!reading.ok || reading.kind !== 'impedance') throw new Error('expected a spectrum')
  const spectrum = spectraOf(reading.table)[0]
  if (spectrum === undefined) throw new Error('expected a sweep')
  console.log('\na spectrum of 60 points')
  console.log(`two arcs fitted: ${best(() => fitCircuit(spectrum, 'R-RQ-RQ')).toFixed(1)} ms`)
  console.log(`best of six circuits: ${best(() => fitBestCircuit(spectrum)).toFixed(1)} ms`)
  console.log(`Kramers–Kronig test: ${best(() => checkKramersKronig(spectrum)).toFixed(1)} ms`)
}

/** A record of many short cycles: what is written of it is far more than of a long one of few. */
function manyCycles(cycles: number): Uint8Array {
  const lines = ['Data_Point,Test_Time(s),Step_Index,Cycle_Index,Current(A),Voltage(V)']
  for (let row = 0; row < cycles * 20; row++) {
    const isCharge = row % 20 < 10
    const volts = isCharge ? 3 + (row % 10) / 8 : 4.2 - (row % 10) / 8
    lines.push(`${row + 1},${row * 60},${isCharge ? 1 : 2},${Math.floor(row / 20) + 1},${isCharge ? 1 : -1},${volts}`)
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

/**
 * How late the server's loop gets while files are read into a lab. `late` is by the clock, with all that else runs on this machine; `turn`
 * is the most time of the processor that the loop's own thread took between two of its turns.
 */
async function measureImport(): Promise<void> {
  const script = join(import.meta.dirname, '..', 'dist', 'readerWorker.js')
  const long = longText(500_000)
  const twenty = Array.from({ length: 20 }, (_, at) => manyCycles(100 + at))
  const packed = existsSync(folder) ? allFiles(folder).filter((path) => path.endsWith('.ndax')) : []
  const largest = packed.toSorted((a, b) => statSync(b).size - statSync(a).size)[0]
  console.log('\nimport into a lab\n')
  if (existsSync(script)) {
    await importAll('500 000 rows, 38 MB of text', [long], script)
    if (largest !== undefined)
      await importAll(`${largest.split('/').at(-1)}`, [new Uint8Array(readFileSync(largest))], script)
    await importAll('5 000 cycles', [manyCycles(5000)], script)
    await importAll('20 files at once', twenty, script)
  } else console.log('not built: the thread is not measured')
  await importAll('500 000 rows without a thread', [long], null)
  console.log('\nwhat a person decides of a test\n')
  await decideAll(existsSync(script) ? script : null)
}

function queueOf(lab: LabHarness, script: string | null): ImportQueue {
  return createImportQueue({
    database: lab.core.database,
    logger: console,
    pathOf: lab.pathOf,
    columnsPathOf: lab.columnsPathOf,
    ...(script === null ? {} : { ask: (asked, watch) => askThread(asked, watch, script) }),
  })
}

/** A circuit chosen for a spectrum, and the mass of a cell of 5 000 cycles put right: figures computed anew while others type. */
async function decideAll(script: string | null): Promise<void> {
  await using lab = await startLab()
  const { cell } = await buildCell(lab, { activeMassMg: 10 })
  const spectrum = readFileSync(join(import.meta.dirname, '..', 'science', 'cycler', 'fixtures', 'biologic-peis.mpr'))
  const { testId: test } = await lab.upload(lab.student, cell, 'peis.mpr', spectrum)
  await lab.upload(lab.student, cell, 'long.csv', manyCycles(5000))
  await lab.imports.settled()
  await lab.imports.close()
  lab.core.jobs = queueOf(lab, script)
  const where = script === null ? 'without a thread' : 'in a thread'
  await measureLoop(`circuit of two arcs, ${where}`, async () => {
    await chooseCircuit(lab.student, { test, spectrum: 1, circuit: 'R-RQ-RQ', reason: '' })
  })
  await measureLoop('mass of a cell of 5 000 cycles', async () => {
    await correctCell(lab.student, { cell, changes: { activeMassMg: 11 }, reason: 'weighed again' })
  })
}

async function importAll(what: string, files: readonly Uint8Array[], script: string | null): Promise<void> {
  await using lab = await startLab()
  await lab.imports.close()
  const { cell } = await buildCell(lab, { activeMassMg: 10 })
  for (const [at, bytes] of files.entries()) await lab.upload(lab.student, cell, `${at}`, bytes)
  const queue = queueOf(lab, script)
  await measureLoop(what, async () => {
    await queue.resume()
    await queue.settled()
  })
}

async function measureLoop(what: string, work: () => Promise<void>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  let longestTurn = 0
  let last = process.threadCpuUsage()
  const turns = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last)
    longestTurn = Math.max(longestTurn, user + system)
    last = process.threadCpuUsage()
  }, 1)
  await setTimeout(50)
  longestTurn = 0
  delay.enable()
  const began = performance.now()
  await work()
  const took = performance.now() - began
  // A turn that was held up is counted when the next timer fires.
  await setTimeout(50)
  delay.disable()
  clearInterval(turns)
  const late = (nanoseconds: number) => `${(nanoseconds / 1e6 - 5).toFixed(1)} ms`
  console.log(
    `${what.padEnd(32)} ${took.toFixed(0).padStart(6)} ms; turn at most ${(longestTurn / 1000).toFixed(1)} ms; late by ${late(delay.mean)} on average, ${late(delay.percentile(99))} at the 99th percentile, ${late(delay.max)} at most`,
  )
}

function allFiles(root: string): string[] {
  return readdirSync(root).flatMap((name) => {
    const path = join(root, name)
    return statSync(path).isDirectory() ? allFiles(path) : [path]
  })
}

if (existsSync(folder)) {
  const paths = allFiles(folder).filter(
    (path) => !/(MANIFEST\.json|\.md|LICENSES)/.test(path) && statSync(path).size > 50_000,
  )
  const lines = paths.map(measure).filter((line): line is Line => line !== null)
  print(lines.sort((a, b) => a.format.localeCompare(b.format)))
  measureMemory(paths)
} else console.log(`no sample files at ${folder}`)
measureText()
measureFigures()
measureImpedance()
await measureImport()
