import { expect, it } from 'vitest'
import { activeMassOf } from './activeMass'
import type { CycleFigures } from './cycleFigures'
import { checkOneC, oneCCurrentMA, oneCOf } from './oneC'
import { type TestResultOptions, testResults } from './testResults'

/** Ten rows per cycle, charged and discharged at 2 mA between 3.0 and 4.5 V. */
function cycle(number: number, dischargeMAh: number, given: Partial<CycleFigures> = {}): CycleFigures {
  return {
    cycle: number,
    rows: 10,
    chargeCapacityMAh: 4,
    dischargeCapacityMAh: dischargeMAh,
    coulombicEfficiencyPercent: 25 * dischargeMAh,
    meanChargeV: 4.1,
    meanDischargeV: 3.9 - 0.01 * number,
    chargeEnergyMWh: 16.4,
    dischargeEnergyMWh: dischargeMAh * 3.9,
    maxV: 4.5,
    minV: 3,
    dwellS: 60 * number,
    energyEfficiencyPercent: 90,
    chargeCurrentMA: 2,
    dischargeCurrentMA: 2,
    temperatureC: null,
    firstRow: 10 * number - 9,
    lastRow: 10 * number,
    chargePeakV: 4.0,
    dischargePeakV: 3.9 - 0.01 * number,
    open: null,
    ...given,
  }
}

const find = (cycles: CycleFigures[], figure: string, options: Partial<TestResultOptions> = {}) =>
  testResults(cycles, { kind: 'cathode-half', ...options }).find((result) => result.figure === figure)

/** 4.0, 3.9, 3.8, 3.7, 3.6 mAh: a fade of 0.1 mAh a cycle. */
const five = [1, 2, 3, 4, 5].map((n) => cycle(n, 4.1 - 0.1 * n))

it('takes retention at the cycle that was asked for, against the reference that was chosen, beside that of the last', () => {
  const results = testResults(five, { kind: 'cathode-half', referenceCycle: 2, retentionCycle: 4 })
  const all = (figure: string) =>
    results.flatMap((result) => (result.figure === figure ? [[result.atCycle, Number(result.value.toFixed(6))]] : []))
  expect(all('retention')).toEqual([
    [4, Number(((100 * 3.7) / 3.9).toFixed(6))],
    [5, Number(((100 * 3.6) / 3.9).toFixed(6))],
  ])
  const retention = results.find(({ figure }) => figure === 'retention')
  expect(retention).toMatchObject({ referenceCycle: 2 })
  expect(retention?.how).toBe(
    'discharge capacity of cycle 4 (rows 31 to 40) over that of cycle 2 (rows 11 to 20); cycle 1 is taken for formation',
  )
  // Capacity and fade after N are those of the same cycle: 10 mV of mean voltage are lost per cycle.
  expect(all('chosenDischargeCapacity')).toEqual([[4, 3.7]])
  expect(all('finalDischargeCapacity')).toEqual([[5, 3.6]])
  expect(all('voltageFade')).toEqual([
    [4, 20],
    [5, 30],
  ])
  // Chosen or not, what is said of the last cycle and of the whole test stays as it is.
  const byRule = testResults(five, { kind: 'cathode-half', referenceCycle: 2 })
  const rest = results.filter(({ atCycle, figure }) => atCycle !== 4 && figure !== 'chosenDischargeCapacity')
  expect(rest).toEqual(byRule.filter(({ atCycle }) => atCycle !== 4))
  const deltas = testResults(five, { kind: 'full', referenceCycle: 2, retentionCycle: 4 }).filter(
    (result) => result.figure === 'deltaV',
  )
  expect(deltas.map(({ atCycle, value }) => [atCycle, Number(value.toFixed(6))])).toEqual([
    [2, 0.12],
    [4, 0.14],
    [5, 0.15],
  ])
  expect(deltas[0]?.how).toBe(
    'dQ/dV peak on charge (4.000 V) less that on discharge (3.880 V), cycle 2 (rows 11 to 20); bins of 10 mV, Savitzky–Golay over 5 bins, order 2',
  )
})

