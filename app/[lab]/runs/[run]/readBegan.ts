/** As typed: minutes ago, or a moment of a date field in the reader's own zone; the other empty. */
export interface TypedBegan {
  minutesAgo: string
  moment: string
}

export type BeganReading = { ok: true; at: number } | { ok: false; problem: string }

/** No record is older than that, days. */
const oldestDays = 365

/**
 * When something really began.
 *
 * @param earliest it cannot have begun before that, with the sentence that says why; null where nothing binds it
 * @returns ms since the epoch, never later than `nowMs`
 */
export function readBegan(
  { minutesAgo, moment }: TypedBegan,
  { nowMs, earliest }: { nowMs: number; earliest: { at: Date; because: string } | null },
): BeganReading {
  const [typed, chosen] = [minutesAgo.trim().replace(',', '.'), moment.trim()]
  if (typed === '' && chosen === '') return { ok: false, problem: 'Say how many minutes ago, or choose the time.' }
  if (typed !== '' && chosen !== '')
    return { ok: false, problem: 'Say either how many minutes ago or the time; empty one of them.' }
  const minutes = Number(typed)
  const at = typed === '' ? new Date(chosen).getTime() : nowMs - minutes * 60_000
  if (!Number.isFinite(at))
    return {
      ok: false,
      problem:
        typed === ''
          ? `Expected a date and a time, found “${moment}”.`
          : `Expected a number of minutes, found “${minutesAgo.trim()}”.`,
    }
  if (at > nowMs) return { ok: false, problem: 'That is in the future: expected a time that has passed.' }
  if (at < nowMs - oldestDays * 86_400_000)
    return { ok: false, problem: `That is more than ${oldestDays} days ago: expected a later time.` }
  if (earliest !== null && at < earliest.at.getTime()) return { ok: false, problem: earliest.because }
  return { ok: true, at }
}
