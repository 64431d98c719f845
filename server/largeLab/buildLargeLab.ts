import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as Y from 'yjs'
import { newId } from '@/collab/plan/newId'
import { readPlan } from '@/collab/plan/read'
import type { LoggedUpdate } from '@/collab/room/ports'
import { commit, recordOnly, type Statement } from '@/db/commit'
import type { Database } from '@/db/connection'
import { insertComment, insertThread } from '@/db/queries/comments'
import { insertExamplePerson } from '@/db/queries/exampleLab'
import { insertLab } from '@/db/queries/labs'
import { insertMemberRow, insertPerson } from '@/db/queries/members'
import { insertNotifications } from '@/db/queries/notifications'
import { insertVersion } from '@/db/queries/planLog'
import { insertPlan } from '@/db/queries/plans'
import { insertAnswer, insertReview, insertReviewedRevision } from '@/db/queries/reviews'
import { closeRunRow, findLastReplicate, insertRun, insertRunEntry } from '@/db/queries/runs'
import { insertCell, insertSample, insertSamplePart } from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import { insertCycles, insertFile, insertResults, insertTest } from '@/db/queries/tests'
import type { MemberId, PlanId, RecipeId, ReviewId, RevisionId, SampleId } from '@/science/ids'
import { contentHash } from '@/science/recipe/contentHash'
import { sampleCode, sampleCodeCount } from '@/science/sampleCode'
import { freezeRecipes } from '../projection/freeze'
import { readForRows, writeProjection } from '../projection/projectPlan'
import { activityEntry } from '../services/activity'
import { createPlanLog } from '../sync/planLog'
import { type Chance, type SeededProcess, withSeed } from './chance'
import { inventPlace, inventRemark, processesByTurn, round } from './invent'
import { inventDocument } from './inventDocument'
import { largePeople } from './people'

export interface Sizes {
  plans: number
  recipesPerPlan: number
  runs: number
  samples: number
  cells: number
  /** Cells with a finished test. */
  tests: number
}

export const largeSizes: Sizes = {
  plans: 400,
  recipesPerPlan: 25,
  runs: 5_000,
  samples: 50_000,
  cells: 6_000,
  tests: 2_000,
}

export interface LargeLab {
  seed: number
  sizes: Sizes
  name: string
  slug: string
  /** The hash of the first PI's password; the others have none, so nobody signs in as them. */
  passwordHash: string
  /** When the last of it happened; it goes back three years from there. */
  until: Date
  pathOf: (sha256: string) => string
  onProgress?: (sentence: string) => void
}

interface Member {
  id: MemberId
  name: string
}

/** What will happen, to be written in the order of time. */
interface Event {
  at: number
  happens: () => Promise<void>
}

interface Building {
  database: Database
  lab: LabScope
  chance: Chance
  seeded: SeededProcess
  pis: readonly Member[]
  workers: readonly Member[]
  given: LargeLab
  events: Event[]
  /** How many codes are taken; each is another. */
  codes: number
}

const wantedChange = 'Thinner, and a bare powder beside it.'
const hour = 3_600_000
const day = 24 * hour
const years = 3 * 365 * day

/**
 * A lab with years of work in it, for measuring: plans with their documents and logs, reviews, runs with what was recorded, samples,
 * cells, tests, comments. Everything goes the way that the product writes it, act by act in the order of time, so that the audit
 * log, the projected rows and whatever is kept beside them are what they would be. The same seed gives the same rows.
 */
export async function buildLargeLab(database: Database, given: LargeLab): Promise<{ email: string }> {
  return await withSeed(given.seed, async (seeded) => {
    const began = given.until.getTime() - years
    seeded.setTime(began)
    const people = await buildPeople(database, given, new Date(began))
    const { lab, members } = people
    const building: Building = {
      database,
      lab,
      chance: seeded.chance,
      seeded,
      pis: members.filter(({ role }) => role === 'pi'),
      workers: members.filter(({ role }) => role === 'researcher' || role === 'student'),
      given,
      events: [],
      codes: 0,
    }
    planYears(building, began)
    building.events.sort((one, other) => one.at - other.at)
    const { length } = building.events
    for (const [place, event] of building.events.entries()) {
      if (place % 5000 === 0) given.onProgress?.(`${place.toLocaleString('en')} of ${length.toLocaleString('en')} acts`)
      seeded.setTime(event.at)
      await event.happens()
    }
    return { email: people.email }
  })
}

