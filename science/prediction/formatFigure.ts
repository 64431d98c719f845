import { powerOfTen } from '../recipe/formatValue'
import { type Basis, type FigureOrNone, isFigure } from './figure'

export interface FormattedFigure {
  /** The value, the bound without its sign, or the range where there is no value. */
  text: string
  /** The range beside a value: `6.5–45`; null when there is none. */
  range: string | null
  unit: string
  bound: 'at least' | 'at most' | null
  basis: Basis | null
}

const minute = 60
const hour = 3600
const day = 24 * hour
const year = 365.25 * day

/** The unit in which a person would say a time, by its upper limit. Minutes go to 600 min: 452 min, and then 11 h. */
const timeUnits: readonly { below: number; unit: string; seconds: number }[] = [
  { below: 1e-3, unit: 'µs', seconds: 1e-6 },
  { below: 1, unit: 'ms', seconds: 1e-3 },
  { below: minute, unit: 's', seconds: 1 },
  { below: 10 * hour, unit: 'min', seconds: minute },
  { below: 2 * day, unit: 'h', seconds: hour },
  { below: 2 * year, unit: 'd', seconds: day },
  { below: Number.POSITIVE_INFINITY, unit: 'years', seconds: year },
]

/**
 * A figure as it is printed, with the digits that it has: a value gets two significant digits, or a third where two would be
 * off by more than 1 %; its bounds at most two, and no more decimals than the value. That is how Table 3 of cheng2024 prints.
 */
export function formatFigure(figure: FigureOrNone): FormattedFigure {
  if (!isFigure(figure)) return { text: figure.unavailable, range: null, unit: '', bound: null, basis: null }
  const { value, low, high, basis } = figure
  const lead = value ?? low ?? high
  if (lead === undefined) return { text: '', range: null, unit: figure.unit, bound: null, basis }
  const { unit, size } = unitOf(figure.unit, lead)
  const isPercent = unit === '%'
  const decimals = isPercent ? 1 : decimalsOf(lead / size)
  const main = (number: number) => print(number / size, decimals)
  const side = (number: number) =>
    isPercent ? main(number) : print(number / size, Math.min(decimals, decimalsFor(number / size, 2)))
  if (value !== undefined) {
    const isRanged = low !== undefined && high !== undefined && low !== high
    return { text: main(value), range: isRanged ? `${side(low)}–${side(high)}` : null, unit, bound: null, basis }
  }
  if (low !== undefined && high !== undefined)
    return { text: `${side(low)}–${side(high)}`, range: null, unit, bound: null, basis }
  return { text: main(lead), range: null, unit, bound: low === undefined ? 'at most' : 'at least', basis }
}

/** The unit to print a value in, and how many of the given it holds: times in the unit that a person would say, the rest as they are. */
export function unitOf(unit: string, value: number): { unit: string; size: number } {
  if (unit !== 's') return { unit, size: 1 }
  const found = timeUnits.find(({ below }) => Math.abs(value) < below)
  return found === undefined ? { unit, size: 1 } : { unit: found.unit, size: found.seconds }
}

/** Decimals for two significant digits, or for three where two are off by more than 1 %. */
function decimalsOf(value: number): number {
  const two = decimalsFor(value, 2)
  return Math.abs(round(value, two) - value) <= 0.01 * Math.abs(value) ? two : decimalsFor(value, 3)
}

/** Decimals that give a number this many significant digits; never fewer than none. */
function decimalsFor(value: number, digits: number): number {
  if (value === 0) return 0
  return Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))))
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(Math.min(decimals, 20)))
}

function print(value: number, decimals: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) return powerOfTen(value, 2)
  return value.toFixed(Math.min(decimals, 20)).replace('-', '−')
}
