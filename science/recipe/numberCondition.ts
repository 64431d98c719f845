import { parseQuantity } from './parseInput'

/** What a number must be, as a person wrote it: from, to, or not within. Ends are in the unit that it was read for. */
export interface NumberCondition {
  /** Null: no lower end. */
  low: number | null
  high: number | null
  /** Whether an end itself belongs to it. */
  withLow: boolean
  withHigh: boolean
  /** Turned round: what lies within does not meet it. */
  isNot: boolean
}

/** Equal but for the dust of a conversion. */
export function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other))
}

export function meets({ low, high, withLow, withHigh, isNot }: NumberCondition, value: number): boolean {
  const isAbove = low === null || (near(value, low) ? withLow : value > low)
  const isBelow = high === null || (near(value, high) ? withHigh : value < high)
  return (isAbove && isBelow) !== isNot
}

const any: NumberCondition = { low: null, high: null, withLow: true, withHigh: true, isNot: false }
const signs: Record<string, (value: number) => NumberCondition> = {
  '>': (low) => ({ ...any, low, withLow: false }),
  '>=': (low) => ({ ...any, low }),
  '<': (high) => ({ ...any, high, withHigh: false }),
  '<=': (high) => ({ ...any, high }),
  '=': (value) => ({ ...any, low: value, high: value }),
  '!=': (value) => ({ ...any, low: value, high: value, isNot: true }),
}
const otherSigns: Record<string, string> = { '≥': '>=', '≤': '<=', '≠': '!=', not: '!=' }

/**
 * `> 480`, `≤ 4 nm`, `450–550`, `0.5–2 h`, `1e-3..1e-2`, `not 3`, `480`: both ends of a range belong to it. Null when it is nothing of
 * that, or in a unit of another dimension.
 *
 * @param unit that of the ends; a number without one is taken to be in it
 */
export function readNumberCondition(text: string, unit: string | null): NumberCondition | null {
  const written = text.trim()
  const sign = /^(>=|<=|!=|≥|≤|≠|>|<|=|not\s)\s*/i.exec(written)
  if (sign) {
    const kind = sign[1]?.trim().toLowerCase() ?? ''
    const value = parseQuantity(written.slice(sign[0].length), unit)
    return typeof value === 'number' ? (signs[otherSigns[kind] ?? kind]?.(value) ?? null) : null
  }
  const range = readRange(written, unit)
  if (range) return range
  const value = written === '' ? null : parseQuantity(written, unit)
  return typeof value === 'number' ? { ...any, low: value, high: value } : null
}

/** `450–550`, `450-550`, `450..550`, `450 to 550`, `0.5–2 h`, `1e-3-1e-2`. */
function readRange(text: string, unit: string | null): NumberCondition | null {
  const places = [...text.matchAll(/\s*(?:–|—|\.\.\.?|…|\bto\b|-)\s*/g)].filter(({ index }) => index > 0)
  for (const { 0: separator, index } of places) {
    const left = text.slice(0, index)
    const right = text.slice(index + separator.length)
    // The unit stands once, at the end: `0.5–2 h`.
    const written = /[^\d.,eE+\-−\s].*$/.exec(right)?.[0] ?? ''
    const from = parseQuantity(/[^\d.,eE+\-−\s]/.test(left) ? left : `${left} ${written}`.trim(), unit)
    const to = parseQuantity(right, unit)
    if (typeof from !== 'number' || typeof to !== 'number') continue
    return { ...any, low: Math.min(from, to), high: Math.max(from, to) }
  }
  return null
}
