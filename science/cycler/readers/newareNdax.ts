import { assembleTable, fromFirstRow, type RawColumns } from '../assembleTable'
import { type ComputedColumn, emptyCyclerTable, type OtherColumn, wholeColumn } from '../columns'
import { type Draft, type Reader, type ReadingWarning, type ReadOptions, refusal, type StatedOneC } from '../reading'
import { isZip, unzip, type ZipMember, zipMembers } from '../zip'
import { namedSteps, rangeReader, totalOverSteps } from './newareCodes'

/**
 * Neware's .ndax: a zip of .ndc files. From version 11 on voltage and current stand in data.ndc, times and counters in
 * data_runInfo.ndc for some records only, cycles and step types in data_step.ndc; before, all stands in data.ndc.
 */
export const newareNdax: Reader = {
  format: 'neware-ndax',
  version: '2',
  recognises(bytes) {
    if (!isZip(bytes)) return false
    return zipMembers(bytes, []).some((member) => /(^|\/)data[^/]*\.ndc$/.test(member.name))
  },
  read: (bytes, _fileName, options): Draft => readNdax(bytes, options),
}

function readNdax(bytes: Uint8Array, options: ReadOptions): Draft {
  const warnings: ReadingWarning[] = []
  const members = zipMembers(bytes, warnings)
  const member = (pattern: RegExp) => members.find((candidate) => pattern.test(candidate.name))
  const data = member(/(^|\/)data\.ndc$/)
  if (data === undefined) {
    return refusal(
      `The .ndax holds no data.ndc: found ${members
        .map((one) => one.name)
        .join(', ')
        .slice(0, 300)}.`,
    )
  }
  const dataBytes = unzip(bytes, data, options, warnings)
  if (dataBytes.length < 3) return refusal('The .ndax holds a data.ndc of which nothing could be unpacked.')
  const marks = member(/(^|\/)data_runInfo\.ndc$/)
  const marksBytes = marks === undefined ? null : unzip(bytes, marks, options, warnings)
  const own = dataBytes[2] as number
  const layout = layoutOf(own, dataBytes, marksBytes)
  const record = new Ndc(dataBytes, layout ?? own)
  const unpack = (one: ZipMember | undefined) =>
    one === undefined
      ? null
      : new Ndc(unzip(bytes, one, options, warnings), layout === own ? undefined : (layout ?? own))
  const info = member(/(^|\/)TestInfo\.xml$/)
  const testInfo = info === undefined ? '' : new TextDecoder('gb18030').decode(unzip(bytes, info, options, warnings))
  const plan = member(/(^|\/)Step\.xml$/)
  const oneC = plan === undefined ? null : oneCOf(new TextDecoder().decode(unzip(bytes, plan, options, warnings)))
  const head = {
    kind: 'cycling' as const,
    format: 'neware-ndax',
    instrument: 'Neware',
    details: detailsOf(testInfo),
    ...(oneC === null ? {} : { oneC }),
  }
  if (record.type !== 1) return refusal(`The .ndax's data.ndc has type ${record.type}, expected 1.`)
  if (record.recordCount === 0 && record.bytes.length <= record.pageSize)
    return { ...head, table: emptyCyclerTable(0), warnings }
  const auxiliary = members.filter((one) => isAuxiliary(one.name)).sort((a, b) => compareNames(a.name, b.name))
  const aux = () => auxiliary.map((one) => unpack(one)).filter((ndc): ndc is Ndc => ndc !== null && ndc.type === 5)
  if (layout === null) return refusal(`The .ndax's data.ndc has version ${own}; known are 2, 5, 11, 14, 16 and 17.`)
  if (layout !== own)
    warnings.push({
      code: 'unknown-version',
      message: `The .ndax has version ${own}, which is not known; it fits how version ${layout} is laid out and was read like that. Please check it against the instrument's own program.`,
    })
  let raw: RawColumns
  if (layout === 2 || layout === 5) raw = readWhole(record, aux(), warnings)
  else {
    const info = marksBytes === null ? null : new Ndc(marksBytes, layout === own ? undefined : layout)
    raw = readSplit(record, info, unpack(member(/(^|\/)data_step\.ndc$/)), warnings)
    addAuxiliary(raw, record, aux(), testInfo)
  }
  const assembled = assembleTable(raw)
  return { ...head, table: assembled.table, warnings: [...warnings, ...assembled.warnings] }
}

const layouts = [2, 5, 11, 14, 16, 17]

