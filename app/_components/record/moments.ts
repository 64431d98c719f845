/**
 * Times of the record in words. UTC-independent of the reader's locale: the server and the browser must print the
 * same text, or the first paint would be thrown away; so the browser's time zone comes in only after mounting (see When).
 */
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `20 Nov 2026, 14:02` in the time zone given by its offset (minutes, as Date.getTimezoneOffset tells it). */
export function formatMoment(moment: Date, offsetMinutes: number): string {
  const local = new Date(moment.getTime() - offsetMinutes * 60_000)
  const time = `${String(local.getUTCHours()).padStart(2, '0')}:${String(local.getUTCMinutes()).padStart(2, '0')}`
  return `${local.getUTCDate()} ${monthNames[local.getUTCMonth()]} ${local.getUTCFullYear()}, ${time}`
}

export function formatDay(moment: Date, offsetMinutes: number): string {
  return formatMoment(moment, offsetMinutes).split(',')[0] ?? ''
}

/** `1.9 MB`, `640 kB`, `12 bytes`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0)} MB`
}

/** `6 h 05 min`, `12 min`, `40 s`: how long something took, as a person would say it. */
export function formatSpan(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** `6:05:09`, as a stopwatch shows it: hours, minutes, seconds. */
export function formatClock(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