async function buildPeople(database: Database, given: LargeLab, at: Date) {
  const { db } = database
  const labId = newId('lab')
  const lab: LabScope = { db, labId }
  const members = largePeople.map((person, place) => ({
    ...person,
    place,
    id: newId('member'),
    userId: newId('member'),
  }))
  const [first] = members
  if (first === undefined) throw new Error('The lab needs a PI.')
  await commit(database, [
    insertLab(db, {
      id: labId,
      slug: given.slug,
      name: given.name,
      settings: { approvalRequiredFor: ['student'] },
      createdAt: at,
    }),
    ...members.flatMap(({ id, userId, name, email, role, place }) => [
      ...(place === 0
        ? insertPerson(db, { id: userId, name, email: `${given.slug}.${email}`, passwordHash: given.passwordHash, at })
        : [insertExamplePerson(db, { id: userId, name, email: `${given.slug}.${email}`, at })]),
      insertMemberRow(lab, { id, userId, role, hue: place % 8, createdAt: at }),
    ]),
    recordOnly({ labId, by: first.id, at, verb: 'lab.created', subjectId: labId, details: { name: given.name } }),
  ])
  return { lab, members, email: `${given.slug}.${first.email}` }
}

/** Lays out plan after plan over the years; runs and samples are spread so that their totals are exact. */
function planYears(building: Building, began: number): void {
  const { chance, given } = building
  const { plans, runs, samples, cells, tests } = given.sizes
  let [runsLeft, samplesLeft, cellsLeft, testsLeft] = [runs, samples, cells, tests]
  for (let number = 1; number <= plans; number += 1) {
    const left = plans - number + 1
    const start = began + ((number - chance.between(0, 1)) / plans) * (years - 9 * day)
    const own = share(runsLeft, left)
    runsLeft -= own
    const shares = Array.from({ length: own }, (_, place) => {
      const after = runsLeft + own - place
      const taken = {
        samples: share(samplesLeft, after),
        cells: share(cellsLeft, after),
        tests: share(testsLeft, after),
      }
      samplesLeft -= taken.samples
      cellsLeft -= taken.cells
      testsLeft -= taken.tests
      return taken
    })
    planPlan(building, number, start, shares)
  }
}

function share(total: number, among: number): number {
  return among <= 0 ? 0 : Math.round(total / among)
}

interface RunShare {
  samples: number
  cells: number
  tests: number
}

