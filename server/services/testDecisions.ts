import { commit } from '@/db/commit'
import { findTestToRead, insertDecision, listCycleRows, listDecisionRows, listSpectrumRows } from '@/db/queries/tests'
import type { TestDecision, TestSettings } from '@/db/schema/tests'
import type { TestId } from '@/science/ids'
import { type CircuitId, findCircuit } from '@/science/impedance/circuits'
import { AppError } from '../errors'
import { libraryOf } from '../projection/libraryOf'
import { type ActivityDetails, type ActivityVerb, activityEntry } from './activity'
import { cathodeOf } from './cathodeOf'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { type StandingDecisions, standingDecisions } from './standingDecisions'
import { nextComputation, retryComputed } from './testFigures'

/**
 * What people decide of a test. A decision is a row of its own, never changed; what holds is computed anew from the stored cycles in
 * the same batch, so that a result and the decision that it rests on cannot part.
 */

/** Leaves a cycle out of every figure, or takes it back in. It stays visible, with the reason. */
export async function leaveOutCycle(
  context: LabContext,
  input: { test: TestId; cycle: number; isLeftOut: boolean; reason: string },
): Promise<void> {
  const { cycle, isLeftOut, reason } = input
  await decide(context, input.test, reason, async ({ lab, standing, names, testId }) => {
    const cycles = await listCycleRows(lab, [testId])
    if (!cycles.some((one) => one.cycle === cycle))
      throw new AppError('not-found', `This test has no cycle ${cycle}: expected one of its ${cycles.length}.`)
    if (standing.leftOut.has(cycle) === isLeftOut)
      throw new AppError('conflict', `Cycle ${cycle} is ${isLeftOut ? 'left out' : 'counted'} already.`)
    return {
      content: { kind: 'cycle', cycle, isLeftOut },
      verb: isLeftOut ? 'test.cycle-left-out' : 'test.cycle-taken-back',
      details: { ...names, cycle, reason },
    }
  })
}

/** Chooses the reference cycle, the cycle that retention is taken at, and what 1C is; null goes by the rule. */
export async function changeTestSettings(
  context: LabContext,
  input: { test: TestId; settings: TestSettings; reason: string },
): Promise<void> {
  const { settings, reason } = input
  await decide(context, input.test, reason, async ({ lab, standing, names, testId }) => {
    const changes = changesOf(standing.settings, settings)
    if (changes.length === 0) throw new AppError('bad-input', 'Nothing is different from what holds now.')
    const cycles = await listCycleRows(lab, [testId])
    const { referenceCycle, retentionCycle } = settings
    if (referenceCycle !== null) {
      const found = cycles.find((one) => one.cycle === referenceCycle)
      if (found === undefined || !((found.dischargeCapacityMAh ?? 0) > 0))
        throw new AppError(
          'bad-input',
          `Cycle ${referenceCycle} cannot be the reference: it has no discharge in this test.`,
        )
      if (standing.leftOut.has(referenceCycle))
        throw new AppError(
          'bad-input',
          `Cycle ${referenceCycle} is left out, so it cannot be the reference. Take it back in first.`,
        )
    }
    if (referenceCycle !== null && retentionCycle !== null && retentionCycle <= referenceCycle)
      throw new AppError(
        'bad-input',
        `Retention is taken after the reference: expected a cycle above ${referenceCycle}, found ${retentionCycle}.`,
      )
    return {
      content: { kind: 'settings', settings },
      verb: 'test.settings-changed',
      details: { ...names, changes, reason },
    }
  })
}

/** Chooses the equivalent circuit that the resistances of one sweep come from. */
export async function chooseCircuit(
  context: LabContext,
  input: { test: TestId; spectrum: number; circuit: CircuitId; reason: string },
): Promise<void> {
  const { spectrum, circuit, reason } = input
  await decide(context, input.test, reason, async ({ lab, standing, names, testId }) => {
    const spectra = await listSpectrumRows(lab, [testId])
    if (!spectra.some((one) => one.number === spectrum))
      throw new AppError('not-found', `This test has no sweep ${spectrum}: it has ${spectra.length}.`)
    if (standing.circuits.get(spectrum) === circuit)
      throw new AppError('conflict', 'This circuit is the chosen one already.')
    return {
      content: { kind: 'circuit', spectrum, circuit },
      verb: 'test.circuit-chosen',
      details: { ...names, spectrum, circuit: findCircuit(circuit).label, reason },
    }
  })
}

type Decided = {
  [Verb in ActivityVerb]: { content: TestDecision; verb: Verb; details: ActivityDetails[Verb] }
}[ActivityVerb]

async function decide(
  context: LabContext,
  testId: TestId,
  reason: string,
  judge: (known: {
    lab: ReturnType<typeof scopeOf>
    testId: TestId
    standing: StandingDecisions
    names: { cell: string; file: string }
  }) => Promise<Decided>,
): Promise<void> {
  const { core, actor } = context
  const lab = scopeOf(context)
  // Two people may decide at once: the second reads afresh and gets the next number.
  await retryComputed(async () => {
    const found = await findTestToRead(lab, testId)
    if (found === undefined) throw new AppError('not-found', 'There is no such test with a file in this lab.')
    const { test, file, cell, planId, values } = found
    if (test.state !== 'read')
      throw new AppError('conflict', 'This test has not been read, so there is nothing to decide of it yet.')
    const firstReading = test.firstReading ?? test.id
    const rows = await listDecisionRows(lab, [firstReading])
    const { content, verb, details } = await judge({
      lab,
      testId,
      standing: standingDecisions(rows),
      names: { cell: cell.name, file: file.name },
    })
    const at = thisMoment()
    const by = actor.memberId
    const decision = { testId: firstReading, number: (rows.at(-1)?.number ?? 0) + 1, content, reason, by, at }
    const { capacityMAhPerG } = cathodeOf(values, await libraryOf(lab))
    await commit(core.database, [
      insertDecision(lab, decision),
      ...(await nextComputation(lab, {
        test,
        fitCircuits: core.jobs.fitCircuits,
        cell,
        cathode: { capacityMAhPerG, dwellVoltageV: test.dwellVoltageV },
        decisions: standingDecisions([...rows, { ...decision, labId: lab.labId }]),
      })),
      activityEntry(lab, { by, at, verb, details, subjectId: testId, planId }),
    ])
  })
}

/** `reference cycle 3, before by the rule` */
function changesOf(before: TestSettings, after: TestSettings): string[] {
  const cycle = (value: number | null, otherwise: string) => (value === null ? otherwise : `cycle ${value}`)
  const oneC = (value: TestSettings['oneC']) =>
    value === null ? 'by the powder’s data sheet' : `${value.value} ${value.unit === 'mAh' ? 'mAh' : 'mAh g⁻¹'}`
  const differs = (what: string, from: string, to: string) => (from === to ? [] : [`${what} ${to}, before ${from}`])
  return [
    ...differs('reference', cycle(before.referenceCycle, 'by the rule'), cycle(after.referenceCycle, 'by the rule')),
    ...differs(
      'retention at',
      cycle(before.retentionCycle, 'the last cycle'),
      cycle(after.retentionCycle, 'the last cycle'),
    ),
    ...differs('1C', oneC(before.oneC), oneC(after.oneC)),
  ]
}
