const raised = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']

export function superscript(power: number): string {
  const digits = String(Math.abs(power)).replace(/\d/g, (digit) => raised[Number(digit)] ?? '')
  return power < 0 ? `⁻${digits}` : digits
}

/** As tables of papers print it: `7 × 10⁻¹⁹`, `2.6 × 10⁻⁶`; numbers of a handy size as they are. */
export function formatPower(value: number, digits = 2): string {
  if (value === 0 || !Number.isFinite(value)) return String(value)
  if (value < 0) return `−${formatPower(-value, digits)}`
  if (value >= 1e-2 && value < 1e5) return String(Number(value.toPrecision(digits + 1)))
  const [mantissa = '', power = '0'] = value.toExponential(digits - 1).split('e')
  const factor = Number(mantissa)
  return `${factor === 1 ? '' : `${factor} × `}10${superscript(Number(power))}`
}
