/**
 * The units that people type and paste, as exact factors to a base unit of their dimension.
 *
 * A library was looked for and none truly fits: js-quantities (MIT) and mathjs (Apache-2.0, several hundred kB) know neither
 * wt%, mol%, the C-rate nor eV⁻¹ cm⁻¹ s⁻¹, read °C as a difference in some places and as a temperature in others, and would
 * be downloaded by every browser for some forty exact factors.
 */
interface Unit {
  dimension: string
  /** value in base unit = value · factor + offset */
  factor: number
  offset?: number
}

const table: Record<string, Unit> = {}

function add(dimension: string, entries: Record<string, number | readonly [number, number]>): void {
  for (const [names, scale] of Object.entries(entries)) {
    const [factor, offset] = typeof scale === 'number' ? [scale, 0] : scale
    for (const name of names.split('|')) table[name] = { dimension, factor, offset }
  }
}

add('length', { m: 1, cm: 1e-2, mm: 1e-3, 'µm|um|micron|microns': 1e-6, nm: 1e-9, 'Å|A|angstrom': 1e-10 })
add('mass', { kg: 1e3, g: 1, mg: 1e-3, 'µg|ug': 1e-6 })
add('time', {
  'd|day|days': 86_400,
  'h|hr|hrs|hour|hours': 3600,
  'min|mins|minute|minutes': 60,
  's|sec|secs|second|seconds': 1,
  ms: 1e-3,
})
add('temperature', { 'K|kelvin': 1, '°C|C|degC|celsius': [1, 273.15], '°F|degF|fahrenheit': [5 / 9, 459.67 * (5 / 9)] })
add('ramp', { '°C min⁻¹|°C/min|C/min|K/min|K min⁻¹': 1, '°C/h|K/h|C/h|°C h⁻¹': 1 / 60, '°C/s|K/s|C/s|°C s⁻¹': 60 })
add('volume', { 'L|l': 1e3, 'mL|ml|cm³|cm3': 1, 'µL|ul|uL': 1e-3 })
add('voltage', { V: 1, mV: 1e-3 })
add('energy', { eV: 1, meV: 1e-3 })
add('specific area', { 'm² g⁻¹|m²/g|m2/g|m2 g-1': 1, 'cm² g⁻¹|cm²/g|cm2/g': 1e-4 })
add('specific charge', { 'mAh g⁻¹|mAh/g|mAh g-1': 1, 'Ah/g|Ah g⁻¹': 1e3, 'Ah/kg|Ah kg⁻¹': 1 })
add('density', { 'g cm⁻³|g/cm³|g/cm3|g cm-3|g mL⁻¹|g/mL|g/ml|kg/L': 1, 'kg/m³|kg/m3|kg m⁻³': 1e-3 })
add('number density', { 'nm⁻³|nm-3|/nm3|1/nm³|1/nm3': 1, 'cm⁻³|cm-3|/cm3|1/cm³|1/cm3': 1e-21 })
add('areal density', { 'nm⁻²|nm-2|/nm2': 1, 'cm⁻²|cm-2|/cm2': 1e-14 })
add('mass fraction', { 'wt%|wt.%|wt %|weight%|mass%': 1 })
add('mole fraction', { 'mol%|mol.%|mol %|at%': 1 })
add('diffusivity', { 'cm² s⁻¹|cm²/s|cm2/s|cm2 s-1|cm^2/s': 1, 'm² s⁻¹|m²/s|m2/s|m2 s-1|m^2/s': 1e4 })
add('rotation', { 'rpm|min⁻¹|r/min': 1, 'Hz|1/s|s⁻¹': 60 })
add('rate', { 'h⁻¹|1/h': 1 })
add('cycles', { 'cycles|cycle|×': 1 })

const rate: Unit = { dimension: 'rate', factor: 1 }

/** `C` is a rate in a column of rates and a temperature in a column of temperatures; a bare `%` counts what the column counts. */
function findUnit(name: string, dimension: string): Unit | undefined {
  if (name === 'C' && dimension === 'rate') return rate
  if (name === '%' && (dimension === 'mass fraction' || dimension === 'mole fraction')) return { dimension, factor: 1 }
  const unit = Object.hasOwn(table, name) ? table[name] : undefined
  return unit?.dimension === dimension ? unit : undefined
}

/** The dimension that a unit of the catalogue measures, or null when it has none that converts. */
export function dimensionOf(unit: string): string | null {
  if (unit === 'C') return 'rate'
  return Object.hasOwn(table, unit) ? (table[unit]?.dimension ?? null) : null
}

/**
 * Converts a value between units of one dimension; null when either unit is unknown or they measure different things.
 * Temperatures convert as temperatures (0 °C is 273.15 K), never as differences.
 */
export function convert(value: number, from: string, to: string): number | null {
  if (from === to) return value
  const dimension = dimensionOf(to)
  if (dimension === null) return null
  const source = findUnit(from, dimension)
  const target = findUnit(to, dimension)
  if (source === undefined || target === undefined) return null
  if ((source.offset ?? 0) === 0 && (target.offset ?? 0) === 0)
    // One rounding instead of two where both factors are powers of ten or whole.
    return source.factor >= target.factor
      ? value * (source.factor / target.factor)
      : value / (target.factor / source.factor)
  return (value * source.factor + (source.offset ?? 0) - (target.offset ?? 0)) / target.factor
}
