import { describe, expect, it } from 'vitest'
import { describeMerit, formatMean, formatMerit } from './format'
import { countRuns, toLines } from './lines'
import { buildRevision, buildTest, figure } from './testing'

const thin = buildRevision('thin')
const thick = buildRevision('thick', { runs: { failed: 2, 'never-run': 1, done: 1 } })
const n = 100

describe('a line of the comparison', () => {
  it('has the replicates of one recipe under one set of conditions, though each overshot a little differently', () => {
    const tests = [
      buildTest(thin, [figure('retention', 84)]),
      buildTest(thin, [figure('retention', 88)], {
        conditions: { lowerCutoffV: 2.99, upperCutoffV: 4.51, cRate: 1.03 },
      }),
      buildTest(thin, [figure('retention', 60)], { conditions: { lowerCutoffV: 3, upperCutoffV: 4.6, cRate: 1 } }),
      buildTest(thin, [figure('retention', 50)], {
        electrolyte: 'Li6PS5Cl',
        counterElectrode: 'Li-In',
        format: 'pellet',
      }),
      buildTest(thick, [figure('retention', 70)]),
    ]
    const lines = toLines({ n, revisions: [thin, thick], tests })
    expect(
      lines.map(({ revision, window, cellType, cells }) => [revision.recipeName, window, cellType, cells.length]),
    ).toEqual([
      ['thin', '3.0–4.5 V', 'liquid, Li', 2],
      ['thin', '3.0–4.6 V', 'liquid, Li', 1],
      ['thin', '3.0–4.5 V', 'solid, Li–In', 1],
      ['thick', '3.0–4.5 V', 'liquid, Li', 1],
    ])
    const found = lines[0]?.figures.retention
    expect(found?.summary).toMatchObject({ n: 2, mean: 86, sd: expect.closeTo(2.828, 3) })
    expect(found && formatMerit(found)).toBe('86.0 ± 2.8')
    expect(found && describeMerit(found, '%')).toBe('cycle 100, of 3, n = 2')
    expect(lines[1]?.figures.retention?.summary.sd).toBeNull()
  })

  it('counts a cell that was tested twice once, by its longest test', () => {
    const first = buildTest(thin, [figure('retention', 95, { atCycle: 20 })])
    const longer = buildTest(thin, [figure('retention', 80)], { cellId: first.cellId, cellName: first.cellName })
    const [line] = toLines({ n, revisions: [thin], tests: [first, longer] })
    expect(line?.tests).toHaveLength(2)
    expect(line?.figures.retention?.summary).toMatchObject({ n: 1, mean: 80 })
  })

  it('takes retention of the last cycle though another was chosen, and the first capacity though a rate test came back to its rate', () => {
    const figures = [
      figure('initialDischargeCapacity', 190, { unit: 'mAh/g', atCycle: 1, referenceCycle: null }),
      figure('dischargeCapacity', 181, { unit: 'mAh/g', atCycle: 30, referenceCycle: null }),
      figure('retention', 95, { atCycle: 20 }),
      figure('retention', 80),
    ]
    const [line] = toLines({ n, revisions: [thin], tests: [buildTest(thin, figures)] })
    expect(line?.figures.retention?.summary.mean).toBe(80)
    expect(line?.figures.dischargeCapacity?.summary.mean).toBe(190)
  })

  it('puts the voltage drop that a paper gives in V beside the fade that is measured in mV', () => {
    const measured = buildTest(thin, [figure('voltageFade', 95, { unit: 'mV' })])
    const printed = buildTest(thin, [figure('averageDischargeVoltageDrop', 0.08, { unit: 'V', alsoReported: [0.1] })], {
      origin: 'paper',
      paper: { testId: 'ma2026-10', place: 'Fig. 2e' },
      conditions: {},
    })
    const lines = toLines({ n, revisions: [thin], tests: [measured, printed] })
    const found = lines.map(({ figures }) => figures.voltageFade)
    expect(found.map((one) => one && `${formatMerit(one)} ${one.unit}`)).toEqual(['95 mV', '80 mV'])
    expect(found[1]?.values[0]?.figure.alsoReported).toEqual([100])
  })

  it('gives no mean ± s to replicates that came to different cycles', () => {
    const tests = [figure('retention', 90, { atCycle: 50 }), figure('retention', 80)].map((one) =>
      buildTest(thin, [one]),
    )
    const found = toLines({ n, revisions: [thin], tests })[0]?.figures.retention
    expect(found && formatMerit(found)).toBe('80.0–90.0')
    expect(found && describeMerit(found, '%')).toBe('cycles 50–100, of 3, n = 2')
  })

  it('parts the rates of a rate test, and capacities per gram from those of an unknown mass', () => {
    const rates = [0.2, 1].map((cRate) =>
      figure('dischargeCapacity', 180 - 20 * cRate, { unit: 'mAh/g', conditions: { cRate } }),
    )
    const lines = toLines({ n, revisions: [thin], tests: [buildTest(thin, rates)] })
    expect(lines.map(({ rate, figures }) => [rate, figures.dischargeCapacity?.summary.mean])).toEqual([
      ['0.2 C', 176],
      ['1 C', 160],
    ])
    const mixed = ['mAh', 'mAh/g'].map((unit, at) => buildTest(thin, [figure('finalCapacity', 150 + at, { unit })]))
    expect(toLines({ n, revisions: [thin], tests: mixed })[0]?.figures.finalCapacity).toMatchObject({
      unit: 'mAh/g',
      summary: { n: 1, mean: 151 },
    })
  })

  it('keeps the tests of papers apart, and takes their retention at N for that at cycle N', () => {
    const paper = (testId: string, atCycle: number) =>
      buildTest(thin, [figure('retention', 83.3, { atCycle, referenceCycle: null })], {
        origin: 'paper',
        paper: { testId, place: 'Fig. 2d' },
      })
    const lines = toLines({ n, revisions: [thin], tests: [paper('ma2026-04', 200), paper('ma2026-06', 100)] })
    expect(lines.map(({ paper: of, figures }) => [of?.testId, figures.retentionAtN?.summary.mean])).toEqual([
      ['ma2026-04', undefined],
      ['ma2026-06', 83.3],
    ])
  })

  it('has the dwell time that its cells recorded', () => {
    const tests = [600, 900, 630].map((seconds) => buildTest(thin, [figure('dwell', seconds, { unit: 's' })]))
    expect(toLines({ n, revisions: [thin], tests })[0]?.dwellS).toBe(630)
  })
})

it('prints a mean to no more decimals than its spread gives', () => {
  expect(formatMean({ mean: 83.31, sd: 1.234 }, '%')).toBe('83.3 ± 1.2')
  expect(formatMean({ mean: 163.27, sd: 12.4 }, 'mAh/g')).toBe('163 ± 12')
  expect(formatMean({ mean: -0.0018953, sd: 0.023417 }, 'mV')).toBe('−0.002 ± 0.023')
  expect(formatMean({ mean: 90, sd: 0 }, '%')).toBe('90.0 ± 0.0')
  expect(formatMean({ mean: 90, sd: null }, '%')).toBe('90.0')
})

it('counts runs that failed or were never run, each revision once', () => {
  expect(countRuns([thin, thick, thick])).toEqual({ total: 5, failed: 2, neverRun: 1 })
})
