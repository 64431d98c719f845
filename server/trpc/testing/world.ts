import { newId } from '@/collab/plan/newId'
import { commitUnrecorded } from '@/db/commit'
import { insertSpectra, insertTest, listTestRows } from '@/db/queries/tests'
import { session } from '@/db/schema/auth'
import type { ResultsViewSettings } from '@/db/schema/planViews'
import { buildMember } from '@/db/testing/factories'
import type { TestId } from '@/science/ids'
import type { OwnParameter } from '@/science/recipe/ownParameter'
import { measure } from '../../services/characterisation'
import { startThread } from '../../services/comments'
import type { LabContext } from '../../services/context'
import { saveParameter } from '../../services/definitions'
import { invite } from '../../services/invitations'
import { createPlan } from '../../services/plans'
import { saveView } from '../../services/planViews'
import { putTogether } from '../../services/readings'
import { setRequired } from '../../services/requiredFields'
import { askForReview } from '../../services/reviewAsking'
import { changeSampleField } from '../../services/sampleChanges'
import { smallRecord } from '../../services/testing/cyclerFiles'
import { addTestRecipe, buildCell, type LabHarness } from '../../services/testing/labHarness'

/** A word that stands in everything that has words in this lab: whoever reads it has seen something of it. */
export const markOfTheLab = 'Zirconate'

const settings = { shown: {}, order: [], widths: {}, sort: [], filter: markOfTheLab, computed: [] }

/** One arc of 10 Ω behind 2 Ω. */
const frequencyHz = [1e5, 1e4, 1e3, 100, 10, 1]
const turn = (f: number) => f / 100
const sweep = {
  number: 1,
  frequencyHz,
  reZOhm: frequencyHz.map((f) => 2 + 10 / (1 + turn(f) ** 2)),
  imZOhm: frequencyHz.map((f) => (-10 * turn(f)) / (1 + turn(f) ** 2)),
  circuit: 'R-RQ' as const,
}

const resultsSettings: ResultsViewSettings = {
  part: 'table',
  filter: markOfTheLab,
  window: '',
  rate: '',
  cellType: '',
  origin: '',
  n: 100,
  columns: [],
  sort: { key: 'retention', direction: 'descending' },
  pivot: { rows: 'process', columns: 'window', merit: 'retention' },
  scatter: { x: 'n', y: 'retention', colour: 'process', xLog: false, yLog: false, hasFit: true },
  prediction: { figure: 'timeToRocksalt', merit: 'retention' },
}

/** Approving asks for a fresh sign-in of whoever has no password. */
export async function signInAfresh({ core, actor: { userId } }: LabContext): Promise<void> {
  const now = new Date()
  const id = `fresh ${userId}`
  await core.database.db.insert(session).values({
    id,
    token: id,
    userId,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
  })
}

/** A charge and a discharge with a clock that begins at `clock`. */
function part(clock: number): Uint8Array {
  const rows = Array.from({ length: 40 }, (_, at) => {
    const current = at < 20 ? 0.001 : -0.001
    return `${at * 60},${clock + at * 60},1,${current},${3 + (at < 20 ? at : 40 - at) / 20}`
  })
  const head = 'Test Time / s,Unix Time / s,Cycle Count / 1,Current / A,Voltage / V'
  return new TextEncoder().encode(`${head}\n${rows.join('\n')}\n`)
}

/** One of everything that a lab can have, so that every procedure can be called with something that is there. */
export async function buildWorld(harness: LabHarness) {
  const { researcher, pi, student, core } = harness
  const { plan, recipe, run, sample, cell } = await buildCell(harness)
  const { testId: record } = await harness.upload(researcher, cell, `${markOfTheLab}.csv`, smallRecord())
  const { testId: test } = await harness.upload(
    researcher,
    cell,
    `${markOfTheLab}.txt`,
    new TextEncoder().encode('no data'),
  )
  const parts: TestId[] = []
  for (const clock of [0, 9000, 18_000, 27_000])
    parts.push((await harness.upload(researcher, cell, 'part.csv', part(clock))).testId)
  await harness.imports.settled()
  const { testId: whole } = await putTogether(researcher, { cell, tests: parts.splice(2) })
  await harness.imports.settled()
  const scope = { db: core.database.db, labId: harness.lab.id }
  await commitUnrecorded(core.database, {
    because: 'a sweep beside the cycles, without the second that fitting one takes',
    statements: [insertSpectra(scope, [{ testId: record, ...sweep }])],
  })
  // As an earlier process may have left it: nobody reads it now.
  const stuck = newId('test')
  const fileId = (await listTestRows(scope, { test }))[0]?.test.fileId ?? null
  await insertTest(scope, {
    id: stuck,
    cellId: cell,
    origin: 'file',
    fileId,
    state: 'reading',
    warnings: [],
    conditions: {},
    createdBy: researcher.actor.memberId,
    createdAt: new Date(),
  })
  const { id: other } = await createPlan(researcher, { title: `${markOfTheLab} plan` })
  const second = await addTestRecipe(harness, other, { name: `${markOfTheLab} recipe` })
  const { id: open } = await askForReview(student, { plan: other, note: markOfTheLab })
  const { invitation } = await invite(pi, { role: 'student', email: null, url: 'http://localhost' })
  const { id: view } = await saveView(researcher, { plan, name: markOfTheLab, isShared: true, settings })
  const ofResults = { plan: null, name: markOfTheLab, isShared: false, settings: resultsSettings }
  // Her own, of whoever calls: another's would not be there for her.
  const { id: resultsView } = await saveView(pi, ofResults)
  const ownParameter: Omit<OwnParameter, 'key'> & { key: string | null } = {
    key: null,
    label: `${markOfTheLab} crucible`,
    unit: null,
    kind: 'text',
    processes: ['sol-gel'],
    description: '',
    min: null,
    max: null,
    choices: [],
  }
  const { key: parameter } = await saveParameter(researcher, { content: ownParameter, version: null })
  await setRequired(researcher, {
    plan,
    required: { 'sol-gel': ['sinterTemperatureC'] },
    seen: {},
    alsoTemplate: true,
  })
  const { thread } = await startThread(student, {
    plan,
    recipe,
    key: null,
    comment: { id: newId('comment'), text: markOfTheLab, mentions: [researcher.actor.memberId] },
  })
  await changeSampleField(student, { sample: sample.id, change: { field: 'place', seen: '', value: markOfTheLab } })
  const { id: measurement } = await measure(student, {
    sample: sample.id,
    quantity: 'coatingThickness',
    value: 10,
    unit: 'nm',
    remark: markOfTheLab,
  })
  const leaver = await buildMember(core.database, harness.lab, { role: 'student', name: `${markOfTheLab} leaver` })
  await signInAfresh(pi)
  return {
    plan,
    recipe,
    run,
    sample,
    cell,
    test,
    parts,
    whole,
    stuck,
    record,
    other,
    second,
    open,
    invitation: invitation.id,
    view,
    thread,
    measurement,
    newComment: newId('comment'),
    settings,
    resultsView,
    resultsSettings,
    parameter,
    ownParameter,
    leaver: leaver.memberId,
    me: pi.actor.memberId,
    newEntry: newId('runEntry'),
  }
}

export type World = Awaited<ReturnType<typeof buildWorld>>
