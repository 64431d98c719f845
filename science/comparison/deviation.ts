/** Beyond this the person at the bench is asked for a word of reason, %. A balance and a furnace do better. */
export const tolerancePercent = 2

export interface Deviation {
  /** Signed, of the planned value; null where a percentage says nothing (text, or planned zero). */
  percent: number | null
  isBeyondTolerance: boolean
}

/** How far what was done is from what was planned. A word or a choice deviates when it is another one. */
export function deviation(planned: unknown, actual: unknown): Deviation | null {
  if (planned === null || planned === undefined || actual === null || actual === undefined) return null
  const plannedNumber = asNumber(planned)
  const actualNumber = asNumber(actual)
  if (plannedNumber === null || actualNumber === null) {
    return { percent: null, isBeyondTolerance: asText(planned) !== asText(actual) }
  }
  if (plannedNumber === 0) return { percent: null, isBeyondTolerance: actualNumber !== 0 }
  const percent = ((actualNumber - plannedNumber) / Math.abs(plannedNumber)) * 100
  // 10.2 g of 10 g is 2 %, though not in binary.
  return { percent, isBeyondTolerance: Math.abs(percent) > tolerancePercent + 1e-9 }
}

/** `+6.3 %`, `−0.1 %`, `as planned`, `other than planned`. */
export function formatDeviation(found: Deviation): string {
  if (found.percent === null) return found.isBeyondTolerance ? 'other than planned' : 'as planned'
  const size = Math.abs(found.percent)
  if (size < 0.005) return 'as planned'
  const digits = size < 0.1 ? 2 : size < 100 ? 1 : 0
  return `${found.percent > 0 ? '+' : '−'}${size.toFixed(digits)} %`
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function asText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value).trim().toLowerCase()
}
