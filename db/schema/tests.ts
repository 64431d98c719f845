import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { StatedOneC } from '@/science/cycler/reading'
import type { Gap } from '@/science/cycler/stitch'
import type { CellId, FileId, MemberId, ResultId, TestId } from '@/science/ids'
import type { CircuitId } from '@/science/impedance/circuits'
import { inLab, moment } from './columns'
import { files } from './files'
import { cells } from './samples'

/** Under which conditions a test ran. What is not known is absent, and a result with gaps is "not comparable". */
export interface TestConditions {
  lowerCutoffV?: number | null
  upperCutoffV?: number | null
  /** C-rate, 1/h */
  cRate?: number
  temperatureC?: number
  currentChargeMaPerCm2?: number
  currentDischargeMaPerCm2?: number
  chargedToV?: number
  /** As the source words the cell, when it is a paper's. */
  cell?: string
}

/** The lab's mapping that a table was read by. */
export interface MappingUsed {
  key: string
  version: number
  name: string
}

export interface ReadingWarning {
  code: string
  message: string
  atByte?: number
}

/** One protocol run on a cell: from a cycler file, or from a paper's words. */
export const tests = sqliteTable(
  'tests',
  {
    id: text('id').$type<TestId>().primaryKey(),
    labId: inLab(),
    cellId: text('cell_id')
      .$type<CellId>()
      .notNull()
      .references(() => cells.id),
    origin: text('origin', { enum: ['file', 'paper'] }).notNull(),
    fileId: text('file_id')
      .$type<FileId>()
      .references(() => files.id),
    /** `ma2026-01` and "Fig. 2a": where the words stand, for a paper's test. */
    paperTestId: text('paper_test_id'),
    paperPlace: text('paper_place'),
    state: text('state', { enum: ['reading', 'read', 'failed'] }).notNull(),
    /** Why reading failed, in one sentence. */
    failure: text('failure'),
    format: text('format'),
    instrument: text('instrument'),
    readerVersion: text('reader_version'),
    rowCount: integer('row_count'),
    warnings: text('warnings', { mode: 'json' }).$type<readonly ReadingWarning[]>().notNull(),
    conditions: text('conditions', { mode: 'json' }).$type<TestConditions>().notNull(),
    /** The reading that this one replaces: a newer reader read the file again, or the file goes on from that one's. */
    replaces: text('replaces').$type<TestId>(),
    /** Null where the file was read as its format says. */
    mapping: text('mapping', { mode: 'json' }).$type<MappingUsed>(),
    /** Where one file ends and the next begins, of a test that is made of several. */
    gaps: text('gaps', { mode: 'json' }).$type<readonly Gap[]>(),
    /** The first of the readings that replaced one another: what people decide of a test stands under it. Null: this one. */
    firstReading: text('first_reading').$type<TestId>(),
    /** Which computation of the results holds. Earlier ones stay in `results`; a decision or a corrected cell makes the next. */
    computation: integer('computation').notNull().default(1),
    /** V of the recipe's cathode that the cycles' dwell times were summed at or above */
    dwellVoltageV: real('dwell_voltage_v'),
    /** what the file takes for 1C, and where it says so */
    statedOneC: text('stated_one_c', { mode: 'json' }).$type<StatedOneC>(),
    createdBy: text('created_by').$type<MemberId>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('tests_cell').on(table.cellId), index('tests_lab').on(table.labId, table.createdAt)],
)

/**
 * The tests whose files one test puts together, in the order that a person named them. `fileId` of the whole is that of the first. Once
 * the whole is read, its parts stand in no list of their own, until somebody takes it apart again.
 */
export const testParts = sqliteTable(
  'test_parts',
  {
    testId: text('test_id')
      .$type<TestId>()
      .notNull()
      .references(() => tests.id),
    /** 1, 2, 3 … */
    number: integer('number').notNull(),
    partId: text('part_id')
      .$type<TestId>()
      .notNull()
      .references(() => tests.id),
  },
  (table) => [
    uniqueIndex('test_parts_number').on(table.testId, table.number),
    index('test_parts_part').on(table.partId),
  ],
)

/** A test of several files that somebody took apart: it counts no longer, and the tests of its files stand again. */
export const testPartings = sqliteTable('test_partings', {
  labId: inLab(),
  /** the first reading of the whole: no later reading of it counts either */
  testId: text('test_id')
    .$type<TestId>()
    .primaryKey()
    .references(() => tests.id),
  reason: text('reason').notNull(),
  by: text('by_member').$type<MemberId>().notNull(),
  at: moment('at').notNull(),
})

