import type { NumericColumn } from './columns'

/**
 * Counters as instruments write them, turned into what passed since the first row.
 *
 * A capacity counter may restart at each step, at each cycle, where the schedule says so, or never; it may run up and down with
 * the sign of the current, or only up and leave the direction to a state letter. In all cases a fall is a restart, and what
 * the counter shows after a restart has passed since then. The first row is the base line: a file that starts inside a cycle
 * shows what passed before it began, which is not this file's.
 */

/** A fall smaller than this part of the height reached is noise in the counter's last digits, not a restart. */
const noise = 0.05

/** A counter of one direction (charge, or discharge) that restarts now and then. */
export function runningTotal(counter: Float64Array): Float64Array {
  const total = new Float64Array(counter.length)
  let sum = 0
  let previous = Number.NaN
  for (let row = 0; row < counter.length; row++) {
    const value = counter[row] as number
    if (Number.isFinite(value)) {
      if (Number.isFinite(previous)) {
        const change = value - previous
        sum += change >= 0 || value > previous * (1 - noise) ? change : Math.max(0, value)
      }
      previous = value
    }
    total[row] = sum
  }
  return total
}

export interface TwoTotals {
  charge: Float64Array
  discharge: Float64Array
}

/**
 * A counter that runs up on charge and down on discharge; a jump to zero at a restart is told by the step or half cycle, and inside of
 * one, where an interrupted step goes on, by the current (1 charge, −1 discharge) that the jump runs against.
 */
export function splitSignedCounter(
  counter: Float64Array,
  segment: ArrayLike<number> | null,
  restartsWithSegment = false,
  direction: ArrayLike<number> | null = null,
): TwoTotals {
  const charge = new Float64Array(counter.length)
  const discharge = new Float64Array(counter.length)
  let up = 0
  let down = 0
  let previous = Number.NaN
  for (let row = 0; row < counter.length; row++) {
    const value = counter[row] as number
    if (Number.isFinite(value)) {
      const isFirst = !Number.isFinite(previous)
      const entersSegment = !isFirst && segment !== null && segment[row] !== segment[row - 1]
      const jumpsBack = value === 0 && direction !== null && (direction[row] as number) * previous > 0
      const restarted =
        jumpsBack || (entersSegment && (restartsWithSegment || Math.abs(value) < 0.5 * Math.abs(previous)))
      const change = isFirst ? 0 : restarted ? value : value - previous
      if (change > 0) up += change
      else down -= change
      previous = value
    }
    charge[row] = up
    discharge[row] = down
  }
  return { charge, discharge }
}

/** A counter that only runs up, restarts at steps, and leaves the direction (1 charge, −1 discharge, 0 neither) to another column. */
export function splitByDirection(
  counter: Float64Array,
  direction: ArrayLike<number>,
  segment: ArrayLike<number> | null,
): TwoTotals {
  const charge = new Float64Array(counter.length)
  const discharge = new Float64Array(counter.length)
  let up = 0
  let down = 0
  let previous = Number.NaN
  let lastWay = 0
  for (let row = 0; row < counter.length; row++) {
    const value = Math.abs(counter[row] as number)
    if (Number.isFinite(value)) {
      if (Number.isFinite(previous)) {
        const way = direction[row] as number
        const entersSegment = segment !== null && segment[row] !== segment[row - 1]
        // A counter without a direction cannot run on from charge into discharge: a step of one row restarts unseen.
        const turns = entersSegment && way * lastWay < 0
        const falls = value < previous * (1 - noise) || (entersSegment && value < previous)
        const change = turns || falls ? value : value - previous
        if (way !== 0) lastWay = way
        if (way > 0) up += change
        else if (way < 0) down += change
      }
      previous = value
    }
    charge[row] = up
    discharge[row] = down
  }
  return { charge, discharge }
}

/**
 * s of a row as it may be subtracted: some exports write 0 for the time of a step's first row and go on with the test's time in the
 * next, which would make hours of one interval. Such a row has the time of the one before it.
 */
export function timeAt(testTimeS: NumericColumn, row: number): number {
  const now = testTimeS[row] as number
  if (now !== 0 || row === 0) return now
  const before = testTimeS[row - 1] as number
  return before > 0 && (testTimeS[row + 1] as number) >= before ? before : now
}

/** Trapezoids of I dt in Ah. Steps back in time, and rows without a number, pass nothing. */
export function integrateCurrent(testTimeS: NumericColumn, currentA: NumericColumn): TwoTotals {
  return integrate(testTimeS, currentA, null)
}

/** Trapezoids of V I dt in Wh. */
export function integratePower(testTimeS: NumericColumn, currentA: NumericColumn, voltageV: NumericColumn): TwoTotals {
  return integrate(testTimeS, currentA, voltageV)
}

/** Ah that passed in both directions together, as `integrateCurrent` ends; without a column of it. */
export function chargePassed(testTimeS: NumericColumn, currentA: NumericColumn): number {
  let passed = 0
  trapezoids(
    testTimeS,
    currentA,
    null,
    (_, up, down) => {
      passed = up + down
    },
    timeAt,
  )
  return passed
}

function integrate(time: NumericColumn, current: NumericColumn, voltage: NumericColumn | null): TwoTotals {
  const charge = new Float64Array(time.length)
  const discharge = new Float64Array(time.length)
  trapezoids(time, current, voltage, (row, up, down) => {
    charge[row] = up
    discharge[row] = down
  })
  return { charge, discharge }
}

function trapezoids(
  time: NumericColumn,
  current: NumericColumn,
  voltage: NumericColumn | null,
  visit: (row: number, up: number, down: number) => void,
  at: (time: NumericColumn, row: number) => number = (column, row) => column[row] as number,
): void {
  const count = time.length
  let up = 0
  let down = 0
  let lastTime = Number.NaN
  let lastRate = Number.NaN
  let lastCurrent = Number.NaN
  for (let row = 0; row < count; row++) {
    const now = at(time, row)
    const rate = (current[row] as number) * (voltage === null ? 1 : (voltage[row] as number))
    if (Number.isFinite(now) && Number.isFinite(rate)) {
      const elapsed = now - lastTime
      const way = (current[row] as number) + lastCurrent
      if (elapsed > 0) {
        const passed = ((rate + lastRate) / 2) * (elapsed / 3600)
        // The way is the current's also where the voltage is negative, as in a symmetric cell.
        if (way > 0) up += passed
        else down -= passed
      }
      lastTime = now
      lastRate = rate
      lastCurrent = current[row] as number
    }
    visit(row, up, down)
  }
}

/** Energy of the charge that counters say passed, in Wh: V dQ by trapezoids. Rows without a number pass on their charge to the next. */
export function energyOfCharge(passed: TwoTotals, voltageV: NumericColumn): TwoTotals {
  return { charge: potentialTimes(passed.charge, voltageV), discharge: potentialTimes(passed.discharge, voltageV) }
}

function potentialTimes(total: Float64Array, voltageV: NumericColumn): Float64Array {
  const energy = new Float64Array(total.length)
  let sum = 0
  let lastTotal = Number.NaN
  let lastV = Number.NaN
  for (let row = 0; row < total.length; row++) {
    const now = total[row] as number
    const volt = voltageV[row] as number
    if (Number.isFinite(now) && Number.isFinite(volt)) {
      if (Number.isFinite(lastTotal)) sum += (now - lastTotal) * ((volt + lastV) / 2)
      lastTotal = now
      lastV = volt
    }
    energy[row] = sum
  }
  return energy
}
