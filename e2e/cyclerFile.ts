/** A record as a cycler would write it: two plateaus, a little less discharge in each cycle. In BDF, or with headers of one's own. */
export function cyclerFile({
  cycles,
  name,
  header = 'Test Time / s,Cycle Count / 1,Current / A,Voltage / V',
  rowsPerHalf = 120,
  lostPerCycle = 0.004,
  shortened = [],
  beganAtS,
}: {
  cycles: number
  name: string
  header?: string
  rowsPerHalf?: number
  /** part of the first capacity */
  lostPerCycle?: number
  /** cycles that something went wrong in: half of their discharge is missing */
  shortened?: readonly number[]
  /** s since 1970 of the first row, for a file that knows its clock */
  beganAtS?: number
}): { name: string; mimeType: string; buffer: Buffer } {
  const rows = [beganAtS === undefined ? header : `${header},Unix Time / s`]
  let time = 0
  const plateau = (share: number, low: number, high: number) =>
    low +
    (high - low) * (0.28 * Math.tanh(6 * (share - 0.28)) + 0.2 * Math.tanh(9 * (share - 0.72)) + 0.06 * share + 0.46)
  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    // Formation at a tenth of the current.
    const currentMA = cycle <= 2 ? 0.2 : 2
    const capacityMAh = 2 * (1 - lostPerCycle * Math.max(0, cycle - 3)) * (cycle <= 2 ? 1.06 : 1)
    for (const way of [1, -1] as const) {
      const passed = way === 1 ? capacityMAh * 1.01 : capacityMAh * (shortened.includes(cycle) ? 0.5 : 1)
      const seconds = (passed / currentMA) * 3600
      for (let row = 0; row <= rowsPerHalf; row += 1) {
        const share = row / rowsPerHalf
        const volt = way === 1 ? plateau(share, 3.05, 4.5) : plateau(1 - share, 2.95, 4.42 - 0.0008 * cycle)
        const at = time + share * seconds
        const clock = beganAtS === undefined ? [] : [(beganAtS + at).toFixed(1)]
        rows.push([at.toFixed(1), cycle, (way * currentMA) / 1000, volt.toFixed(4), ...clock].join(','))
      }
      time += seconds + 1
    }
  }
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\n')}\n`) }
}
