import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { valuesOf } from '../columns'
import { readCyclerFile } from '../read'

it('reads an .nda of version 23 as the vendor’s program exports it', () => {
  const reading = readCyclerFile(fixture('neware-v23.nda.gz'), 'x.nda.gz')
  if (!reading.ok || reading.kind !== 'cycling') throw new Error('expected a record')
  const { table } = reading
  expect(table.rowCount).toBe(380)
  expect(valuesOf(table.unixTimeS)?.[0]).toBe(Date.UTC(2017, 4, 10, 4, 50, 39) / 1000)
  expect([table.voltageV[0], table.voltageV[3]]).toEqual([4.1706, 4.1703])
  expect(table.stepKinds?.names).toEqual(['Rest', 'CC_DChg'])
  expect(table.currentA.at(-1)).toBeCloseTo(-5.88, 1)
})

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)))

it('reads a flat Neware export with times beyond a day and counters that restart at each step', () => {
  const reading = readCyclerFile(fixture('neware-record.csv'), 'anything.dat')
  if (!reading.ok || reading.kind !== 'cycling') throw new Error('expected a cycling record')
  expect(reading.format).toBe('neware-csv')
  expect(reading.instrument).toBe('Neware')
  expect(reading.table.rowCount).toBe(139)
  expect(reading.table.voltageV[0]).toBe(2.917)
  expect(reading.table.testTimeS[1]).toBe(60)
  expect(reading.table.stepKinds?.names).toContain('Rest')
  expect(valuesOf(reading.table.unixTimeS)?.[0]).toBe(Date.UTC(2022, 4, 18, 16, 27, 52) / 1000)
})

it('gives the rows of a three-level Neware export the cycle and step that they stand under', () => {
  const reading = readCyclerFile(fixture('neware-three-level.csv'), 'levels.csv')
  if (!reading.ok || reading.kind !== 'cycling') throw new Error('expected a cycling record')
  const { table } = reading
  expect(table.cycle?.[0]).toBe(1)
  expect(table.step?.[0]).toBe(1)
  expect(table.step?.at(-1)).toBeGreaterThan(1)
  expect(table.stepKinds?.names[0]).toBe('Rest')
  expect(table.voltageV[0]).toBe(4.3185)
  expect(cycleFigures(table, { kind: 'full' })).toHaveLength(1)
})

it('says in one line what was expected and what was found', () => {
  const reading = readCyclerFile(new TextEncoder().encode('DataPoint,Step Type,Time,Current(A)\n1,Rest,0,0\n'), 'x.csv')
  expect(reading).toEqual({ ok: false, message: expect.stringMatching(/no column for a voltage.*Current\(A\)/) })
})
