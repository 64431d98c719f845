import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CyclerTable, valuesOf } from '@/science/cycler/columns'
import { readCyclerFile } from '@/science/cycler/read'
import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { inflateRaw } from '../jobs/openRecord'
import { readCommand } from './read'

/**
 * Every sample file against the ground truth of its manifest. The samples are large and lie beside the repository; without them
 * the heads in science/cycler/fixtures still keep the readers honest.
 */
const samples = join(import.meta.dirname, '..', '..', '..', 'shared', 'cycler')

type Row = Record<string, number | string | null>

interface CycleTruth {
  cycle: number
  charge_mAh: number
  discharge_mAh: number
  charge_mWh?: number | null
  discharge_mWh?: number | null
}

interface Truth {
  rows?: number
  first_row?: Row | null
  last_row?: Row | null
  n_cycles?: number
  per_cycle?: CycleTruth[]
  per_cycle_vendor_Q_columns_max?: CycleTruth[]
  integral_per_cycle?: CycleTruth[]
  per_cycle_recounted?: CycleTruth[] | string
  n_cycles_recounted_charge_after_discharge?: number
  points?: number
  first?: number[]
  last?: number[]
  eis?: SpectrumTruth
  eis_impedance_py?: SpectrumTruth
  error?: string
  tables?: { name: string; rows: number }[]
}

interface SpectrumTruth {
  points: number
  first: number[]
  last: number[]
}

interface Entry {
  file: string
  truth: Truth | null
  derived?: { per_cycle?: CycleTruth[] }
}

interface Report {
  format: string
  rows: number
  points: number
  frequencyHz: number[]
  reZOhm: number[]
  imZOhm: number[]
  warnings: { code: string; message: string; atByte?: number }[]
  cycles: { cycle: number; chargeCapacityMAh: number; dischargeCapacityMAh: number }[]
  cyclesRecounted: { cycle: number; chargeCapacityMAh: number; dischargeCapacityMAh: number }[]
  firstV: number | null
  lastV: number | null
}

function read(path: string): { report: Report | null; stderr: string; exitCode: number } {
  const result = readCommand(new Uint8Array(readFileSync(path)), path.split('/').at(-1) as string)
  return {
    report: result.exitCode === 0 ? (JSON.parse(result.stdout) as Report) : null,
    stderr: result.stderr,
    exitCode: result.exitCode,
  }
}