it('knows no retention at a cycle that is not there or ran at another rate', () => {
  expect(find(five, 'retention', { retentionCycle: 50 })).toMatchObject({ atCycle: 5 })
  expect(find(five, 'chosenDischargeCapacity', { retentionCycle: 50 })).toBeUndefined()
  expect(find(five, 'initialDischargeCapacity', { retentionCycle: 50 })?.value).toBeCloseTo(4, 9)
  const slow = [...five, cycle(6, 4, { dischargeCurrentMA: 0.2 })]
  expect(find(slow, 'retention', { retentionCycle: 6 })).toMatchObject({ atCycle: 5 })
})

it('leaves a cycle out of every figure, and says so with the reason', () => {
  const leftOut = new Map([[5, 'the clip came loose']])
  const retention = find(five, 'retention', { leftOut })
  expect(retention).toMatchObject({ atCycle: 4, referenceCycle: 1 })
  expect(retention?.value).toBeCloseTo((100 * 3.7) / 4, 9)
  expect(retention?.how).toMatch(/; cycle 5 left out by hand \(the clip came loose\)$/)
  // 97.5, 95 and 92.5 % are left of 100, 97.5, 95, 92.5, 90.
  expect(find(five, 'meanCoulombicEfficiency')?.value).toBeCloseTo(95, 9)
  expect(find(five, 'meanCoulombicEfficiency', { leftOut })?.value).toBeCloseTo(96.25, 9)
  // The first cycle left out is neither initial nor reference, though it was chosen.
  const first = { leftOut: new Map([[1, 'wrong current']]), referenceCycle: 1 }
  expect(find(five, 'initialDischargeCapacity', first)).toMatchObject({ atCycle: 2 })
  expect(find(five, 'retention', first)).toMatchObject({ referenceCycle: 2 })
  expect(find(five, 'retention', { leftOut: new Map(five.map(({ cycle: n }) => [n, 'all'])) })).toBeUndefined()
})

it('gives capacity per gram and per area, energy and mean voltage of the reference cycle', () => {
  const options = { activeMassMg: 20, areaCm2: 1.54, referenceCycle: 2 }
  expect(find(five, 'referenceDischargeCapacity', options)).toMatchObject({ unit: 'mAh/g', atCycle: 2 })
  expect(find(five, 'referenceDischargeCapacity', options)?.value).toBeCloseTo(195, 9)
  expect(find(five, 'arealDischargeCapacity', options)?.value).toBeCloseTo(3.9 / 1.54, 9)
  expect(find(five, 'arealDischargeCapacity', options)?.how).toContain('over 1.54 cm² of electrode')
  expect(find(five, 'dischargeEnergy', options)?.value).toBeCloseTo((3.9 * 3.9) / 0.02, 9)
  expect(find(five, 'dischargeEnergy', options)?.unit).toBe('mWh/g')
  expect(find(five, 'meanDischargeVoltage', options)?.value).toBeCloseTo(3.88, 9)
  expect(find(five, 'arealDischargeCapacity')).toBeUndefined()
  expect(find(five, 'dischargeEnergy')).toMatchObject({ unit: 'mWh' })
})

it('turns the current into a rate by what 1C is, per gram or of the cell, and into a current density by the area', () => {
  expect(oneCCurrentMA({ value: 200, unit: 'mAh/g' }, 20)).toBe(4)
  expect(oneCCurrentMA({ value: 200, unit: 'mAh/g' }, null)).toBeNull()
  expect(oneCCurrentMA({ value: 5, unit: 'mAh' }, null)).toBe(5)
  expect(oneCCurrentMA(null, 20)).toBeNull()
  const retention = find(five, 'retention', { oneC: { value: 5, unit: 'mAh' }, areaCm2: 2 })
  expect(retention?.conditions).toMatchObject({
    cRate: 0.4,
    currentChargeMaPerCm2: 1,
    currentDischargeMaPerCm2: 1,
    lowerCutoffV: 3,
    upperCutoffV: 4.5,
  })
  // Formation at a tenth of the rate: what is said of the first cycle is said at its own rate.
  const slowFirst = [cycle(1, 4.3, { dischargeCurrentMA: 0.2 }), ...[2, 3, 4].map((n) => cycle(n, 4))]
  const oneC = { value: 200, unit: 'mAh/g' } as const
  expect(find(slowFirst, 'initialDischargeCapacity', { oneC, activeMassMg: 20 })?.conditions.cRate).toBe(0.05)
  expect(find(slowFirst, 'retention', { oneC, activeMassMg: 20 })?.conditions.cRate).toBe(0.5)
  expect(find(five, 'retention')?.conditions.cRate).toBeUndefined()
  // What the file says of itself goes before what is computed.
  expect(find(five, 'retention', { oneC, activeMassMg: 20, conditions: { cRate: 1 } })?.conditions.cRate).toBe(1)
})

