import { z } from 'zod'
import { isDay } from '@/science/samples/expiry'
import { sampleKinds, sampleStates } from '@/science/samples/kinds'
import * as characterisation from '../../services/characterisation'
import { findUnprintable } from '../../services/labels'
import { changeSampleField } from '../../services/sampleChanges'
import { makeSamples } from '../../services/sampleMaking'
import * as samples from '../../services/samples'
import { labProcedure, router } from '../init'
import { idInput, pageInput, words } from '../inputs'

const sample = idInput('sample')
const grams = z.number().positive('expected a mass above 0 in g').max(1e6)
const pieces = z.number().int('expected a whole number').positive('expected a number from 1').max(1e5)
const measure = z.number().positive().max(1e6)
const day = z.string().refine(isDay, 'expected a day such as 2026-12-31')
const place = words(200)
const remark = words(2000)
const reason = words(2000)

const newSample = z.object({
  amountG: grams.nullish(),
  count: pieces.nullish(),
  diameterMm: measure.nullish(),
  coatingMgPerDisc: measure.nullish(),
  activePercent: z.number().positive().max(100, 'expected wt% up to 100').nullish(),
  loadingMgPerCm2: measure.nullish(),
  place: place.optional(),
  isAirSensitive: z.boolean().optional(),
  expiresOn: day.nullish(),
  remark: remark.optional(),
})

const change = z.discriminatedUnion('field', [
  z.object({ field: z.enum(['made', 'left']), seen: z.number().nullable(), value: z.number().min(0).max(1e6) }),
  z.object({ field: z.enum(['place', 'remark']), seen: z.string(), value: remark }),
  z.object({ field: z.literal('expiresOn'), seen: z.string().nullable(), value: day.nullable() }),
  z.object({ field: z.literal('isAirSensitive'), seen: z.boolean(), value: z.boolean() }),
  z.object({ field: z.literal('state'), seen: z.enum(sampleStates), value: z.enum(sampleStates) }),
])

export const samplesRouter = router({
  list: labProcedure('run.read')
    .input(pageInput.extend({ text: words(200).optional() }))
    .query(({ ctx, input }) => samples.listSamples(ctx, input)),
  get: labProcedure('run.read')
    /** Its id, or the code on the vial. */
    .input(z.object({ sample: words(60) }))
    .query(({ ctx, input }) => samples.getSample(ctx, input.sample)),
  byCode: labProcedure('run.read')
    .input(z.object({ code: words(300) }))
    .query(({ ctx, input }) => samples.findByCode(ctx, input.code)),
  /** Those that there are of these codes, in no order. */
  ofCodes: labProcedure('run.read')
    .input(z.object({ codes: z.array(words(60)).max(1000) }))
    .query(({ ctx, input }) => samples.samplesOfCodes(ctx, input.codes)),
  /** Of their labels: what no font of this server has. */
  unprintable: labProcedure('run.read')
    .input(z.object({ codes: z.array(words(60)).max(1000) }))
    .query(({ ctx, input }) => findUnprintable(ctx, input.codes)),
  places: labProcedure('run.read').query(({ ctx }) => samples.suggestPlaces(ctx)),
  make: labProcedure('sample.write')
    .input(
      z.object({
        kind: z.enum(sampleKinds),
        of: z
          .array(z.object({ sample, amountG: grams.nullish() }))
          .min(1)
          .max(50),
        into: z.array(newSample).min(1).max(200),
        evenIfShort: z.boolean().optional(),
      }),
    )
    .mutation(({ ctx, input }) => makeSamples(ctx, input)),
  change: labProcedure('sample.write')
    .input(z.object({ sample, reason: reason.optional(), change }))
    .mutation(({ ctx, input }) => changeSampleField(ctx, input)),
  measure: labProcedure('sample.write')
    .input(
      z.object({
        sample,
        quantity: words(120).min(1, 'Say what was measured.'),
        value: z.union([
          z.number(),
          words(5000).min(1, 'Say what was found.'),
          z
            .record(words(80).min(1), z.number().min(0).nullable())
            .refine((shares) => Object.keys(shares).length <= 100),
        ]),
        unit: words(40).nullish(),
        uncertainty: z.number().min(0).nullish(),
        method: words(200).nullish(),
        remark: remark.optional(),
        file: idInput('file').nullish(),
        corrects: idInput('characterisation').nullish(),
        reason: reason.optional(),
      }),
    )
    .mutation(({ ctx, input }) => characterisation.measure(ctx, input)),
  withdraw: labProcedure('sample.write')
    .input(
      z.object({
        entry: idInput('characterisation'),
        reason: reason.min(1, 'Say in a word why it is taken back.'),
      }),
    )
    .mutation(({ ctx, input }) => characterisation.withdrawMeasurement(ctx, input)),
})
