import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { valuesOf } from '../columns'
import { readCyclerFile } from '../read'
import { f32, f64, i64, latin, sized, u8, u16, u32, u64, zeros } from '../testing/bytes'
import { filesByHand, mpr, pages } from '../testing/layouts'

/** Binary layouts of which no real file may be kept here, written by hand from the facts of each format. */

function cycling(bytes: Uint8Array) {
  const reading = readCyclerFile(bytes, 'no name')
  if (!reading.ok) throw new Error(reading.message)
  if (reading.kind !== 'cycling') throw new Error('expected a cycling record')
  return reading
}

const codes = (reading: { warnings: readonly { code: string }[] }) => reading.warnings.map((warning) => warning.code)
const near = (values: ArrayLike<number> | null | undefined) => Array.from(values ?? [], (v) => Number(v.toPrecision(6)))

// ------------------------------------------------------------------------------------------------------------- Neware

describe('.ndax', () => {
  for (const [version, volt, milliampere, unit, infoSize, stepBytes] of [
    [11, 1e4, 1, 3.6e6, 47, 37],
    [14, 1, 1e-3, 1, 55, 37],
    [16, 1e4, 1, 3.6e6, 100, 100],
    [17, 1, 1e-3, 1, 100, 100],
  ] as const) {
    it(`of version ${version}: sparse times and counters run on, slots that are not valid are passed over`, () => {
      // The first slot of the second page is not valid either; 495 slots of 8 bytes make a page.
      const rows = Array.from({ length: 500 }, (_, slot): number[] | null =>
        slot === 1 || slot === 495
          ? null
          : f32((slot < 250 ? 3 + slot / 500 : 4 - slot / 500) * volt, (slot < 250 ? 2 : -1) * milliampere),
      )
      const info = (index: number, step: number, seconds: number, charged: number, discharged: number) => [
        ...u32(seconds * 1000),
        0,
        ...f32(charged * unit, discharged * unit, 0, 0),
        ...zeros(8),
        ...u32(36_000, 1_700_000_000 + index * 36, step, index),
        ...u16(250),
      ]
      const steps = [
        [...u32(0, 1), ...zeros(16), 1],
        [...u32(0, 2), ...zeros(16), 2],
      ]
      const reading = cycling(
        zipSync({
          'data_step.ndc': pages(7, version, stepBytes, steps),
          'TestInfo.xml': Uint8Array.from([...latin('<root Barcode="A1" Remark="'), 0xff, 0xff, ...latin('"/>')]),
          'data_runInfo.ndc': pages(18, version, infoSize, [
            info(1, 4, 0, 0, 0),
            // Numbers of steps leave some out; the same record twice counts once.
            info(251, 9, 0, 0, 0),
            info(251, 9, 500, 7, 7),
          ]),
          'data.ndc': pages(1, version, 8, rows),
        }),
      )
      const { table } = reading
      expect(codes(reading)).toEqual([])
      expect(reading.details.barcode).toBe('A1')
      expect(table.rowCount).toBe(498)
      expect(table.voltageV[0]).toBeCloseTo(3, 6)
      expect(table.currentA[0]).toBeCloseTo(0.002, 9)
      expect(near(valuesOf(table.stepTimeS)?.subarray(0, 3))).toEqual([0, 36, 72])
      expect(valuesOf(table.unixTimeS)?.[1]).toBeCloseTo(1_700_000_072.25, 3)
      expect([table.step?.[0], table.step?.at(-1)]).toEqual([1, 2])
      expect(table.stepKinds?.names).toEqual(['CC_Chg', 'CC_DChg'])
      const [cycle] = cycleFigures(table, { kind: 'full' })
      // 248 intervals of 36 s at 2 mA, then as many at 1 mA.
      expect(cycle?.chargeCapacityMAh).toBeCloseTo((248 * 36 * 2) / 3600, 5)
      expect(cycle?.dischargeCapacityMAh).toBeCloseTo((248 * 36) / 3600, 5)
      expect(cycle?.meanChargeV).toBeCloseTo(3.251, 6)
      expect(cycle?.meanDischargeV).toBeCloseTo(4 - (249 * 375 - 495) / 248 / 500, 6)
      // What is seldom looked at is made when it is asked for: all else would be most of a long record's memory.
      const kept = [...Object.values(table), table.stepKinds?.codes].filter((column) => ArrayBuffer.isView(column))
      const bytesPerRow = kept.reduce((sum, column) => sum + column.byteLength, 0) / table.rowCount
      expect(bytesPerRow).toBe(volt === 1 ? 35 : 43)
    })
  }

  it('of version 5 holds all in one record, in the units of its current range', () => {
    const record = (index: number, type: number, current: number, charge: number, discharge: number, range: number) => [
      0x55,
      ...u32(index, 0),
      ...u8(index > 2 ? 2 : 1, type),
      ...zeros(5),
      ...u64((index % 2) * 60_000),
      ...u32(35_000 + index, current),
      ...zeros(4),
      ...i64(charge),
      ...i64(discharge),
      ...i64(0),
      ...i64(0),
      ...u16(2024),
      ...u8(2, 29, 23, 59, index),
      ...u32(range),
      ...zeros(8),
    ]
    const reading = cycling(
      zipSync({
        'data.ndc': pages(1, 5, 87, [
          record(1, 1, 1000, 0, 0, 100),
          record(2, 1, 1000, 36_000, 0, 100),
          record(3, 77, -50, 0, 0, 123_456),
          record(4, 77, -50, 0, 36_000, 777),
        ]),
      }),
    )
    expect(near(reading.table.voltageV)).toEqual([3.5001, 3.5002, 3.5003, 3.5004])
    expect(near(reading.table.currentA)).toEqual([0.01, 0.01, -0.005, -0.05])
    // 36000 × 0.01 mA s
    expect(reading.table.chargeCapacityAh?.[1]).toBeCloseTo(1e-4, 12)
    expect(valuesOf(reading.table.unixTimeS)?.[0]).toBe(Date.UTC(2024, 1, 29, 23, 59, 1) / 1000)
    expect(reading.table.stepKinds?.names[1]).toBe('step type 77')
    expect(reading.warnings.find((warning) => warning.code === 'unknown-range')?.message).toMatch(/range 777/)
  })

  it('of a version that nobody knows is read like the nearest that makes sense of it, with a warning', () => {
    const split = filesByHand().find(({ name }) => name === 'v14.ndax')?.bytes ?? new Uint8Array()
    const members = unzipSync(split)
    for (const name of Object.keys(members)) if (name.endsWith('.ndc')) (members[name] as Uint8Array)[2] = 15
    const reading = cycling(zipSync(members))
    expect(reading.warnings).toMatchObject([
      { code: 'unknown-version', message: expect.stringMatching(/version 15.*like/) },
    ])
    const { readerVersion: _, warnings: __, ...same } = cycling(split)
    expect(JSON.stringify(reading.table)).toBe(JSON.stringify(same.table))
  })

  it('of a version that nobody knows and whose bytes make no sense is refused by that number', () => {
    const reading = readCyclerFile(zipSync({ 'data.ndc': pages(1, 99, 8, [f32(1e9, 0)]) }), 'x.ndax')
    expect(reading.ok ? '' : reading.message).toMatch(/version 99; known are 2, 5, 11, 14, 16 and 17/)
  })
})