/** A plan: made, edited, reviewed, run. */
function planPlan(building: Building, number: number, start: number, shares: readonly RunShare[]): void {
  const { chance, database, lab, seeded, pis, workers, given, events } = building
  const author = chance.oneOf(workers)
  const process = chance.oneOf(processesByTurn)
  const planId = newId('plan')
  const fate = chance.between(0, 1)
  const reviewer = chance.is(0.5) ? (pis[0] as Member) : chance.oneOf(pis)
  let log: LoggedUpdate[] = []
  let doc = new Y.Doc()
  let title = ''
  let revisions: { id: RevisionId; recipeId: RecipeId; number: number; name: string; contentHash: string }[] = []
  const until = given.until.getTime()
  const at = (days: number) => Math.min(start + days * day, until - chance.whole(0, 600) * 60_000)

  const madeAt = at(0)
  events.push({
    at: madeAt,
    async happens() {
      const invented = inventDocument(building.chance, {
        number,
        process,
        recipeCount: given.sizes.recipesPerPlan,
        clientId: seeded.clientId(),
        setTime: seeded.setTime,
        at: madeAt,
        writers: [author.id, ...workers.slice(0, 4).map(({ id }) => id)],
      })
      ;({ doc, log, title } = invented)
      const plan = readPlan(doc).plan
      await createPlanLog(database).append(planId, log)
      const when = new Date(madeAt)
      seeded.setTime(madeAt)
      await commit(database, [
        insertPlan(lab, {
          id: planId,
          title,
          aim: plan.aim,
          conditions: plan.conditions,
          template: 'blank',
          required: {},
          problems: [],
          createdBy: author.id,
          createdAt: when,
          updatedAt: when,
        }),
        activityEntry(lab, {
          by: author.id,
          at: when,
          verb: 'plan.created',
          details: { title },
          subjectId: planId,
          planId,
        }),
      ])
      await writeProjection(database, planId, log.length, readForRows(doc), when)
    },
  })

  const askedAt = at(2)
  const state = fate < 0.72 ? 'approved' : fate < 0.8 ? 'changes-requested' : fate < 0.86 ? 'open' : null
  const decidedAt = state === 'open' || state === null ? null : at(4)
  if (state !== null)
    events.push({
      at: decidedAt ?? askedAt,
      async happens() {
        const when = new Date(decidedAt ?? askedAt)
        const { plan } = readPlan(doc)
        const frozen =
          state === 'approved'
            ? await freezeRecipes(lab, {
                planId,
                plan,
                recipes: plan.recipes,
                cause: 'review',
                by: reviewer.id,
                at: when,
              })
            : { revisions: [], statements: [] }
        revisions = frozen.revisions
        const heads = readHashes(doc)
        const reviewId = newId('review')
        await commit(database, [
          ...frozen.statements,
          ...insertReview(lab, {
            id: reviewId,
            planId,
            state,
            requestedBy: author.id,
            requestedAt: new Date(askedAt),
            decidedBy: decidedAt === null ? null : reviewer.id,
            decidedAt: decidedAt === null ? null : when,
            reason: state === 'changes-requested' ? wantedChange : '',
            mode: 'any',
            note: '',
            reviewers: [reviewer.id],
            recipes: heads.map((head) => ({ ...head, state })),
          }),
          ...frozen.revisions.map(({ id }) => insertReviewedRevision(lab, reviewId, id, when)),
          ...(state === 'open'
            ? notice(building, reviewer.id, 'review-asked', author.id, when, { title }, `reviews/${reviewId}`)
            : heads.map(({ recipeId, contentHash }) =>
                insertAnswer(lab, {
                  reviewId,
                  version: 1,
                  recipeId,
                  contentHash,
                  answer: state,
                  reason: '',
                  by: reviewer.id,
                  at: when,
                }),
              )),
          reviewEntry(lab, { state, title, recipeCount: heads.length, author, reviewer, at: when, reviewId, planId }),
        ])
      },
    })

  for (let place = 0; place < 4; place += 1) {
    const saidAt = at(chance.between(1, 20))
    events.push({ at: Math.max(saidAt, madeAt + 1), happens: () => sayThings(building, planId, title, doc, saidAt) })
  }
  const numbers = new Map<RecipeId, number>()
  for (const [place, parts] of shares.entries()) {
    const startedAt = at(5 + (place / Math.max(1, shares.length)) * 25 + chance.between(0, 1))
    planRun(building, {
      planId,
      author,
      startedAt: Math.max(startedAt, (decidedAt ?? askedAt) + 1, madeAt + 1),
      until,
      parts,
      recipe: () => {
        const recipes = readPlan(doc).plan.recipes
        return recipes[(place * 7) % recipes.length]
      },
      freeze: async (recipeId, by, when) => {
        const known = revisions.find((one) => one.recipeId === recipeId)
        if (known !== undefined) return { revision: known, statements: [] }
        const { plan } = readPlan(doc)
        const recipes = plan.recipes.filter((one) => one.id === recipeId)
        const frozen = await freezeRecipes(lab, { planId, plan, recipes, cause: 'run', by, at: when })
        const [revision] = frozen.revisions
        if (revision === undefined) throw new Error('The recipe could not be frozen.')
        revisions.push(revision)
        return { revision, statements: frozen.statements }
      },
      titleOf: () => title,
      seqOf: () => log.length,
      number: (recipeId) => {
        const next = (numbers.get(recipeId) ?? 0) + 1
        numbers.set(recipeId, next)
        return next
      },
    })
  }
}

