import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import type { CellId, CharacterisationId, FileId, MemberId, RunId, SampleEventId, SampleId } from '@/science/ids'
import { sampleKinds, sampleStates } from '@/science/samples/kinds'
import { inLab, moment } from './columns'
import { files } from './files'
import { runs } from './runs'

/**
 * The powder that a run yields, or what was made of it. Amounts, place, expiry and state are as they stand now; what they were
 * before, who changed them and why stands in `sample_events`, what was taken for which child in `sample_parts`.
 */
export const samples = sqliteTable(
  'samples',
  {
    id: text('id').$type<SampleId>().primaryKey(),
    labId: inLab(),
    /** Short code that people can say and scanners can read, e.g. `L7K-042`. */
    code: text('code').notNull(),
    /** The run that it goes back to; of a blend, that of its largest part. */
    runId: text('run_id')
      .$type<RunId>()
      .notNull()
      .references(() => runs.id),
    kind: text('kind', { enum: sampleKinds }).notNull(),
    /** A blend of different recipes: what is measured on it judges none of them. */
    mixesRecipes: integer('mixes_recipes', { mode: 'boolean' }).notNull().default(false),
    /** What was made, or weighed when it was made; null until somebody weighs it. */
    amountG: real('amount_g'),
    /** What was taken since, for children or otherwise. */
    takenG: real('taken_g').notNull().default(0),
    /** Discs that were punched, and how many of them are gone. */
    count: integer('count'),
    takenCount: integer('taken_count').notNull().default(0),
    diameterMm: real('diameter_mm'),
    /** Coating on one disc, without the foil. */
    coatingMgPerDisc: real('coating_mg_per_disc'),
    /** Powder in the electrode's coating, wt%. */
    activePercent: real('active_percent'),
    /** Dry coating on the foil. */
    loadingMgPerCm2: real('loading_mg_per_cm2'),
    place: text('place').notNull().default(''),
    isAirSensitive: integer('is_air_sensitive', { mode: 'boolean' }).notNull().default(false),
    /** The last day on which it is good, `2026-12-31`. */
    expiresOn: text('expires_on'),
    state: text('state', { enum: sampleStates }).notNull().default('present'),
    remark: text('remark').notNull().default(''),
    createdBy: text('created_by').$type<MemberId>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('samples_code').on(table.labId, table.code),
    index('samples_run').on(table.runId),
    index('samples_lab').on(table.labId, table.createdAt),
  ],
)

/** The line of descent: what was taken from which sample for which. A blend has several parents. Rows are never changed. */
export const sampleParts = sqliteTable(
  'sample_parts',
  {
    labId: inLab(),
    parentId: text('parent_id')
      .$type<SampleId>()
      .notNull()
      .references(() => samples.id),
    childId: text('child_id')
      .$type<SampleId>()
      .notNull()
      .references(() => samples.id),
    /** Null when it was not weighed. */
    amountG: real('amount_g'),
    /** Of discs. */
    count: integer('count'),
  },
  (table) => [primaryKey({ columns: [table.parentId, table.childId] }), index('sample_parts_child').on(table.childId)],
)

export const sampleFields = ['made', 'left', 'place', 'expiresOn', 'isAirSensitive', 'state', 'remark'] as const

/** A change of what stands at a sample: what it was, what it is, who, when and why. Rows are never changed. */
export const sampleEvents = sqliteTable(
  'sample_events',
  {
    id: text('id').$type<SampleEventId>().primaryKey(),
    labId: inLab(),
    sampleId: text('sample_id')
      .$type<SampleId>()
      .notNull()
      .references(() => samples.id),
    field: text('field', { enum: sampleFields }).notNull(),
    /** g of powder and sheets, a number of discs, a day, words. */
    before: text('before_value', { mode: 'json' }).$type<SampleFieldValue>(),
    after: text('after_value', { mode: 'json' }).$type<SampleFieldValue>(),
    reason: text('reason').notNull().default(''),
    by: text('by_member').$type<MemberId>().notNull(),
    at: moment('at').notNull(),
  },
  (table) => [index('sample_events_sample').on(table.sampleId)],
)

export type SampleFieldValue = string | number | boolean | null

/**
 * A measured property of a sample: TEM thickness, XRD phases, XPS fractions … Rows are never changed: a correction is a new one
 * that points at the old.
 */
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
    /** A number, a composition by name, words. */
    value: text('value', { mode: 'json' }).$type<unknown>().notNull(),
    unit: text('unit'),
    /** Half the range in which the value lies, in its unit. */
    uncertainty: real('uncertainty'),
    method: text('method'),
    /** Conditions and remarks as recorded (cycles, window, qualifier, depth …). */
    details: text('details', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    remark: text('remark').notNull().default(''),
    /** Place in a paper; empty for what this lab has measured. */
    source: text('source').notNull(),
    fileId: text('file_id')
      .$type<FileId>()
      .references(() => files.id),
    corrects: text('corrects')
      .$type<CharacterisationId>()
      .references((): AnySQLiteColumn => characterisations.id),
    /** It takes the other back: what it says was not measured on this sample. */
    isWithdrawal: integer('is_withdrawal', { mode: 'boolean' }).notNull().default(false),
    /** Why it corrects the other. */
    reason: text('reason').notNull().default(''),
    recordedBy: text('recorded_by').$type<MemberId>().notNull(),
    recordedAt: moment('recorded_at').notNull(),
  },
  (table) => [
    index('characterisations_sample').on(table.sampleId),
    // Of two who correct the same entry at once, the later is told of the first.
    uniqueIndex('characterisations_corrects').on(table.corrects),
  ],
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
  (table) => [
    uniqueIndex('cells_name').on(table.labId, table.name),
    index('cells_sample').on(table.sampleId),
    index('cells_lab').on(table.labId, table.builtAt),
  ],
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
