import { zipSync } from 'fflate'
import { f32, f64, i64, latin, sized, u8, u16, u32, u64, zeros } from './bytes'

/** Records in pages of 4096 bytes with a mask; `null` is a slot that is not valid. */
export function pages(type: number, version: number, size: number, records: readonly (number[] | null)[]): Uint8Array {
  const perPage = Math.floor((4096 - 133) / size)
  const out = sized([type, 0, version], 4096)
  for (let from = 0; from < Math.max(1, records.length); from += perPage) {
    const here = records.slice(from, from + perPage)
    const mask = zeros(128)
    here.forEach((record, at) => {
      if (record !== null) mask[at >> 3] = (mask[at >> 3] as number) | (1 << (at & 7))
    })
    const valid = here.filter((record) => record !== null).length
    const body = here.flatMap((record) => sized(record ?? Array(size).fill(0xee), size))
    out.push(...sized([...u16(0, valid), ...mask, ...body], 4096))
  }
  return Uint8Array.from(out)
}

interface Mpr {
  version: number
  ids: number[]
  /** bytes of each point */
  points: number[][]
  technique?: number
  isNew?: boolean
  /** days since 1899-12-30 */
  start?: number
}

/** A row of modules with one of points. */
export function mpr({ version, ids, points, technique = 4, isNew = false, start }: Mpr): Uint8Array {
  const module = (name: string, of: number, body: number[]) => [
    ...latin('MODULE'),
    ...latin(name.padEnd(10)),
    ...latin(name.padEnd(25)),
    ...(isNew ? [...u32(0xffffffff), ...u32(body.length), ...u32(0), ...u32(of)] : [...u32(body.length), ...u32(of)]),
    ...latin('10/26/20'),
    ...body,
  ]
  const begins = { 0: 100, 2: 0x195, 3: 0x196, 10: 0x3ef, 11: 0x3ef }[version] ?? 0
  const named =
    version === 0 ? u8(...ids) : ids.flatMap((id) => (version >= 10 ? [id >> 8, id & 255] : [id & 255, id >> 8]))
  const data = [...sized([...u32(points.length), ids.length, ...named], begins), ...points.flat()]
  const log = start === undefined ? [] : module('VMP LOG', 0, [...zeros(465), ...f64(start), ...zeros(100)])
  return Uint8Array.from([
    ...sized(latin('BIO-LOGIC MODULAR FILE\x1a'), 48, 32),
    ...zeros(4),
    ...module('VMP Set', 0, [technique, ...zeros(20)]),
    ...module('VMP data', version, data),
    ...log,
  ])
}

/** A small file of each binary layout that no real file may be kept of, for whoever damages files. */
export function filesByHand(): { name: string; bytes: Uint8Array }[] {
  const rows = Array.from({ length: 60 }, (_, row) => row)
  const header = (version: number) => sized([...latin('NEWARE20240101'), version], 1024)
  const info = (index: number, step: number) =>
    sized([...u32(0), 0, ...f32(0, 0, 0, 0), ...zeros(8), ...u32(36_000, 1_700_000_000, step, index)], 55)
  const split = zipSync({
    'data.ndc': pages(
      1,
      14,
      8,
      rows.map((row) => f32(3 + row / 60, row < 30 ? 1 : -1)),
    ),
    'data_runInfo.ndc': pages(18, 14, 55, [info(1, 1), info(31, 2)]),
    'data_step.ndc': pages(7, 14, 37, [
      [...u32(0, 1), ...zeros(16), 1],
      [...u32(0, 2), ...zeros(16), 2],
    ]),
    'data_AUX_1_1_1.ndc': pages(
      5,
      14,
      4,
      rows.map((row) => f32(20 + row)),
    ),
    'TestInfo.xml': Uint8Array.from(latin('<root><Aux1 a="1" ChlType="103"/></root>')),
  })
  const whole = (row: number) =>
    sized(
      [
        0x55,
        ...u32(row + 1, 0),
        ...u8(1, row < 30 ? 1 : 2),
        ...zeros(5),
        ...u64(row * 1000),
        ...u32(30_000 + row * 100, 1000),
        ...zeros(4),
        ...i64(row),
        ...i64(0),
        ...i64(0),
        ...i64(0),
        ...u16(2024),
        ...u8(2, 28, 1, 2, 3),
        ...u32(100),
      ],
      87,
    )
  const short = (row: number) =>
    sized(
      [
        ...u8(0x55, 7, 1, 1),
        ...zeros(4),
        ...u32(row + 1, row, 0),
        ...f32(1, 3.5, row, 0),
        ...u32(1),
        ...zeros(4),
        ...u32(1_700_000_000 + row, 0),
        ...f32(24.5),
      ],
      56,
    )
  const long = (row: number) =>
    sized(
      [
        ...u8(0x12, 0, 0, 0, row % 5 === 4 ? 0x65 : 0x55),
        ...zeros(4),
        ...u8(1, 1),
        ...zeros(5),
        ...u32(row + 1),
        ...zeros(8),
        ...u64(row * 1e6),
        ...f32(3.7, 1),
        ...zeros(16),
        ...f32(row, 0),
        ...u64(1_700_000_000 * 1e6),
      ],
      88,
    )
  const record86 = (row: number) =>
    sized(
      [
        ...u8(0x55, 0),
        ...u32(row + 1, 0),
        ...u16(1),
        ...u8(1, 0),
        ...u64(row * 1000),
        ...u32(30_000 + row, 100),
        ...zeros(8),
        ...i64(row),
        ...i64(0),
        ...i64(0),
        ...i64(0),
        ...u16(2020),
        ...u8(9, 13, 12, 26, 40, 0),
        ...u32(10),
      ],
      86,
    )
  const point = (row: number) => [0x03, ...f64(row * 10), ...f32(3 + row / 60, 1.5), ...f64(row / 100), ...zeros(4)]
  const nda = (version: number, record: (row: number) => number[]) =>
    Uint8Array.from([...header(version), ...rows.flatMap(record)])
  return [
    { name: 'v14.ndax', bytes: split },
    { name: 'v5.ndax', bytes: zipSync({ 'data.ndc': pages(1, 5, 87, rows.map(whole)) }) },
    { name: 'v29.nda', bytes: nda(29, record86) },
    { name: 'v130, BTS 9.1.nda', bytes: nda(130, short) },
    { name: 'v130, BTS 9.0.nda', bytes: nda(130, long) },
    { name: 'version 3.mpr', bytes: mpr({ version: 3, ids: [1, 4, 6, 8, 467, 468], points: rows.map(point) }) },
    { name: 'version 0.mpr', bytes: mpr({ version: 0, ids: [1, 4, 6, 8, 23, 212], points: rows.map(point) }) },
  ]
}
