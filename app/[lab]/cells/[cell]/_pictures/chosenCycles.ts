/** More lines than this nobody can tell apart in one picture. */
export const mostChosen = 20

/**
 * `1, 3, 50-52` as numbers in order, each once; of a long range so many, evenly over it. Numbers that the test does not have are told.
 */
export function readCycles(typed: string, known: ReadonlySet<number>): { cycles: number[]; problem: string | null } {
  const found = new Set<number>()
  for (const part of typed.split(/[\s,;]+/)) {
    if (part === '') continue
    const range = /^(\d+)[-–](\d+)$/.exec(part)
    const [from, to] = range ? [Number(range[1]), Number(range[2])] : [Number(part), Number(part)]
    if (!Number.isInteger(from) || !Number.isInteger(to))
      return { cycles: [], problem: `Expected cycle numbers such as 1, 3, 50-52; found “${part}”.` }
    const inside = [...known].filter((cycle) => cycle >= Math.min(from, to) && cycle <= Math.max(from, to))
    if (inside.length === 0) return { cycles: [], problem: `This test has no cycle ${part}.` }
    for (const cycle of spread(inside)) found.add(cycle)
  }
  const cycles = [...found].toSorted((a, b) => a - b)
  if (cycles.length > mostChosen)
    return {
      cycles: spread(cycles),
      problem: `More than ${mostChosen} cycles cannot be told apart: ${mostChosen} of them are drawn.`,
    }
  return { cycles, problem: null }
}

/** At most so many of them, evenly over all, the first and the last among them. */
export function spread(cycles: readonly number[], most = mostChosen): number[] {
  const inOrder = cycles.toSorted((a, b) => a - b)
  if (inOrder.length <= most) return inOrder
  return Array.from(
    { length: most },
    (_, at) => inOrder[Math.round((at * (inOrder.length - 1)) / (most - 1))] as number,
  )
}

/** What to look at before anybody has chosen: the first cycle, the reference and the last complete one. */
export function firstChoice(known: readonly number[], reference: number | null, last: number | null): number[] {
  const wanted = [known[0], reference, last ?? known.at(-1)]
  return [...new Set(wanted)].filter(
    (cycle) => cycle !== undefined && cycle !== null && known.includes(cycle),
  ) as number[]
}

/** Adds a cycle, or takes it away when it is there. The one that was added first makes room. */
export function toggled(chosen: readonly number[], cycle: number): number[] {
  if (chosen.includes(cycle)) return chosen.length === 1 ? [...chosen] : chosen.filter((one) => one !== cycle)
  return [...chosen, cycle].slice(-mostChosen)
}

/** The known cycle nearest to a place on the axis; null when none is within half a cycle or a hundredth of the axis. */
export function nearestCycle(known: readonly number[], x: number): number | null {
  let best: number | null = null
  for (const cycle of known) if (best === null || Math.abs(cycle - x) < Math.abs(best - x)) best = cycle
  const width = (known.at(-1) ?? 0) - (known[0] ?? 0)
  return best !== null && Math.abs(best - x) <= Math.max(0.5, width / 100) ? best : null
}
