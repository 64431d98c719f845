/** Rows of a record that belong together: first and last of each stretch, inclusive. */
export interface RowSpan {
  firstRow: number
  lastRow: number
}

/** The rows of a cycle that flowed one way. */
export interface Branch {
  voltageV: Float64Array
  /** passed since the half cycle began, in the unit of the total handed in */
  passed: Float64Array
}

/**
 * One half cycle: the rows whose current flows one way, with the charge that passed since the cycle began. Rests between them are
 * jumped over, so a half cycle of pulses reads as one.
 *
 * @param total running total of that direction's charge
 * @param way 1 charge, −1 discharge
 * @param floorA a current below this is the offset of an open circuit
 */
export function branchOf(
  record: { voltageV: ArrayLike<number>; currentA: ArrayLike<number>; total: ArrayLike<number> },
  spans: readonly RowSpan[],
  way: 1 | -1,
  floorA: number,
): Branch {
  const { voltageV, currentA, total } = record
  const flows = (row: number) => (currentA[row] as number) * way > floorA
  let count = 0
  for (const { firstRow, lastRow } of spans) for (let row = firstRow; row <= lastRow; row++) if (flows(row)) count++
  const branch: Branch = { voltageV: new Float64Array(count), passed: new Float64Array(count) }
  let at = 0
  let passed = 0
  for (const { firstRow, lastRow } of spans) {
    let before = total[Math.max(0, firstRow - 1)] as number
    for (let row = firstRow; row <= lastRow; row++) {
      const now = total[row] as number
      if (Number.isFinite(now - before)) {
        passed += now - before
        before = now
      }
      if (!flows(row)) continue
      branch.voltageV[at] = voltageV[row] as number
      branch.passed[at] = passed
      at++
    }
  }
  return branch
}
