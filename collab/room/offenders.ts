import type { MemberId } from '@/science/ids'
import type { Limits } from './limits'

/** Members remembered at once; the oldest offence is forgotten first. */
const mostRemembered = 1_000

/** Counts how often each member's connections were closed for what they sent, and says who is kept out for it. */
export class Offenders {
  private readonly seen = new Map<MemberId, { count: number; until: number }>()

  constructor(private readonly limits: Pick<Limits, 'offences' | 'offenceMs'>) {}

  readonly note = (memberId: MemberId): void => {
    const now = performance.now()
    const before = this.seen.get(memberId)
    const count = before !== undefined && now < before.until ? before.count + 1 : 1
    this.seen.delete(memberId)
    this.seen.set(memberId, { count, until: now + this.limits.offenceMs })
    for (const oldest of this.seen.keys()) {
      if (this.seen.size <= mostRemembered) break
      this.seen.delete(oldest)
    }
  }

  /** Until she has been quiet for `offenceMs`. */
  isKeptOut(memberId: MemberId): boolean {
    const found = this.seen.get(memberId)
    if (found === undefined) return false
    if (performance.now() < found.until) return found.count > this.limits.offences
    this.seen.delete(memberId)
    return false
  }
}