describe('.nda', () => {
  const head = (version: number, length: number) => sized([...latin('NEWARE20240101'), version], length)

  for (const [version, mark] of [
    [22, 0xaa],
    [26, 0x55],
    [29, 0x55],
  ] as const) {
    it(`of version ${version}: records out of order and repeated are put right, temperatures go to their rows`, () => {
      const record = (id: number, index: number, volt: number) => [
        id,
        0,
        ...u32(index, 0),
        ...u16(1),
        ...u8(1, 0),
        ...u64(index * 1000),
        ...u32(volt, 100),
        ...zeros(8),
        ...i64(index * 3600),
        ...i64(0),
        ...i64(0),
        ...i64(0),
        ...(version === 22 ? u64(1_600_000_000 + index) : [...u16(2020), ...u8(9, 13, 12, 26, 40 + index), 0]),
        ...u32(10),
        ...zeros(4),
      ]
      const aux = [0x65, 1, ...u32(2), ...zeros(16), ...u32(35_000), ...zeros(8), ...u16(251)]
      // The first record tells where records begin; its mark differs by version.
      const body = [[mark, 0, ...record(0x55, 1, 30_000).slice(2)], record(0x55, 3, 32_000), record(0x55, 2, 31_000)]
      const rows = [...body, sized(aux, 86), record(0x55, 2, 39_000)].flatMap((one) => sized(one, 86))
      const bytes = Uint8Array.from([...head(version, 2048), ...rows, ...zeros(20)])
      const reading = cycling(bytes)
      const volts = near(reading.table.voltageV)
      expect(volts.slice(-2)).toEqual([3.1, 3.2])
      expect(codes(reading)).toEqual(expect.arrayContaining(['cut-off', 'records-repeated']))
      expect(near(reading.table.currentA).at(-1)).toBeCloseTo(1e-4, 9)
      expect(valuesOf(reading.table.unixTimeS)?.at(-1)).toBe(1_600_000_003)
      if (version !== 22) expect(reading.table.temperatureC?.[1]).toBe(25.1)
    })
  }

  it('of version 8 counts current in microampere and gives counters the sign of the current', () => {
    const record = (index: number, current: number) => [
      0,
      ...u32(index, 1),
      ...u8(index > 2 ? 2 : 1, index > 2 ? 2 : 1),
      ...u32(((index - 1) % 2) * 3600, 30_000 + index),
      ...sized(u32(current), 4),
      ...zeros(8),
      ...i64(((index - 1) % 2) * 3_600_000),
      ...i64(0),
      ...u64(1_500_000_000 + index),
      ...zeros(4),
    ]
    const first = [0xff, ...record(1, 1000).slice(1)]
    const rows = [first, ...[record(1, 1000), record(2, 1000), record(3, -1000), record(4, -1000)]]
    const { table } = cycling(Uint8Array.from([...head(8, 1024), ...rows.flatMap((one) => sized(one, 59))]))
    expect(near(table.currentA)).toEqual([0.001, 0.001, -0.001, -0.001])
    expect(table.chargeCapacityAh?.at(-1)).toBeCloseTo(0.001, 12)
    expect(table.dischargeCapacityAh?.at(-1)).toBeCloseTo(0.001, 12)
  })

  for (const size of [52, 56]) {
    it(`of version 130 as BTS 9.1 writes it, ${size} bytes a record, derives the time in the step`, () => {
      const record = (index: number, step: number, seconds: number, milliampere: number, counter: number) =>
        sized(
          [
            ...u8(0x55, 7, step, step),
            ...zeros(4),
            ...u32(index, seconds, 500_000_000),
            ...f32(milliampere, 3.5 + index / 100, counter, 0),
            ...u32(1),
            ...zeros(4),
            ...u32(1_700_000_000 + seconds, 0),
            ...f32(24.5),
          ],
          size,
        )
      const rows = [
        record(1, 1, 0, 1, 0),
        record(2, 1, 3600, 1, 3600),
        record(3, 2, 3600, -1, 0),
        record(4, 2, 5400, -1, -1800),
      ]
      const { table } = cycling(Uint8Array.from([...head(130, 1024), ...rows.flat()]))
      expect(near(table.voltageV)).toEqual([3.51, 3.52, 3.53, 3.54])
      expect(near(valuesOf(table.stepTimeS))).toEqual([0.5, 3600.5, 0, 1800])
      expect(table.chargeCapacityAh?.at(-1)).toBeCloseTo(0.001, 9)
      expect(table.dischargeCapacityAh?.at(-1)).toBeCloseTo(0.0005, 9)
      expect(table.temperatureC?.[0]).toBe(size === 56 ? 24.5 : undefined)
    })
  }

  it('of version 130 as BTS 9.0 writes it has no cycle number, which is recounted', () => {
    const record = (id: number, index: number, step: number, seconds: number, milliampere: number, counter: number) =>
      sized(
        [
          ...u8(0x12, 0, 0, 0, id),
          ...zeros(4),
          ...u8(step, step),
          ...zeros(5),
          ...u32(index),
          ...zeros(8),
          ...u64(seconds * 1e6),
          ...f32(3.7, milliampere),
          ...zeros(16),
          ...f32(counter, 0),
          ...u64(1_700_000_000 * 1e6),
        ],
        88,
      )
    const rows = [
      record(0x55, 1, 1, 0, 2, 0),
      record(0x58, 1, 1, 0, 0, 0),
      record(0x55, 2, 1, 1800, 2, 3600),
      record(0x65, 2, 1, 0, 0, 0),
      record(0x55, 3, 2, 0, -2, 0),
      record(0x55, 4, 2, 900, -2, -1800),
    ]
    const { table } = cycling(Uint8Array.from([...head(130, 1024), ...rows.flat()]))
    expect(table.rowCount).toBe(4)
    expect(table.cycle).toBeNull()
    const [cycle] = cycleFigures(table, { kind: 'full' })
    expect(cycle?.chargeCapacityMAh).toBeCloseTo(1, 6)
    expect(cycle?.dischargeCapacityMAh).toBeCloseTo(0.5, 6)
  })
})