/** Versions share layouts: one that is not known is read as the nearest of those that make sense of its bytes. */
function layoutOf(version: number, data: Uint8Array, marks: Uint8Array | null): number | null {
  if (layouts.includes(version)) return version
  const nearest = layouts.toSorted((a, b) => Math.abs(a - version) - Math.abs(b - version))
  return nearest.find((layout) => fits(new Ndc(data, layout), marks === null ? null : new Ndc(marks, layout))) ?? null
}

/** Voltages as of a cell, in records that are numbered from 1 on, or marks of the records in their order. */
function fits(record: Ndc, runInfo: Ndc | null): boolean {
  if (record.version < 11) {
    const raw = readWhole(record, [], [])
    return raw.rowCount > 0 && isPlausible(raw.values.voltage)
  }
  const volts: number[] = []
  record.forEach(8, (at) => volts.push(voltAt(record, at)))
  if (!isPlausible(volts)) return false
  const size = runInfoSize[record.version]
  if (runInfo === null || size === undefined) return true
  let last = 0
  let inOrderCount = 0
  let count = 0
  runInfo.forEach(size, (at) => {
    const index = runInfo.view.getUint32(at + 41, true)
    if (index > last && index <= last + record.recordCount) inOrderCount++
    last = index
    count++
  })
  return count > 0 && inOrderCount >= 0.9 * count
}

/** Are these a cell's voltages in V? Most of them are then neither large nor next to nothing. */
export function isPlausible(volts: ArrayLike<number> | undefined): boolean {
  let count = 0
  for (let row = 0; row < (volts?.length ?? 0); row++) {
    const size = Math.abs(volts?.[row] as number)
    if (size > 1e-3 && size < 20) count++
  }
  return count > 0.5 * (volts?.length ?? 0)
}

/** `MultCap`, in mA s: steps that are set by rate run at their rate times this (0.5 at 1.94 mA where it is 13932). */
function oneCOf(stepXml: string): StatedOneC | null {
  const value = Number(/<MultCap Value="([\d.]+)"/.exec(stepXml)?.[1])
  return value > 0 ? { capacityMAh: value / 3600, place: 'nominal capacity in its steps' } : null
}

