import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { CellId, CharacterisationId, MemberId, RunId, SampleId } from '@/science/ids'
import { inLab, moment } from './columns'
import { runs } from './runs'

/** The powder that a run yields, or an electrode made from it. */
export const samples = sqliteTable(
  'samples',
  {
    id: text('id').$type<SampleId>().primaryKey(),
    labId: inLab(),
    /** Short code that people can say and scanners can read, e.g. `L7K-042`. */
    code: text('code').notNull(),
    runId: text('run_id')
      .$type<RunId>()
      .notNull()
      .references(() => runs.id),
    parentId: text('parent_id').$type<SampleId>(),
    kind: text('kind', { enum: ['powder', 'electrode'] }).notNull(),
    amountG: real('amount_g'),
    place: text('place').notNull().default(''),
    createdBy: text('created_by').$type<MemberId>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [uniqueIndex('samples_code').on(table.labId, table.code), index('samples_run').on(table.runId)],
)

/** A measured property of a sample: TEM thickness, XRD phases, XPS fractions … */
export const characterisations = sqliteTable(
  'characterisations',
  {
    id: text('id').$type<CharacterisationId>().primaryKey(),
    labId: inLab(),
    sampleId: text('sample_id')
      .$type<SampleId>()
      .notNull()
      .references(() => samples.id),
    quantity: text('quantity').notNull(),
    value: text('value', { mode: 'json' }).$type<unknown>().notNull(),
    unit: text('unit'),
    method: text('method'),
    /** Conditions and remarks as recorded (cycles, window, qualifier, depth …). */
    details: text('details', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** Place in a paper, or the file's name. */
    source: text('source').notNull(),
    recordedBy: text('recorded_by').$type<MemberId>().notNull(),
    recordedAt: moment('recorded_at').notNull(),
  },
  (table) => [index('characterisations_sample').on(table.sampleId)],
)

/** How the counter electrode makes a cell count: it decides which way coulombic efficiency is taken. */
export const cellKinds = ['cathode-half', 'anode-half', 'full'] as const

export const cells = sqliteTable(
  'cells',
  {
    id: text('id').$type<CellId>().primaryKey(),
    labId: inLab(),
    sampleId: text('sample_id')
      .$type<SampleId>()
      .notNull()
      .references(() => samples.id),
    name: text('name').notNull(),
    kind: text('kind', { enum: cellKinds }).notNull(),
    format: text('format').notNull().default(''),
    /** As weighed, or of the electrode less its collector, times the active fraction. */
    activeMassMg: real('active_mass_mg'),
    electrodeMassMg: real('electrode_mass_mg'),
    collectorMassMg: real('collector_mass_mg'),
    /** 0 to 1, of the coating on the collector */
    activeFraction: real('active_fraction'),
    areaCm2: real('area_cm2'),
    electrolyte: text('electrolyte').notNull().default(''),
    counterElectrode: text('counter_electrode').notNull().default(''),
    /** MPa on the stack while it cycles */
    pressureMPa: real('pressure_mpa'),
    /** °C that the cell is kept at */
    temperatureC: real('temperature_c'),
    builtBy: text('built_by').$type<MemberId>().notNull(),
    builtAt: moment('built_at').notNull(),
  },
  (table) => [uniqueIndex('cells_name').on(table.labId, table.name), index('cells_sample').on(table.sampleId)],
)

/** What of a cell a person may put right. */
export type CellConditions = Pick<
  typeof cells.$inferSelect,
  | 'kind'
  | 'format'
  | 'activeMassMg'
  | 'electrodeMassMg'
  | 'collectorMassMg'
  | 'activeFraction'
  | 'areaCm2'
  | 'electrolyte'
  | 'counterElectrode'
  | 'pressureMPa'
  | 'temperatureC'
>

/** What was written wrong of a cell, put right: the cell's own row stays as it was recorded, the corrections hold over it in turn. */
export const cellCorrections = sqliteTable(
  'cell_corrections',
  {
    labId: inLab(),
    cellId: text('cell_id')
      .$type<CellId>()
      .notNull()
      .references(() => cells.id),
    /** 1, 2, 3 … per cell */
    number: integer('number').notNull(),
    changes: text('changes', { mode: 'json' }).$type<Partial<CellConditions>>().notNull(),
    reason: text('reason').notNull(),
    by: text('by_member').$type<MemberId>().notNull(),
    at: moment('at').notNull(),
  },
  (table) => [uniqueIndex('cell_corrections_number').on(table.cellId, table.number)],
)
