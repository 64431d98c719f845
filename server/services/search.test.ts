import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newId } from '@/collab/plan/newId'
import { notesOf, renameRecipe, setParameter, setTitle } from '@/collab/plan/write'
import { openDatabase } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import {
  ensureSearchIndex,
  examineSearchIndex,
  isSearchIndexWhole,
  refreshRenamed,
  removeSearchIndex,
} from '@/db/searchIndex'
import { buildLab, buildMember } from '@/db/testing/factories'
import { refreshNames } from '../jobs/searchNames'
import { createCell } from './cells'
import { startThread } from './comments'
import { saveParameter } from './definitions'
import { archivePlan, createPlan } from './plans'
import { getRun, recordEntry, startRun } from './runs'
import { find, searchPage } from './search'
import { addTestRecipe, type LabHarness, projected, startLab } from './testing/labHarness'

let lab: LabHarness
beforeEach(async () => {
  lab = await startLab({ settings: { approvalRequiredFor: [] } })
})
afterEach(() => lab[Symbol.asyncDispose]())

const found = async (query: string, who = lab.viewer) =>
  (await find(who, query)).map(({ kind, title }) => `${kind} ${title}`)

/** A plan with a recipe, its run, sample, cell and test. */
async function build() {
  const { researcher } = lab
  const { id: plan } = await createPlan(researcher, { title: 'Borates', aim: 'Wets it at five hundred?' })
  const recipe = await addTestRecipe(lab, plan, {
    name: 'LBO one',
    process: 'solid-state',
    values: { sinterTemperatureC: 500, lboWtPercent: 2, coating: 'Li3BO3' },
  })
  const cold = await addTestRecipe(lab, plan, { name: 'Cold', process: 'wet', values: { sinterTemperatureC: 400 } })
  const { id: run } = await startRun(researcher, { plan, recipe })
  const [sample] = (await getRun(researcher, run)).samples
  const { id: cell } = await createCell(researcher, {
    sample: sample!.id,
    name: 'coin seven',
    kind: 'full',
    electrolyte: 'LP57',
  })
  return { plan, recipe, cold, run, code: sample!.code, cell }
}

describe('search', () => {
  it('finds each kind of thing, for those of this lab alone', async () => {
    const { core, student, researcher } = lab
    const { plan, recipe, run, code, cell } = await build()
    await core.rooms.apply(plan, student.actor.memberId, (doc) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('The zirconia jar was cracked.')])
      notesOf(doc, recipe)?.insert(0, [paragraph])
    })
    await projected(lab, plan)
    await startThread(student, {
      plan,
      recipe,
      key: null,
      comment: { id: newId('comment'), text: 'Who borrowed the zirconia jar?', mentions: [] },
    })
    await recordEntry(researcher, { run, entryId: newId('runEntry'), key: 'note', actual: 'smells of almonds' })
    await lab.upload(researcher, cell, 'channel17.txt', new TextEncoder().encode('no data'))
    await lab.imports.settled()
    await saveParameter(researcher, {
      content: {
        key: null,
        label: 'Crucible',
        unit: null,
        kind: 'text',
        processes: ['wet'],
        description: '',
        min: null,
        max: null,
        choices: [],
      },
      version: null,
    })

    expect(await found('five hundred')).toEqual(['plan Borates'])
    expect(await found('Zirconia JAR')).toEqual(['recipe LBO one', 'comment Who borrowed the zirconia jar?'])
    expect(await found('almond')).toEqual(['run Run 1 of LBO one'])
    expect(await found('lp57')).toEqual(['cell coin seven'])
    expect(await found('channel17')).toEqual(['test channel17.txt'])
    expect(await found('crucible')).toEqual(['material Crucible'])
    expect(await found('niobate')).toEqual(['material LiNbO3'])
    expect(await found('sora')).toContain('member Sora')
    for (const typed of [code, code.toLowerCase().replace('-', ''), code.replace('-', ' ')])
      expect((await found(typed))[0]).toBe(`sample ${code}`)
    expect(await found(code.slice(0, 3))).toContain(`sample ${code}`)

    const other = await buildLab(core.database, { name: 'Another lab' })
    const stranger = { core, lab: other, actor: await buildMember(core.database, other, { role: 'pi', name: 'Ada' }) }
    for (const query of ['borates', 'zirconia', 'almond', 'lp57', 'channel17', 'crucible', code, 'sora', 'sinter > 1'])
      expect(await found(query, stranger), query).toEqual([])
    expect(await searchPage(stranger, { query: 'sinter > 1', kind: 'recipe' })).toMatchObject({ kinds: [], hits: [] })
  })

  it('takes words from different places and what parameters are together', async () => {
    await build()
    expect(await found('jon lbo solid')).toEqual(expect.arrayContaining(['recipe LBO one', 'run Run 1 of LBO one']))
    const hot = await found('sinter > 480 lbo = 2')
    expect(hot.filter((one) => one.startsWith('recipe'))).toEqual(['recipe LBO one'])
    expect(hot.map((one) => one.split(' ')[0])).toEqual(['recipe', 'run', 'sample', 'cell'])
    expect(await found('jon wet sinter 390–410 °C')).toEqual(['recipe Cold'])
    expect(await found('sinter < 673.16 K')).toEqual(['recipe Cold'])
    expect(await found('sinter != 500')).toEqual(['recipe Cold'])
    expect(await found('sinter > 500')).toEqual([])
  })

  it('takes wildcards and quotes as they stand', async () => {
    await build()
    for (const query of ['%', '*', '_', '"', 'scope : x', 'LBO" OR "Cold', "'; drop table runs", 'NEAR(LBO one)'])
      expect(await found(query), query).toEqual([])
    expect(await found('one*')).toContain('recipe LBO one')
  })

  it('follows an edit once it is projected, the bin, the archive and a new title', async () => {
    const { core, researcher } = lab
    const { plan, recipe, cold } = await build()
    await core.rooms.apply(plan, null, (doc) => {
      renameRecipe(doc, cold, 'Lukewarm')
      setParameter(doc, cold, 'sinterTemperatureC', 450)
      setTitle(doc, 'Orthoborates')
    })
    await projected(lab, plan)
    expect(await found('cold')).toEqual([])
    expect(await found('lukewarm sinter 450')).toEqual(['recipe Lukewarm'])
    expect(await found('sinter = 400')).toEqual([])
    expect(await found('orthoborates lukewarm')).toEqual(['recipe Lukewarm'])
    expect(await found('orthoborates almost')).toEqual([])
    await archivePlan(researcher, { plan })
    // What was made stays to be found.
    expect((await found('lbo one')).map((one) => one.split(' ')[0])).toEqual(['run', 'sample', 'cell'])
    expect(recipe).toBeTruthy()
  })

  it('counts each kind and goes on page by page, what has the words in its name first', async () => {
    const { researcher } = lab
    const { id: plan } = await createPlan(researcher, { title: 'Series' })
    const names = Array.from({ length: 45 }, (_, place) => `Rhenium ${place}`)
    for (const name of names) await addTestRecipe(lab, plan, { name })
    const first = await searchPage(researcher, { query: 'rhenium', kind: 'recipe' })
    expect(first.kinds).toEqual([{ kind: 'recipe', count: 45, isMore: false }])
    const second = await searchPage(researcher, { query: 'rhenium', kind: 'recipe', cursor: first.next })
    expect(second.next).toBeNull()
    const titles = [...first.hits, ...second.hits].map(({ title }) => title)
    expect(titles).toEqual(names.toReversed())
    expect(await found('rhenium')).toHaveLength(6)
    await expect(searchPage(researcher, { query: 'rhenium', kind: 'recipe', cursor: 'x' })).rejects.toMatchObject({
      code: 'bad-input',
    })
  })
})

