import { z } from 'zod'
import { definitionKinds } from '@/db/schema/definitions'
import { anionGroups } from '@/science/library/library'
import { bases } from '@/science/prediction/figure'
import { processes } from '@/science/recipe/process'
import * as definitions from '../../services/definitions'
import { labProcedure, router } from '../init'
import { words } from '../inputs'

const kind = z.enum(bases)
const source = words(500).min(1, 'Say where the value is from: a DOI, a notebook page, a sentence.')
const positive = z.number().positive().max(1e300)
const range = z.object({ value: positive.optional(), low: positive.optional(), high: positive.optional() })

const sourcedIn = (number: z.ZodNumber) =>
  z
    .object({ value: number, low: number.optional(), high: number.optional(), kind, source })
    .refine(({ value, low, high }) => (low ?? value) <= value && value <= (high ?? value), {
      message: 'The value must lie between its lowest and its highest.',
    })
const sourced = sourcedIn(positive)

const transport = z.object({
  kind,
  source,
  temperatureK: z.number().min(1).max(3000),
  activationEnergyEv: z.number().min(0).max(10).nullable(),
  activationEnergySdEv: z.number().min(0).max(10).nullable(),
  diffusivity: range
    .refine(({ value, low, high }) => value !== undefined || low !== undefined || high !== undefined, {
      message: 'Give a diffusivity, or a bound of it.',
    })
    .refine(({ value, low, high }) => (low ?? 0) <= (value ?? high ?? Number.POSITIVE_INFINITY), {
      message: 'The lowest diffusivity is above the others.',
    })
    .refine(({ value, high }) => (value ?? 0) <= (high ?? Number.POSITIVE_INFINITY), {
      message: 'The highest diffusivity is below the value.',
    })
    .nullable(),
  onsager: range.extend({ value: positive }).nullable(),
})

const id = words(60).regex(/^[^:\s][^:]*$/, 'An id is a word or a few, without a colon.')
const name = words(200).min(1, 'An entry needs a name.')
const formula = words(200).min(1, 'Give the formula.')

const material = z.object({
  id,
  name,
  formula: formula.nullable(),
  phase: words(100).min(1, 'Say which phase: amorphous, crystalline …'),
  source,
  lithium: transport.nullable(),
  oxygen: transport.nullable(),
  densityGPerCm3: sourced.nullable(),
  growthPerSupercycleNm: sourced.nullable(),
  formsFromBoron: words(60).nullable(),
  anionGroups: z.array(z.enum(anionGroups)).max(anionGroups.length).readonly().nullable().optional(),
  phases: z.array(words(60)).max(10).readonly().nullable(),
})

const cathode = z.object({
  id,
  name,
  formula,
  surfacePhase: words(100).min(1).nullable(),
  radiusUm: sourced.nullable(),
  oxygenPotentialEv: sourcedIn(z.number().min(-50).max(50)).nullable(),
  surfaceOxygenPerCm3: sourced.nullable(),
  lostFraction: sourcedIn(z.number().positive().max(1)).nullable(),
  density: sourced.nullable(),
  capacity: sourced.nullable(),
  dwellVoltageV: z.number().positive().max(10).nullable(),
  source,
})

const precursor = z.object({
  id,
  name,
  formula,
  aliases: z.array(words(100).min(1)).max(20).readonly(),
  state: z.enum(['solid', 'liquid']),
  densityGPerMl: sourced.nullable(),
})

const parameter = z.object({
  key: z.string().max(70).nullable(),
  label: words(60).min(1, 'A parameter needs a name.'),
  unit: words(30).min(1).nullable(),
  kind: z.enum(['number', 'integer', 'choice', 'text']),
  processes: z.array(z.enum(processes)).min(1, 'Choose at least one process.'),
  description: words(500),
  min: z.number().nullable(),
  max: z.number().nullable(),
  choices: z.array(words(80).min(1)).max(50),
})

const version = z.number().int().min(1)

export const libraryRouter = router({
  definitions: labProcedure('library.read').query(({ ctx }) => definitions.getDefinitions(ctx)),
  versions: labProcedure('library.read')
    .input(z.object({ kind: z.enum(definitionKinds), key: words(100) }))
    .query(({ ctx, input }) => definitions.getVersions(ctx, input)),
  saveMaterial: labProcedure('library.write')
    .input(z.object({ content: material, version: version.nullable() }))
    .mutation(({ ctx, input }) => definitions.saveMaterial(ctx, input)),
  saveCathode: labProcedure('library.write')
    .input(z.object({ content: cathode, version: version.nullable() }))
    .mutation(({ ctx, input }) => definitions.saveCathode(ctx, input)),
  savePrecursor: labProcedure('library.write')
    .input(z.object({ content: precursor, version: version.nullable() }))
    .mutation(({ ctx, input }) => definitions.savePrecursor(ctx, input)),
  saveParameter: labProcedure('library.write')
    .input(z.object({ content: parameter, version: version.nullable() }))
    .mutation(({ ctx, input }) => definitions.saveParameter(ctx, input)),
  retire: labProcedure('library.write')
    .input(z.object({ kind: z.enum(definitionKinds), key: words(100), version, isRetired: z.boolean() }))
    .mutation(({ ctx, input }) => definitions.retire(ctx, input)),
})