/** The per-cycle figures of a test. Capacities in mAh; per gram is computed with the cell's active mass when shown. */
export const cycles = sqliteTable(
  'cycles',
  {
    testId: text('test_id')
      .$type<TestId>()
      .notNull()
      .references(() => tests.id),
    cycle: integer('cycle').notNull(),
    rows: integer('rows').notNull(),
    chargeCapacityMAh: real('charge_capacity_mah'),
    dischargeCapacityMAh: real('discharge_capacity_mah'),
    /** %, taken the way the cell's kind asks for */
    coulombicEfficiencyPercent: real('coulombic_efficiency_percent'),
    meanChargeV: real('mean_charge_v'),
    meanDischargeV: real('mean_discharge_v'),
    chargeEnergyMWh: real('charge_energy_mwh'),
    dischargeEnergyMWh: real('discharge_energy_mwh'),
    maxV: real('max_v'),
    minV: real('min_v'),
    /** s at or above the dwell voltage of the recipe's cathode */
    dwellS: real('dwell_s'),
    energyEfficiencyPercent: real('energy_efficiency_percent'),
    /** mA, mean over the charge passed; positive in both directions */
    chargeCurrentMA: real('charge_current_ma'),
    dischargeCurrentMA: real('discharge_current_ma'),
    /** °C */
    temperatureC: real('temperature_c'),
    /** rows of the file that the figures were taken from, from 1 */
    firstRow: integer('first_row'),
    lastRow: integer('last_row'),
    /** V, the highest dQ/dV peak of either half cycle; their difference is the hysteresis */
    chargePeakV: real('charge_peak_v'),
    dischargePeakV: real('discharge_peak_v'),
    /** the half cycle that was still running in the file's last row, and the voltage it had reached */
    openHalf: text('open_half', { enum: ['charge', 'discharge'] }),
    openAtV: real('open_at_v'),
  },
  (table) => [uniqueIndex('cycles_number').on(table.testId, table.cycle)],
)

/** A figure of merit with the conditions that it holds under. */
export const results = sqliteTable(
  'results',
  {
    id: text('id').$type<ResultId>().primaryKey(),
    labId: inLab(),
    testId: text('test_id')
      .$type<TestId>()
      .notNull()
      .references(() => tests.id),
    /** e.g. `dischargeCapacity`, `retention`, `finalCapacity`, `initialCoulombicEfficiency` */
    figure: text('figure').notNull(),
    value: real('value').notNull(),
    unit: text('unit').notNull(),
    qualifier: text('qualifier'),
    atCycle: integer('at_cycle'),
    referenceCycle: integer('reference_cycle'),
    /** Other values that the same source reports for the same thing. */
    alsoReported: text('also_reported', { mode: 'json' }).$type<readonly number[]>(),
    conditions: text('conditions', { mode: 'json' }).$type<TestConditions & Record<string, unknown>>().notNull(),
    /** How the value was computed and from which rows; null for a paper's, and for what was read before this was kept. */
    how: text('how'),
    /** Only those of the test's own `computation` hold. */
    computation: integer('computation').notNull().default(1),
  },
  (table) => [index('results_test').on(table.testId), index('results_figure').on(table.labId, table.figure)],
)

/** A sweep of impedance that a test's file holds: as measured, high frequency first. Circuits are fitted to it anew when shown. */
export const spectra = sqliteTable(
  'spectra',
  {
    testId: text('test_id')
      .$type<TestId>()
      .notNull()
      .references(() => tests.id),
    /** place in the file, from 1 */
    number: integer('number').notNull(),
    frequencyHz: text('frequency_hz', { mode: 'json' }).$type<readonly number[]>().notNull(),
    reZOhm: text('re_z_ohm', { mode: 'json' }).$type<readonly number[]>().notNull(),
    /** negative when capacitive */
    imZOhm: text('im_z_ohm', { mode: 'json' }).$type<readonly number[]>().notNull(),
    /** the equivalent circuit that the test's R_s, R_f and R_ct come from; null when none could be fitted */
    circuit: text('circuit').$type<CircuitId>(),
  },
  (table) => [uniqueIndex('spectra_number').on(table.testId, table.number)],
)

/** What a person decided of a test. The newest of a kind holds; none is ever changed. */
export type TestDecision =
  | { kind: 'cycle'; cycle: number; isLeftOut: boolean }
  | { kind: 'settings'; settings: TestSettings }
  | { kind: 'circuit'; spectrum: number; circuit: CircuitId }

/** How the figures of a test are taken; null goes by the rule. */
export interface TestSettings {
  /** cycles before it are formation */
  referenceCycle: number | null
  /** the cycle that retention, capacity and voltage fade are taken at; null: the last one */
  retentionCycle: number | null
  /** what 1C stands for; null: the capacity that the powder's data sheet gives */
  oneC: { value: number; unit: 'mAh/g' | 'mAh' } | null
}

export const testDecisions = sqliteTable(
  'test_decisions',
  {
    labId: inLab(),
    /** the first reading of the test, whichever reading people looked at */
    testId: text('test_id')
      .$type<TestId>()
      .notNull()
      .references(() => tests.id),
    /** 1, 2, 3 … per test */
    number: integer('number').notNull(),
    content: text('content', { mode: 'json' }).$type<TestDecision>().notNull(),
    reason: text('reason').notNull(),
    by: text('by_member').$type<MemberId>().notNull(),
    at: moment('at').notNull(),
  },
  (table) => [uniqueIndex('test_decisions_number').on(table.testId, table.number)],
)
