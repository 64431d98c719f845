/** One stored cycle, as retention needs it. */
export interface RetainedCycle {
  cycle: number
  dischargeCapacityMAh: number | null
  /** positive; null where it is not known */
  dischargeCurrentMA: number | null
}

export interface RetentionAt {
  percent: number
  /** the cycle that it was really taken at */
  atCycle: number
  referenceCycle: number
}

/** A test interrupts its cycling for a slow one now and then, often just at the round number that everybody asks for. */
export const retentionReach = 2

/**
 * Retention at cycle N, %: discharge capacity of that cycle over that of the test's reference cycle. Where cycle N itself was run
 * at another current, was left out or is missing, the nearest within two cycles that has the reference's current stands for it,
 * and `atCycle` says which.
 *
 * @param cycles of one test; only those near N and the reference are looked at
 * @param last the last complete cycle; a running test has nothing to say of later ones
 * @returns null when the test did not come so far, or N is not after the reference
 */
export function retentionAt(
  cycles: readonly RetainedCycle[],
  { n, referenceCycle, last }: { n: number; referenceCycle: number; last: number },
): RetentionAt | null {
  const reference = cycles.find(({ cycle }) => cycle === referenceCycle)
  const whole = reference?.dischargeCapacityMAh ?? 0
  if (reference === undefined || !(whole > 0)) return null
  const near = cycles
    .filter(({ cycle }) => Math.abs(cycle - n) <= retentionReach && cycle > referenceCycle && cycle <= last)
    .filter((one) => one.dischargeCapacityMAh !== null && isSameCurrent(one, reference))
    .toSorted((one, other) => Math.abs(one.cycle - n) - Math.abs(other.cycle - n) || one.cycle - other.cycle)[0]
  if (near === undefined || near.dischargeCapacityMAh === null) return null
  return { percent: (100 * near.dischargeCapacityMAh) / whole, atCycle: near.cycle, referenceCycle }
}

function isSameCurrent(one: RetainedCycle, other: RetainedCycle): boolean {
  const [here, there] = [one.dischargeCurrentMA, other.dischargeCurrentMA]
  return here === null || there === null || Math.abs(here - there) <= 0.1 * Math.max(here, there)
}
