import type { Parameter, ParameterValue } from './parameter'

/** A value as it is shown under its parameter's head, without the unit: a real minus, no more digits than the value has. */
export function formatValue(parameter: Parameter, value: ParameterValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return formatNumber(value, parameter.digits)
  if (typeof value === 'string') return parameter.choices?.find((choice) => choice.value === value)?.label ?? value
  return joinTags(value)
}

function joinTags(entries: readonly string[]): string {
  return entries.join(entries.some((entry) => entry.includes(',')) ? '; ' : ', ')
}

/** Entries as they are edited: parted by semicolons, so that a comma may stand within one. */
export function editTags(entries: readonly string[]): string {
  return entries.length === 1 && entries[0]?.includes(',') ? `${entries[0]};` : entries.join('; ')
}

/** At most ten digits, so that 0.1 + 0.2 reads 0.3; powers of ten only where plain digits would not be read. */
export function formatNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return String(value)
  const rounded = Number(decimals === undefined ? value.toPrecision(10) : value.toFixed(decimals))
  const size = Math.abs(rounded)
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return powerOfTen(rounded, 6)
  return String(rounded).replace('-', '−')
}

/** `1.455 × 10⁶`, with `digits` significant digits at most. */
export function powerOfTen(value: number, digits: number): string {
  const [mantissa = '', power = '0'] = value.toExponential(digits - 1).split('e')
  return `${Number(mantissa)} × 10${raise(Number(power))}`.replace('-', '−')
}

function raise(power: number): string {
  const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'
  const digits = [...String(Math.abs(power))].map((digit) => raised[Number(digit)]).join('')
  return power < 0 ? `⁻${digits}` : digits
}
