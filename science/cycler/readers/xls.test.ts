import { readFileSync } from 'node:fs'
import { gunzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { previewTable } from '../mapTable'
import { readCyclerFile } from '../read'

function cycling(bytes: Uint8Array) {
  const reading = readCyclerFile(bytes, 'x.xls')
  if (!reading.ok) throw new Error(reading.message)
  if (reading.kind !== 'cycling') throw new Error('expected a cycling record')
  return reading
}

const u16 = (...values: number[]) => values.flatMap((value) => [value & 255, (value >> 8) & 255])
const u32 = (...values: number[]) =>
  values.flatMap((value) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255])
const f64 = (value: number) => [...new Uint8Array(new Float64Array([value]).buffer)]
const latin = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
const record = (id: number, data: number[]) => [...u16(id, data.length), ...data]
const begin = (kind: number, version = 0x600) => record(0x809, [...u16(version, kind), ...Array(12).fill(0)])
const end = record(0x0a, [])
const number = (row: number, column: number, value: number) => record(0x203, [...u16(row, column, 0), ...f64(value)])
const packed = (value: number) => {
  // Hundredths of an integer where they say it exactly, else the upper half of the double.
  const hundredths = Math.round(value * 100)
  if (hundredths / 100 === value) return u32((hundredths << 2) | 3)
  return u32(new DataView(new Float64Array([value]).buffer).getInt32(4, true) & ~3)
}
const label = (row: number, column: number, text: string) =>
  record(0x204, [...u16(row, column, 0, text.length), 0, ...latin(text)])

/** A workbook's stream: the records of the whole, then each sheet where the list says that it begins. */
function stream(globals: number[], sheets: Record<string, number[]>, version = 0x600): Uint8Array {
  const isWide = version === 0x600
  const head = (places: number[]) => [
    ...begin(5, version),
    ...globals,
    ...Object.keys(sheets).flatMap((name, at) =>
      record(0x85, [...u32(places[at] ?? 0), 0, 0, name.length, ...(isWide ? [0] : []), ...latin(name)]),
    ),
    ...end,
  ]
  const bodies = Object.values(sheets).map((cells) => [...begin(0x10, version), ...cells, ...end])
  const from = head([]).length
  const places = bodies.map((_, at) => from + bodies.slice(0, at).reduce((sum, body) => sum + body.length, 0))
  return Uint8Array.from([...head(places), ...bodies.flat()])
}

/** The stream in a compound file: among the small ones (sectors of 64 bytes) when it is below 4096. */
function compound(content: Uint8Array, name = 'Workbook', size = content.length): Uint8Array {
  const isSmall = content.length < 4096
  const sectors = Math.ceil(content.length / 512)
  const file = new Uint8Array(512 * (4 + sectors))
  const view = new DataView(file.buffer)
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  view.setUint16(0x1e, 9, true)
  view.setUint16(0x20, 6, true)
  view.setUint32(0x2c, 1, true)
  view.setUint32(0x30, 1, true)
  view.setUint32(0x38, 4096, true)
  view.setUint32(0x3c, isSmall ? 2 : 0xfffffffe, true)
  view.setUint32(0x44, 0xfffffffe, true)
  for (let at = 0; at < 109; at++) view.setUint32(0x4c + 4 * at, at === 0 ? 0 : 0xffffffff, true)
  // Sector 0: the table; 1: the directory; 2: the table of the small ones; from 3 on: the content.
  const table = [0xfffffffd, 0xfffffffe, 0xfffffffe]
  for (let at = 0; at < sectors; at++) table.push(at === sectors - 1 ? 0xfffffffe : 4 + at)
  table.forEach((next, at) => {
    view.setUint32(512 + 4 * at, next, true)
  })
  const entry = (at: number, title: string, type: number, first: number, bytes: number) => {
    const place = 1024 + 128 * at
    latin(title).forEach((letter, index) => {
      view.setUint16(place + 2 * index, letter, true)
    })
    view.setUint16(place + 64, 2 * title.length + 2, true)
    file[place + 66] = type
    view.setUint32(place + 116, first, true)
    view.setUint32(place + 120, bytes, true)
  }
  entry(0, 'Root Entry', 5, isSmall ? 3 : 0xfffffffe, isSmall ? content.length : 0)
  entry(1, name, 2, isSmall ? 0 : 3, size)
  const small = Math.ceil(content.length / 64)
  for (let at = 0; at < small && isSmall; at++)
    view.setUint32(1536 + 4 * at, at === small - 1 ? 0xfffffffe : at + 1, true)
  file.set(content, 2048)
  return file
}

