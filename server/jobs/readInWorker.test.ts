import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ChosenFit, resistancesOfChosen } from '@/science/impedance/resistances'
import { askThread } from './readInWorker'
import { type FileToRead, type ReadingProgress, readTestFile } from './readTestFile'

const fixture = join(import.meta.dirname, '..', '..', 'science', 'cycler', 'fixtures', 'biologic-peis.mpr')
const given: FileToRead = {
  kind: 'full',
  dwellVoltageV: null,
  columnsPath: null,
  mappings: [],
}
let folder: string
let script: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interphase-reader-'))
  script = join(folder, 'readerWorker.mjs')
  const entry = join(import.meta.dirname, 'readerWorker.ts')
  await build({ entryPoints: [entry], outfile: script, bundle: true, platform: 'node', format: 'esm' })
})
afterAll(() => rmSync(folder, { recursive: true }))

it('reads in a thread of its own and says how far it is', async () => {
  const stages: string[] = []
  const stored = [{ name: 'peis.mpr', path: fixture }]
  const onProgress = ({ stage }: ReadingProgress) => stages.push(stage)
  const reading = await askThread({ task: 'figures', stored, given }, { onProgress }, script)
  expect(reading).toMatchObject({ ok: true, format: 'biologic-mpr', rowCount: 60 })
  expect(stages).toEqual(['reading', 'computing'])
})

it('says of a long file which part is done, never less than before it went on', async () => {
  const path = join(folder, 'half a million.csv')
  const rows = Array.from(
    { length: 500_000 },
    (_, row) => `${row},${3 + (row % 100) / 100},${row % 200 < 100 ? 1 : -1}`,
  )
  writeFileSync(path, `Test Time / s,Voltage / V,Current / A\n${rows.join('\n')}\n`)
  const told: ReadingProgress[] = []
  const stored = [{ name: 'half a million.csv', path }]
  await askThread({ task: 'figures', stored, given }, { onProgress: (progress) => told.push(progress) }, script)
  const shares = told.map(({ share }) => share)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.every((share) => share > 0 && share <= 1)).toBe(true)
  expect(told.some(({ stage, share }) => stage === 'reading' && share < 0.5)).toBe(true)
})

it('fits a circuit in a thread to the same digits as it would here', async () => {
  const reading = readTestFile([{ name: 'peis.mpr', bytes: readFileSync(fixture) }], given)
  const [sweep] = reading.ok ? reading.spectra : []
  if (sweep === undefined) throw new Error('Expected a sweep.')
  const sweeps: ChosenFit[] = [{ ...sweep, circuit: 'R-RQ-RQ', count: 1 }]
  const found = await askThread({ task: 'fit', stored: [], given: sweeps }, {}, script)
  expect(found).toEqual(sweeps.flatMap(resistancesOfChosen))
  expect(found.map(({ figure }) => figure)).toEqual(['Rs', 'Rf', 'Rct'])
})

it('gives up at once when it is cancelled', async () => {
  const path = join(folder, 'long.csv')
  const rows = Array.from({ length: 400_000 }, (_, row) => `${row},${3 + (row % 100) / 100},0.001`)
  writeFileSync(path, `Test Time / s,Voltage / V,Current / A\n${rows.join('\n')}\n`)
  const abort = new AbortController()
  const stored = [{ name: 'long.csv', path }]
  const reading = askThread({ task: 'figures', stored, given }, { signal: abort.signal }, script)
  abort.abort(new Error('cancelled'))
  await expect(reading).rejects.toThrow('cancelled')
})

it('fails with the cause when the file is not there', async () => {
  const stored = [{ name: 'gone.csv', path: join(folder, 'gone.csv') }]
  await expect(askThread({ task: 'figures', stored, given }, {}, script)).rejects.toThrow(/ENOENT/)
})
