import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { columns } from './columns'
import { readCyclerFile } from './read'

/**
 * Damaged files, always the same ones: bits flipped, numbers overwritten, ends cut off. Every case has to end in data with warnings or
 * in one sentence, soon and without growing. More cases with FUZZ_CASES=10000.
 */
const casesPerFile = Number(process.env.FUZZ_CASES ?? 60)
const seed = Number(process.env.FUZZ_SEED ?? 20261120)
/** ms; far above what a whole file of this size takes, far below a hang */
const longest = 3000

const folder = new URL('./fixtures/', import.meta.url)
const files = readdirSync(folder).filter((name) => name !== 'README.md' && name !== 'licences')

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
    return
  }
  const { table } = reading
  for (const column of columns) {
    const values = table[column.key]
    if (values !== null && values.length !== table.rowCount)
      throw new Error(`${column.key} has ${values.length} of ${table.rowCount} rows`)
  }
  // A row takes at least a byte or two, also in a packed file.
  expect(table.rowCount).toBeLessThanOrEqual(bytes.length * 1100)
  cycleFigures(table, { kind: 'full', dwellVoltageV: 4 })
  cycleFigures(table, { kind: 'anode-half', rule: 'charge-after-discharge' })
}

describe(`damaged files end in data or in a sentence (seed ${seed}, ${casesPerFile} each)`, () => {
  files.forEach((name, index) => {
    it(name, { timeout: 60_000 + casesPerFile * 100 }, () => {
      const stored = new Uint8Array(readFileSync(new URL(name, folder)))
      const whole = name.endsWith('.gz') ? gunzipSync(stored) : stored
      const random = randomNumbers(seed + index * 7919)
      for (let number = 0; number < casesPerFile; number++) {
        const bytes = damage(whole, random)
        const began = performance.now()
        try {
          expectSound(bytes, name)
        } catch (error) {
          throw new Error(`case ${number} of seed ${seed}: ${error instanceof Error ? error.message : error}`, {
            cause: error,
          })
        }
        const took = performance.now() - began
        if (took > longest) throw new Error(`case ${number} of seed ${seed} took ${Math.round(took)} ms`)
      }
    })
  })

  it('a text cut at every byte is read up to there', () => {
    const whole = new Uint8Array(readFileSync(new URL('bdf.csv', folder)))
    for (let length = 0; length <= whole.length; length++) expectSound(whole.slice(0, length), 'cut.csv')
  })
})
