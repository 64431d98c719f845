import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyCyclerTable } from '@/science/cycler/columns'
import { blockRows, openColumns, writeColumns } from './columnFile'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'interphase-columns-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Two cycles of 1 h charge and 1 h discharge at 1 mA; the second is interrupted by the first’s last rows. */
function record() {
  const table = emptyCyclerTable(8)
  table.testTimeS = Float64Array.from([0, 3600, 3601, 7200, 7201, 7300, 10_800, 10_801])
  table.currentA = Float64Array.from([1e-3, 1e-3, -1e-3, -1e-3, 1e-3, 1e-3, 1e-3, 0])
  table.voltageV = Float64Array.from([3.0000001, 4.2, 4.1, 3, 3.1, 3.2, 4.2, 4.15])
  table.cycle = Int32Array.from([1, 1, 1, 1, 2, 1, 2, 2])
  return table
}

it('gives back what it was given, of any rows', async () => {
  const path = join(folder, 'a', 'two.columns')
  writeColumns(path, record())
  await using columns = await openColumns(path)
  if (columns === null) throw new Error('It was just written.')
  expect(columns).toMatchObject({ rowCount: 8, restCurrentA: 1e-6, blocks: [{ fromS: 0, toS: 10_801 }] })
  expect(Array.from(await columns.read('voltageV', 0, 1))).toEqual([3.0000001, 4.2])
  expect(Array.from(await columns.read('testTimeS', 6, 7))).toEqual([10_800, 10_801])
  // 1 mA for an hour, by the integral: the file counts none.
  expect((await columns.read('chargeCapacityAh', 1, 1))[0]).toBeCloseTo(1e-3, 9)
  expect((await columns.read('currentA', 2, 2))[0]).toBeCloseTo(-1e-3, 9)
  expect(columns.has('temperatureC')).toBe(false)
  expect(columns.spansOf(2)).toEqual([
    { firstRow: 4, lastRow: 4 },
    { firstRow: 6, lastRow: 7 },
  ])
  expect(columns.spansOf(9)).toEqual([])
})

it('knows which block of rows a time lies in', async () => {
  const path = join(folder, 'long.columns')
  const rowCount = blockRows + 10
  const table = emptyCyclerTable(rowCount)
  table.testTimeS = Float64Array.from({ length: rowCount }, (_, row) => row * 2)
  writeColumns(path, table)
  await using columns = await openColumns(path)
  expect(columns?.blocks).toEqual([
    { fromS: 0, toS: 2 * (blockRows - 1) },
    { fromS: 2 * blockRows, toS: 2 * (rowCount - 1) },
  ])
})

it('takes a file that is missing, cut off or of another kind for none', async () => {
  const path = join(folder, 'cut.columns')
  expect(await openColumns(path)).toBeNull()
  writeColumns(path, record())
  const whole = readFileSync(path)
  for (const broken of [whole.subarray(0, whole.length - 1), whole.subarray(0, 11), Buffer.from('milk;2\nbread;1\n')]) {
    writeFileSync(path, broken)
    expect(await openColumns(path)).toBeNull()
  }
})
