/** Days before its last one in which a sample is marked as expiring. */
export const expiringDays = 14

export interface Expiry {
  state: 'good' | 'expiring' | 'expired'
  /** To its last day; below 0 when that is past. */
  days: number
}

const dayMs = 86_400_000

/**
 * How a sample stands to its last day.
 *
 * @param expiresOn the last day on which it is good, `2026-12-31`; null when it does not expire
 * @param today as `2026-12-31`, where the reader is
 */
export function expiryOf(expiresOn: string | null, today: string): Expiry | null {
  if (expiresOn === null) return null
  const days = Math.round((Date.parse(`${expiresOn}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / dayMs)
  return { state: days < 0 ? 'expired' : days <= expiringDays ? 'expiring' : 'good', days }
}

/** `expired 3 days ago`, `expires today`, `expires in 5 days`; null while that is further off. */
export function expiryWords(expiresOn: string | null, today: string): string | null {
  const found = expiryOf(expiresOn, today)
  if (found === null || found.state === 'good') return null
  const { days } = found
  const counted = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`
  if (days < 0) return `expired ${counted} ago`
  return days === 0 ? 'expires today' : `expires in ${counted}`
}

/** Whether words are a day of the calendar, `2026-02-29` is none. */
export function isDay(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (found === null) return false
  const [, year, month, day] = found.map(Number)
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() + 1 === month && date.getUTCDate() === day
}
