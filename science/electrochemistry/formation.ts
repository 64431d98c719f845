import { completeCycles } from './completeCycles'
import type { CycleFigures } from './cycleFigures'

/**
 * The rule for the reference cycle, where a person has not chosen one: the first complete cycle after formation.
 *
 * Formation are the leading cycles that ran slower than the test's usual current does: at most ten, and only where the usual
 * current holds for at least half of the complete cycles, so that a rate test has no formation. Where the currents are not known,
 * formation are the leading cycles with a discharge capacity more than 3 % above that of the cycle which the test then stays near:
 * the rate changed, not the cell; at most five of them, and none in a test of fewer than eight complete cycles.
 */
export function referenceCycle(
  cycles: readonly CycleFigures[],
  leftOut: { has(cycle: number): boolean } = new Set(),
): number | null {
  const complete = completeCycles(cycles).filter((cycle) => !leftOut.has(cycle.cycle))
  const first = complete[0]
  if (first === undefined) return null
  const byCurrent = formationByCurrent(complete)
  if (byCurrent !== null) return complete[byCurrent]?.cycle ?? first.cycle
  if (complete.length < 8) return first.cycle
  let chosen = 0
  for (let index = 0; index < 5; index++) {
    const here = complete[index]?.dischargeCapacityMAh ?? 0
    const next = complete[index + 1]?.dischargeCapacityMAh ?? 0
    const afterNext = complete[index + 2]?.dischargeCapacityMAh ?? 0
    // A step down that then holds is a change of rate; a steady slide is fading.
    if (here > next * 1.03 && Math.abs(next - afterNext) < 0.3 * (here - next)) chosen = index + 1
  }
  return complete[chosen]?.cycle ?? first.cycle
}

const mostFormation = 10

/** How many leading cycles ran slower than the usual current; null where currents are not known. */
function formationByCurrent(complete: readonly CycleFigures[]): number | null {
  if (complete.some((cycle) => cycle.dischargeCurrentMA === null)) return null
  const usual = usualCurrent(complete)
  if (usual === null) return 0
  const count = complete.findIndex((cycle) => isSameCurrent(cycle.dischargeCurrentMA, usual))
  const leading = complete.slice(0, count)
  const areSlower = leading.every((cycle) => (cycle.dischargeCurrentMA ?? 0) < usual)
  return count <= mostFormation && areSlower ? count : 0
}

/** The discharge current of at least half of the cycles; null when no current is that common. */
function usualCurrent(complete: readonly CycleFigures[]): number | null {
  for (const { dischargeCurrentMA: candidate } of complete) {
    if (candidate === null) continue
    const same = complete.filter((cycle) => isSameCurrent(cycle.dischargeCurrentMA, candidate)).length
    if (same * 2 >= complete.length) return candidate
  }
  return null
}

export function isSameCurrent(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && Math.abs(one - other) <= 0.1 * Math.max(one, other)
}
