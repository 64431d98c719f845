import { newId } from '@/collab/plan/newId'
import type { readPlan } from '@/collab/plan/read'
import { commit, recordOnly, type Statement } from '@/db/commit'
import { insertVersion } from '@/db/queries/planLog'
import { closeRunRow, findLastReplicate, insertRun, insertRunEntry } from '@/db/queries/runs'
import { insertSample, insertSamplePart } from '@/db/queries/samples'
import type { MemberId, PlanId, RecipeId, RevisionId } from '@/science/ids'
import { activityEntry } from '../services/activity'
import { type Building, day, hour, type Member, nextCode, type RunShare } from './building'
import { inventPlace, inventRemark, round } from './invent'
import { planCell } from './planCell'

interface RunPlan {
  planId: PlanId
  author: Member
  startedAt: number
  until: number
  parts: RunShare
  recipe: () => ReturnType<typeof readPlan>['plan']['recipes'][number] | undefined
  freeze: (
    recipeId: RecipeId,
    by: MemberId,
    at: Date,
  ) => Promise<{ revision: { id: RevisionId; number: number; name: string }; statements: Statement[] }>
  titleOf: () => string
  seqOf: () => number
  number: (recipeId: RecipeId) => number
}

/** A run: started with its powder, recorded, closed; electrodes cut, cells built and tested. */
export function planRun(building: Building, run: RunPlan): void {
  const { chance, database, lab, workers, events, given } = building
  // One in seven is the PI's own, so that her work is never empty.
  const worker = chance.is(1 / 7) ? (building.pis[0] as Member) : chance.is(0.5) ? run.author : chance.oneOf(workers)
  const by = worker.id
  const { planId, startedAt, parts } = run
  const runId = newId('run')
  const powder = newId('sample')
  const code = nextCode(building)
  const place = inventPlace(chance)
  const closedAt = startedAt + chance.between(4, 60) * hour
  const isRecent = startedAt > run.until - 12 * day
  const isRunning = closedAt >= run.until || (isRecent && chance.is(0.5))
  const fate = chance.between(0, 1)
  const state = fate < 0.7 ? 'done' : fate < 0.85 ? 'done-differently' : fate < 0.94 ? 'failed' : 'never-run'
  const reason = state === 'done' ? '' : inventRemark(chance)
  let recipeName = ''
  let number = 0

  events.push({
    at: startedAt,
    async happens() {
      const recipe = run.recipe()
      if (recipe === undefined) throw new Error('The plan has no recipe to run.')
      const when = new Date(startedAt)
      const { revision, statements } = await run.freeze(recipe.id, by, when)
      recipeName = revision.name
      number = run.number(recipe.id)
      await commit(database, [
        ...statements,
        insertRun(lab, {
          id: runId,
          revisionId: revision.id,
          planId,
          recipeId: recipe.id,
          number,
          replicate: (await findLastReplicate(lab, revision.id)) + 1,
          state: 'running',
          batchMassG: 10,
          place: `tube furnace ${1 + (number % 3)}`,
          startedBy: by,
          startedAt: when,
          closedBy: null,
          closedAt: null,
          reason: '',
          version: 1,
        }),
        insertSample(lab, {
          id: powder,
          code,
          runId,
          kind: 'powder',
          amountG: round(chance.between(4, 10), 2),
          place,
          createdBy: by,
          createdAt: when,
        }),
        insertVersion(lab, {
          planId,
          seq: run.seqOf(),
          kind: 'run',
          name: `run ${number} of ${recipeName}`,
          by,
          at: when,
        }),
        activityEntry(lab, {
          by,
          at: when,
          verb: 'run.started',
          details: { recipe: recipeName, revision: revision.number, run: number, code },
          subjectId: runId,
          planId,
        }),
      ])
    },
  })
  const recordedAt = startedAt + 2 * hour
  if (recordedAt < run.until)
    events.push({
      at: recordedAt,
      async happens() {
        const when = new Date(recordedAt)
        const entries = [
          { key: 'sinterTemperatureC', actual: 20 * chance.whole(15, 35) + chance.whole(-6, 6), unit: '°C' },
          { key: 'sinterHours', actual: round(chance.between(1, 10), 1), unit: 'h' },
          ...(chance.is(0.6) ? [{ key: 'note', actual: inventRemark(chance), unit: null }] : []),
        ].map((entry) => ({ ...entry, id: newId('runEntry') }))
        await commit(database, [
          ...entries.map((entry) =>
            insertRunEntry(lab, {
              ...entry,
              runId,
              reason: '',
              corrects: null,
              fileId: null,
              recordedBy: by,
              recordedAt: when,
              saidAt: when,
            }),
          ),
          recordOnly({
            labId: lab.labId,
            by,
            at: when,
            verb: 'run.recorded',
            subjectId: runId,
            details: { entries: entries.map(({ id }) => id) },
          }),
        ])
      },
    })
  const cutAt = Math.min(closedAt + hour, run.until)
  const electrodes = Array.from({ length: parts.samples - 1 }, () => ({
    id: newId('sample'),
    code: nextCode(building),
  }))
  if (!isRunning)
    events.push({
      at: closedAt,
      async happens() {
        const when = new Date(closedAt)
        await commit(database, [
          closeRunRow(lab, runId, 1, { state, reason, closedBy: by, closedAt: when }),
          activityEntry(lab, {
            by,
            at: when,
            verb: 'run.closed',
            details: { recipe: recipeName, run: number, state, reason },
            subjectId: runId,
            planId,
          }),
        ])
      },
    })
  if (electrodes.length > 0)
    events.push({
      at: Math.max(cutAt, startedAt + 1),
      async happens() {
        const when = new Date(cutAt)
        await commit(database, [
          ...electrodes.flatMap((electrode) => [
            insertSample(lab, {
              ...electrode,
              runId,
              kind: 'electrode',
              amountG: null,
              place,
              createdBy: by,
              createdAt: when,
            }),
            insertSamplePart(lab, { parentId: powder, childId: electrode.id, amountG: null, count: null }),
          ]),
          recordOnly({
            labId: lab.labId,
            by,
            at: when,
            verb: 'samples.cut',
            subjectId: powder,
            details: { codes: electrodes.map((one) => one.code) },
          }),
        ])
      },
    })
  for (let cell = 0; cell < parts.cells; cell += 1) {
    const from = electrodes[cell % Math.max(1, electrodes.length)] ?? { id: powder, code }
    planCell(building, {
      ...from,
      name: `${from.code} ${'abcdefgh'.charAt(cell % 8)}`,
      by,
      planId,
      at: Math.min(cutAt + 3 * hour + cell, run.until),
      isTested: cell < parts.tests,
      until: given.until.getTime(),
    })
  }
}
