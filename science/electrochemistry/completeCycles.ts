import type { CycleFigures } from './cycleFigures'

/**
 * Cycles whose charge and discharge both ran to their end. Only the last cycle can be one that is still running. Where the record
 * ends under current, it counts as complete when that half cycle had reached the cut-off voltage of the cycles before (within 2 % of
 * the window), or had passed at least 98 % of what the cycle before passed in that half. Where the record ends in a rest, which may be
 * a pause, each half has to have passed half of the usual. A dead cell's small cycles in the middle are real.
 */
export function completeCycles(cycles: readonly CycleFigures[]): CycleFigures[] {
  return cycles.filter((cycle, index) => {
    if (!((cycle.chargeCapacityMAh ?? 0) > 0) || !((cycle.dischargeCapacityMAh ?? 0) > 0)) return false
    return index < cycles.length - 1 || ranToItsEnd(cycle, cycles.slice(0, index))
  })
}

function ranToItsEnd(last: CycleFigures, before: readonly CycleFigures[]): boolean {
  const previous = before.at(-1)
  if (previous === undefined) return true
  if (last.open !== null) {
    const { half, atV } = last.open
    const upper = middleOf(before.flatMap((cycle) => cycle.maxV ?? []))
    const lower = middleOf(before.flatMap((cycle) => cycle.minV ?? []))
    if (upper !== null && lower !== null) {
      const cutoff = half === 'charge' ? upper : lower
      if (Math.abs(atV - cutoff) <= 0.02 * (upper - lower)) return true
    }
    const capacity = half === 'charge' ? 'chargeCapacityMAh' : 'dischargeCapacityMAh'
    return (last[capacity] ?? 0) >= 0.98 * (previous[capacity] ?? Number.POSITIVE_INFINITY)
  }
  return (['chargeCapacityMAh', 'dischargeCapacityMAh'] as const).every((capacity) => {
    const usual = middleOf(before.flatMap((cycle) => cycle[capacity] ?? [])) ?? 0
    return (last[capacity] ?? 0) >= 0.5 * Math.min(usual, previous[capacity] ?? usual)
  })
}

export function middleOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}