/** mAh, as the manifest's tolerances say per kind of file. */
function capacityTolerance(file: string, capacity: number): number {
  if (file.includes('biologic_mpr/')) return 1e-6
  if (/neware_ndax?\//.test(file)) return Math.max(6e-4, 1e-6 * Math.abs(capacity))
  return Math.max(1e-4, 1e-3 * Math.abs(capacity))
}

const voltageNames = [
  'voltage_V',
  'Voltage',
  'Ewe',
  'Voltage(V)',
  'Voltage (V)',
  'Volts',
  'Voltage [V]',
  'Ecell/V',
  'voltage_volt',
  'Voltage / V',
  'Potential (V)',
  'U[V]',
]

/** undefined: the truth has no such row or no voltage in it; null: the row is cut off before its voltage. */
function voltageOf(row: Row | null | undefined): number | null | undefined {
  const name = voltageNames.find((candidate) => row && candidate in row)
  return name === undefined ? undefined : ((row as Row)[name] as number | null)
}

function expectVoltage(found: number | null, wanted: number | null | undefined): void {
  if (wanted === undefined) return
  if (wanted === null) expect(found).toBeNull()
  // The truth is written with eight digits.
  else expect(Math.abs((found as number) - wanted)).toBeLessThanOrEqual(Math.max(6e-8, 1e-7 * Math.abs(wanted)))
}

function expectCycles(file: string, found: Report['cycles'], wanted: readonly CycleTruth[]): void {
  for (const truth of wanted) {
    const cycle = found.find((candidate) => candidate.cycle === truth.cycle)
    expect(cycle, `cycle ${truth.cycle}`).toBeDefined()
    for (const [has, wants] of [
      [cycle?.chargeCapacityMAh, truth.charge_mAh],
      [cycle?.dischargeCapacityMAh, truth.discharge_mAh],
    ] as const) {
      expect(Math.abs((has ?? Number.NaN) - wants), `cycle ${truth.cycle}: ${has}, not ${wants}`).toBeLessThanOrEqual(
        capacityTolerance(file, wants),
      )
    }
  }
}

function expectSpectrum(report: Report, truth: SpectrumTruth): void {
  expect(report.points).toBe(truth.points)
  for (const [at, wanted] of [
    [0, truth.first],
    [report.points - 1, truth.last],
  ] as const) {
    const found = [report.frequencyHz[at], report.reZOhm[at], -(report.imZOhm[at] as number)] as number[]
    found.forEach((value, part) => {
      expect(Math.abs(value - (wanted[part] as number))).toBeLessThanOrEqual(5e-6 * Math.abs(wanted[part] as number))
    })
  }
}

function expectTruth({ file, truth, derived }: Entry): void {
  const { report, stderr } = read(join(samples, file))
  const isEmpty = truth?.tables?.length === 0
  if (truth?.error?.includes('not found') || isEmpty) {
    expect(stderr).toMatch(/^\S+: The .{20,}\n$/)
    return
  }
  expect(stderr).toBe('')
  if (report === null) return
  const spectrum =
    truth?.eis_impedance_py ?? truth?.eis ?? (truth?.points === undefined ? undefined : (truth as SpectrumTruth))
  if (spectrum) {
    expectSpectrum(report, spectrum)
    return
  }
  const rows = truth?.rows ?? (truth?.tables ? truth.tables.reduce((sum, table) => sum + table.rows, 0) : undefined)
  if (rows !== undefined) expect(report.rows).toBe(rows)
  expectVoltage(report.firstV, voltageOf(truth?.first_row))
  expectVoltage(report.lastV, voltageOf(truth?.last_row))
  // Both are right where they differ: the file counts the loops of its protocol, as fastnda and NewareNDA read them (44 in test_2.ndax), and
  // the vendor's own program shows each charge after a discharge as a cycle (54), which is what is recounted.
  if (truth?.n_cycles !== undefined) expect(report.cycles).toHaveLength(truth.n_cycles)
  const recounted = truth?.n_cycles_recounted_charge_after_discharge
  if (recounted !== undefined && rows !== 0) expect(report.cyclesRecounted).toHaveLength(recounted)
  for (const wanted of [
    truth?.per_cycle,
    truth?.per_cycle_vendor_Q_columns_max,
    truth?.integral_per_cycle,
    derived?.per_cycle,
  ]) {
    if (wanted) expectCycles(file, report.cycles, wanted)
  }
  if (Array.isArray(truth?.per_cycle_recounted)) expectCycles(file, report.cyclesRecounted, truth.per_cycle_recounted)
}

interface Fact {
  name: string
  own: number
  truth: number
  within: number
}

const namedFacts: readonly {
  names: readonly string[]
  of(table: CyclerTable): ArrayLike<number> | null
  scale?: number
  within: number
}[] = [
  { names: ['current_mA', 'I', 'mAmps', 'Current(mA)'], of: (table) => table.currentA, scale: 1e-3, within: 1e-9 },
  {
    names: ['Current(A)', 'Amps', 'Current (A)', 'current_ampere', 'Current / A', 'Current [A]', 'I[A]'],
    of: (table) => table.currentA,
    within: 1e-9,
  },
  { names: ['step_time_s'], of: (table) => valuesOf(table.stepTimeS), within: 1e-3 },
  {
    names: [
      'total_time_s',
      'time',
      'time/s',
      'Test_Time',
      'Test_Time(s)',
      'Test Time (s)',
      'test_time_second',
      'Test Time / s',
      'test_time_s',
    ],
    of: (table) => table.testTimeS,
    within: 1e-2,
  },
  { names: ['unix_time_s'], of: (table) => valuesOf(table.unixTimeS), within: 1e-2 },
  { names: ['cycle_count', 'Cycle_Index', 'cycle_index'], of: (table) => table.cycle, within: 0 },
  { names: ['step_count'], of: (table) => table.step, within: 0 },
]

/** What of the first and last row and of the cycles the truth says beside voltage and capacity. */
function factsOf({ file, truth }: Entry): Fact[] {
  const bytes = new Uint8Array(readFileSync(join(samples, file)))
  const reading = readCyclerFile(bytes, file.split('/').at(-1) as string, { inflateRaw })
  if (truth === null || !reading.ok || reading.kind !== 'cycling') return []
  const { table } = reading
  const facts: Fact[] = []
  for (const [which, row] of [
    ['first_row', 0],
    ['last_row', table.rowCount - 1],
  ] as const) {
    for (const { names, of, scale = 1, within } of namedFacts) {
      const name = names.find((candidate) => typeof truth[which]?.[candidate] === 'number')
      if (name === undefined) continue
      const wanted = (truth[which]?.[name] as number) * scale
      const own = of(table)?.[row] ?? Number.NaN
      facts.push({ name: `${which} ${name}`, own, truth: wanted, within: within + 1e-6 * Math.abs(wanted) })
    }
  }
  const figures = cycleFigures(table, { kind: 'full' })
  for (const cycle of truth.per_cycle ?? []) {
    const found = figures.find((candidate) => candidate.cycle === cycle.cycle)
    for (const [name, wanted, own] of [
      ['charge', cycle.charge_mWh, found?.chargeEnergyMWh],
      ['discharge', cycle.discharge_mWh, found?.dischargeEnergyMWh],
    ] as const) {
      if (typeof wanted !== 'number') continue
      const energy = Math.abs(wanted)
      facts.push({
        name: `cycle ${cycle.cycle}, energy on ${name}`,
        own: own ?? Number.NaN,
        truth: energy,
        within: Math.max(2e-3, 1e-3 * energy),
      })
    }
  }
  return facts
}

if (!existsSync(join(samples, 'MANIFEST.json'))) {
  it.skip('ground truth of the sample files: skipped, because ../shared/cycler is not beside this repository', () => {})
} else {
  const manifest = JSON.parse(readFileSync(join(samples, 'MANIFEST.json'), 'utf8').replace(/: NaN/g, ': null')) as {
    files: Entry[]
  }

  describe('reads every sample file as its ground truth says', () => {
    for (const entry of manifest.files) it(entry.file, () => expectTruth(entry))
  })

  describe('reads currents, times, counters and energies as the ground truth has them', () => {
    const checked = manifest.files
      .map((entry) => ({ entry, facts: factsOf(entry) }))
      .filter(({ facts }) => facts.length > 0)
    for (const { entry, facts } of checked) {
      it(entry.file, () => {
        for (const { name, own, truth, within } of facts)
          expect(Math.abs(own - truth), `${name}: ${own}, not ${truth}`).toBeLessThanOrEqual(within)
      })
    }

    it('in no fewer places than it was looked at when this was written', () => {
      expect(checked.reduce((sum, { facts }) => sum + facts.length, 0)).toBeGreaterThanOrEqual(332)
    })
  })

  describe('says of each bad file what is wrong with it', () => {
    const cases: Record<string, RegExp> = {
      'custom_good_small.csv': /header gives no units/,
      'custom_missing_column.csv': /no column for a voltage: found index, test_time/,
      'custom_missing_cycle.csv': /Cycle 2 is missing: .* jumps at row 21/,
      'custom_nan_inf.csv': /2 rows have an infinite voltage/,
      'custom_truncated.csv': /breaks off inside row 60; 59 rows are whole/,
    }
    for (const name of readdirSync(join(samples, 'bad'))) {
      it(name, () => {
        const { report, stderr } = read(join(samples, 'bad', name))
        const said = report === null ? stderr : report.warnings.map((warning) => warning.message).join('\n')
        expect(said).toMatch(cases[name] ?? /a message for every bad file/)
      })
    }
  })
}
