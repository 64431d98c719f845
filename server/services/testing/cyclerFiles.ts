/** A small record in plain columns: as many charges and discharges at 1 mA as asked for, each discharge a little shorter. */
export function smallRecord(cycleCount = 2): Uint8Array {
  const rows = ['Test Time / s,Cycle Count / 1,Current / A,Voltage / V']
  let time = 0
  for (let cycle = 1; cycle <= cycleCount; cycle += 1) {
    for (const [current, from, to] of [
      [0.001, 3, 4.3],
      [-0.001, 4.2, 3],
    ] as const) {
      for (let step = 0; step <= 20; step += 1) {
        rows.push(`${time},${cycle},${current},${(from + ((to - from) * step) / 20).toFixed(4)}`)
        time += current < 0 ? 65 - 5 * cycle : 60
      }
    }
  }
  return new TextEncoder().encode(`${rows.join('\n')}\n`)
}

/** Charges and discharges of 20 minutes at 1 mA, from a clock on. */
export function clockedRecord({ cycles = 2, clock = 0, current = 0.001 } = {}): Uint8Array {
  const rows = ['Test Time / s,Unix Time / s,Cycle Count / 1,Current / A,Voltage / V']
  let time = 0
  for (let cycle = 1; cycle <= cycles; cycle++) {
    for (const [sign, from, to] of [
      [1, 3, 4.3],
      [-1, 4.2, 3],
    ] as const) {
      for (let step = 0; step <= 20; step++) {
        rows.push(`${time},${1.7e9 + clock + time},${cycle},${sign * current},${from + ((to - from) * step) / 20}`)
        time += 60
      }
    }
  }
  return new TextEncoder().encode(`${rows.join('\n')}\n`)
}
