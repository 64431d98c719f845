import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCyclerFile } from '@/science/cycler/read'
import { differentialCapacity, smooth, steepestBin } from './differentialCapacity'

it('lays all charge into bins and loses none', () => {
  const bins = differentialCapacity([3, 3.005, 3.015, 3.3], [0, 1, 3, 3.5])
  expect(bins.map((bin) => [Number(bin.fromV.toFixed(2)), bin.capacity])).toEqual([
    [3, 1],
    [3.01, 2],
    [3.15, 0.5],
  ])
  expect(steepestBin(bins)?.slope).toBeCloseTo(200, 6)
})

it('smooths a polynomial of its own order into itself, ends included', () => {
  const cubic = Float64Array.from({ length: 25 }, (_, x) => 0.3 * x ** 3 - 2 * x ** 2 + x - 7)
  const smoothed = smooth(cubic, 9, 3)
  for (let i = 0; i < cubic.length; i++) expect(smoothed[i]).toBeCloseTo(cubic[i] as number, 6)
})

it('has the published weights for a quadratic over five points', () => {
  // Savitzky and Golay 1964, table I: (−3, 12, 17, 12, −3)/35
  expect(
    Array.from(smooth([0, 0, 0, 0, 1, 0, 0, 0, 0], 5, 2))
      .slice(2, 7)
      .map((weight) => Math.round(weight * 35)),
  ).toEqual([-3, 12, 17, 12, -3])
})

const samples = join(import.meta.dirname, '..', '..', '..', 'shared', 'cycler')

interface Item {
  file: string
  half_cycle?: number
  step_count?: number
  n_bins: number
  sum_dq_mAh: number
  peak_bin_lo_V: number
  peak_dq_mAh: number
}

if (!existsSync(join(samples, 'MANIFEST.json'))) {
  it.skip('dQ/dV of the sample files: skipped, because ../shared/cycler is not beside this repository', () => {})
} else {
  const manifest = JSON.parse(readFileSync(join(samples, 'MANIFEST.json'), 'utf8').replace(/: NaN/g, ': null')) as {
    dqdv: { items: Item[] }
  }
  const folderOf = (file: string) =>
    readdirSync(samples).find((folder) => existsSync(join(samples, folder, file))) as string
  const read = (file: string) => {
    const reading = readCyclerFile(new Uint8Array(readFileSync(join(samples, folderOf(file), file))), file)
    if (!reading.ok || reading.kind !== 'cycling') throw new Error(`${file} is no cycling record`)
    return reading.table
  }

  describe('dQ/dV of the sample files is that of their ground truth', () => {
    for (const item of manifest.dqdv.items) {
      it(`${item.file} ${item.half_cycle === undefined ? `step ${item.step_count}` : `half cycle ${item.half_cycle}`}`, () => {
        const table = read(item.file)
        const mark =
          item.half_cycle === undefined
            ? table.step
            : table.others.find((column) => column.name === 'half cycle')?.values
        const wanted = item.half_cycle ?? item.step_count
        const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => mark?.[row] === wanted)
        const charge = table.chargeCapacityAh as Float64Array
        const discharge = table.dischargeCapacityAh as Float64Array
        const bins = differentialCapacity(
          rows.map((row) => table.voltageV[row] as number),
          rows.map((row) => 1000 * ((charge[row] as number) - (discharge[row] as number))),
        )
        const sum = bins.reduce((total, bin) => total + bin.capacity, 0)
        const peak = bins.reduce((best, bin) => (Math.abs(bin.capacity) > Math.abs(best.capacity) ? bin : best))
        expect(bins).toHaveLength(item.n_bins)
        expect(sum).toBeCloseTo(item.sum_dq_mAh, 3)
        expect(peak.fromV).toBeCloseTo(item.peak_bin_lo_V, 6)
        expect(peak.capacity).toBeCloseTo(item.peak_dq_mAh, 4)
      })
    }
  })
}
