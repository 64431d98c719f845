import { z } from 'zod'
import { circuits } from '@/science/impedance/circuits'
import * as readings from '../../services/readings'
import * as columns from '../../services/testColumns'
import * as decisions from '../../services/testDecisions'
import * as tests from '../../services/tests'
import { labProcedure, router } from '../init'
import { idInput, words } from '../inputs'

const cycleNumber = z.number().int().min(0).max(1e7)
const reason = words(500).min(1, 'Say why in a few words: it stands beside the figure.')

/** More than twenty lines in one picture nobody can tell apart. */
const chosenCycles = z.array(cycleNumber).min(1).max(20)
const stretches = z.number().int().min(10).max(2000).default(400)

export const testsRouter = router({
  get: labProcedure('run.read')
    .input(z.object({ test: idInput('test') }))
    .query(({ ctx, input }) => tests.getTest(ctx, input.test)),
  imports: labProcedure('run.read')
    .input(z.object({ cell: idInput('cell').optional() }))
    .query(({ ctx, input }) => readings.listImports(ctx, input)),
  cancel: labProcedure('test.upload')
    .input(z.object({ test: idInput('test') }))
    .mutation(({ ctx, input }) => readings.cancelReading(ctx, input.test)),
  readAgain: labProcedure('test.upload')
    .input(z.object({ test: idInput('test') }))
    .mutation(({ ctx, input }) => readings.readAgain(ctx, input.test)),
  putTogether: labProcedure('test.upload')
    .input(z.object({ cell: idInput('cell'), tests: z.array(idInput('test')).max(100) }))
    .mutation(({ ctx, input }) => readings.putTogether(ctx, input)),
  takeApart: labProcedure('test.upload')
    .input(z.object({ test: idInput('test'), reason }))
    .mutation(({ ctx, input }) => readings.takeApart(ctx, input)),
  profile: labProcedure('run.read')
    .input(
      z.object({
        test: idInput('test'),
        cycles: chosenCycles,
        stretches,
        fromMAh: z.number().optional(),
        toMAh: z.number().optional(),
      }),
    )
    .query(({ ctx, input }) => columns.voltageProfiles(ctx, input)),
  dqdv: labProcedure('run.read')
    .input(
      z.object({
        test: idInput('test'),
        cycles: chosenCycles,
        smoothing: z
          .object({
            binV: z.number().min(0.0005).max(0.1),
            windowBins: z.number().int().min(1).max(101),
            order: z.number().int().min(0).max(6),
          })
          .refine(({ windowBins }) => windowBins % 2 === 1, 'A window has a middle: expected an odd number of bins.'),
      }),
    )
    .query(({ ctx, input }) => columns.differentialCapacities(ctx, input)),
  trace: labProcedure('run.read')
    .input(
      z.object({
        test: idInput('test'),
        stretches,
        fromS: z.number().optional(),
        toS: z.number().optional(),
      }),
    )
    .query(({ ctx, input }) => columns.trace(ctx, input)),
  leaveOut: labProcedure('test.judge')
    .input(z.object({ test: idInput('test'), cycle: cycleNumber, isLeftOut: z.boolean(), reason }))
    .mutation(({ ctx, input }) => decisions.leaveOutCycle(ctx, input)),
  changeSettings: labProcedure('test.judge')
    .input(
      z.object({
        test: idInput('test'),
        settings: z.object({
          referenceCycle: cycleNumber.nullable(),
          retentionCycle: cycleNumber.nullable(),
          oneC: z.object({ value: z.number().positive().max(1e6), unit: z.enum(['mAh/g', 'mAh']) }).nullable(),
        }),
        reason: words(500),
      }),
    )
    .mutation(({ ctx, input }) => decisions.changeTestSettings(ctx, input)),
  chooseCircuit: labProcedure('test.judge')
    .input(
      z.object({
        test: idInput('test'),
        spectrum: z.number().int().min(1).max(1e6),
        circuit: z.enum(circuits.map((circuit) => circuit.id)),
        reason: words(500),
      }),
    )
    .mutation(({ ctx, input }) => decisions.chooseCircuit(ctx, input)),
})