it('goes by the file’s own 1C where no mass makes one of the data sheet, and doubts one that is another', () => {
  const stated = { capacityMAh: 5, place: 'battery capacity in its settings' }
  const known = { chosen: null, capacityMAhPerG: 200, activeMassMg: null, stated }
  const byFile = oneCOf(known)
  expect(byFile).toEqual({ value: 5, unit: 'mAh', source: 'file', place: stated.place })
  expect(oneCOf({ ...known, capacityMAhPerG: null })).toEqual(byFile)
  expect(oneCOf({ ...known, activeMassMg: 20 })).toMatchObject({ value: 200, unit: 'mAh/g', source: 'data-sheet' })
  expect(oneCOf({ ...known, chosen: { value: 4, unit: 'mAh' } })).toMatchObject({ value: 4, source: 'chosen' })
  expect(oneCOf({ ...known, stated: null })).toMatchObject({ source: 'data-sheet' })
  expect(oneCOf({ ...known, capacityMAhPerG: null, stated: null })).toBeNull()
  expect(checkOneC(known)).toBeNull()
  expect(checkOneC({ ...known, stated: null, activeMassMg: 20 })).toBeNull()
  expect(checkOneC({ ...known, activeMassMg: 23 })).toBeNull()
  expect(checkOneC({ ...known, activeMassMg: 20 })).toMatchObject({
    code: 'rate-against-file',
    message: expect.stringContaining('1C is 4 mA by 200 mAh g⁻¹ of the data sheet and 20 mg, and 5 mA as the file'),
  })
  expect(checkOneC({ ...known, chosen: { value: 4, unit: 'mAh' } })?.message).toContain('1C is 4 mA as chosen')
  const rates = [1, 1, 2, 2, 5, 5].map((mA, at) => cycle(at + 1, 4, { dischargeCurrentMA: mA }))
  const [step] = testResults(rates, { kind: 'full', oneC: byFile }).filter(
    (result) => result.figure === 'dischargeCapacity',
  )
  expect(step?.conditions.cRate).toBe(0.2)
  expect(step?.how).toContain('rate as the file states it (1C is 5 mAh, battery capacity in its settings)')
})

it('takes the temperature that was measured, else the one that the cell is said to be kept at', () => {
  expect(find(five, 'retention', { temperatureC: 45 })?.conditions.temperatureC).toBe(45)
  const warm = five.map((one) => ({ ...one, temperatureC: 29.96 }))
  expect(find(warm, 'retention', { temperatureC: 45 })?.conditions.temperatureC).toBe(30)
})

it('says at or above which voltage the time was summed', () => {
  const dwell = find(five, 'dwell', { dwellVoltageV: 4.3 })
  expect(dwell).toMatchObject({ value: 180, unit: 's' })
  expect(dwell?.how).toBe('median over 5 complete cycles of the time at or above 4.3 V')
})

it('counts cycles to 95, 90, 80 and 50 % of the reference, and none that were not reached', () => {
  const fading = [2, 1.88, 1.88, 1.78, 1.78, 1.58, 1.58, 0.98, 0.98].map((mAh, at) => cycle(at + 1, mAh))
  const life = (figure: string) => find(fading, figure)?.value
  expect(['cyclesTo95', 'cyclesTo90', 'cyclesTo80', 'cyclesTo50'].map(life)).toEqual([1, 3, 5, 7])
  expect(find(five, 'cyclesTo80')).toBeUndefined()
})

it('computes the active mass of an electrode', () => {
  const electrode = { electrodeMassMg: 22.4, collectorMassMg: 6.4, activeFraction: 0.8 }
  expect(activeMassOf(electrode)).toBe(12.8)
  expect(activeMassOf({ ...electrode, collectorMassMg: null })).toBe(17.92)
  expect(activeMassOf({ ...electrode, collectorMassMg: 30 })).toBeNull()
  expect(activeMassOf({ ...electrode, activeFraction: null })).toBeNull()
})
