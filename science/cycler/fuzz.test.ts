import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import * as zlib from 'node:zlib'
import { gunzipSync, gzipSync, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { fitCircuit } from '@/science/impedance/fitCircuit'
import { checkKramersKronig } from '@/science/impedance/kramersKronig'
import { spectraOf } from '@/science/impedance/spectrum'
import { type CyclerTable, columns, valuesOf } from './columns'
import { readCyclerFile } from './read'
import { filesByHand } from './testing/layouts'
import { parquetFiles } from './testing/parquetFiles'
import { cutMembers, recordEnds } from './testing/recordEnds'

/**
 * Damaged files, always the same ones: bits flipped, numbers overwritten, ends cut off. Every case has to end in data with warnings or
 * in one sentence, soon and without growing. More cases with CASES=10000.
 */
const casesPerFile = Number(process.env.CASES ?? 45)
const seed = Number(process.env.SEED ?? 20261120)
/** ms of the processor; far above what a whole file of this size takes, far below a hang */
const longest = 3000
/** bytes; no file here is above 140 kB, and what the process has not swept up yet counts as well */
const mostGrowth = 64e6
const spentMs = (since: NodeJS.CpuUsage) => {
  const { user, system } = process.threadCpuUsage(since)
  return (user + system) / 1000
}

const folder = new URL('./fixtures/', import.meta.url)
const shared = new URL('../../../shared/cycler/', import.meta.url)

interface Victim {
  name: string
  bytes(): Uint8Array
}

function stored(name: string): Uint8Array {
  const bytes = new Uint8Array(readFileSync(new URL(name, folder)))
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

/** A workbook of one sheet, as Neware writes its rows. */
function workbook(): Uint8Array {
  const rows = ['Record ID', 'Cycle ID', 'Step ID', 'Voltage(V)', 'Current(mA)'].map(
    (name, at) => `<c r="${'ABCDE'[at]}1" t="inlineStr"><is><t>${name}</t></is></c>`,
  )
  const numbers = Array.from(
    { length: 40 },
    (_, row) =>
      `<row r="${row + 2}">${[row, 1, 1, 3 + row / 100, 1].map((value, at) => `<c r="${'ABCDE'[at]}${row + 2}"><v>${value}</v></c>`).join('')}</row>`,
  )
  return zipSync({
    'xl/workbook.xml': strToU8(
      '<workbook><sheets><sheet name="unit" r:id="rId2"/><sheet name="record" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet><sheetData><row r="1">${rows.join('')}</row>${numbers.join('')}</sheetData></worksheet>`,
    ),
  })
}

const points = [1000, 300, 100, 30, 10].map((f) => [f, 10, 2])

const victims: Victim[] = [
  ...readdirSync(folder)
    .filter((name) => name !== 'README.md' && name !== 'licences')
    .map((name) => ({ name, bytes: () => stored(name) })),
  ...[...filesByHand(), ...parquetFiles(zlib)].map(({ name, bytes }) => ({ name, bytes: () => bytes })),
  { name: 'workbook.xlsx', bytes: workbook },
  {
    name: 'autolab.dfr',
    bytes: () => strToU8(`VERSION8.0\n 5\n 1\n${points.map((p) => [...p, 0, 0, 0, 0, 0, 0].join('\n')).join('\n')}\n`),
  },
  { name: 'blanks.txt', bytes: () => strToU8(`f  Z'  Z''\n${points.map((p) => p.join('   ')).join('\n')}\n`) },
  { name: 'packed.csv.gz', bytes: () => gzipSync(stored('bdf.csv')) },
  // A real one is too large to be kept here.
  ...['bdf/battery__legacy.bdf.parquet']
    .filter((name) => existsSync(new URL(name, shared)))
    .map((name) => ({ name, bytes: () => new Uint8Array(readFileSync(new URL(name, shared))) })),
]

/** A small generator with a seed, so that a failing case can be made again. */
function randomNumbers(start: number): () => number {
  let state = start >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const wild = [0, 1, 0x7f, 0x80, 0xff, 44, 10, 34]

function damage(whole: Uint8Array, random: () => number): Uint8Array {
  const at = () => Math.floor(random() * whole.length)
  const kind = random()
  if (kind < 0.3) return whole.slice(0, at())
  const bytes = whole.slice()
  const times = 1 + Math.floor(random() * (kind < 0.6 ? 1 : 30))
  for (let i = 0; i < times; i++) {
    const place = random() < 0.4 ? Math.floor(random() * Math.min(whole.length, 600)) : at()
    if (random() < 0.6) bytes[place] = (bytes[place] as number) ^ (1 << Math.floor(random() * 8))
    else bytes.fill(wild[Math.floor(random() * wild.length)] as number, place, place + 1 + Math.floor(random() * 8))
  }
  return kind > 0.9 ? bytes.slice(0, at()) : bytes
}

function expectSound(bytes: Uint8Array, name: string): void {
  const reading = readCyclerFile(bytes, name)
  if (!reading.ok) {
    expect(reading.message.length).toBeGreaterThan(20)
    expect(reading.message).not.toMatch(/[\r\n]/)
    return
  }
  if (reading.kind === 'impedance') {
    expect(reading.table.frequencyHz).toHaveLength(reading.table.pointCount)
    const [sweep] = spectraOf(reading.table)
    if (sweep && bytes.length % 32 === 0) {
      const outcome = fitCircuit(sweep, 'R-RQ')
      if (outcome.ok) for (const { value } of outcome.fit.parameters) expect(value).toBeGreaterThan(0)
      checkKramersKronig(sweep)
    }
    if (reading.record) expectSoundTable(reading.record, bytes)
    return
  }
  expectSoundTable(reading.table, bytes)
}

function expectSoundTable(table: CyclerTable, bytes: Uint8Array): void {
  for (const column of columns) {
    const values = valuesOf(table[column.key])
    if (values !== null && values.length !== table.rowCount)
      throw new Error(`${column.key} has ${values.length} of ${table.rowCount} rows`)
  }
  // A row takes at least a byte or two, also in a packed file.
  expect(table.rowCount).toBeLessThanOrEqual(bytes.length * 1100)
  cycleFigures(table, { kind: 'full', dwellVoltageV: 4 })
  cycleFigures(table, { kind: 'anode-half', rule: 'charge-after-discharge' })
}

/** Evenly many of them, not more than there are cases. */
function some<One>(all: readonly One[]): One[] {
  const stride = Math.max(1, Math.floor(all.length / casesPerFile))
  return all.filter((_, index) => index % stride === 0)
}

function guarded(what: string, bytes: Uint8Array, name: string): void {
  const began = process.threadCpuUsage()
  const grown = watchMemory()
  try {
    expectSound(bytes, name)
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
  const took = spentMs(began)
  if (took > longest) throw new Error(`${what} took ${Math.round(took)} ms`)
  const bytesGrown = grown()
  if (bytesGrown > mostGrowth) throw new Error(`${what} took ${Math.round(bytesGrown / 1e6)} MB`)
}

/** Bytes that the process holds in memory at most from now on, over what it holds now. Linux only: elsewhere there is no such mark. */
function watchMemory(): () => number {
  if (process.platform !== 'linux') return () => 0
  const held = (mark: 'VmHWM' | 'VmRSS') =>
    Number(new RegExp(`${mark}:\\s+(\\d+) kB`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
  writeFileSync('/proc/self/clear_refs', '5')
  const before = held('VmRSS')
  return () => held('VmHWM') - before
}

describe(`damaged files end in data or in a sentence (seed ${seed}, ${casesPerFile} each)`, () => {
  victims.forEach(({ name, bytes: read }, index) => {
    it(name, { timeout: 60_000 + casesPerFile * 100 }, () => {
      const whole = read()
      const random = randomNumbers(seed + index * 7919)
      for (let number = 0; number < casesPerFile; number++) {
        guarded(`case ${number} of seed ${seed}`, damage(whole, random), name)
      }
    })
  })

  for (const { name, bytes: read } of victims) {
    it(`${name}, cut at the ends of its records`, { timeout: 60_000 + casesPerFile * 100 }, () => {
      const whole = read()
      const all = [...new Set([...recordEnds(whole), whole.length])].sort((a, b) => a - b)
      for (const length of some(all)) guarded(`cut to ${length} bytes`, whole.slice(0, length), name)
    })
  }

  for (const { name, bytes: read } of victims.filter((victim) => victim.name.endsWith('.ndax')))
    it(`${name}, each of its members cut at the ends of its records`, { timeout: 60_000 + casesPerFile * 100 }, () => {
      for (const cut of some([...cutMembers(read())])) guarded(cut.name, cut.bytes, name)
    })

  it('the watch over memory sees what is held for a moment only', () => {
    const grown = watchMemory()
    new Uint8Array(50e6).fill(1)
    // Where there is no mark to read, nothing is seen and nothing fails.
    expect(grown()).toBeGreaterThan(process.platform === 'linux' ? 40e6 : -1)
  })

  it('a text cut at every byte is read up to there', () => {
    const whole = new Uint8Array(readFileSync(new URL('bdf.csv', folder)))
    for (let length = 0; length <= whole.length; length++) expectSound(whole.slice(0, length), 'cut.csv')
  })
})