const names = ['Test Time (s)', 'Voltage (V)', 'Current (mA)', 'Step Type']
const header = names.flatMap((name, column) => label(0, column, name))

describe('an old Excel workbook', () => {
  it('is read as BTSDA writes it: the sheets of details end to end, with Chinese words', () => {
    const bytes = gunzipSync(new Uint8Array(readFileSync(new URL('../fixtures/neware-detail.xls.gz', import.meta.url))))
    const reading = cycling(bytes)
    expect(reading).toMatchObject({ format: 'neware-xls', instrument: 'Neware', readerVersion: 'xls 1' })
    expect(reading.table.rowCount).toBe(240)
    expect(reading.table.stepKinds?.names).toEqual(['恒流充电', 'CC_DChg'])
    expect(reading.table.currentA[0]).toBeCloseTo(1.0084e-3, 12)
    const [cycle] = cycleFigures(reading.table, { kind: 'full' })
    expect(cycle?.chargeCapacityMAh).toBeCloseTo(1, 9)
    expect(cycle?.dischargeCapacityMAh).toBeCloseTo(0.5, 9)
    expect(previewTable(bytes)?.columns.map((column) => column.name)).toContain('CapaCity(mAh)')
  })

  it('gives numbers however they are packed, and the last result of a formula', () => {
    const formula = (row: number, column: number, result: number[]) =>
      record(0x06, [...u16(row, column, 0), ...result, ...Array(8).fill(0)])
    const rows = [
      ...record(0xbd, [...u16(1, 0), ...[0, 3.75, 1.5].flatMap((value) => [...u16(0), ...packed(value)]), ...u16(2)]),
      ...formula(1, 3, [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
      ...record(0x207, [...u16(6), 0, ...latin('CC Chg')]),
      ...record(0x27e, [...u16(2, 0, 0), ...u32((60 << 2) | 2)]),
      ...number(2, 1, 3.7654321),
      ...formula(2, 2, f64(1.25)),
      ...record(0xd6, [...u16(2, 3, 0, 7), 0, ...latin('CC DChg'), ...u16(0)]),
      ...record(0x27e, [...u16(3, 0, 0), ...packed(120)]),
      ...record(0x27e, [...u16(3, 1, 0), ...packed(-0.1 * 2 ** -7)]),
      // An error and an empty result are no values.
      ...formula(3, 2, [2, 0, 7, 0, 0, 0, 0xff, 0xff]),
    ]
    const { table } = cycling(compound(stream([], { Data: [...header, ...rows] })))
    expect(Array.from(table.testTimeS)).toEqual([0, 60, 120])
    expect(Array.from(table.voltageV.subarray(0, 2))).toEqual([3.75, 3.7654321])
    expect(table.voltageV[2]).toBeCloseTo(-0.1 * 2 ** -7, 8)
    // The word of the step says the direction.
    expect(table.currentA[0]).toBeCloseTo(0.0015, 12)
    expect(table.currentA[1]).toBeCloseTo(-0.00125, 12)
  })

  it('joins shared strings that break off in one record and go on in the next, wider', () => {
    const shared = ['Test Time (s)', 'Spannung µ (V)', 'Current (mA)']
    const cells = shared.flatMap((_, column) => record(0xfd, [...u16(0, column, 0), ...u32(column)]))
    const [first, second, third] = shared as [string, string, string]
    const globals = [
      ...record(0xfc, [
        ...u32(3, 3),
        // With a run of formatting and two bytes of reading aids, which are no letters.
        ...[...u16(first.length), 8 | 4, ...u16(1), ...u32(2), ...latin(first), ...u32(0), 9, 9],
        ...[...u16(second.length), 0, ...latin(second.slice(0, 4))],
      ]),
      ...record(0x3c, [
        1,
        ...[...second.slice(4)].flatMap((letter) => u16(letter.charCodeAt(0))),
        ...u16(third.length),
      ]),
      ...record(0x3c, [0, ...latin(third)]),
    ]
    const rows = [0, 60, 120].flatMap((time, row) => [
      ...number(row + 1, 0, time),
      ...number(row + 1, 1, 3 + row / 10),
      ...number(row + 1, 2, 1),
    ])
    const preview = previewTable(compound(stream(globals, { Daten: [...cells, ...rows] })))
    expect(preview?.columns.map((column) => column.name)).toEqual(shared)
  })

  it('keeps times of day as parts of a day, which are seconds again', () => {
    const titles = ['Time(h:min:s.ms)', 'Voltage(V)', 'Current(mA)']
    const rows = [0, 1.5, 36].flatMap((hours, row) => [
      ...number(row + 1, 0, hours / 24),
      ...number(row + 1, 1, 3 + row / 10),
      ...number(row + 1, 2, 1),
    ])
    const sheet = [...titles.flatMap((title, column) => label(0, column, title)), ...rows]
    const { table } = cycling(compound(stream([], { Sheet1: sheet })))
    expect(Array.from(table.testTimeS, Math.round)).toEqual([0, 5400, 129600])
  })

  it('of Excel 5 is read in its code page, also in a stream of more than 4096 bytes', () => {
    const text = (row: number, column: number, bytes: number[]) =>
      record(0x204, [...u16(row, column, 0, bytes.length), ...bytes])
    // 电压(V), 电流(mA) and 测试时间(s) in GBK
    const words = [
      [0xb2, 0xe2, 0xca, 0xd4, 0xca, 0xb1, 0xbc, 0xe4, ...latin('(s)')],
      [0xb5, 0xe7, 0xd1, 0xb9, ...latin('(V)')],
      [0xb5, 0xe7, 0xc1, 0xf7, ...latin('(mA)')],
    ]
    const rows = Array.from({ length: 200 }, (_, row) => [
      ...number(row + 1, 0, row * 10),
      ...number(row + 1, 1, 3 + row / 1000),
      ...number(row + 1, 2, 1),
    ]).flat()
    const sheet = [...words.flatMap((word, column) => text(0, column, word)), ...rows]
    const content = stream(record(0x42, u16(936)), { Sheet1: sheet }, 0x500)
    expect(content.length).toBeGreaterThan(4096)
    const { table } = cycling(compound(content, 'Book'))
    expect(table.rowCount).toBe(200)
    expect(table.voltageV[199]).toBeCloseTo(3.199, 12)
    expect(table.currentA[0]).toBe(0.001)
  })

  it('that is cut off gives the rows before, and says so', () => {
    const rows = Array.from({ length: 400 }, (_, row) => [
      ...number(row + 1, 0, row * 10),
      ...number(row + 1, 1, 3 + row / 1000),
      ...number(row + 1, 2, 1),
    ]).flat()
    const content = stream([], { Sheet1: [...header.slice(0, -1), ...rows] })
    const whole = compound(stream([], { Sheet1: [...header, ...rows] }))
    expect(content.length).toBeGreaterThan(4096)
    const reading = cycling(whole.subarray(0, whole.length - 5000))
    expect(reading.table.rowCount).toBeGreaterThan(200)
    expect(reading.table.rowCount).toBeLessThan(400)
    expect(reading.warnings[0]).toMatchObject({ code: 'cut-off', message: expect.stringMatching(/breaks off/) })
  })

  it('with a password, of an Excel before 5, or without sheets says which', () => {
    const refusal = (content: Uint8Array) => {
      const reading = readCyclerFile(compound(content), 'x.xls')
      return reading.ok ? '' : reading.message
    }
    expect(refusal(stream(record(0x2f, u16(1)), { Sheet1: header }))).toMatch(/protected by a password/)
    expect(refusal(stream([], {}))).toMatch(/no sheet/)
    expect(refusal(stream([], { Sheet1: [] }, 0x200))).toMatch(/Excel before 5/)
    const other = readCyclerFile(compound(stream([], {}), 'WordDocument'), 'x.doc')
    expect(other.ok ? '' : other.message).toMatch(/Office file without a workbook/)
  })

  it('whose chains lead in a circle ends all the same', () => {
    const bytes = compound(stream([], { Sheet1: header }))
    new DataView(bytes.buffer).setUint32(512 + 4 * 1, 1, true)
    new DataView(bytes.buffer).setUint32(1536, 0, true)
    expect(readCyclerFile(bytes, 'x.xls').ok).toBe(false)
  })
})