function isAuxiliary(name: string): boolean {
  return (
    /(^|\/)data_AUX_[\d_]+\.ndc$/i.test(name) ||
    /(^|\/)data_\d+\.ndc$/.test(name) ||
    /(^|\/)\d{8}_[\d_]+\.ndc$/.test(name)
  )
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function detailsOf(xml: string): Record<string, string> {
  const details: Record<string, string> = {}
  for (const [key, attribute] of [
    ['barcode', 'Barcode'],
    ['started', 'StartTime'],
    ['ended', 'EndTime'],
    ['protocol', 'StepName'],
    ['remark', 'Remark'],
    ['creator', 'Creator'],
  ] as const) {
    const value = new RegExp(`\\s${attribute}="([^"]*)"`).exec(xml)?.[1]
    if (value) details[key] = value.slice(0, 300)
  }
  return details
}

// --------------------------------------------------------------------------------------------------------------- pages

/** Pages of records. Version 2: 512 bytes without a mask; later: 4096 bytes with a bit per record that tells which are valid. */
class Ndc {
  readonly view: DataView
  readonly type: number
  readonly version: number
  readonly pageSize: number

  /** `layout`: of a version that is not known, the one that it is read like */
  constructor(
    readonly bytes: Uint8Array,
    layout?: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.type = bytes[0] ?? -1
    this.version = layout ?? bytes[2] ?? -1
    this.pageSize = this.version === 2 ? 512 : 4096
  }

  get pageCount(): number {
    return Math.max(0, Math.ceil(this.bytes.length / this.pageSize) - 1)
  }

  /** Valid records as the pages declare them. */
  get recordCount(): number {
    let count = 0
    for (let page = 1; page <= this.pageCount; page++) {
      const at = page * this.pageSize
      if (at + 4 <= this.bytes.length) count += this.view.getUint16(at + 2, true)
    }
    return count
  }

  /** How many records `forEach` calls with; damaged pages may declare another number. */
  validCount(recordSize: number): number {
    let count = 0
    this.forEach(recordSize, () => count++)
    return count
  }

  /** Calls with the byte of each valid record and its place over all slots, from 1. */
  forEach(recordSize: number, visit: (at: number, slot: number) => void): void {
    const { bytes, pageSize } = this
    const hasMask = this.version !== 2
    const first = hasMask ? 132 : 5
    const perPage = Math.floor((pageSize - (hasMask ? 133 : first)) / recordSize)
    for (let page = 1; page <= this.pageCount; page++) {
      const base = page * pageSize
      const limit = Math.min(bytes.length, base + pageSize)
      let at = base + first
      let slot = (page - 1) * perPage + 1
      for (let i = 0; i < perPage && at + recordSize <= limit; i++, at += recordSize, slot++) {
        if (hasMask && i < 1024 && (((bytes[base + 4 + (i >> 3)] as number) >> (i & 7)) & 1) === 0) continue
        visit(at, slot)
      }
    }
  }
}

// ----------------------------------------------------------------------------------------------------- versions 2 and 5

function readWhole(record: Ndc, aux: readonly Ndc[], warnings: ReadingWarning[]): RawColumns {
  // Version 2 begins each record with seven bytes more.
  const shift = record.version === 2 ? 7 : 0
  const size = 87 + shift
  const { view, bytes } = record
  const ats: number[] = []
  record.forEach(size, (at) => {
    if (bytes[at] === 0x55 && view.getUint32(at + shift + 1, true) !== 0) ats.push(at + shift)
  })
  return wholeRecords(
    view,
    ats,
    warnings,
    (at) => ({
      moment: dateAt(view, at + 68),
      range: view.getInt32(at + 75, true),
      index: at + 1,
      cycle: at + 5,
      step: at + 9,
      type: at + 10,
      stepTime: at + 16,
      voltage: at + 24,
      current: at + 28,
      counters: at + 36,
    }),
    wholeTemperatures(aux, ats.length),
  )
}

function dateAt(view: DataView, at: number): number {
  const year = view.getUint16(at, true)
  if (year < 1990 || year > 2200) return Number.NaN
  const part = (index: number) => view.getUint8(at + 2 + index)
  return Date.UTC(year, part(0) - 1, part(1), part(2), part(3), part(4)) / 1000
}

export interface RecordPlaces {
  moment: number
  range: number
  index: number
  cycle: number
  step: number
  type: number
  stepTime: number
  voltage: number
  current: number
  counters: number
}

/** Records that hold everything, as in .ndc of versions 2 and 5 and in .nda: sorted by index, repeated ones left out. */
export function wholeRecords(
  view: DataView,
  ats: number[],
  warnings: ReadingWarning[],
  placesOf: (at: number) => RecordPlaces,
  temperature: Float64Array | null,
): RawColumns {
  const kept = inOrder(view, ats, (at) => placesOf(at).index, warnings)
  const count = kept.length
  const column = () => new Float64Array(count)
  const voltage = column()
  const current = column()
  const stepTime = column()
  const moment = column()
  const cycle = new Int32Array(count)
  const chargeCapacity = column()
  const dischargeCapacity = column()
  const chargeEnergy = column()
  const dischargeEnergy = column()
  const types = new Uint8Array(count)
  const marks = new Float64Array(count)
  const factorOf = rangeReader((range) => {
    warnings.push({
      code: 'unknown-range',
      message: `Current range ${range} is not known; currents and capacities in it are the raw numbers. One known current gives the scale.`,
    })
  })
  for (let row = 0; row < count; row++) {
    const places = placesOf(kept[row] as number)
    const factor = factorOf(places.range)
    voltage[row] = view.getInt32(places.voltage, true) / 1e4
    current[row] = (view.getInt32(places.current, true) * factor) / 1000
    stepTime[row] = Number(view.getBigUint64(places.stepTime, true)) / 1000
    moment[row] = places.moment
    cycle[row] = view.getUint32(places.cycle, true) + 1
    types[row] = view.getUint8(places.type)
    // A step that repeats itself restarts its time.
    marks[row] = view.getUint8(places.step) * 256 + (types[row] as number)
    const counter = (index: number) => (Number(view.getBigInt64(places.counters + 8 * index, true)) * factor) / 3.6e6
    chargeCapacity[row] = counter(0)
    dischargeCapacity[row] = counter(1)
    chargeEnergy[row] = counter(2)
    dischargeEnergy[row] = counter(3)
  }
  const step = stepsOf(marks, stepTime)
  const named = namedSteps(types)
  return {
    rowCount: count,
    values: {
      testTime: totalOverSteps(stepTime.slice(), step),
      stepTime,
      moment,
      voltage,
      current,
      chargeCapacity: totalOverSteps(chargeCapacity, step),
      dischargeCapacity: totalOverSteps(dischargeCapacity, step),
      chargeEnergy: totalOverSteps(chargeEnergy, step),
      dischargeEnergy: totalOverSteps(dischargeEnergy, step),
      ...(temperature === null
        ? {}
        : { temperature: temperature.length === count ? temperature : temperature.slice(0, count) }),
    },
    cycle,
    step,
    stepCodes: named.codes,
    stepNames: named.names,
  }
}

/** Sorted by index when they are not, each index once. */
export function inOrder(
  view: DataView,
  ats: number[],
  indexAt: (at: number) => number,
  warnings: ReadingWarning[],
): number[] {
  let sorted = true
  let last = -1
  for (const at of ats) {
    const index = view.getUint32(indexAt(at), true)
    if (index <= last) {
      sorted = false
      break
    }
    last = index
  }
  if (sorted) return ats
  const keyed = ats
    .map((at) => ({ at, index: view.getUint32(indexAt(at), true) }))
    .sort((a, b) => a.index - b.index || a.at - b.at)
  const unique = keyed.filter((entry, place) => place === 0 || entry.index !== keyed[place - 1]?.index)
  const repeated = keyed.length - unique.length
  if (repeated > 0)
    warnings.push({
      code: 'records-repeated',
      message: `${repeated} records stand in the file more than once and were taken once.`,
    })
  return unique.map((entry) => entry.at)
}

/** Counts steps: a new one where the step's mark changes, or where its time begins anew. */
export function stepsOf(marks: ArrayLike<number>, stepTime: Float64Array): Int32Array {
  const steps = new Int32Array(marks.length)
  let count = 1
  for (let row = 0; row < marks.length; row++) {
    if (row > 0 && (marks[row] !== marks[row - 1] || (stepTime[row] as number) < (stepTime[row - 1] as number))) count++
    steps[row] = count
  }
  return steps
}

function wholeTemperatures(aux: readonly Ndc[], count: number): Float64Array | null {
  const first = aux[0]
  if (first === undefined) return null
  const shift = first.version === 2 ? 7 : 0
  const temperature = new Float64Array(count).fill(Number.NaN)
  const { view, bytes } = first
  let found = 0
  first.forEach(87 + shift, (at) => {
    if (bytes[at] !== 0x74) return
    const index = view.getUint32(at + shift + 1, true)
    if (index < 1 || index > count) return
    temperature[index - 1] = view.getInt16(at + shift + 32, true) / 10
    found++
  })
  return found > 0 ? temperature : null
}

// ------------------------------------------------------------------------------------------------- versions 11, 14, 16, 17

const runInfoSize: Readonly<Record<number, number>> = { 11: 47, 14: 55, 16: 100, 17: 100 }
const stepSize: Readonly<Record<number, number>> = { 11: 37, 14: 37, 16: 100, 17: 100 }

function readSplit(record: Ndc, runInfo: Ndc | null, steps: Ndc | null, warnings: ReadingWarning[]): RawColumns {
  const marks = runInfo === null ? null : marksOf(runInfo)
  if (marks !== null && marks.count > 0) return spread(record, marks, steps, warnings)
  const count = record.validCount(8)
  if (count > 0)
    warnings.push({
      code: 'no-run-info',
      message: 'The file has no run information: voltage and current are there, times, steps and capacities are not.',
    })
  const { voltage, current, columns } = electricColumns(record, count)
  let row = 0
  record.forEach(8, (at) => {
    voltage[row] = voltAt(record, at)
    current[row++] = ampereAt(record, at)
  })
  return { rowCount: count, values: {}, ...columns }
}

/** Versions 11 and 16 keep tenths of a millivolt and milliampere, which scaled are no floats any more. */
function isScaled({ version }: Ndc): boolean {
  return version === 11 || version === 16
}

function voltAt(record: Ndc, at: number): number {
  const value = record.view.getFloat32(at, true)
  return isScaled(record) ? value / 1e4 : value
}

function ampereAt(record: Ndc, at: number): number {
  const value = record.view.getFloat32(at + 4, true)
  return isScaled(record) ? value / 1000 : value
}

function electricColumns(record: Ndc, count: number) {
  const column = () => (isScaled(record) ? new Float64Array(count) : new Float32Array(count))
  const columns = { voltage: column(), current: column() }
  return { ...columns, columns }
}

/** What data_runInfo.ndc says of some records, in their order; read where it stands, because there may be as many as rows. */
interface Marks {
  count: number
  /** which record, counted over all slots from 1 */
  indexOf(place: number): number
  stepOf(place: number): number
  /** Sets what the mark says, and the interval in s that records without a mark follow it by. */
  read(place: number, into: Point): void
}

/** What is known of a record: its own mark, or run on from the last one. Times in s, capacities in Ah, energies in Wh. */
interface Point {
  /** 1, 2, 3 … counting each change of the marks' own numbers, which leave some out */
  step: number
  interval: number
  stepTime: number
  moment: number
  charged: number
  discharged: number
  energyIn: number
  energyOut: number
}

function marksOf(runInfo: Ndc): Marks | null {
  const { view } = runInfo
  const size = runInfoSize[runInfo.version]
  if (size === undefined) return null
  const divisor = isScaled(runInfo) ? 3.6e6 : 1
  const indexAt = (at: number) => view.getUint32(at + 41, true)
  let ats = new Int32Array(runInfo.validCount(size))
  let count = 0
  runInfo.forEach(size, (at) => {
    if (indexAt(at) !== 0) ats[count++] = at
  })
  ats = ats.subarray(0, count)
  const isSorted = ats.every((at, place) => place === 0 || indexAt(at) > indexAt(ats[place - 1] as number))
  // A stable sort keeps the first of several with one index.
  if (!isSorted) {
    ats = ats.sort((a, b) => indexAt(a) - indexAt(b) || a - b)
    ats = ats.filter((at, place) => place === 0 || indexAt(at) !== indexAt(ats[place - 1] as number))
  }
  return {
    count: ats.length,
    indexOf: (place) => indexAt(ats[place] as number),
    stepOf: (place) => view.getUint32((ats[place] as number) + 37, true),
    read(place, into) {
      const at = ats[place] as number
      into.stepTime = view.getUint32(at, true) / 1000
      into.charged = view.getFloat32(at + 5, true) / divisor
      into.discharged = view.getFloat32(at + 9, true) / divisor
      into.energyIn = view.getFloat32(at + 13, true) / divisor
      into.energyOut = view.getFloat32(at + 17, true) / divisor
      into.interval = view.getInt32(at + 29, true) / 1000
      into.moment = view.getUint32(at + 33, true) + view.getUint16(at + 45, true) / 1000
    },
  }
}

/** Calls with each record and what is known of it. The point is one and the same in all calls. */
function walk(record: Ndc, marks: Marks, visit: (row: number, at: number, point: Readonly<Point>) => void): void {
  const point: Point = {
    step: 1,
    interval: Number.NaN,
    stepTime: 0,
    moment: Number.NaN,
    charged: 0,
    discharged: 0,
    energyIn: 0,
    energyOut: 0,
  }
  let row = 0
  let next = 0
  let stepMark = 0
  record.forEach(8, (at, slot) => {
    while (next < marks.count && marks.indexOf(next) < slot) next++
    if (next < marks.count && marks.indexOf(next) === slot) {
      marks.read(next, point)
      const named = marks.stepOf(next)
      if (row > 0 && named !== stepMark) point.step++
      stepMark = named
    } else if (!Number.isNaN(point.interval)) runOn(point, voltAt(record, at), ampereAt(record, at))
    visit(row++, at, point)
  })
}

/** By the interval that the last mark names. */
function runOn(point: Point, volt: number, flow: number): void {
  point.stepTime += point.interval
  point.moment += point.interval
  const passed = (flow * point.interval) / 3600
  const work = passed * volt
  if (passed > 0) {
    point.charged += passed
    point.energyIn += work
  } else {
    point.discharged -= passed
    point.energyOut -= work
  }
}

/**
 * Gives every record its time and counters. Records are packed to five bytes each and less, so what is seldom looked at (clock, time in
 * step, energies) is made of the unpacked bytes when it is asked for. All in all 35 bytes a row, and 11 of the unpacked file.
 */
function spread(record: Ndc, marks: Marks, steps: Ndc | null, warnings: ReadingWarning[]): RawColumns {
  const count = record.validCount(8)
  const { voltage, current, columns } = electricColumns(record, count)
  const testTime = new Float64Array(count)
  const chargeCapacity = new Float64Array(count)
  const dischargeCapacity = new Float64Array(count)
  const step = wholeColumn(count, stepChanges(marks) + 1)
  let hasClock = false
  let needed = 0
  walk(record, marks, (row, at, point) => {
    voltage[row] = voltAt(record, at)
    current[row] = ampereAt(record, at)
    testTime[row] = point.stepTime
    chargeCapacity[row] = point.charged
    dischargeCapacity[row] = point.discharged
    step[row] = needed = point.step
    if (Number.isFinite(point.moment)) hasClock = true
  })
  const listed = steps === null ? { cycles: [], types: [] } : readSteps(steps)
  const last = listed.cycles.length - 1
  if (last < 0)
    warnings.push({
      code: 'no-steps',
      message: 'The file has no list of steps: cycles are recounted and steps have no type.',
    })
  else if (needed > last + 1)
    warnings.push({
      code: 'steps-missing',
      message: `The records run over ${needed} steps, the list of steps holds ${last + 1}.`,
    })
  const column = (value: (point: Readonly<Point>) => number) => {
    const values = new Float64Array(count)
    walk(record, marks, (row, _, point) => {
      values[row] = value(point)
    })
    return values
  }
  const counter = (value: (point: Readonly<Point>) => number): ComputedColumn => ({
    compute: () => fromFirstRow(totalOverSteps(column(value), step)),
  })
  const raw: RawColumns = {
    rowCount: count,
    countersRunOn: true,
    step,
    ...columns,
    values: {
      testTime: totalOverSteps(testTime, step),
      chargeCapacity: totalOverSteps(chargeCapacity, step),
      dischargeCapacity: totalOverSteps(dischargeCapacity, step),
    },
    computed: {
      ...(hasClock ? { unixTimeS: { compute: () => column((point) => point.moment) } } : {}),
      stepTimeS: { compute: () => column((point) => point.stepTime) },
      chargeEnergyWh: counter((point) => point.energyIn),
      dischargeEnergyWh: counter((point) => point.energyOut),
    },
  }
  if (last < 0) return raw
  const types = new Uint8Array(count)
  const cycle = wholeColumn(
    count,
    listed.cycles.reduce((high, one) => Math.max(high, one), 0),
  )
  for (let at = 0; at < count; at++) {
    const place = Math.min(last, (step[at] as number) - 1)
    types[at] = listed.types[place] as number
    cycle[at] = listed.cycles[place] as number
  }
  const named = namedSteps(types)
  return { ...raw, cycle, stepCodes: named.codes, stepNames: named.names }
}

/** How often the marks' own step number changes. */
function stepChanges(marks: Marks): number {
  let changes = 0
  for (let place = 1; place < marks.count; place++) if (marks.stepOf(place) !== marks.stepOf(place - 1)) changes++
  return changes + 1
}

function readSteps(steps: Ndc): { cycles: number[]; types: number[] } {
  const size = stepSize[steps.version]
  const cycles: number[] = []
  const types: number[] = []
  if (size !== undefined) {
    steps.forEach(size, (at) => {
      cycles.push(steps.view.getUint32(at, true) + 1)
      types.push(steps.view.getUint8(at + 24))
    })
  }
  return { cycles, types }
}

/** Temperatures beside the record, by the meaning that TestInfo.xml gives each channel; the order of names is the order of entries. */
function addAuxiliary(raw: RawColumns, record: Ndc, aux: readonly Ndc[], testInfo: string): void {
  const channels = [...testInfo.matchAll(/<Aux\d+\s[^>]*ChlType="(\d+)"/g)].map((match) => Number(match[1]))
  if (aux.length === 0) return
  const slots = new Int32Array(raw.rowCount)
  let count = 0
  record.forEach(8, (_, slot) => {
    slots[count++] = slot
  })
  const others: OtherColumn[] = []
  aux.forEach((ndc, place) => {
    const values = new Float64Array(raw.rowCount).fill(Number.NaN)
    const isPair = ndc.version === 11 || ndc.version === 16
    let row = 0
    ndc.forEach(isPair ? 7 : 4, (at, slot) => {
      while (row < count && (slots[row] as number) < slot) row++
      if (row < count && slots[row] === slot)
        values[row] = isPair ? ndc.view.getInt16(at + 5, true) / 10 : ndc.view.getFloat32(at, true)
    })
    const meaning = isPair ? 103 : (channels[place] ?? 0)
    if (meaning === 103 && !raw.values.temperature) raw.values.temperature = values
    else if (meaning === 335 && !raw.values.ambientTemperature)
      others.push({ name: `temperature set point ${place + 1}`, unit: '°C', values })
    else others.push({ name: meaning === 345 ? `humidity ${place + 1}` : `auxiliary ${place + 1}`, unit: null, values })
  })
  if (others.length > 0) raw.others = others
}
