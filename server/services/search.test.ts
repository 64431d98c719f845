import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newId } from '@/collab/plan/newId'
import { notesOf } from '@/collab/plan/write'
import { buildLab, buildMember } from '@/db/testing/factories'
import { startThread } from './comments'
import { createPlan } from './plans'
import { find } from './search'
import { addTestRecipe, type LabHarness, startLab } from './testing/labHarness'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

it('finds words in notes and comments, for those of this lab alone', async () => {
  const { core, student } = lab
  const { id: plan } = await createPlan(lab.researcher, { title: 'Borates' })
  const recipe = await addTestRecipe(lab, plan, { name: 'One' })
  await core.rooms.apply(plan, student.actor.memberId, (doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('The zirconia jar was cracked.')])
    notesOf(doc, recipe)?.insert(0, [paragraph])
  })
  await lab.projector.settled()
  const { thread } = await startThread(student, {
    plan,
    recipe,
    key: null,
    comment: { id: newId('comment'), text: 'Who borrowed the zirconia jar?', mentions: [] },
  })
  await expect
    .poll(async () => (await find(lab.viewer, 'Zirconia JAR')).map(({ kind, title, href }) => [kind, title, href]))
    .toEqual([
      ['recipe', 'One', `/${lab.lab.slug}/plans/${plan}?recipe=${recipe}`],
      ['comment', 'Who borrowed the zirconia jar?', `/${lab.lab.slug}/plans/${plan}?thread=${thread}`],
    ])
  const other = await buildLab(core.database, { name: 'Another lab' })
  const stranger = { core, lab: other, actor: await buildMember(core.database, other, { role: 'pi' }) }
  expect(await find(stranger, 'zirconia')).toEqual([])
})
