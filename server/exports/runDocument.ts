import { z } from 'zod'
import { processes } from '@/science/recipe/process'
import { stepKeys } from '@/science/run/steps'

/**
 * What the JSON of a run or a plan looks like; docs/export.md says it for people. Moments are ISO 8601 in UTC, what is not
 * known is null and never left out. A field is only ever added; one whose meaning changed would raise the version.
 */
export const documentVersion = 1

const moment = z.iso.datetime()
const person = z.object({ id: z.string(), name: z.string() })
const planned = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])

/** One value of a frozen recipe. */
const recipeValue = z.object({
  /** Key of the catalogue, `sinterTemperatureC`. */
  key: z.string(),
  label: z.string(),
  unit: z.string().nullable(),
  value: planned,
})

/** What somebody recorded and somebody corrected later. */
const earlierValue = z.object({
  actual: z.union([z.string(), z.number()]),
  unit: z.string().nullable(),
  reason: z.string(),
  by: person,
  at: moment,
})

/** One value of a step: planned, and as it was done. */
const stepValue = z.object({
  key: z.string(),
  label: z.string(),
  unit: z.string().nullable(),
  /** Null where the recipe says nothing of it. */
  planned: planned.nullable(),
  /** Null where nobody recorded it. */
  actual: z.union([z.string(), z.number()]).nullable(),
  /** Signed, of the planned value; null where a percentage says nothing. */
  deviationPercent: z.number().nullable(),
  isBeyondTolerance: z.boolean().nullable(),
  reason: z.string(),
  by: person.nullable(),
  /** When it was said at the bench. */
  at: moment.nullable(),
  /** When it reached the server: later than `at` where there was no network. */
  receivedAt: moment.nullable(),
  /** What it corrects, newest first. */
  earlier: z.array(earlierValue),
})

const photo = z.object({
  id: z.string(),
  caption: z.string(),
  by: person,
  at: moment,
  reason: z.string(),
  file: z.object({ id: z.string(), name: z.string(), sizeBytes: z.number(), sha256: z.string() }),
})

const step = z.object({
  key: z.enum(stepKeys),
  title: z.string(),
  state: z.enum(['open', 'done', 'skipped']),
  by: person.nullable(),
  at: moment.nullable(),
  /** Why it was skipped. */
  reason: z.string(),
  timer: z
    .object({
      startedBy: person,
      startedAt: moment,
      /** When the start was entered, where that was not at once. */
      startEnteredAt: moment.nullable().default(null),
      stoppedBy: person.nullable(),
      stoppedAt: moment.nullable(),
      /** h, null while it runs */
      hours: z.number().nullable(),
      plannedHours: z.number().nullable(),
    })
    .nullable(),
  values: z.array(stepValue),
  photos: z.array(photo),
})

const measuredFile = z.object({ id: z.string(), name: z.string(), sizeBytes: z.number(), sha256: z.string() })

const cell = z.object({
  id: z.string(),
  name: z.string(),
  sample: z.string(),
  kind: z.string(),
  format: z.string(),
  activeMassMg: z.number().nullable(),
  builtBy: person,
  builtAt: moment,
  tests: z.array(
    z.object({
      id: z.string(),
      origin: z.enum(['file', 'paper']),
      state: z.string(),
      format: z.string().nullable(),
      /** The original files of the instrument; several where a test was put together. */
      files: z.array(measuredFile),
      results: z.array(
        z.object({
          figure: z.string(),
          value: z.number(),
          unit: z.string(),
          qualifier: z.string().nullable(),
          atCycle: z.number().nullable(),
          referenceCycle: z.number().nullable(),
          conditions: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ),
})

const head = {
  version: z.literal(documentVersion),
  exportedAt: moment,
  exportedBy: person,
  /** The page that it was exported from. */
  source: z.url(),
  lab: z.object({ slug: z.string(), name: z.string() }),
}

/** All that is on record of one run. */
export const runRecordSchema = z.object({
  id: z.string(),
  /** The page of the run. */
  url: z.url(),
  plan: z.object({ id: z.string(), title: z.string() }),
  recipe: z.object({
    id: z.string(),
    name: z.string(),
    process: z.enum(processes),
    revision: z.object({
      id: z.string(),
      number: z.number(),
      contentHash: z.string(),
      frozenBy: person,
      frozenAt: moment,
    }),
    values: z.array(recipeValue),
  }),
  /** As the model said when the recipe was frozen. */
  prediction: z.object({ modelVersion: z.string(), figures: z.record(z.string(), z.unknown()) }),
  /** Of the recorded values; null where all was done as planned. */
  predictionAsMade: z.object({ modelVersion: z.string(), figures: z.record(z.string(), z.unknown()) }).nullable(),
  /** Within the recipe. */
  number: z.number(),
  /** Within the revision. */
  replicate: z.number(),
  state: z.enum(['running', 'done', 'done-differently', 'failed', 'never-run']),
  /** Of the outcome. */
  reason: z.string(),
  batchMassG: z.number().nullable(),
  place: z.string(),
  startedBy: person,
  /** When it really began. */
  startedAt: moment,
  /** When that was entered, where it was not at once. */
  startEnteredAt: moment.nullable().default(null),
  closedBy: person.nullable(),
  closedAt: moment.nullable(),
  steps: z.array(step),
  /** Recorded under keys that no step of the process has. */
  others: z.array(stepValue),
  notes: z.array(z.object({ id: z.string(), text: z.string(), by: person, at: moment, reason: z.string() })),
  /** Of the run as a whole. */
  photos: z.array(photo),
  samples: z.array(
    z.object({ id: z.string(), code: z.string(), kind: z.string(), amountG: z.number().nullable(), place: z.string() }),
  ),
  cells: z.array(cell),
})

export const runDocumentSchema = z.object({ format: z.literal('interphase.run'), ...head, run: runRecordSchema })

export const planDocumentSchema = z.object({
  format: z.literal('interphase.plan'),
  ...head,
  plan: z.object({
    id: z.string(),
    url: z.url(),
    title: z.string(),
    aim: z.string(),
    state: z.string(),
    isArchived: z.boolean(),
    createdBy: person,
    createdAt: moment,
    conditions: z.array(recipeValue),
  }),
  /** As they stand in the plan now, those in its bin left out. */
  recipes: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      process: z.enum(processes),
      contentHash: z.string(),
      /** Whether exactly this content is approved. */
      isApproved: z.boolean(),
      values: z.array(recipeValue),
      notes: z.string(),
    }),
  ),
  /** The earliest first. */
  runs: z.array(runRecordSchema),
})

export type RunRecord = z.infer<typeof runRecordSchema>
export type RunDocument = z.infer<typeof runDocumentSchema>
export type PlanDocument = z.infer<typeof planDocumentSchema>
export type StepRecord = RunRecord['steps'][number]
export type StepValue = z.infer<typeof stepValue>
export type PhotoRecord = z.infer<typeof photo>
export type FileRecord = z.infer<typeof measuredFile>
export type PersonRecord = z.infer<typeof person>
