import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newId } from '@/collab/plan/newId'
import { duplicateRecipe, notesOf } from '@/collab/plan/write'
import type { MemberId, PlanId, RecipeId } from '@/science/ids'
import { catchUpProjections, readForRows } from '../projection/projectPlan'
import { tellMentions } from './noteMentions'
import { chooseNotifications, listNotifications, markNotificationsRead } from './notifications'
import { createPlan } from './plans'
import { addTestRecipe, type LabHarness, startLab } from './testing/labHarness'

let harness: LabHarness
let plan: PlanId
let recipe: RecipeId
beforeEach(async () => {
  harness = await startLab()
  plan = (await createPlan(harness.researcher, { title: 'Glass' })).id
  recipe = await addTestRecipe(harness, plan, { name: 'Glass 450' })
})
afterEach(() => harness[Symbol.asyncDispose]())

const heard = async (who: 'pi' | 'researcher' | 'student') =>
  (await listNotifications(harness[who])).map(({ sentence }) => sentence)

/** Names somebody in the notes, as the editor writes it. */
function name(doc: Y.Doc, member: MemberId, key: string | null): void {
  const mention = new Y.XmlElement('mention')
  mention.setAttribute('id', member)
  mention.setAttribute('label', 'somebody')
  if (key !== null) mention.setAttribute('key', key)
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('ask '), mention])
  notesOf(doc, recipe)?.insert(0, [paragraph])
}

/** Resolves when the server has followed all that stands in the document. */
async function followed(): Promise<void> {
  const { seq } = await harness.core.rooms.readDocument(plan)
  const reached = harness.core.database.sqlite.prepare('select projected_seq from plans where id = ?').pluck()
  await expect.poll(() => reached.get(plan), { interval: 10 }).toBe(seq)
}

async function write(by: 'pi' | 'researcher' | 'student' | null, act: (doc: Y.Doc) => void): Promise<void> {
  await harness.core.rooms.apply(plan, by && harness[by].actor.memberId, act)
  await followed()
}

it('tells whoever is named in notes when the mention arrives, by whom the session says', async () => {
  const { pi, student } = harness
  await write('student', (doc) => name(doc, pi.actor.memberId, 'one'))
  expect(await heard('pi')).toEqual([`${student.actor.name} mentioned you in the notes of “Glass 450” in “Glass”`])
  expect((await listNotifications(pi))[0]?.place).toBe(`plans/${plan}?recipe=${recipe}`)
  expect(await heard('student')).toEqual([])
})

it('tells of each mention once: not of others of hers before one has looked, nor of a copy', async () => {
  const { pi } = harness
  await write('student', (doc) => name(doc, pi.actor.memberId, 'one'))
  await write('student', (doc) => name(doc, pi.actor.memberId, 'two'))
  expect(await heard('pi')).toHaveLength(1)
  await markNotificationsRead(pi, null)
  await write('student', (doc) => {
    notesOf(doc, recipe)?.delete(0, 1)
    name(doc, pi.actor.memberId, 'two')
    duplicateRecipe(doc, recipe)
  })
  expect(await heard('pi')).toHaveLength(1)
  await write('student', (doc) => name(doc, pi.actor.memberId, 'three'))
  expect(await heard('pi')).toHaveLength(2)
})

it('tells nobody of her own mention, of one that no person wrote, or of what she does not want to hear of', async () => {
  const { pi, researcher } = harness
  await write('pi', (doc) => name(doc, pi.actor.memberId, 'own'))
  await write(null, (doc) => name(doc, pi.actor.memberId, 'nobody'))
  await chooseNotifications(researcher, { muted: ['mention'], unmailed: [] })
  await write('student', (doc) => name(doc, researcher.actor.memberId, 'muted'))
  await write('student', (doc) => {
    name(doc, newId('member'), 'gone')
    name(doc, pi.actor.memberId, null)
    name(doc, pi.actor.memberId, 'k'.repeat(41))
  })
  await chooseNotifications(researcher, { muted: [], unmailed: [] })
  await write('student', (doc) => void duplicateRecipe(doc, recipe))
  expect([await heard('pi'), await heard('researcher')]).toEqual([[], []])
})

it('finds who wrote it far back in the log, and what a process left that ended too early', async () => {
  const { pi, student, core } = harness
  await write('student', (doc) => name(doc, pi.actor.memberId, 'one'))
  await markNotificationsRead(pi, null)
  const far = new Y.Doc()
  far.clientID = 7
  const { doc } = await core.rooms.readDocument(plan)
  Y.applyUpdate(far, Y.encodeStateAsUpdate(doc))
  name(far, harness.researcher.actor.memberId, 'late')
  const late = Y.encodeStateAsUpdate(far)
  await core.rooms.apply(plan, student.actor.memberId, (found) => Y.applyUpdate(found, late))
  for (let edit = 0; edit < 250; edit += 1)
    await core.rooms.apply(
      plan,
      pi.actor.memberId,
      (found) => void notesOf(found, recipe)?.insert(0, [new Y.XmlText('.')]),
    )
  await followed()
  core.database.sqlite.exec('delete from seen_mentions; delete from notifications; update plans set projected_seq = 0')
  const told: string[] = []
  await catchUpProjections(core, {
    logger: { error: (_, message) => told.push(message) },
    alongside: (id, reading) => tellMentions(core, id, reading),
  })
  expect(told).toEqual([])
  expect(await heard('researcher')).toEqual([
    `${student.actor.name} mentioned you in the notes of “Glass 450” in “Glass”`,
  ])
  await tellMentions(core, plan, readForRows((await core.rooms.readDocument(plan)).doc))
  expect(await heard('researcher')).toHaveLength(1)
})
