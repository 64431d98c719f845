import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { RecipeId } from '@/science/ids'
import { createPlanReader, readPlan } from './read'
import type { PlannedRecipe } from './types'
import { createUndo, inOneStep } from './undo'
import {
  addRecipe,
  addRecipes,
  binRecipe,
  createPlan,
  duplicateRecipe,
  moveRecipe,
  pickValue,
  renameRecipe,
  restoreRecipe,
  setAim,
  setCondition,
  setParameter,
  setProcess,
  setTitle,
  UnacceptedValue,
} from './write'

function newPlan(): Y.Doc {
  const doc = new Y.Doc()
  createPlan(doc, {
    title: 'Borate on NMC532',
    aim: 'Which sink matters',
    conditions: { 'conditions.oxygenSink': 'o2-gas' },
  })
  return doc
}

/** Another person's copy, up to date. */
function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

function meet(...docs: Y.Doc[]): void {
  for (const from of docs) for (const to of docs) if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
}

function recipe(doc: Y.Doc, id: RecipeId): PlannedRecipe {
  const found = readPlan(doc).plan.recipes.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

const names = (doc: Y.Doc) =>
  readPlan(doc)
    .plan.recipes.filter((one) => one.binnedAt === null)
    .map((one) => one.name)

describe('a plan', () => {
  it('reads back what was written', () => {
    const doc = newPlan()
    const id = addRecipe(doc, { name: 'LBO-500', process: 'wet', values: { sinterTemperatureC: 450, thicknessNm: 10 } })
    expect(setParameter(doc, id, 'sinterTemperatureC', 500)).toEqual({ ok: true })
    expect(setTitle(doc, 'Borates')).toEqual({ ok: true })
    expect(setAim(doc, '')).toEqual({ ok: true })
    expect(setCondition(doc, 'conditions.cRate', 0.5)).toEqual({ ok: true })
    expect(readPlan(doc)).toEqual({
      plan: {
        title: 'Borates',
        aim: '',
        conditions: { 'conditions.oxygenSink': 'o2-gas', 'conditions.cRate': 0.5 },
        competing: {},
        schemaVersion: 1,
        recipes: [
          {
            id,
            name: 'LBO-500',
            process: 'wet',
            order: 'a0',
            values: { sinterTemperatureC: 500, thicknessNm: 10 },
            competing: {},
            binnedAt: null,
          },
        ],
      },
      problems: [],
    })
  })

  it('refuses what the catalogue does not take, and writes nothing then', () => {
    const doc = newPlan()
    const id = addRecipe(doc, { name: 'A', process: 'wet' })
    const before = Y.encodeStateVector(doc)
    const refusals = [
      setParameter(doc, id, 'sinterTemperatureC', 'hot'),
      setParameter(doc, id, 'sinterTemperatureC', 50_000),
      setParameter(doc, id, 'no such thing', 1),
      setParameter(doc, id, 'supercycles', 3),
      setParameter(doc, 'rec_nowhere_1' as RecipeId, 'thicknessNm', 3),
      setCondition(doc, 'conditions.oxygenSink', 'the moon'),
      renameRecipe(doc, id, 'x'.repeat(1000)),
      setProcess(doc, id, 'magic' as never),
      setTitle(doc, 3 as never),
    ]
    expect(refusals.map((one) => (one.ok ? 'ok' : one.problem.code))).toEqual([
      'wrong-type',
      'out-of-range',
      'unknown-parameter',
      'not-of-this-process',
      'no-such-recipe',
      'unknown-choice',
      'out-of-range',
      'unknown-choice',
      'wrong-type',
    ])
    expect(() => addRecipe(doc, { name: 'B', process: 'wet', values: { sinterTemperatureC: -300 } })).toThrow(
      UnacceptedValue,
    )
    expect(() => createPlan(doc, { title: 'C', conditions: { 'conditions.cRate': 'fast' } })).toThrow(UnacceptedValue)
    expect(Y.encodeStateVector(doc)).toEqual(before)
  })

  it('writes nothing when nothing changed', () => {
    const doc = newPlan()
    const id = addRecipe(doc, { name: 'A', process: 'wet', values: { thicknessNm: 5 } })
    const before = Y.encodeStateVector(doc)
    setParameter(doc, id, 'thicknessNm', 5)
    setParameter(doc, id, 'sinterHours', null)
    setTitle(doc, 'Borate on NMC532')
    moveRecipe(doc, id, null)
    expect(Y.encodeStateVector(doc)).toEqual(before)
  })

  it('keeps values of another process in the document, lists them, and lets them be cleared', () => {
    const doc = newPlan()
    const id = addRecipe(doc, { name: 'A', process: 'wet', values: { sinterTemperatureC: 450, thicknessNm: 5 } })
    setProcess(doc, id, 'ald')
    expect(recipe(doc, id).values).toEqual({ thicknessNm: 5 })
    expect(readPlan(doc).problems).toMatchObject([
      { recipeId: id, key: 'sinterTemperatureC', code: 'not-of-this-process', found: 450 },
    ])
    setProcess(doc, id, 'wet')
    expect(recipe(doc, id).values).toEqual({ sinterTemperatureC: 450, thicknessNm: 5 })
    setProcess(doc, id, 'ald')
    expect(setParameter(doc, id, 'sinterTemperatureC', null)).toEqual({ ok: true })
    expect(readPlan(doc).problems).toEqual([])
  })
})

describe('two people at once', () => {
  it('keep both edits when they change different fields of one recipe', () => {
    const ada = newPlan()
    const id = addRecipe(ada, { name: 'A', process: 'wet', values: { sinterTemperatureC: 450, sinterHours: 5 } })
    const ben = copyOf(ada)
    setParameter(ada, id, 'sinterTemperatureC', 500)
    setParameter(ben, id, 'sinterHours', 2)
    meet(ada, ben)
    for (const doc of [ada, ben]) {
      expect(recipe(doc, id).values).toEqual({ sinterTemperatureC: 500, sinterHours: 2 })
      expect(recipe(doc, id).competing).toEqual({})
    }
  })

  it('see both values of the same field, the same one counts everywhere, until someone picks', () => {
    const ada = newPlan()
    const id = addRecipe(ada, { name: 'A', process: 'wet', values: { sinterTemperatureC: 450 } })
    const ben = copyOf(ada)
    setParameter(ada, id, 'sinterTemperatureC', 500)
    setParameter(ben, id, 'sinterTemperatureC', 550)
    meet(ada, ben)
    const standing = recipe(ada, id).competing.sinterTemperatureC
    expect(recipe(ben, id).competing.sinterTemperatureC).toEqual(standing)
    expect(standing?.map((one) => [one.value, one.clientId]).sort()).toEqual([
      [500, ada.clientID],
      [550, ben.clientID],
    ])
    expect(recipe(ada, id).values.sinterTemperatureC).toBe(standing?.at(-1)?.value)
    expect(recipe(ben, id).values).toEqual(recipe(ada, id).values)

    expect(pickValue(ben, id, 'sinterTemperatureC', 500)).toEqual({ ok: true })
    meet(ada, ben)
    for (const doc of [ada, ben]) {
      expect(recipe(doc, id).values.sinterTemperatureC).toBe(500)
      expect(recipe(doc, id).competing).toEqual({})
    }
  })

  it('agree without being asked when they wrote the same value', () => {
    const ada = newPlan()
    const id = addRecipe(ada, { name: 'A', process: 'wet' })
    const ben = copyOf(ada)
    setParameter(ada, id, 'thicknessNm', 5)
    setParameter(ben, id, 'thicknessNm', 5)
    meet(ada, ben)
    expect(recipe(ada, id).competing).toEqual({})
    expect(recipe(ada, id).values.thicknessNm).toBe(5)
  })

  it('see that one cleared what the other set', () => {
    const ada = newPlan()
    const id = addRecipe(ada, { name: 'A', process: 'wet', values: { thicknessNm: 5 } })
    const ben = copyOf(ada)
    setParameter(ada, id, 'thicknessNm', null)
    setParameter(ben, id, 'thicknessNm', 8)
    meet(ada, ben)
    expect(
      recipe(ada, id)
        .competing.thicknessNm?.map((one) => one.value)
        .sort(),
    ).toEqual([8, null])
    expect(pickValue(ada, id, 'thicknessNm', null)).toEqual({ ok: true })
    meet(ada, ben)
    expect(recipe(ben, id).values).toEqual({})
    expect(recipe(ben, id).competing).toEqual({})
  })

  it('see competing titles, names, processes and conditions too', () => {
    const ada = newPlan()
    const id = addRecipe(ada, { name: 'A', process: 'wet' })
    const ben = copyOf(ada)
    setTitle(ada, 'Hers')
    setTitle(ben, 'His')
    setCondition(ada, 'conditions.oxygenSink', 'o2-gas')
    setCondition(ben, 'conditions.oxygenSink', 'ethylene-carbonate')
    renameRecipe(ada, id, 'her name')
    renameRecipe(ben, id, 'his name')
    setProcess(ada, id, 'ald')
    setProcess(ben, id, 'sol-gel')
    meet(ada, ben)
    const { plan } = readPlan(ada)
    expect(Object.keys(plan.competing)).toEqual(['title'])
    expect(Object.keys(recipe(ada, id).competing).sort()).toEqual(['name', 'process'])
    expect(readPlan(ben)).toEqual(readPlan(ada))
  })

  it('keep a value that was written into a recipe while another put it into the bin', () => {
    const ada = newPlan()
    const id = addRecipe(ada, { name: 'A', process: 'wet' })
    const ben = copyOf(ada)
    binRecipe(ada, id)
    setParameter(ben, id, 'thicknessNm', 7)
    meet(ada, ben)
    expect(recipe(ada, id).binnedAt).not.toBe(null)
    restoreRecipe(ada, id)
    meet(ada, ben)
    expect(recipe(ben, id)).toMatchObject({ binnedAt: null, values: { thicknessNm: 7 } })
  })

  it('can both add a recipe at the same place, and still put things between them', () => {
    const ada = newPlan()
    const first = addRecipe(ada, { name: 'first', process: 'none' })
    const last = addRecipe(ada, { name: 'last', process: 'none' })
    const ben = copyOf(ada)
    addRecipe(ada, { name: 'hers', process: 'none', after: first })
    addRecipe(ben, { name: 'his', process: 'none', after: first })
    meet(ada, ben)
    expect(names(ada)).toEqual(names(ben))
    const [, one, two] = readPlan(ada).plan.recipes
    expect(one?.order).toBe(two?.order)
    addRecipe(ada, { name: 'between', process: 'none', after: one!.id })
    meet(ada, ben)
    expect(names(ben)).toEqual(['first', one?.name, 'between', two?.name, 'last'])
    moveRecipe(ben, last, null)
    meet(ada, ben)
    expect(names(ada)[0]).toBe('last')
  })
})

describe('recipes', () => {
  it('are added, duplicated and moved where one says', () => {
    const doc = newPlan()
    const a = addRecipe(doc, { name: 'A', process: 'wet', values: { thicknessNm: 5 } })
    const b = addRecipe(doc, { name: 'B', process: 'wet' })
    addRecipe(doc, { name: 'zero', process: 'none', after: null })
    const copy = duplicateRecipe(doc, a)
    expect(names(doc)).toEqual(['zero', 'A', 'A', 'B'])
    expect(copy.ok && recipe(doc, copy.recipeId).values).toEqual({ thicknessNm: 5 })
    moveRecipe(doc, b, null)
    expect(names(doc)).toEqual(['B', 'zero', 'A', 'A'])
    moveRecipe(doc, b, a)
    expect(names(doc)).toEqual(['zero', 'A', 'B', 'A'])
    expect(duplicateRecipe(doc, 'rec_nowhere_1' as RecipeId).ok).toBe(false)
  })
})

describe('undo', () => {
  it('takes back act after act, and nothing of anyone else’s', () => {
    const ada = newPlan()
    const id = addRecipe(ada, { name: 'A', process: 'wet', values: { thicknessNm: 1, sinterHours: 1 } })
    const ben = copyOf(ada)
    const undo = createUndo(ada)
    setParameter(ada, id, 'thicknessNm', 2)
    setParameter(ada, id, 'thicknessNm', 3)
    setParameter(ben, id, 'sinterHours', 9)
    meet(ada, ben)
    undo.undo()
    expect(recipe(ada, id).values).toEqual({ thicknessNm: 2, sinterHours: 9 })
    undo.undo()
    undo.undo()
    expect(recipe(ada, id).values).toEqual({ thicknessNm: 1, sinterHours: 9 })
    undo.redo()
    undo.redo()
    expect(recipe(ada, id).values).toEqual({ thicknessNm: 3, sinterHours: 9 })
    meet(ada, ben)
    expect(recipe(ben, id)).toEqual(recipe(ada, id))
  })

  it('does not dispute a value that someone else has set since', () => {
    const ada = newPlan()
    const id = addRecipe(ada, { name: 'A', process: 'wet', values: { thicknessNm: 1 } })
    const ben = copyOf(ada)
    const undo = createUndo(ada)
    setParameter(ada, id, 'thicknessNm', 2)
    meet(ada, ben)
    setParameter(ben, id, 'thicknessNm', 3)
    meet(ada, ben)
    undo.undo()
    meet(ada, ben)
    for (const doc of [ada, ben]) {
      expect(recipe(doc, id).values.thicknessNm).toBe(3)
      expect(recipe(doc, id).competing).toEqual({})
    }
  })

  it('brings back what competed when a pick is undone', () => {
    const ada = newPlan()
    const id = addRecipe(ada, { name: 'A', process: 'wet' })
    const ben = copyOf(ada)
    setParameter(ada, id, 'thicknessNm', 5)
    setParameter(ben, id, 'thicknessNm', 6)
    meet(ada, ben)
    const undo = createUndo(ada)
    pickValue(ada, id, 'thicknessNm', 5)
    undo.undo()
    expect(
      recipe(ada, id)
        .competing.thicknessNm?.map((one) => one.value)
        .sort(),
    ).toEqual([5, 6])
  })

  it('puts an added recipe into the bin, where what others wrote in it is kept', () => {
    const ada = newPlan()
    const undo = createUndo(ada)
    const id = addRecipe(ada, { name: 'A', process: 'wet' })
    const ben = copyOf(ada)
    setParameter(ben, id, 'thicknessNm', 4)
    meet(ada, ben)
    undo.undo()
    expect(recipe(ada, id)).toMatchObject({ name: 'A', values: { thicknessNm: 4 } })
    expect(recipe(ada, id).binnedAt).not.toBe(null)
    undo.redo()
    expect(recipe(ada, id).binnedAt).toBe(null)
  })

  it('takes back a pasted range as one act', () => {
    const doc = newPlan()
    const id = addRecipe(doc, { name: 'A', process: 'wet', values: { thicknessNm: 1 } })
    const undo = createUndo(doc)
    setParameter(doc, id, 'sinterHours', 1)
    inOneStep(undo, () => {
      setParameter(doc, id, 'thicknessNm', 2)
      setParameter(doc, id, 'sinterTemperatureC', 300)
      addRecipe(doc, { name: 'pasted', process: 'none' })
    })
    setParameter(doc, id, 'sinterHours', 2)
    undo.undo()
    undo.undo()
    expect(recipe(doc, id).values).toEqual({ thicknessNm: 1, sinterHours: 1 })
    expect(names(doc)).toEqual(['A'])
  })
})

describe('the reader', () => {
  it('keeps what did not change, so that only one row is drawn again', () => {
    const doc = newPlan()
    const a = addRecipe(doc, { name: 'A', process: 'wet' })
    addRecipe(doc, { name: 'B', process: 'wet' })
    const reader = createPlanReader(doc)
    const first = reader.read()
    expect(reader.read()).toBe(first)
    setParameter(doc, a, 'thicknessNm', 2)
    const second = reader.read()
    expect(second).not.toBe(first)
    expect(second.plan.recipes[0]).not.toBe(first.plan.recipes[0])
    expect(second.plan.recipes[1]).toBe(first.plan.recipes[1])
    expect(second).toEqual(readPlan(doc))
    reader.release()
  })

  it('reads what has just changed also inside an observer', () => {
    const doc = newPlan()
    const id = addRecipe(doc, { name: 'A', process: 'wet' })
    const reader = createPlanReader(doc)
    reader.read()
    const seen: unknown[] = []
    doc.getMap('recipes').observeDeep(() => seen.push(reader.read().plan.recipes[0]?.values.thicknessNm))
    setParameter(doc, id, 'thicknessNm', 2)
    expect(seen).toEqual([2])
    reader.release()
  })

  it('leaves nothing behind on a document that it has read once', () => {
    const doc = newPlan()
    for (let i = 0; i < 10; i += 1) readPlan(doc)
    expect(doc._observers.get('beforeObserverCalls')?.size ?? 0).toBe(0)
  })
})

describe('addRecipes', () => {
  it('adds them in their order at one place, and one undo takes all of them back', () => {
    const doc = new Y.Doc()
    createPlan(doc, { title: 'x' })
    const first = addRecipe(doc, { name: 'first', process: 'wet' })
    addRecipe(doc, { name: 'last', process: 'wet' })
    const undo = createUndo(doc)
    let updates = 0
    doc.on('update', () => {
      updates += 1
    })
    const names = Array.from({ length: 40 }, (_, index) => `swept ${index}`)
    addRecipes(
      doc,
      names.map((name, index) => ({ name, process: 'wet', ...(index === 0 ? { after: first } : {}) })),
    )
    expect(updates).toBe(2)
    const standing = () => readPlan(doc).plan.recipes.filter((recipe) => recipe.binnedAt === null)
    expect(standing().map((recipe) => recipe.name)).toEqual(['first', ...names, 'last'])
    undo.undo()
    expect(standing().map((recipe) => recipe.name)).toEqual(['first', 'last'])
    undo.redo()
    expect(standing()).toHaveLength(42)
  })

  it('writes none when one of them is not accepted', () => {
    const doc = new Y.Doc()
    createPlan(doc, { title: 'x' })
    const bad = { name: 'bad', process: 'wet' as const, values: { sinterTemperatureC: 1e6 } }
    expect(() => addRecipes(doc, [{ name: 'good', process: 'wet' }, bad])).toThrow(UnacceptedValue)
    expect(readPlan(doc).plan.recipes).toEqual([])
  })
})

describe('duplicateRecipe', () => {
  it('takes the notes along', () => {
    const doc = newPlan()
    const id = addRecipe(doc, { name: 'x', process: 'wet' })
    const notesOf = (recipe: RecipeId) =>
      (doc.getMap('recipes').get(recipe) as Y.Map<unknown>).get('notes') as Y.XmlFragment
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('ground it twice')])
    notesOf(id).insert(0, [paragraph])
    const copy = duplicateRecipe(doc, id)
    expect(copy.ok && String(notesOf(copy.recipeId))).toContain('ground it twice')
    expect(notesOf(id).length).toBe(1)
  })
})
