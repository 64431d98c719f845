let last = 0

/**
 * Now, and never the same millisecond twice in this process: what happened one after the other also stands so in lists.
 */
export function thisMoment(): Date {
  last = Math.max(Date.now(), last + 1)
  return new Date(last)
}