// ------------------------------------------------------------------------------------------------------------ BioLogic

describe('.mpr', () => {
  const versions = [
    [0, false],
    [2, false],
    [3, false],
    [10, true],
    [11, true],
  ] as const
  for (const [version, isNew] of versions) {
    it(`of data version ${version} has its ids and points where that version has them`, () => {
      // Flags 1, 2, 3 share a byte, also where another column stands between them.
      const ids = [1, 2, 4, 3, 6, 8]
      const points = [0, 1, 2].map((row) => [0x03, ...f64(row * 10), ...f32(3 + row / 8, 1.5)])
      const reading = cycling(mpr({ version, isNew, ids, points, start: 44130.5 }))
      expect(codes(reading)).toEqual([])
      expect(near(reading.table.testTimeS)).toEqual([0, 10, 20])
      expect(near(reading.table.voltageV)).toEqual([3, 3.125, 3.25])
      expect(near(reading.table.currentA)).toEqual([0.0015, 0.0015, 0.0015])
      expect(valuesOf(reading.table.unixTimeS)?.[0]).toBe((44130.5 - 25569) * 86400)
    })
  }

  it('keeps a column that was never seen, aligned, and named as unknown', () => {
    const points = [0, 1].map((row) => [...f64(row), ...f32(7 + row), ...f32(3.5 + row / 8)])
    const reading = cycling(mpr({ version: 11, isNew: true, ids: [4, 1234, 6], points }))
    expect(near(reading.table.voltageV)).toEqual([3.5, 3.625])
    expect(codes(reading)).toContain('unknown-column')
    const [unknown] = reading.table.others
    expect(unknown?.name).toMatch(/unknown.*1234|1234.*unknown/)
    expect(near(unknown?.values)).toEqual([7, 8])
  })

  it('finds the width of an unknown column by what is left over', () => {
    const points = [0, 1, 2].map((row) => [...f64(row), ...f64(9 + row), ...f32(3.5 + row / 8)])
    const reading = cycling(mpr({ version: 3, ids: [4, 1234, 6], points }))
    expect(near(reading.table.voltageV)).toEqual([3.5, 3.625, 3.75])
    expect(near(reading.table.others[0]?.values)).toEqual([9, 10, 11])
  })

  it('takes an id above 255 for what its lower byte means, and the cycle from half cycles that begin at 2', () => {
    // 467 is 211, 468 is 212: the test begins with a discharge, so that half cycle 1 never comes.
    const half = [0, 0, 2, 2, 3, 3]
    const counter = [0, -1, 0, 0.8, 0, -0.9]
    const points = half.map((number, row) => [
      ...f64(row * 3600),
      ...f32(3 + row / 8),
      ...f64(counter[row] as number),
      ...u32(number),
    ])
    const { table } = cycling(mpr({ version: 2, ids: [4, 6, 467, 468], points }))
    expect(Array.from(table.cycle ?? [])).toEqual([0, 0, 1, 1, 1, 1])
    expect(table.dischargeCapacityAh?.at(-1)).toBeCloseTo(0.0019, 9)
    expect(table.chargeCapacityAh?.at(-1)).toBeCloseTo(0.0008, 9)
  })

  it('makes parts of modulus and phase, of points with a frequency only', () => {
    const point = (hertz: number, modulus: number, degrees: number) => f32(hertz, modulus, degrees)
    const reading = readCyclerFile(
      mpr({
        version: 2,
        technique: 127,
        ids: [32, 36, 35],
        points: [point(0, 0, 0), point(100, 10, -90), point(1, 10, 0)],
      }),
      'x',
    )
    if (!reading.ok || reading.kind !== 'impedance') throw new Error('expected a spectrum')
    expect(reading.table.pointCount).toBe(2)
    expect(near(reading.table.imZOhm)).toEqual([-10, 0])
  })

  it('without its log has no clock, and without a current the one that the charge says', () => {
    const points = [0, 1, 2].map((row) => [...f64(row * 3.6), ...f32(3 + row / 8), ...f64(row === 0 ? 0 : 0.001)])
    const { table } = cycling(mpr({ version: 3, ids: [4, 6, 7], points }))
    expect(table.unixTimeS).toBeNull()
    expect(near(table.currentA)).toEqual([0, 0.001, 0.001])
  })
})
