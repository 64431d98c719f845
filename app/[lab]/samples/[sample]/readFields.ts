/** What people type into fields of numbers: a decimal comma counts, nothing is nothing. */
export type TypedNumber = { ok: true; value: number | null } | { ok: false; message: string }

/**
 * @param unit as it stands after the number in the message, e.g. `g`
 * @param whole a count: no fractions
 * @param least the smallest that there can be; just above 0 unless told
 */
export function readNumber(
  typed: string,
  { unit, whole = false, least = null }: { unit: string; whole?: boolean; least?: number | null },
): TypedNumber {
  const text = typed.trim().replace(',', '.')
  if (text === '') return { ok: true, value: null }
  const value = Number(text)
  const isRight =
    Number.isFinite(value) && (least === null ? value > 0 : value >= least) && (!whole || Number.isInteger(value))
  if (isRight) return { ok: true, value }
  const limit = least === null ? 'above 0' : `from ${least}`
  return {
    ok: false,
    message: `Expected a ${whole ? 'whole ' : ''}number ${limit}${unit ? ` ${whole ? 'of' : 'in'} ${unit}` : ''}, found “${typed.trim()}”.`,
  }
}

export interface TypedShare {
  name: string
  share: string
}

/** Shares by name from the rows of a form; rows without a name and a number are left out. */
export function readShares(
  rows: readonly TypedShare[],
  part: string,
): { ok: true; shares: Record<string, number | null> } | { ok: false; row: number; message: string } {
  const shares: Record<string, number | null> = {}
  for (const [row, { name: typedName, share }] of rows.entries()) {
    const name = typedName.trim()
    if (name === '' && share.trim() === '') continue
    if (name === '') return { ok: false, row, message: `Say which ${part.toLowerCase()} has ${share.trim()}.` }
    if (Object.hasOwn(shares, name)) return { ok: false, row, message: `${name} stands twice.` }
    const read = readNumber(share, { unit: '', least: 0 })
    if (!read.ok) return { ok: false, row, message: read.message }
    shares[name] = read.value
  }
  if (Object.keys(shares).length === 0)
    return { ok: false, row: 0, message: `Name at least one ${part.toLowerCase()}.` }
  return { ok: true, shares }
}
