import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId } from '@/science/ids'
import { findParameter } from '@/science/recipe/parameters'
import { createHistory, type LoggedEdit } from './history'
import {
  addRecipe,
  binRecipe,
  createPlan,
  duplicateRecipe,
  notesOf,
  renameRecipe,
  restoreRecipe,
  setCondition,
  setParameter,
  setTitle,
} from './write'

const mina = 'mem_mina0000' as MemberId
const jon = 'mem_jon00000' as MemberId

/** A document whose updates are logged as the server logs them. */
function logged() {
  const doc = new Y.Doc()
  const edits: LoggedEdit[] = []
  let by: MemberId = mina
  let at = 1_000_000
  doc.on('update', (update: Uint8Array) => edits.push({ seq: edits.length + 1, update, memberId: by, at }))
  return {
    doc,
    edits,
    as(member: MemberId, afterMs: number, act: () => unknown) {
      by = member
      at += afterMs
      act()
    },
  }
}

function sentencesOf(edits: readonly LoggedEdit[]) {
  const history = createHistory(findParameter)
  history.extend(edits)
  return history.acts.map(({ memberId, recipeName, sentences }) => [memberId, recipeName, ...sentences])
}

describe('the history of a plan', () => {
  it('says who changed which field from what to what', () => {
    const { doc, edits, as } = logged()
    as(mina, 0, () => createPlan(doc, { title: 'Borates' }))
    let recipe = addRecipe(new Y.Doc(), { name: 'x', process: 'wet' })
    as(mina, 100_000, () => {
      recipe = addRecipe(doc, { name: 'LBO', process: 'sol-gel', values: { sinterTemperatureC: 450 } })
    })
    as(jon, 100_000, () => setParameter(doc, recipe, 'sinterTemperatureC', 500))
    as(mina, 100_000, () => setCondition(doc, 'conditions.cRate', 0.5))
    as(jon, 100_000, () => setTitle(doc, 'Borates, again'))
    as(jon, 100_000, () => renameRecipe(doc, recipe, 'LBO 2'))
    as(mina, 100_000, () => binRecipe(doc, recipe))
    as(jon, 100_000, () => restoreRecipe(doc, recipe))
    expect(sentencesOf(edits)).toEqual([
      [mina, null, 'title set to “Borates”'],
      [mina, 'LBO', 'added, sol-gel', 'sintering temperature set to 450 °C'],
      [jon, 'LBO', 'sintering temperature 450 → 500 °C'],
      [mina, null, 'for all recipes: C-rate set to 0.5 C'],
      [jon, null, 'title “Borates” → “Borates, again”'],
      [jon, 'LBO 2', 'name “LBO” → “LBO 2”'],
      [mina, 'LBO 2', 'put into the bin'],
      [jon, 'LBO 2', 'taken out of the bin'],
    ])
  })

  it('takes what one person types within a minute for one act, and leaves out what came back', () => {
    const { doc, edits, as } = logged()
    as(mina, 0, () => createPlan(doc, { title: 'T' }))
    let recipe = addRecipe(new Y.Doc(), { name: 'x', process: 'wet' })
    as(mina, 100_000, () => {
      recipe = addRecipe(doc, { name: 'A', process: 'wet' })
    })
    as(jon, 100_000, () => setParameter(doc, recipe, 'sinterHours', 2))
    as(jon, 10_000, () => setParameter(doc, recipe, 'sinterHours', 20))
    as(jon, 10_000, () => setParameter(doc, recipe, 'sinterHours', 5))
    as(mina, 100_000, () => setParameter(doc, recipe, 'sinterHours', 6))
    as(mina, 1_000, () => setParameter(doc, recipe, 'sinterHours', 5))
    expect(sentencesOf(edits).slice(2)).toEqual([[jon, 'A', 'sintering time set to 5 h']])
  })

  it('goes on from where it stood, and says of what a person undid that it was undone in the end', () => {
    const { doc, edits, as } = logged()
    as(mina, 0, () => createPlan(doc, { title: 'T' }))
    const history = createHistory(findParameter)
    history.extend(edits.slice())
    expect(history.seq).toBe(edits.length)
    const already = edits.length
    let recipe = addRecipe(new Y.Doc(), { name: 'x', process: 'wet' })
    as(jon, 100_000, () => {
      recipe = addRecipe(doc, { name: 'A', process: 'wet', values: { sinterHours: 3 } })
    })
    as(mina, 100_000, () => setParameter(doc, recipe, 'sinterHours', null))
    history.extend(edits.slice(already))
    expect(history.acts.at(-1)).toMatchObject({
      memberId: mina,
      recipeId: recipe,
      sentences: ['sintering time 3 h removed'],
    })
    expect(history.seq).toBe(edits.length)
  })

  it('says of sub-cycles that they were moved, not between which keys', () => {
    const { doc, edits, as } = logged()
    as(mina, 0, () => createPlan(doc, { title: 'T' }))
    let recipe = addRecipe(new Y.Doc(), { name: 'x', process: 'wet' })
    as(mina, 100_000, () => {
      recipe = addRecipe(doc, {
        name: 'A',
        process: 'ald',
        values: { 'subCycles.one.order': 'a0', 'subCycles.one.oxide': 'LiOx', 'subCycles.two.order': 'a1' },
      })
    })
    as(jon, 100_000, () => setParameter(doc, recipe, 'subCycles.one.order', 'a5'))
    expect(sentencesOf(edits).slice(1)).toEqual([
      [mina, 'A', 'added, ALD', 'sub-cycle 1 deposits set to LiOx', 'sub-cycle 2 added'],
      [jon, 'A', 'sub-cycle 1 moved to place 2'],
    ])
  })

  it('says that somebody edited the notes, once for all that she wrote in one go', () => {
    const { doc, edits, as } = logged()
    createPlan(doc, { title: 'T' })
    const first = addRecipe(doc, { name: 'One', process: 'wet' })
    const write = (text: string) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(text)])
      notesOf(doc, first)?.insert(0, [paragraph])
    }
    as(jon, 120_000, () => write('Milled'))
    as(jon, 1_000, () => write('twice'))
    as(mina, 120_000, () => setParameter(doc, first, 'sinterTemperatureC', 450))
    as(mina, 1_000, () => write('and sieved'))
    as(mina, 120_000, () => duplicateRecipe(doc, first))
    const history = createHistory(findParameter)
    history.extend(edits)
    expect(
      history.acts.slice(-3).map(({ memberId, recipeName, sentences }) => [memberId, recipeName, sentences]),
    ).toEqual([
      [jon, 'One', ['notes edited']],
      [mina, 'One', ['sintering temperature set to 450 °C', 'notes edited']],
      [mina, 'One', ['added, wet', 'sintering temperature set to 450 °C']],
    ])
  })

  it('lets no act reach over a moment that was kept', () => {
    const { doc, edits, as } = logged()
    as(mina, 0, () => createPlan(doc, { title: 'T' }))
    let recipe = addRecipe(new Y.Doc(), { name: 'x', process: 'wet' })
    as(mina, 0, () => {
      recipe = addRecipe(doc, { name: 'A', process: 'wet', values: { sinterHours: 2 } })
    })
    as(mina, 0, () => setParameter(doc, recipe, 'sinterHours', 5))
    const kept = edits.length
    as(mina, 0, () => setParameter(doc, recipe, 'sinterHours', 2))
    const history = createHistory(findParameter)
    history.extend(edits, new Set([kept]))
    expect(history.acts.at(-1)?.sentences).toEqual(['sintering time 5 → 2 h'])
  })
})
