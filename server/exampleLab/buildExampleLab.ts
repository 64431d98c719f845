import * as Y from 'yjs'
import { newId } from '@/collab/plan/newId'
import { readPlan } from '@/collab/plan/read'
import { addRecipe, createPlan } from '@/collab/plan/write'
import { commit, recordOnly } from '@/db/commit'
import type { Database } from '@/db/connection'
import {
  findExampleLab,
  findMembership,
  insertExampleLab,
  insertExamplePerson,
  insertFirstPlanUpdate,
  insertMember,
  isSlugTaken,
  restoreMember,
} from '@/db/queries/exampleLab'
import { insertPlan } from '@/db/queries/plans'
import { insertAnswer, insertReview, insertReviewedRevision } from '@/db/queries/reviews'
import { insertRun } from '@/db/queries/runs'
import { insertCell, insertCharacterisation, insertSample } from '@/db/queries/samples'
import type { LabScope } from '@/db/queries/scope'
import { insertResults, insertTest } from '@/db/queries/tests'
import type { LabId, MemberId, PlanId, SampleId } from '@/science/ids'
import { literature, literatureTests } from '@/science/library/literature'
import { sampleCode, sampleCodeCount } from '@/science/sampleCode'
import { freezeRecipes } from '../projection/freeze'
import { readForRows, writeProjection } from '../projection/projectPlan'
import { activityEntry } from '../services/activity'
import { planTemplates } from '../services/planTemplates'
import { groupBy } from '../services/retention'
import { paperCell } from './paperCell'
import { type ExamplePerson, examplePeople } from './people'

type Statement = Parameters<typeof commit>[1][number]

const hour = 3_600_000
const day = 24 * hour

/**
 * A lab beside the person's own, filled with what the four founding papers made and measured: their systems as plans, and
 * each of their recorded results with its place and its conditions. One batch: it is there whole, or not at all. Called
 * again, it only sees to it that this person is in it.
 */
export async function buildExampleLab(
  core: { database: Database },
  owner: { userId: string },
): Promise<{ labId: LabId; slug: string }> {
  const { database } = core
  const { db } = database
  const standing = await findExampleLab(db)
  if (standing !== undefined) {
    await join(database, standing.id, owner.userId)
    return { labId: standing.id, slug: standing.slug }
  }

  const labId = newId('lab')
  const lab: LabScope = { db, labId }
  const slug = await freeSlug(db)
  const now = Date.now()
  const started = new Date(now - 90 * day)
  const members = Object.fromEntries(examplePeople.map(({ key }) => [key, newId('member')])) as Record<
    ExamplePerson,
    MemberId
  >
  const statements: Statement[] = [
    insertExampleLab(db, {
      id: labId,
      slug,
      name: 'Example lab',
      settings: { approvalRequiredFor: ['student'] },
      createdAt: started,
    }),
    ...examplePeople.flatMap(({ key, name, role, hue }) => {
      const userId = `example-${key}`
      return [
        insertExamplePerson(db, { id: userId, name, email: `${key}@example.invalid`, at: started }),
        insertMember(lab, { id: members[key], userId, role, hue, createdAt: started }),
      ]
    }),
    insertMember(lab, { id: newId('member'), userId: owner.userId, role: 'pi', hue: 1, createdAt: new Date(now) }),
  ]

  const plans: { id: PlanId; doc: Y.Doc; at: Date }[] = []
  let codes = 0
  for (const [index, template] of planTemplates().entries()) {
    const at = (days: number) => new Date(started.getTime() + (index * 18 + days) * day)
    const planId = newId('plan')
    const doc = new Y.Doc()
    createPlan(doc, template)
    const idOf = new Map(template.recipes.map(({ literatureId, ...recipe }) => [literatureId, addRecipe(doc, recipe)]))
    plans.push({ id: planId, doc, at: at(10) })
    const { plan } = readPlan(doc)
    const frozen = await freezeRecipes(lab, {
      planId,
      plan,
      recipes: plan.recipes,
      cause: 'example',
      by: members.mina,
      at: at(2),
    })
    const said = (
      by: ExamplePerson,
      days: number,
      what: Pick<Parameters<typeof activityEntry>[1], 'verb' | 'details' | 'subjectId'>,
    ) => activityEntry(lab, { ...what, by: members[by], at: at(days), planId })
    const reviewId = newId('review')
    statements.push(
      insertFirstPlanUpdate(db, {
        planId,
        update: Y.encodeStateAsUpdate(doc),
        memberId: members.jon,
        at: at(0),
      }),
      insertPlan(lab, {
        id: planId,
        title: template.title,
        aim: template.aim,
        conditions: template.conditions,
        problems: [],
        createdBy: members.jon,
        createdAt: at(0),
        updatedAt: at(10),
      }),
      said('jon', 0, { verb: 'plan.created', subjectId: planId, details: { title: template.title } }),
      ...frozen.statements,
      ...insertReview(lab, {
        id: reviewId,
        planId,
        state: 'approved',
        requestedBy: members.jon,
        requestedAt: at(1),
        decidedBy: members.mina,
        decidedAt: at(2),
        reason: '',
        mode: 'any',
        note: '',
        reviewers: [members.mina],
        recipes: frozen.revisions.map(({ recipeId, name, contentHash }) => ({
          recipeId,
          name,
          contentHash,
          state: 'approved',
        })),
      }),
      ...frozen.revisions.flatMap((revision) => [
        insertReviewedRevision(lab, reviewId, revision.id, at(2)),
        insertAnswer(lab, {
          reviewId,
          version: 1,
          recipeId: revision.recipeId,
          contentHash: revision.contentHash,
          answer: 'approved',
          reason: '',
          by: members.mina,
          at: at(2),
        }),
      ]),
      said('mina', 2, {
        verb: 'plan.approved',
        subjectId: reviewId,
        details: { title: template.title, recipeCount: frozen.revisions.length },
      }),
    )

    for (const [place, { literatureId }] of template.recipes.entries()) {
      const recipeId = idOf.get(literatureId)
      const revision = frozen.revisions.find((one) => one.recipeId === recipeId)
      const source = literature.samples.find((one) => one.id === literatureId)
      if (recipeId === undefined || revision === undefined || source === undefined) continue
      const by = place % 2 === 0 ? 'sora' : 'jon'
      const start = 3 + place
      const runId = newId('run')
      const sampleId = newId('sample')
      // Spread over the range, so that two codes in a drawer do not look alike.
      const code = sampleCode((20_410 + codes * 12_347) % sampleCodeCount)
      codes += 1
      statements.push(
        insertRun(lab, {
          id: runId,
          revisionId: revision.id,
          planId,
          recipeId,
          number: 1,
          replicate: 1,
          state: 'done',
          batchMassG: null,
          place: '',
          startedBy: members[by],
          startedAt: at(start),
          closedBy: members[by],
          closedAt: at(start + 0.4),
          reason: '',
          version: 2,
        }),
        insertSample(lab, {
          id: sampleId,
          code,
          runId,
          kind: 'powder',
          amountG: null,
          place: '',
          createdBy: members[by],
          createdAt: at(start),
        }),
        said(by, start, {
          verb: 'run.started',
          subjectId: runId,
          details: { recipe: revision.name, revision: revision.number, run: 1, code },
        }),
        said(by, start + 0.4, {
          verb: 'run.closed',
          subjectId: runId,
          details: { recipe: revision.name, run: 1, state: 'done', reason: '' },
        }),
        ...characterise(lab, sampleId, source, members[by], at(start + 1)),
        ...testCells(lab, sampleId, source, members[by], at(start + 2)),
      )
    }
  }

  await commit(database, [
    ...statements,
    recordOnly({
      labId,
      by: null,
      at: new Date(now),
      verb: 'lab.example-built',
      subjectId: labId,
      details: { planCount: plans.length },
    }),
  ])
  for (const { id, doc, at } of plans) await writeProjection(database, id, 1, readForRows(doc), at)
  return { labId, slug }
}

