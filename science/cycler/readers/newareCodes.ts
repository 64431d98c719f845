/** Step types by Neware's code. A code not listed is named by its number and stops nothing. */
const stepTypes: Readonly<Record<number, string>> = {
  1: 'CC_Chg',
  2: 'CC_DChg',
  3: 'CV_Chg',
  4: 'Rest',
  5: 'Cycle',
  7: 'CCCV_Chg',
  8: 'CP_DChg',
  9: 'CP_Chg',
  10: 'CR_DChg',
  13: 'Pause',
  16: 'Pulse',
  17: 'SIM',
  18: 'PCCCV_Chg',
  19: 'CV_DChg',
  20: 'CCCV_DChg',
  21: 'Control',
  22: 'OCV',
  25: 'Ramp',
  26: 'CPCV_DChg',
  27: 'CPCV_Chg',
}

export function stepTypeName(code: number): string {
  return stepTypes[code] ?? `step type ${code}`
}

/** A list of names in order of appearance, with the code of each row: in place of the types. */
export function namedSteps(types: Uint8Array): { codes: Uint8Array; names: string[] } {
  const codeOf = new Int16Array(256).fill(-1)
  const names: string[] = []
  for (let row = 0; row < types.length; row++) {
    const type = types[row] as number
    if (codeOf[type] === -1) codeOf[type] = names.push(stepTypeName(type)) - 1
    types[row] = codeOf[type] as number
  }
  return { codes: types, names }
}

/** mA per raw unit, by the record's range code; null when the code is not known. */
export function rangeFactor(range: number): number | null {
  if (range === 0) return 0
  if (range === -100000000) return 10
  if (range <= -1000 && range >= -200000) return 1e-2
  return factors[range] ?? null
}

const factors: Readonly<Record<number, number>> = Object.fromEntries([
  ...[-500, -100].map((range) => [range, 1e-3]),
  ...[-50, -25, -20, -10].map((range) => [range, 1e-4]),
  ...[-5, -2, -1].map((range) => [range, 1e-5]),
  ...[1, 2, 5].map((range) => [range, 1e-4]),
  ...[10, 20, 25, 50].map((range) => [range, 1e-3]),
  ...[100, 200, 250, 500].map((range) => [range, 1e-2]),
  ...[1000, 2000, 5000, 6000, 10000, 12000, 20000, 25000, 30000, 40000, 50000, 60000, 100000, 120000, 200000].map(
    (range) => [range, 1e-1],
  ),
])

/** Reads the range's factor, warning once per code that is not known. */
export function rangeReader(warn: (code: number) => void): (range: number) => number {
  let lastRange = 0
  let lastFactor = 0
  const seen = new Set<number>()
  return (range) => {
    if (range === lastRange) return lastFactor
    const factor = rangeFactor(range) ?? (range >= 1000 && range <= 200000 ? 0.1 : null)
    if (factor === null && !seen.has(range) && seen.size < 20) {
      seen.add(range)
      warn(range)
    }
    lastRange = range
    // The raw numbers are kept: a person who knows one current can scale them.
    lastFactor = factor ?? 1
    return lastFactor
  }
}

/** A counter that restarts with each step, run on over all steps: in place, because a record may be long. */
export function totalOverSteps(counter: Float64Array, step: ArrayLike<number>): Float64Array {
  let before = 0
  let last = 0
  for (let row = 0; row < counter.length; row++) {
    if (row > 0 && step[row] !== step[row - 1]) before += last
    const value = counter[row] as number
    if (Number.isFinite(value)) last = value
    counter[row] = before + last
  }
  return counter
}
