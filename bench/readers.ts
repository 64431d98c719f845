/** Rows per second of each reader: `npx tsx bench/readers.ts [folder]`. Best of five, files in memory, each reading checked for rows. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { emptyCyclerTable } from '@/science/cycler/columns'
import { readCyclerFile } from '@/science/cycler/read'
import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { testResults } from '@/science/electrochemistry/testResults'
import { inflateRaw } from '@/server/cli/read'

const folder = process.argv[2] ?? join(import.meta.dirname, '..', '..', 'shared', 'cycler')
const rounds = 5

interface Line {
  name: string
  format: string
  rows: number
  bytes: number
  ms: number
}

function best(work: () => void): number {
  let shortest = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    work()
    shortest = Math.min(shortest, performance.now() - began)
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
    name,
    format: reading.format,
    rows,
    bytes: bytes.length,
    ms: best(() => readCyclerFile(bytes, name, { inflateRaw })),
  }
}

function print(lines: readonly Line[]): void {
  console.log('format              rows      MB       ms      rows/s    MB/s  file')
  for (const line of lines) {
    const rate = Math.round((line.rows * 1000) / line.ms)
    const speed = (line.bytes / 1e3 / line.ms).toFixed(1)
    console.log(
      `${line.format.padEnd(18)} ${String(line.rows).padStart(7)} ${(line.bytes / 1e6).toFixed(2).padStart(7)} ${line.ms.toFixed(2).padStart(8)} ${String(rate).padStart(11)} ${speed.padStart(7)}  ${line.name}`,
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
  print([{ name: 'made text of 500 000 rows', format: 'arbin-csv', rows: 500_000, bytes: bytes.length, ms }])
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
  console.log(
    `cycle figures, 1 000 000 rows, ${cycles.length} cycles: ${best(() => cycleFigures(table, { kind: 'full', dwellVoltageV: 4.1 })).toFixed(1)} ms`,
  )
  console.log(
    `recounted cycles, 1 000 000 rows: ${best(() => cycleFigures(table, { kind: 'full', rule: 'charge-after-discharge' })).toFixed(1)} ms`,
  )
  console.log(
    `test results, ${cycles.length} cycles: ${best(() => testResults(cycles, { kind: 'full' })).toFixed(2)} ms`,
  )
}

function allFiles(root: string): string[] {
  return readdirSync(root).flatMap((name) => {
    const path = join(root, name)
    return statSync(path).isDirectory() ? allFiles(path) : [path]
  })
}

if (existsSync(folder)) {
  const lines = allFiles(folder)
    .filter((path) => !/(MANIFEST\.json|\.md|LICENSES)/.test(path) && statSync(path).size > 50_000)
    .map(measure)
    .filter((line): line is Line => line !== null)
  print(lines.sort((a, b) => a.format.localeCompare(b.format)))
} else console.log(`no sample files at ${folder}`)
measureText()
measureFigures()
