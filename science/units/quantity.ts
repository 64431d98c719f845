/**
 * Numbers that carry their unit through an arithmetic: `nm` divided by `h` is `nm h⁻¹`, and nothing adds hours to wt%.
 * Values are kept in base units; the units that they came in are remembered, for the result to be said in them.
 */
export interface Quantity {
  /** In base units (m, kg, s, K, A, and one for each count that has no base, as wt%). */
  readonly value: number
  readonly dimension: Powers
  /** Names of units, as in `nm h⁻¹`, with their powers. */
  readonly units: Powers
}

type Powers = Readonly<Record<string, number>>

interface Atom {
  dimension: Powers
  factor: number
}

const atoms = new Map<string, Atom>()

function add(dimension: Powers, entries: Record<string, number>): void {
  for (const [names, factor] of Object.entries(entries))
    for (const name of names.split('|')) atoms.set(name, { dimension, factor })
}

/** Exact (SI brochure, 9th edition), like all the factors here. */
const elementaryChargeC = 1.602176634e-19

add({ length: 1 }, { m: 1, cm: 1e-2, mm: 1e-3, 'µm|um': 1e-6, nm: 1e-9, Å: 1e-10 })
add({ mass: 1 }, { kg: 1, g: 1e-3, mg: 1e-6, 'µg|ug': 1e-9 })
add({ time: 1 }, { d: 86_400, h: 3600, min: 60, s: 1, ms: 1e-3 })
add({ temperature: 1 }, { 'K|°C': 1 })
add({ length: 3 }, { L: 1e-3, mL: 1e-6, 'µL|uL': 1e-9 })
add({ mass: 1, length: 2, time: -3, current: -1 }, { V: 1, mV: 1e-3 })
add({ mass: 1, length: 2, time: -2 }, { J: 1, eV: elementaryChargeC, meV: elementaryChargeC / 1000 })
add({ current: 1 }, { A: 1, mA: 1e-3 })
add({ current: 1, time: 1 }, { Ah: 3600, mAh: 3.6 })
add({ time: -1 }, { Hz: 1, rpm: 1 / 60, C: 1 / 3600 })
add({}, { '%': 0.01 })
// Counts of different things: wt% over wt% is a number, wt% over mol% is not.
for (const [name, dimension] of [
  ['wt%', 'mass fraction'],
  ['mol%', 'mole fraction'],
  ['cycles', 'cycles'],
] as const)
  add({ [dimension]: 1 }, { [name]: 1 })

const raised: Record<string, string> = { '⁻': '-', '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5' }

/** Whether a text is the name of one unit, as it may stand behind a number. */
export function isUnitName(name: string): boolean {
  return atoms.has(name)
}

/**
 * A value in a unit as the catalogue prints it (`g cm⁻³`, `°C min⁻¹`). A temperature in °C counts from absolute zero, so that
 * ratios and differences mean something; within a compound unit a degree is a kelvin. A unit that is not known counts for
 * itself: it divides out against its like and adds to nothing else.
 */
export function quantityOf(value: number, unit: string | null): Quantity {
  if (unit === null || unit === '') return { value, dimension: {}, units: {} }
  if (unit === '°C') return { value: value + 273.15, dimension: { temperature: 1 }, units: { K: 1 } }
  let result: Quantity = { value, dimension: {}, units: {} }
  for (const part of unit.split(' ')) {
    const [, name = part, exponents = ''] = /^(.*?)([⁻⁰¹²³⁴⁵]*)$/u.exec(part) ?? []
    const exponent = exponents === '' ? 1 : Number([...exponents].map((sign) => raised[sign] ?? sign).join(''))
    const atom = atoms.get(name) ?? { dimension: { [name]: 1 }, factor: 1 }
    const one: Quantity = { value: atom.factor, dimension: atom.dimension, units: { [name === '°C' ? 'K' : name]: 1 } }
    result = multiply(result, power(one, exponent))
  }
  return result
}

export function multiply(a: Quantity, b: Quantity): Quantity {
  const units: Record<string, number> = { ...a.units }
  for (const [name, power] of Object.entries(b.units)) {
    // Hours against minutes: said in the one that came first.
    const like = Object.keys(units).find(
      (one) => one === name || sameDimension(dimensionOfAtom(one), dimensionOfAtom(name)),
    )
    const into = like ?? name
    units[into] = (units[into] ?? 0) + power
  }
  return {
    value: a.value * b.value,
    dimension: withoutZeros(sum(a.dimension, b.dimension)),
    units: withoutZeros(units),
  }
}

export function divide(a: Quantity, b: Quantity): Quantity {
  return multiply(a, power(b, -1))
}

/** `exponent` is any real number; half a unit stands as such. */
export function power(a: Quantity, exponent: number): Quantity {
  const times = (powers: Powers) =>
    withoutZeros(Object.fromEntries(Object.entries(powers).map(([name, power]) => [name, power * exponent])))
  return { value: a.value ** exponent, dimension: times(a.dimension), units: times(a.units) }
}

export function sameDimension(a: Powers, b: Powers): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => Math.abs((a[key] ?? 0) - (b[key] ?? 0)) < 1e-9)
}

export function isPlainNumber(quantity: Quantity): boolean {
  return sameDimension(quantity.dimension, {})
}

/** The number and the unit in which a quantity is said; unit null for a plain number. */
export function inOwnUnits({ value, units, dimension }: Quantity): { value: number; unit: string | null } {
  // What is left of units that cancel each other (a percent over a number) goes into the number.
  if (sameDimension(dimension, {})) return { value, unit: null }
  let factor = 1
  for (const [name, power] of Object.entries(units)) factor *= (atoms.get(name)?.factor ?? 1) ** power
  return { value: value / factor, unit: printUnits(units) }
}

/** `nm h⁻¹`, those with positive powers first. */
export function printUnits(units: Powers): string {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹'
  const raise = (power: number) =>
    Number.isInteger(power)
      ? [...String(power)].map((sign) => (sign === '-' ? '⁻' : (digits[Number(sign)] ?? sign))).join('')
      : `^${Number(power.toPrecision(3))}`
  return Object.entries(units)
    .sort(([, a], [, b]) => Number(b > 0) - Number(a > 0))
    .map(([name, power]) => (power === 1 ? name : `${name}${raise(power)}`))
    .join(' ')
}

function dimensionOfAtom(name: string): Powers {
  return atoms.get(name)?.dimension ?? { [name]: 1 }
}

function sum(a: Powers, b: Powers): Record<string, number> {
  const result: Record<string, number> = { ...a }
  for (const [key, power] of Object.entries(b)) result[key] = (result[key] ?? 0) + power
  return result
}

function withoutZeros(powers: Powers): Powers {
  return Object.fromEntries(Object.entries(powers).filter(([, power]) => Math.abs(power) > 1e-9))
}
