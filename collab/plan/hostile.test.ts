import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readPlan } from './read'
import { addRecipe, createPlan, setParameter } from './write'

type Anything = unknown

/** Puts anything that Yjs can hold anywhere in the document. */
function plant(doc: Y.Doc, where: readonly string[], value: Anything): void {
  const [root = 'plan', ...path] = where
  if (root === 'plan') doc.getArray('plan').push([value])
  else if (path.length === 0) doc.getMap('recipes').set('rec_12345678', value)
  else {
    const recipe = new Y.Map()
    recipe.set(path[0] as string, value)
    doc.getMap('recipes').set('rec_12345678', recipe)
  }
}

const shared = () => [
  new Y.Array(),
  new Y.Map(),
  new Y.Text('x'),
  new Y.XmlFragment(),
  new Y.XmlElement('p'),
  new Y.XmlText('x'),
  new Uint8Array([1, 2]),
]

const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const json = fc.jsonValue({ maxDepth: 4 }).map(asSent)
const entry = fc
  .record({
    k: fc.oneof(
      fc.constantFrom(
        'name',
        'process',
        'order',
        'binnedAt',
        'title',
        'aim',
        'schema',
        'sinterTemperatureC',
        'thicknessNm',
      ),
      fc.constantFrom('conditions.cRate', 'conditions.', '__proto__', 'constructor', 'toString', ''),
      fc.string(),
    ),
    v: json,
    t: fc.oneof(fc.integer(), json),
  })
  .map(asSent)

function assertWellRead(doc: Y.Doc): void {
  const { plan, problems } = readPlan(doc)
  expect(typeof plan.title).toBe('string')
  expect(typeof plan.aim).toBe('string')
  expect(plan.schemaVersion).toBeGreaterThan(0)
  for (const recipe of plan.recipes) {
    expect(recipe.id).toMatch(/^rec_/)
    expect(typeof recipe.name).toBe('string')
    expect(typeof recipe.order).toBe('string')
  }
  for (const problem of problems) expect(problem.message.length).toBeGreaterThan(0)
  expect(() => JSON.stringify({ plan, problems })).not.toThrow()
  expect(readPlan(doc)).toEqual({ plan, problems })
}

describe('the reader of a hostile document', () => {
  it('returns a plan from whatever entries it holds, and lists what it did not take', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(entry, json), { maxLength: 20 }), fc.array(fc.oneof(entry, json)), (head, own) => {
        const doc = new Y.Doc()
        doc.getArray('plan').push(head)
        const recipe = new Y.Map()
        recipe.set('entries', Y.Array.from(own as never[]))
        doc.getMap('recipes').set('rec_12345678', recipe)
        assertWellRead(doc)
      }),
      { numRuns: 300 },
    )
  })

  it('returns a plan when shared types stand where others belong', () => {
    for (const where of [['plan'], ['recipes'], ['recipes', 'entries'], ['recipes', 'notes'], ['recipes', 'name']]) {
      for (const value of [...shared(), null, 3, 'x', true, {}, []]) {
        const doc = new Y.Doc()
        createPlan(doc, { title: 'T' })
        plant(doc, where, value)
        assertWellRead(doc)
        expect(readPlan(doc).plan.title).toBe('T')
      }
    }
  })

  it('returns a plan when the roots are of other types, or hold text', () => {
    for (const other of ['getMap', 'getText', 'getXmlFragment', 'getArray'] as const) {
      for (const root of ['plan', 'recipes']) {
        const theirs = new Y.Doc()
        const type = theirs[other](root)
        if (type instanceof Y.Map) type.set('x', 1)
        else if (type instanceof Y.Text) type.insert(0, 'hello world')
        else if (type instanceof Y.Array) type.push([1, 'x', null, { k: 3 }])
        else (type as Y.XmlFragment).push([new Y.XmlText('x')])
        const ours = new Y.Doc()
        createPlan(ours, { title: 'T' })
        Y.applyUpdate(ours, Y.encodeStateAsUpdate(theirs))
        assertWellRead(ours)
        expect(readPlan(ours).plan.title).toBe('T')
        assertWellRead(theirs)
      }
    }
  })

  it('lists a strange value at its place, with what was expected', () => {
    const doc = new Y.Doc()
    const id = addRecipe(doc, { name: 'A', process: 'wet' })
    const entries = (doc.getMap('recipes').get(id) as Y.Map<Y.Array<unknown>>).get('entries')
    entries?.push([{ k: 'sinterTemperatureC', v: 'hot', t: 1 }])
    entries?.push([{ k: 'sinterTemperatureC', v: 450, t: 1 }])
    entries?.push([{ k: 'name', v: 7, t: 1 }])
    entries?.push(['no entry'])
    const { plan, problems } = readPlan(doc)
    expect(plan.recipes[0]).toMatchObject({ name: 'A', values: { sinterTemperatureC: 450 } })
    expect(problems.map((one) => [one.recipeId, one.key, one.code, one.found])).toEqual([
      [id, `recipes.${id}`, 'malformed', 'no entry'],
      [id, 'name', 'wrong-type', 7],
      [id, 'sinterTemperatureC', 'wrong-type', 'hot'],
    ])
    expect(problems[2]?.message).toMatch(/^expected .*found "hot"$/)
    // One act of a person clears it all away.
    expect(setParameter(doc, id, 'sinterTemperatureC', 500)).toEqual({ ok: true })
    expect(readPlan(doc).problems.map((one) => one.key)).toEqual([`recipes.${id}`, 'name'])
  })

  it('describes a flood instead of copying it', () => {
    const doc = new Y.Doc()
    doc.getArray('plan').push(Array.from({ length: 10_000 }, (_, i) => i))
    doc.getMap('recipes').set('rec_12345678', 'x'.repeat(100_000))
    const { problems } = readPlan(doc)
    expect(problems.length).toBeLessThan(60)
    expect(JSON.stringify(problems).length).toBeLessThan(20_000)
  })
})
