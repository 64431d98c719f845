import type { CyclerTable, ImpedanceTable } from './columns'

/** A doubt or a loss, with the place in the file where there is one. */
export interface ReadingWarning {
  /** stable, for filtering: `cut-off`, `voltage-scale`, `not-a-number` … */
  code: string
  message: string
  atByte?: number
}

interface ReadingHead {
  ok: true
  /** e.g. `neware-csv`, `biologic-mpr` */
  format: string
  /** the maker as the field says it, e.g. `Neware` */
  instrument: string
  /** of the reader, not of the file; a newer one may read the same file again */
  readerVersion: string
  warnings: readonly ReadingWarning[]
  /** what else the file says of itself: test name, start, remark; words as found */
  details: Readonly<Record<string, string>>
  /** what the file's own settings take for 1C, where they say so */
  oneC?: StatedOneC
}

/** 1C as a file states it, in mAh of its cell, and the place that says so, as in `battery capacity in its settings`. */
export interface StatedOneC {
  capacityMAh: number
  place: string
}

export interface CyclingReading extends ReadingHead {
  kind: 'cycling'
  table: CyclerTable
  /** a few spectra that were taken between the rows, when the file holds both */
  spectra?: ImpedanceTable
}

export interface ImpedanceReading extends ReadingHead {
  kind: 'impedance'
  table: ImpedanceTable
  /** all rows over time, when the file holds both */
  record?: CyclerTable
}

/** `message` says what was expected and what was found, in one line. */
export interface NoReading {
  ok: false
  message: string
}

export type Reading = CyclingReading | ImpedanceReading | NoReading

export interface ReadOptions {
  /** Raw deflate → bytes. The server hands in zlib's, which is four times as fast as the one that also runs in a browser. */
  inflateRaw?: (bytes: Uint8Array, expectedSize: number) => Uint8Array
  /** How a person mapped the columns of a text or Excel file: by the file's header, with units. */
  columnMap?: ColumnMap
  /** Told now and then which part of the file (0 to 1) is read, by readers that go through it from begin to end. */
  onProgress?: (share: number) => void
}

/** A lab's own mapping of a table: header text → quantity and unit. Made once by pointing, kept by the lab. */
export interface ColumnMap {
  /** by the header as the file writes it; columns that are not named here are left out */
  columns: Readonly<Record<string, MappedColumn>>
  /** the file counts discharge as positive */
  dischargeIsPositive?: boolean
}

export interface MappedColumn {
  quantity: MappableQuantity
  /** as in `Ah`, `mA`, `min`; without one the header's own, else the unit that the quantity is kept in */
  unit?: string
}

/** What a person may point at. */
export const mappableQuantities = [
  'testTime',
  'stepTime',
  'moment',
  'voltage',
  'current',
  'cycle',
  'step',
  'stepName',
  'chargeCapacity',
  'dischargeCapacity',
  'capacity',
  'chargeEnergy',
  'dischargeEnergy',
  'temperature',
  'frequency',
  'reZ',
  'imZ',
  'minusImZ',
] as const
export type MappableQuantity = (typeof mappableQuantities)[number]

/** What a reader gives before the checks that all readings share. */
export type Draft =
  | Omit<CyclingReading, 'readerVersion' | 'ok'>
  | Omit<ImpedanceReading, 'readerVersion' | 'ok'>
  | NoReading

export interface Reader {
  format: string
  version: string
  /** By content. The name may only decide between readers that both accept. */
  recognises(bytes: Uint8Array, fileName: string): boolean
  read(bytes: Uint8Array, fileName: string, options: ReadOptions): Draft
}

/** One line, whatever the damaged names in it hold. */
export function refusal(message: string): NoReading {
  return { ok: false, message: message.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').slice(0, 1000) }
}
