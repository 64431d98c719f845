import { expect, it } from 'vitest'
import { toXlsx } from '@/app/_components/charts/xlsx'
import { comparedColumns } from '@/app/_lib/comparison/columns'
import { toLines } from '@/app/_lib/comparison/lines'
import { buildRevision, buildTest, figure } from '@/app/_lib/comparison/testing'
import { openXlsx } from '@/science/cycler/readers/xlsx'
import { parameters } from '@/science/recipe/parameters'
import { exportLines } from './exportLines'

const thin = buildRevision('=thin', {
  values: { sinterTemperatureC: 450, coating: 'Li3BO3' },
  timeToRocksalt: { value: 996, low: 390, high: 2700 },
  runs: { done: 1, failed: 2 },
})
const lines = toLines({
  n: 100,
  revisions: [thin],
  tests: [buildTest(thin, [figure('retention', 84)]), buildTest(thin, [figure('retention', 88)])],
})
const { header, rows } = exportLines(lines, comparedColumns(lines, parameters, 100), 100)
const at = (name: string) => rows[0]?.[header.indexOf(name)]

it('writes real numbers under heads with units, with conditions, spread and the runs that failed', () => {
  expect(at('Capacity retention at the last cycle (%)')).toBe(86)
  expect(at('Capacity retention at the last cycle: s')).toBeCloseTo(2.828, 3)
  expect(at('Capacity retention at the last cycle: n')).toBe(2)
  expect(at('Capacity retention at the last cycle: taken at cycle')).toBe(100)
  expect(at('Upper cutoff (V)')).toBe(4.5)
  expect(at('Rate (1/h)')).toBe(1)
  expect(at('Cell type')).toBe('liquid, Li')
  expect(at('Time to rocksalt, predicted (s)')).toBe(996)
  expect(at('Sintering temperature (°C)')).toBe(450)
  expect([at('Runs'), at('Runs failed')]).toEqual([3, 2])
  expect(new Set(header).size).toBe(header.length)
})

it('is read back from an Excel workbook as it was written, a name that looks like a formula as text', async () => {
  const blob = await toXlsx('Results', header, rows)
  const book = openXlsx(new Uint8Array(await blob.arrayBuffer()), {})
  if ('message' in book) throw new Error(book.message)
  const [head, first] = new TextDecoder()
    .decode(book.sheets[0]?.tsv())
    .split('\n')
    .map((line) => line.split('\t'))
  expect(book.sheets[0]?.name).toBe('Results')
  expect(head?.slice(0, 3)).toEqual(['Recipe', 'Revision', 'Plan'])
  expect(first?.[0]).toBe('=thin')
  expect(first?.[header.indexOf('Capacity retention at the last cycle (%)')]).toBe('86')
})
