/**
 * What is left of a sample: what was made less what was taken, in g or in pieces. Null while nobody has weighed or counted it.
 * Below 0 when more was taken than had been recorded: the record is wrong then, and pages say so.
 */
export function amountLeft(made: number | null, taken: number): number | null {
  if (made === null) return null
  const left = made - taken
  // Sums of decimal fractions: 10 − 9.9 − 0.1 is nothing, not 3.5e-16.
  return Math.abs(left) < 1e-9 * Math.max(1, Math.abs(made)) ? 0 : Number(left.toPrecision(12))
}

/** `6.2 g`, with the digits that a balance of 0.1 mg shows at most. */
export function formatGrams(grams: number): string {
  return `${String(Number(grams.toFixed(4))).replace('-', '−')} g`
}

export function formatCount(count: number): string {
  return `${String(count).replace('-', '−')} ${Math.abs(count) === 1 ? 'disc' : 'discs'}`
}

/** An amount as its kind is counted. */
export function formatAmount(amount: number, counted: boolean): string {
  return counted ? formatCount(amount) : formatGrams(amount)
}

/** Room for the rounding of decimal fractions when what is taken is compared with what is left, g. */
export const balanceTolerance = 1e-9
