import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listActivity } from './activity'
import { getCell } from './cells'
import { listComparison } from './comparison'
import { getPlan } from './plans'
import { find } from './search'
import { changeTestSettings } from './testDecisions'
import { smallRecord } from './testing/cyclerFiles'
import { buildCell, type LabHarness, startLab } from './testing/labHarness'
import { getTest } from './tests'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

const shared = fileURLToPath(new URL('../../../shared/cycler/', import.meta.url))
const neware = `${shared}neware_csv/cellpy__neware_uio.csv`

interface Truth {
  files: {
    file: string
    truth: { rows: number; per_cycle: { cycle: number; charge_mAh: number; discharge_mAh: number }[] }
  }[]
}

describe('an uploaded cycler file', () => {
  it.skipIf(!existsSync(neware))(
    'of Neware gives the capacities that its maker’s software gives (needs the shared folder of cycler files)',
    async () => {
      const { plan, recipe, cell } = await buildCell(lab, { activeMassMg: 2.08 })
      const uploaded = await lab.upload(lab.student, cell, 'neware_uio.csv', readFileSync(neware))
      expect(uploaded.known).toBe(false)
      expect(await getTest(lab.viewer, uploaded.testId)).toMatchObject({ cellId: cell })
      await lab.imports.settled()

      const manifest = JSON.parse(
        // The manifest was written by Python, which knows a NaN.
        readFileSync(`${shared}MANIFEST.json`, 'utf8').replace(/\bNaN\b/g, 'null'),
      ) as Truth
      const truth = manifest.files.find((one) => one.file === 'neware_csv/cellpy__neware_uio.csv')?.truth
      const test = await getTest(lab.viewer, uploaded.testId)
      expect(test).toMatchObject({ state: 'read', failure: null, instrument: 'Neware', rowCount: truth?.rows })
      expect(test.cycles).toHaveLength(4)
      for (const { cycle, charge_mAh, discharge_mAh } of truth?.per_cycle ?? []) {
        const read = test.cycles.find((one) => one.cycle === cycle)
        expect(Math.abs((read?.chargeCapacityMAh ?? 0) / charge_mAh - 1)).toBeLessThan(0.001)
        expect(Math.abs((read?.dischargeCapacityMAh ?? 0) / discharge_mAh - 1)).toBeLessThan(0.001)
        expect(read?.dischargeCapacityMAhPerG).toBeCloseTo((read?.dischargeCapacityMAh ?? 0) / 0.00208, 6)
      }
      const retention = test.results.find((result) => result.figure === 'retention')
      // The record breaks off in the charge of the fourth cycle (1.44 mAh), and the third ran at other currents than the first.
      expect(retention).toMatchObject({ unit: '%', atCycle: 2, referenceCycle: 1 })
      expect(retention?.how).toMatch(/^discharge capacity of cycle 2 \(rows \d+ to \d+\) over that of cycle 1 /)
      const shown = test.cycles.find((one) => one.cycle === retention?.atCycle)
      expect(shown?.retentionPercent).toBeCloseTo(retention?.value ?? 0, 6)

      const { records } = await getPlan(lab.viewer, plan)
      expect(records.find((record) => record.recipeId === recipe)).toMatchObject({
        runCount: 1,
        cellCount: 1,
        bestRetention: { percent: retention?.value, atCycle: retention?.atCycle, testId: test.id },
      })
      const { revisions, tests } = await listComparison(lab.viewer, { n: 100 })
      expect(revisions).toMatchObject([{ recipeId: recipe }])
      expect(tests).toMatchObject([{ origin: 'file', revisionId: revisions[0]?.id }])
      expect(tests[0]?.figures.find((one) => one.figure === 'retention')?.value).toBe(retention?.value)
    },
  )

  it('without the active mass has capacities in mAh only', async () => {
    const { cell } = await buildCell(lab)
    await lab.upload(lab.student, cell, 'two.csv', smallRecord())
    await lab.imports.settled()
    const { tests } = await getCell(lab.viewer, cell)
    expect(tests[0]?.state).toBe('read')
    expect(tests[0]?.cycles[0]?.dischargeCapacityMAh).toBeGreaterThan(0)
    expect(tests[0]?.cycles[0]?.dischargeCapacityMAhPerG).toBeNull()
  })

  it('uploaded twice on a cell, also at the same moment, is one test', async () => {
    const { cell } = await buildCell(lab)
    const bytes = smallRecord()
    const both = await Promise.all([
      lab.upload(lab.student, cell, 'a.csv', bytes),
      lab.upload(lab.researcher, cell, 'again.csv', bytes),
    ])
    const third = await lab.upload(lab.pi, cell, 'once more.csv', bytes)
    expect(new Set([...both, third].map((one) => one.testId)).size).toBe(1)
    expect([...both, third].filter((one) => !one.known)).toHaveLength(1)
    await lab.imports.settled()
    expect((await getCell(lab.viewer, cell)).tests).toHaveLength(1)
  })

  it('of impedance keeps its sweep, and says the resistances of a circuit fitted to it', async () => {
    const { cell } = await buildCell(lab)
    const file = new URL('../../science/cycler/fixtures/biologic-peis.mpr', import.meta.url)
    const { testId } = await lab.upload(lab.student, cell, 'peis.mpr', readFileSync(file))
    await lab.imports.settled()
    const test = await getTest(lab.viewer, testId)
    expect(test).toMatchObject({ state: 'read', failure: null, format: 'biologic-mpr', rowCount: 60, cycles: [] })
    expect(test.spectra).toHaveLength(1)
    expect(test.spectra[0]?.frequencyHz).toHaveLength(60)
    expect(test.spectra[0]?.imZOhm[0]).toBeLessThan(0)
    const series = test.results.find((result) => result.figure === 'Rs')
    expect(series).toMatchObject({ unit: 'ohm', atCycle: null })
    expect(series?.value).toBeGreaterThan(0)
    expect(series?.value).toBeLessThan(5.52)
    expect(series?.how).toMatch(
      /^fit of R_s – .* to \d+ points, weighted by \|Z\|; 95 % interval .* residual .* % of \|Z\|/,
    )
    expect(test.warnings.map((warning) => warning.code)).not.toContain('no-complete-cycle')
  })

  it('that goes on from an earlier one takes its place; the earlier one stays known', async () => {
    const { cell } = await buildCell(lab)
    const whole = smallRecord()
    const lines = new TextDecoder().decode(whole).split('\n')
    // Exported for the first time in the middle of the second cycle.
    const half = new TextEncoder().encode(`${lines.slice(0, 60).join('\n')}\n`)
    const first = await lab.upload(lab.student, cell, 'monday.csv', half)
    await lab.imports.settled()
    const second = await lab.upload(lab.student, cell, 'friday.csv', whole)
    await lab.imports.settled()
    const { tests } = await getCell(lab.viewer, cell)
    expect(tests.map((test) => test.id)).toEqual([second.testId])
    expect(tests[0]?.warnings[0]?.message).toBe(
      'This file goes on from monday.csv and takes its place: the 2 cycles of that one are in it.',
    )
    expect(await lab.upload(lab.student, cell, 'monday again.csv', half)).toMatchObject({
      testId: first.testId,
      known: true,
    })
    expect((await getTest(lab.viewer, first.testId)).state).toBe('read')
  })

  it('that cannot be of this mass is doubted', async () => {
    const { cell } = await buildCell(lab, { activeMassMg: 0.5 })
    const { testId } = await lab.upload(lab.student, cell, 'two.csv', smallRecord())
    await lab.imports.settled()
    const said = (await getTest(lab.viewer, testId)).warnings.find(
      (warning) => warning.code === 'capacity-against-mass',
    )
    expect(said?.message).toMatch(/mAh g⁻¹ with 0.5 mg of active material/)
  })

  it('says its own 1C, which the rates go by until a person chooses another; that it is another is doubted', async () => {
    const { cell } = await buildCell(lab)
    const [, ...rows] = new TextDecoder().decode(smallRecord(3)).trim().split('\n')
    const lines = [
      'EC-Lab ASCII FILE',
      'Nb header lines : 4',
      'Battery capacity : 500.000 µA.h',
      'time/s\tcycle number\tI/mA\tEwe/V',
      ...rows.map((row) => {
        const [time, cycle, current, voltage] = row.split(',')
        return [time, cycle, Number(current) * 1000, voltage].join('\t')
      }),
    ]
    const { testId } = await lab.upload(lab.student, cell, 'gcpl.mpt', Buffer.from(lines.join('\r\n'), 'latin1'))
    await lab.imports.settled()
    const read = await getTest(lab.viewer, testId)
    const place = 'battery capacity in its settings'
    expect(read.judgement.oneC).toEqual({ value: 0.5, unit: 'mAh', source: 'file', place })
    expect(read.conditions.cRate).toBe(2)
    expect(read.warnings).toEqual([])
    await changeTestSettings(lab.researcher, {
      test: testId,
      settings: { referenceCycle: null, retentionCycle: null, oneC: { value: 1, unit: 'mAh' } },
      reason: 'as in our protocol',
    })
    const chosen = await getTest(lab.viewer, testId)
    expect(chosen.judgement.oneC).toMatchObject({ value: 1, source: 'chosen' })
    expect(chosen.conditions.cRate).toBe(1)
    expect(chosen.warnings).toMatchObject([{ code: 'rate-against-file' }])
  })

  it('that is none fails with a sentence, and is kept', async () => {
    const { plan, cell } = await buildCell(lab)
    const bytes = new TextEncoder().encode('Dear diary,\ntoday the glovebox was at 0.3 ppm.\n')
    const { testId } = await lab.upload(lab.student, cell, 'diary.txt', bytes)
    await lab.imports.settled()
    const test = await getTest(lab.viewer, testId)
    expect(test.state).toBe('failed')
    expect(test.failure).toMatch(/expected/i)
    expect(test.results).toEqual([])
    expect(readFileSync(lab.pathOf(test.file?.sha256 ?? ''))).toEqual(Buffer.from(bytes))
    const [line] = await listActivity(lab.viewer, { plan })
    expect(line?.sentence).toContain('diary.txt of cell')
    expect((await getCell(lab.viewer, cell)).bestRetention).toBeNull()
  })

  it('that an earlier process left half read is taken up at the next start', async () => {
    const { cell } = await buildCell(lab)
    await lab.imports.close()
    const { testId } = await lab.upload(lab.student, cell, 'two.csv', smallRecord())
    expect((await getTest(lab.viewer, testId)).state).toBe('reading')
    const { createImportQueue } = await import('../jobs/importQueue')
    const next = createImportQueue({
      database: lab.core.database,
      logger: { error() {} },
      pathOf: lab.pathOf,
      columnsPathOf: lab.columnsPathOf,
    })
    expect(await next.resume()).toBe(1)
    await next.settled()
    expect((await getTest(lab.viewer, testId)).state).toBe('read')
  })

  it('cannot be put on a cell of another lab', async () => {
    const { cell } = await buildCell(lab)
    await using other = await startLab()
    await expect(other.upload(other.pi, cell, 'two.csv', smallRecord())).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('search', () => {
  it('finds what there is by name, code and person, in this lab only', async () => {
    const { sample } = await buildCell(lab)
    const hits = async (query: string) => (await find(lab.viewer, query)).map((hit) => `${hit.kind} ${hit.title}`)
    expect(await hits('borat')).toContain('plan Borates')
    expect(await hits('lbo 10')).toEqual(
      expect.arrayContaining(['recipe LBO 10 nm', 'run Run 1 of LBO 10 nm', `sample ${sample.code}`]),
    )
    expect(await hits(sample.code.replace('-', '').toLowerCase())).toContain(`sample ${sample.code}`)
    expect(await hits('sora')).toEqual(['member Sora'])
    expect(await hits('sinterTemperatureC')).toEqual([])
    expect(await hits('350')).toEqual(['recipe LBO 10 nm'])
    expect(await hits('100%_')).toEqual([])
    await using other = await startLab()
    expect(await find(other.viewer, 'borates')).toEqual([])
  })
})