it('finds what a renamed person made by her new name, a few entries at a time, also after a restart in between', async () => {
  const { database } = lab.core
  const { plan } = await build()
  const comment = { id: newId('comment'), text: 'Too wet', mentions: [] }
  await startThread(lab.researcher, { plan, recipe: null, key: null, comment })
  const kinds = async (name: string) => (await find(lab.viewer, name)).map(({ kind }) => kind)
  const before = await kinds('jon')
  expect(new Set(before)).toEqual(new Set(['plan', 'recipe', 'run', 'sample', 'cell', 'comment', 'member']))
  const rename = (name: string) =>
    database.sqlite.prepare('update user set name = ? where id = ?').run(name, lab.researcher.actor.userId)
  rename('Jonathan Okada')
  expect(await kinds('okada')).toEqual(['member'])
  for (let batch = 0; batch < 3; batch += 1) refreshRenamed(database, 1)
  // Renamed again before it was through: it begins anew.
  rename('Ash Okada')
  const again = openDatabase(database.sqlite.name)
  await refreshNames(again)
  again.close()
  expect(await kinds('ash')).toEqual(before)
  expect(await kinds('jon')).toEqual([])
  expect(await kinds('jonathan')).toEqual([])
  expect(examineSearchIndex(database).wrong).toBe(0)
  expect(refreshRenamed(database)).toBe(false)
})

it('makes the index of a database that had none, and again when it is taken away', async () => {
  const { database } = lab.core
  await build()
  const before = examineSearchIndex(database)
  expect(before.wrong).toBe(0)
  database.sqlite.exec('drop trigger search_runs_insert')
  expect(isSearchIndexWhole(database)).toBe(false)
  removeSearchIndex(database)
  const again = openDatabase(database.sqlite.name)
  migrateDatabase(again)
  expect(isSearchIndexWhole(again)).toBe(true)
  expect(examineSearchIndex(again)).toEqual(before)
  again.close()
  expect(await found('sinter = 500')).toContain('recipe LBO one')
  ensureSearchIndex(database)
  database.sqlite.exec("delete from search_entries where kind = 'run'")
  expect(examineSearchIndex(database).wrong).toBe(1)
})
