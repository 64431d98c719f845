import type { CyclerTable } from './columns'
import { chargePassed } from './counters'
import type { ReadingWarning } from './reading'

/** Doubts about what was read. None of them changes a number: a person decides. */
export function checkTable(table: CyclerTable): ReadingWarning[] {
  const warnings: ReadingWarning[] = []
  if (table.rowCount === 0) return [{ code: 'no-rows', message: 'The file is whole but holds no measured rows.' }]
  checkVoltage(table, warnings)
  checkNumbers(table, warnings)
  checkTime(table, warnings)
  checkSign(table, warnings)
  checkCycles(table, warnings)
  checkCapacity(table, warnings)
  return warnings
}

function checkVoltage(table: CyclerTable, warnings: ReadingWarning[]): void {
  let above = 0
  let largest = 0
  for (const value of table.voltageV) {
    const size = Math.abs(value)
    if (size > 20 && size < Number.POSITIVE_INFINITY) {
      above++
      if (size > largest) largest = size
    }
  }
  if (above === 0) return
  const guess = above > table.rowCount / 2 ? ' The column may be in millivolt.' : ''
  warnings.push({
    code: 'voltage-scale',
    message: `${above} of ${table.rowCount} voltages are above 20 V (largest ${largest}).${guess}`,
  })
}

function checkNumbers(table: CyclerTable, warnings: ReadingWarning[]): void {
  for (const [name, values] of [
    ['voltage', table.voltageV],
    ['current', table.currentA],
  ] as const) {
    let missing = 0
    let endless = 0
    let first = -1
    for (let row = 0; row < table.rowCount; row++) {
      const value = values[row] as number
      if (Number.isFinite(value)) continue
      if (Number.isNaN(value)) missing++
      else endless++
      if (first < 0) first = row
    }
    if (missing === table.rowCount) warnings.push({ code: `no-${name}`, message: `The file gives no ${name}.` })
    else if (missing > 0)
      warnings.push({
        code: 'missing-values',
        message: `${rowsHave(missing)} no ${name}, the first is row ${first + 1}.`,
      })
    if (endless > 0)
      warnings.push({
        code: 'infinite-values',
        message: `${rowsHave(endless)} an infinite ${name}, the first is row ${first + 1}; it is left out of every figure.`,
      })
  }
}

function checkTime(table: CyclerTable, warnings: ReadingWarning[]): void {
  let back = 0
  let first = -1
  let last = Number.NaN
  for (let row = 0; row < table.rowCount; row++) {
    const now = table.testTimeS[row] as number
    if (!Number.isFinite(now)) continue
    if (now < last) {
      back++
      if (first < 0) first = row
    }
    last = now
  }
  if (back > 0) {
    warnings.push({
      code: 'time-goes-back',
      message: `Time steps back ${back === 1 ? 'once' : `${back} times`}, first at row ${first + 1}; rows are kept in the file's order and such steps pass no charge.`,
    })
  }
}

/** On charge a cell's voltage rises. Where it falls on charge and rises on discharge, the file counts the other way round. */
function checkSign(table: CyclerTable, warnings: ReadingWarning[]): void {
  const { currentA, voltageV, rowCount } = table
  let onCharge = 0
  let onDischarge = 0
  for (let row = 1; row < rowCount; row++) {
    const change = (voltageV[row] as number) - (voltageV[row - 1] as number)
    const now = currentA[row] as number
    const before = currentA[row - 1] as number
    // The jump at a step's begin belongs to the resistance; only rows inside a step are asked.
    if (!Number.isFinite(change) || now * before <= 0) continue
    if (now > 0) onCharge += change
    else onDischarge += change
  }
  if (onCharge < -0.2 && onDischarge > 0.2)
    warnings.push({
      code: 'current-sign',
      message: `The voltage falls while the file counts charge (by ${Number((-onCharge).toPrecision(3))} V in all) and rises while it counts discharge: the current may be signed the other way round.`,
    })
}

/** The counters against the current's own integral: they should agree, unless rows are too few or the resolution too coarse. */
function checkCapacity(table: CyclerTable, warnings: ReadingWarning[]): void {
  const { chargeCapacityAh, dischargeCapacityAh, rowCount } = table
  if (chargeCapacityAh === null || dischargeCapacityAh === null || rowCount < 20) return
  const last = rowCount - 1
  const counted = (chargeCapacityAh[last] as number) + (dischargeCapacityAh[last] as number)
  const integrated = chargePassed(table.testTimeS, table.currentA)
  // Without a current there is nothing to compare with; that it is missing is said already.
  if (!table.currentA.some(Number.isFinite)) return
  const larger = Math.max(counted, integrated)
  if (larger < 1e-6 || Math.abs(counted - integrated) <= 0.01 * larger) return
  const percent = ((100 * (counted - integrated)) / larger).toFixed(1)
  warnings.push({
    code: 'capacity-against-current',
    message: `The capacity counters and the integral of the current differ by ${percent} % (${Number((counted * 1000).toPrecision(5))} and ${Number((integrated * 1000).toPrecision(5))} mAh passed in all).`,
  })
}

/** The file's own cycle numbers should leave none out. */
function checkCycles(table: CyclerTable, warnings: ReadingWarning[]): void {
  const { cycle } = table
  if (cycle === null) return
  const missing: number[] = []
  let firstRow = -1
  let highest = cycle[0] ?? 0
  for (let row = 1; row < table.rowCount; row++) {
    const here = cycle[row] as number
    if (here > highest + 1) {
      if (firstRow < 0) firstRow = row
      for (let number = highest + 1; number < here && missing.length < 1000; number++) missing.push(number)
    }
    if (here > highest) highest = here
  }
  if (missing.length === 0) return
  const shown = missing.slice(0, 10).join(', ')
  const which =
    missing.length === 1
      ? `Cycle ${shown} is missing`
      : `Cycles ${shown}${missing.length > 10 ? ' and more' : ''} are missing`
  warnings.push({ code: 'cycles-missing', message: `${which}: the file's own number jumps at row ${firstRow + 1}.` })
}

function rowsHave(count: number): string {
  return count === 1 ? '1 row has' : `${count} rows have`
}
