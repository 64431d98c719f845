import { readFileSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { usualSmoothing } from '@/science/electrochemistry/dqdvCurve'
import { putTogether } from './readings'
import { differentialCapacities, trace, voltageProfiles } from './testColumns'
import { clockedRecord, smallRecord } from './testing/cyclerFiles'
import { buildCell, type LabHarness, startLab } from './testing/labHarness'
import { getTest } from './tests'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

async function uploaded(bytes: Uint8Array, name = 'a.csv') {
  const { cell } = await buildCell(lab)
  const { testId } = await lab.upload(lab.student, cell, name, bytes)
  await lab.imports.settled()
  return testId
}

it('gives the voltage of chosen cycles against the capacity passed, and ends where the figures of the cycle do', async () => {
  const test = await uploaded(smallRecord(3))
  const { cycles } = await getTest(lab.viewer, test)
  const [third, missing] = await voltageProfiles(lab.viewer, { test, cycles: [3, 7], stretches: 400 })
  expect(third?.cycle).toBe(3)
  // 21 rows of charge at 1 mA from 3 to 4.3 V; the first of them follows a minute after the last discharge.
  expect(third?.charge.x).toHaveLength(21)
  expect(third?.charge.y[0]).toBe(3)
  expect(third?.charge.y.at(-1)).toBe(4.3)
  expect(third?.charge.x.at(-1)).toBeCloseTo(cycles[2]?.chargeCapacityMAh ?? 0, 6)
  expect(third?.discharge.x.at(-1)).toBeCloseTo(cycles[2]?.dischargeCapacityMAh ?? 0, 6)
  expect(third?.discharge.y.at(-1)).toBe(3)
  expect(missing).toEqual({ cycle: 7, charge: { x: [], y: [] }, discharge: { x: [], y: [] } })
})

it('gives a window of capacity with its neighbours, so that the line reaches its edges', async () => {
  const test = await uploaded(smallRecord(2))
  const whole = (await voltageProfiles(lab.viewer, { test, cycles: [2], stretches: 400 }))[0]?.discharge
  const [part] = await voltageProfiles(lab.viewer, { test, cycles: [2], stretches: 400, fromMAh: 0.1, toMAh: 0.2 })
  const inside = whole?.x.filter((mAh) => mAh >= 0.1 && mAh <= 0.2) ?? []
  expect(inside.length).toBeGreaterThan(2)
  expect(part?.discharge.x).toHaveLength(inside.length + 2)
  expect(part?.discharge.x[0]).toBeLessThan(0.1)
  expect(part?.discharge.x.at(-1)).toBeGreaterThan(0.2)
})

it('gives dQ/dV whose area is the capacity of the half cycle', async () => {
  const test = await uploaded(smallRecord(2))
  const smoothing = { ...usualSmoothing, windowBins: 1, order: 0 }
  const [curve] = await differentialCapacities(lab.viewer, { test, cycles: [2], smoothing })
  const charge = curve?.charge
  const area = (charge?.slopesMAhPerV ?? []).reduce((sum, slope) => sum + slope * (charge?.binV ?? 0), 0)
  // 20 steps of a minute at 1 mA.
  expect(area).toBeCloseTo(20 / 60, 5)
  expect((charge?.firstBin ?? 0) * (charge?.binV ?? 0)).toBeCloseTo(3.03, 9)
})

it('traces voltage and current over time, and a window of it', async () => {
  const test = await uploaded(smallRecord(2))
  const all = await trace(lab.viewer, { test, stretches: 400 })
  expect(all).toMatchObject({ rowCount: 84, beginsS: 0, temperatureC: null })
  expect(all.voltageV.x).toHaveLength(84)
  expect(Math.max(...all.currentMA.y)).toBeCloseTo(1, 6)
  const part = await trace(lab.viewer, { test, stretches: 400, fromS: 60, toS: 120 })
  expect(part.voltageV.x).toEqual([60, 120])
  expect([part.beginsS, part.endsS]).toEqual([all.beginsS, all.endsS])
})

it('makes the rows again of the file where they are missing, once for several who ask', async () => {
  const test = await uploaded(smallRecord(2))
  const before = await trace(lab.viewer, { test, stretches: 400 })
  rmSync(lab.columnsPathOf(test))
  const both = await Promise.all([trace(lab.viewer, { test, stretches: 400 }), trace(lab.pi, { test, stretches: 400 })])
  expect(both).toEqual([before, before])
})

it('says why there is nothing to draw', async () => {
  const sweep = readFileSync(new URL('../../science/cycler/fixtures/biologic-peis.mpr', import.meta.url))
  const test = await uploaded(sweep, 'peis.mpr')
  await expect(trace(lab.viewer, { test, stretches: 400 })).rejects.toThrow('This file holds no cycling record')
  const broken = await uploaded(new TextEncoder().encode('Dear diary,\nnothing today\n'), 'diary.txt')
  await expect(trace(lab.viewer, { test: broken, stretches: 400 })).rejects.toMatchObject({ code: 'conflict' })
  await using other = await startLab()
  await expect(trace(other.pi, { test, stretches: 400 })).rejects.toMatchObject({ code: 'not-found' })
})

it('gives the gap between files that were put together in the digits of the points beside it', async () => {
  const { cell } = await buildCell(lab)
  const upload = (name: string, clock: number, current: number) =>
    lab.upload(lab.student, cell, name, clockedRecord({ clock, current }))
  // Years apart: seven digits of the time are no longer seconds.
  const files = [
    await upload('a.csv', 0, 0.001),
    await upload('b.csv', 5e7 + 7.7, 0.0011),
    await upload('c.csv', 9e7 + 3.3, 0.0012),
  ]
  await lab.imports.settled()
  const { testId } = await putTogether(lab.student, { cell, tests: files.map((file) => file.testId) })
  await lab.imports.settled()
  const { voltageV, gaps } = await trace(lab.viewer, { test: testId, stretches: 100 })
  expect(gaps).toHaveLength(2)
  for (const { fromS, toS } of gaps) {
    expect(voltageV.x).toContain(fromS)
    expect(voltageV.x).toContain(toS)
    expect(voltageV.x.filter((x) => x > fromS && x < toS)).toEqual([])
  }
})