function reviewEntry(
  lab: LabScope,
  review: {
    state: 'approved' | 'changes-requested' | 'open'
    title: string
    recipeCount: number
    author: Member
    reviewer: Member
    at: Date
    reviewId: ReviewId
    planId: PlanId
  },
) {
  const { title, recipeCount, author, reviewer, at, planId } = review
  const of = { at, subjectId: review.reviewId, planId }
  switch (review.state) {
    case 'open':
      return activityEntry(lab, {
        ...of,
        by: author.id,
        verb: 'review.asked',
        details: { title, recipeCount, reviewers: [reviewer.id] },
      })
    case 'approved':
      return activityEntry(lab, { ...of, by: reviewer.id, verb: 'plan.approved', details: { title, recipeCount } })
    case 'changes-requested':
      return activityEntry(lab, {
        ...of,
        by: reviewer.id,
        verb: 'plan.changes-requested',
        details: { title, reason: wantedChange },
      })
  }
}

function readHashes(doc: Y.Doc): { recipeId: RecipeId; name: string; contentHash: string }[] {
  const { plan } = readPlan(doc)
  return plan.recipes.map(({ id, name, process, values }) => ({
    recipeId: id,
    name,
    contentHash: contentHash({ name, process, values: { ...plan.conditions, ...values } }),
  }))
}

async function sayThings(building: Building, planId: PlanId, title: string, doc: Y.Doc, at: number): Promise<void> {
  const { chance, database, lab, workers, pis } = building
  const by = chance.oneOf(workers)
  const to = chance.is(0.3) ? (pis[0] as Member) : chance.oneOf([...workers, ...pis])
  const recipes = readPlan(doc).plan.recipes
  const recipe = chance.oneOf(recipes)
  const threadId = newId('thread')
  const commentId = newId('comment')
  const when = new Date(at)
  const text = `@${to.name} ${inventRemark(chance)}`
  const excerpt = text.slice(0, 80)
  await commit(database, [
    insertThread(lab, { id: threadId, planId, recipeId: recipe.id, key: null, startedAt: when }),
    insertComment(lab, { id: commentId, threadId, text, mentions: [to.id], writtenBy: by.id, writtenAt: when }),
    ...notice(
      building,
      to.id,
      'mention',
      by.id,
      when,
      { title, about: recipe.name, excerpt },
      `plans/${planId}?thread=${threadId}`,
    ),
    activityEntry(lab, {
      by: by.id,
      at: when,
      verb: 'comment.written',
      details: { title, about: recipe.name, excerpt, isReply: false },
      subjectId: threadId,
      planId,
    }),
  ])
}