type LiteratureSample = (typeof literature.samples)[number]

function characterise(
  lab: LabScope,
  sampleId: SampleId,
  source: LiteratureSample,
  by: MemberId,
  at: Date,
): Statement[] {
  return (source.characterisation ?? []).map((entry, index) => {
    const { quantity, value, unit, method, where, ...details } = entry
    return insertCharacterisation(lab, {
      id: newId('characterisation'),
      sampleId,
      quantity,
      value,
      unit: unit ?? null,
      method: method ?? null,
      details,
      source: where === undefined ? source.paper : `${source.paper}, ${where}`,
      recordedBy: by,
      // A moment apart, so that they stay in the paper's order.
      recordedAt: new Date(at.getTime() + index * 1000),
    })
  })
}

/** One cell for each way that the paper words its cells; tests that name none were made on cells that it does not describe. */
function testCells(lab: LabScope, sampleId: SampleId, source: LiteratureSample, by: MemberId, at: Date): Statement[] {
  const tests = literatureTests().filter((test) => test.sampleId === source.id)
  const statements: Statement[] = []
  let number = 0
  for (const [words, own] of groupBy(tests, (test) => test.conditions.cell ?? '')) {
    number += 1
    const cellId = newId('cell')
    statements.push(
      insertCell(lab, {
        id: cellId,
        sampleId,
        name: `${source.id.replace('/', ' ')} cell ${number}`,
        ...paperCell(words),
        activeMassMg: null,
        areaCm2: null,
        builtBy: by,
        builtAt: at,
      }),
    )
    for (const [index, test] of own.entries()) {
      const testId = newId('test')
      statements.push(
        insertTest(lab, {
          id: testId,
          cellId,
          origin: 'paper',
          fileId: null,
          paperTestId: test.testId,
          paperPlace: test.place,
          state: 'read',
          failure: null,
          format: null,
          instrument: null,
          readerVersion: null,
          rowCount: null,
          warnings: [],
          conditions: test.conditions,
          replaces: null,
          createdBy: by,
          createdAt: new Date(at.getTime() + (index + 1) * hour),
        }),
      )
      const results = test.results.map((result) => ({
        ...result,
        id: newId('result'),
        testId,
        conditions: { ...result.conditions },
        how: null,
      }))
      if (results.length > 0) statements.push(insertResults(lab, results))
    }
  }
  return statements
}

/** The owner of an installation looks at the example as one who may do everything in it. */
async function join(database: Database, labId: LabId, userId: string): Promise<void> {
  const lab: LabScope = { db: database.db, labId }
  const membership = await findMembership(database.db, labId, userId)
  const joined = recordOnly({
    labId,
    by: userId,
    at: new Date(),
    verb: 'member.joined',
    subjectId: userId,
    details: { role: 'pi' },
  })
  if (membership === undefined)
    await commit(database, [
      insertMember(lab, { id: newId('member'), userId, role: 'pi', hue: 1, createdAt: new Date() }),
      joined,
    ])
  else if (membership.removedAt !== null) await commit(database, [restoreMember(lab, membership.id), joined])
}

async function freeSlug(db: Database['db']): Promise<string> {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? 'example' : `example-${number}`
    if (!(await isSlugTaken(db, slug))) return slug
  }
}
