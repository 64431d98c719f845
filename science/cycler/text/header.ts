import { type Dimension, type Scale, scaleOf, unchanged } from './units'

/** A header's name in parts: `Chg. Cap.(mAh)` is `chg cap` in `mAh`. */
export interface HeaderName {
  /** as in the file, trimmed */
  text: string
  /** lower case, words apart by one blank, without the unit */
  base: string
  unit: string | null
}

export function parseHeaderName(found: string): HeaderName {
  const text = found
    .trim()
    .replace(/^"+|"+$/g, '')
    .trim()
  let rest = text
  let unit: string | null = null
  const bracketed = /^(.*?)\s*[([{（]([^()[\]{}（）]*(?:\([^()]*\))?[^()[\]{}（）]*)[)\]}）]\s*$/.exec(text)
  if (bracketed !== null && (bracketed[1] as string).length > 0) {
    rest = bracketed[1] as string
    unit = (bracketed[2] as string).trim()
  } else {
    const slash = /^(.*?\S)\s*\/\s*([^/]+)$/.exec(text)
    if (slash !== null && !/^d[a-z]?$/i.test(slash[1] as string) && !/^\s*d[QVI]m?$/i.test(slash[2] as string)) {
      rest = slash[1] as string
      unit = (slash[2] as string).trim()
    }
  }
  if (unit !== null) unit = unit.replace(/>$/, '')
  // A leading minus is part of the name: `-Im(Z)` is not `Im(Z)`.
  const base = (rest.trim().startsWith('-') ? '-' : '') + normalise(rest)
  if (unit === null) {
    const suffix =
      /^(.+) (seconds?|milliseconds?|s|ms|min|minutes?|h|hours?|volts?|v|mv|amperes?|a|ma|ua|ah|mah|wh|mwh|celsius|degc|c|hz|ohm|psi|w|watt)$/.exec(
        base,
      )
    // `Test_Time_s`, `voltage_volt`: the unit is the last word. Bare words (`Cycle C`) are left to the dialect.
    if (suffix !== null && /[_]/.test(rest)) return { text, base: suffix[1] as string, unit: suffix[2] as string }
  }
  return { text, base, unit: unit === '' ? null : unit }
}

export function normalise(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_\-.#:]+/g, ' ')
    .trim()
}

/** What a column of a text file may be, beyond the columns that a table keeps. */
export type Quantity =
  | 'testTime'
  | 'stepTime'
  | 'moment'
  | 'voltage'
  | 'current'
  | 'averageCurrent'
  | 'control'
  | 'cycle'
  | 'halfCycle'
  | 'step'
  | 'stepName'
  | 'chargeCapacity'
  | 'dischargeCapacity'
  | 'capacity'
  | 'signedCapacity'
  | 'chargeIncrement'
  | 'chargeEnergy'
  | 'dischargeEnergy'
  | 'energy'
  | 'temperature'
  | 'ambientTemperature'
  | 'frequency'
  | 'reZ'
  | 'imZ'
  | 'minusImZ'
  | 'modulusZ'
  | 'phase'
  | 'spectrum'
  | 'ignored'

export const dimensionOf: Readonly<Record<Quantity, Dimension>> = {
  testTime: 'time',
  stepTime: 'time',
  moment: 'none',
  voltage: 'voltage',
  current: 'current',
  averageCurrent: 'current',
  control: 'none',
  cycle: 'none',
  halfCycle: 'none',
  step: 'none',
  stepName: 'none',
  chargeCapacity: 'charge',
  dischargeCapacity: 'charge',
  capacity: 'charge',
  signedCapacity: 'charge',
  chargeIncrement: 'charge',
  chargeEnergy: 'energy',
  dischargeEnergy: 'energy',
  energy: 'energy',
  temperature: 'temperature',
  ambientTemperature: 'temperature',
  frequency: 'frequency',
  reZ: 'resistance',
  imZ: 'resistance',
  minusImZ: 'resistance',
  modulusZ: 'resistance',
  phase: 'none',
  spectrum: 'none',
  ignored: 'none',
}