function notice(
  { lab }: Building,
  to: MemberId,
  kind: 'mention' | 'review-asked',
  by: MemberId,
  at: Date,
  details: Record<string, string>,
  place: string,
): Statement[] {
  if (to === by) return []
  return [insertNotifications(lab, [{ id: newId('notification'), memberId: to, kind, by, at, details, place }])]
}

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
function planRun(building: Building, run: RunPlan): void {
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

function nextCode(building: Building): string {
  building.codes += 1
  // A step without a common factor with the count visits every code before one comes again.
  return sampleCode((20_410 + building.codes * 12_347) % sampleCodeCount)
}

function planCell(
  building: Building,
  cell: {
    id: SampleId
    code: string
    name: string
    by: MemberId
    planId: PlanId
    at: number
    isTested: boolean
    until: number
  },
): void {
  const { chance, database, lab, events, given } = building
  const cellId = newId('cell')
  const { by, planId, name } = cell
  events.push({
    at: cell.at,
    async happens() {
      const when = new Date(cell.at)
      await commit(database, [
        insertCell(lab, {
          id: cellId,
          sampleId: cell.id,
          name,
          kind: chance.is(0.8) ? 'cathode-half' : 'full',
          format: chance.oneOf(['CR2032', 'CR2032', 'pouch', 'solid-state']),
          activeMassMg: round(chance.between(5, 16), 2),
          areaCm2: 1.13,
          electrolyte: chance.oneOf(['LP57', 'LP30', 'Li6PS5Cl']),
          counterElectrode: chance.oneOf(['Li', 'Li-In', 'graphite']),
          builtBy: by,
          builtAt: when,
        }),
        activityEntry(lab, {
          by,
          at: when,
          verb: 'cell.built',
          details: { cell: name, code: cell.code },
          subjectId: cellId,
          planId,
        }),
      ])
    },
  })
  if (!cell.isTested) return
  const testedAt = Math.min(cell.at + 9 * day, cell.until)
  events.push({
    at: Math.max(testedAt, cell.at + 1),
    async happens() {
      const when = new Date(testedAt)
      const testId = newId('test')
      const cycles = inventCycles(chance)
      const file = keepFile(
        given,
        `cycle,discharge_mAh\n${cycles.map(({ cycle, mAh }) => `${cycle},${mAh}`).join('\n')}\n# ${name}\n`,
      )
      const fileId = newId('file')
      const fileName = `${name}.csv`
      const conditions = { lowerCutoffV: 3, upperCutoffV: chance.oneOf([4.3, 4.5, 4.6]), cRate: 0.5, temperatureC: 25 }
      const first = cycles[0]?.mAh ?? 0
      const last = cycles.at(-1)
      const result = (figure: string, value: number, unit: string, atCycle: number | null) => ({
        id: newId('result'),
        testId,
        figure,
        value: round(value, 2),
        unit,
        qualifier: null,
        atCycle,
        referenceCycle: figure === 'retention' ? 1 : null,
        alsoReported: null,
        conditions,
        how: null,
      })
      await commit(database, [
        insertFile(lab, { id: fileId, ...file, name: fileName, uploadedBy: by, uploadedAt: when }),
        insertTest(lab, {
          id: testId,
          cellId,
          origin: 'file',
          fileId,
          paperTestId: null,
          paperPlace: null,
          state: 'read',
          failure: null,
          format: 'csv',
          instrument: null,
          readerVersion: '1',
          rowCount: cycles.length,
          warnings: [],
          conditions,
          replaces: null,
          createdBy: by,
          createdAt: when,
        }),
        insertCycles(
          lab,
          cycles.map(({ cycle, mAh }) => ({
            testId,
            cycle,
            rows: 1,
            chargeCapacityMAh: round(mAh * 1.005, 4),
            dischargeCapacityMAh: mAh,
            coulombicEfficiencyPercent: 99.5,
            meanChargeV: 4.02,
            meanDischargeV: 3.94,
            chargeEnergyMWh: null,
            dischargeEnergyMWh: null,
            maxV: conditions.upperCutoffV,
            minV: 3,
            dwellS: null,
            energyEfficiencyPercent: null,
            chargeCurrentMA: null,
            dischargeCurrentMA: null,
            temperatureC: null,
            firstRow: cycle,
            lastRow: cycle,
          })),
        ),
        insertResults(lab, [
          result('dischargeCapacity', 100 * first, 'mAh/g', 1),
          result('initialCoulombicEfficiency', chance.between(86, 94), '%', 1),
          result('retention', (100 * (last?.mAh ?? 0)) / first, '%', last?.cycle ?? null),
        ]),
        activityEntry(lab, {
          by,
          at: when,
          verb: 'test.read',
          details: { cell: name, file: fileName, cycleCount: cycles.length },
          subjectId: testId,
          planId,
        }),
      ])
    },
  })
}

function inventCycles(chance: Chance): { cycle: number; mAh: number }[] {
  const start = chance.between(1.5, 1.9)
  const fade = chance.between(0.0002, 0.004)
  return Array.from({ length: 50 }, (_, place) => ({
    cycle: place + 1,
    mAh: round(start * (1 - fade * place) * (1 + chance.between(-0.002, 0.002)), 4),
  }))
}

/** Where an uploaded file would lie. */
function keepFile({ pathOf }: LargeLab, text: string): { sha256: string; sizeBytes: number } {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const path = pathOf(sha256)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  return { sha256, sizeBytes: bytes.length }
}
