import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askThread } from './readInWorker'
import type { FileToRead } from './readTestFile'

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
  const onStage = (stage: string) => stages.push(stage)
  const reading = await askThread({ task: 'figures', stored, given }, { onStage }, script)
  expect(reading).toMatchObject({ ok: true, format: 'biologic-mpr', rowCount: 60 })
  expect(stages).toEqual(['computing'])
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
