import type { CyclerTable, NumericColumn } from '@/science/cycler/columns'

/** Rows of one cycle, first and last inclusive. A cycle's rows may be interrupted in the file; then there are several spans. */
export interface CycleSpan {
  cycle: number
  firstRow: number
  lastRow: number
}

export type CycleRule = 'counter' | 'charge-after-discharge' | 'discharge-after-charge'

/**
 * Cycles of a record. `counter` goes by the file's own number; the other two count anew: a cycle begins where charge follows
 * discharge (cathode half cells, full cells) or where discharge follows charge (cells that are discharged first).
 */
export function splitCycles(table: CyclerTable, rule: CycleRule): CycleSpan[] {
  const number =
    rule === 'counter' && table.cycle !== null
      ? table.cycle
      : recount(table, rule === 'discharge-after-charge' ? -1 : 1)
  const spans: CycleSpan[] = []
  for (let row = 0; row < table.rowCount; row++) {
    const cycle = number[row] as number
    const last = spans.at(-1)
    if (last !== undefined && last.cycle === cycle) last.lastRow = row
    else spans.push({ cycle, firstRow: row, lastRow: row })
  }
  return spans
}

/** Direction of each row: 1 charge, −1 discharge, 0 rest. */
export function recount(table: CyclerTable, opens: 1 | -1): Int32Array {
  const cycle = new Int32Array(table.rowCount)
  const floor = restCurrent(table.currentA)
  let count = 1
  let last = 0
  for (let row = 0; row < table.rowCount; row++) {
    const current = table.currentA[row] as number
    const way = current > floor ? 1 : current < -floor ? -1 : 0
    if (way !== 0) {
      if (way === opens && last === -opens) count++
      last = way
    }
    cycle[row] = count
  }
  return cycle
}

/** Below this a current is the offset of an open circuit, not charge or discharge: 1 ‰ of the largest. */
export function restCurrent(currentA: NumericColumn): number {
  let largest = 0
  for (const value of currentA) {
    const size = Math.abs(value)
    if (size > largest && size < Number.POSITIVE_INFINITY) largest = size
  }
  return largest * 1e-3
}