/** `anyOf`: names that mean this quantity; `unit`: what a bare name is in; `only`: with a unit of its dimension, or only bare. */
export interface Synonym {
  quantity: Quantity
  names: readonly string[]
  unit?: string
  only?: 'with unit' | 'bare'
  /** `unit` is what this maker usually means, not what the name says */
  isGuess?: true
}

export interface MatchedColumn {
  at: number
  name: HeaderName
  quantity: Quantity
  scale: Scale
  /** the header gave no unit and none is implied by its name: the unit is a guess */
  unitAssumed: boolean
  /** the unit that was taken instead, where it is not the one that the column is kept in */
  assumedUnit?: string
}

/** Matches header names against synonym tables; an earlier table wins, and so does the earlier column for one quantity. */
export function matchColumns(names: readonly string[], tables: readonly (readonly Synonym[])[]): MatchedColumn[] {
  const matched: MatchedColumn[] = []
  const taken = new Map<Quantity, number>()
  for (let at = 0; at < names.length; at++) {
    const name = parseHeaderName(names[at] as string)
    if (name.base === '') continue
    const found = matchOne(name, tables) ?? matchNegated(name, tables)
    if (found === null || found.quantity === 'ignored') continue
    const column: MatchedColumn = { at, name, ...found }
    const before = taken.get(found.quantity)
    if (before === undefined) {
      taken.set(found.quantity, matched.push(column) - 1)
    } else if (found.rank < (matched[before] as MatchedColumn & { rank: number }).rank) {
      matched[before] = column
    }
  }
  return matched
}

interface Match {
  quantity: Quantity
  scale: Scale
  unitAssumed: boolean
  assumedUnit?: string
  /** position in the synonym tables: lower is the better name */
  rank: number
}

function matchOne(name: HeaderName, tables: readonly (readonly Synonym[])[]): Match | null {
  let rank = 0
  for (const table of tables) {
    for (const synonym of table) {
      for (const word of synonym.names) {
        rank++
        if (word !== name.base) continue
        const dimension = dimensionOf[synonym.quantity]
        const scale = name.unit === null ? null : scaleOf(dimension, name.unit)
        if (synonym.only === 'with unit' && scale === null) continue
        if (synonym.only === 'bare' && name.unit !== null) continue
        if (scale !== null) return { quantity: synonym.quantity, scale, unitAssumed: false, rank }
        // A unit of another dimension (`Capacity(%)`, `Spec. Cap.(mAh/g)`) makes it another quantity.
        if (dimension !== 'none' && name.unit !== null && !/^[\s?\uFFFD]*$/.test(name.unit) && !isRemark(name.unit))
          continue
        const implied = synonym.unit === undefined ? unchanged : scaleOf(dimension, synonym.unit)
        return {
          quantity: synonym.quantity,
          scale: implied ?? unchanged,
          unitAssumed: (synonym.unit === undefined || synonym.isGuess === true) && dimension !== 'none',
          ...(synonym.isGuess ? { assumedUnit: synonym.unit } : {}),
          rank,
        }
      }
    }
  }
  return null
}

/** `-phase`, `-Z'`: the part of an impedance with its sign turned. */
function matchNegated(name: HeaderName, tables: readonly (readonly Synonym[])[]): Match | null {
  if (!name.base.startsWith('-')) return null
  const found = matchOne({ ...name, base: name.base.slice(1).trim() }, tables)
  if (found === null || !['reZ', 'imZ', 'phase'].includes(found.quantity)) return null
  return { ...found, scale: { times: -found.scale.times, per: found.scale.per } }
}

/** Brackets that hold a remark rather than a unit, as in `Temperature (Cell)`. */
function isRemark(unit: string): boolean {
  return /^[a-z]{4,}$/i.test(unit) && !/^(mah|ohm|psi|volt|watt)/i.test(unit)
}
