import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readPlan } from '@/collab/plan/read'
import { createUndo } from '@/collab/plan/undo'
import { addRecipe, createPlan, setParameter } from '@/collab/plan/write'
import { buildColumns } from './planColumns'
import { planPaste } from './planPaste'
import { problemsByRecipe } from './planSharing'
import { copyName, nextName, writeCells, writePaste } from './planWrites'

function openPlan() {
  const doc = new Y.Doc()
  createPlan(doc, { title: 'boron' })
  const one = addRecipe(doc, { name: 'one', process: 'wet', values: { sinterTemperatureC: 500 } })
  const undo = createUndo(doc)
  const target = () => {
    const { plan, problems } = readPlan(doc)
    return { doc, undo, recipes: plan.recipes, byRecipe: problemsByRecipe(problems) }
  }
  const values = (name: string) => readPlan(doc).plan.recipes.find((recipe) => recipe.name === name)?.values
  return { doc, one, undo, target, values }
}

const columns = ['name', 'sinterTemperatureC', 'sinterHours'].map(
  (key) => buildColumns(['wet']).find((column) => column.key === key)!,
)

describe('writeCells', () => {
  it('writes several cells as one step of undo', () => {
    const { one, undo, target, values } = openPlan()
    writeCells(
      target(),
      [
        { recipeId: one, key: 'sinterTemperatureC', value: 450 },
        { recipeId: one, key: 'sinterHours', value: 6 },
      ],
      new Map(),
    )
    expect(values('one')).toMatchObject({ sinterTemperatureC: 450, sinterHours: 6 })
    undo.undo()
    expect(values('one')).toEqual({ sinterTemperatureC: 500 })
  })

  it('writes nothing where the value stands already', () => {
    const { doc, one, target } = openPlan()
    const before = Y.encodeStateVector(doc)
    writeCells(target(), [{ recipeId: one, key: 'sinterTemperatureC', value: 500 }], new Map())
    writeCells(target(), [{ recipeId: one, key: 'sinterHours', value: null }], new Map())
    expect(Y.encodeStateVector(doc)).toEqual(before)
  })

  it('decides between competing values by writing one of them', () => {
    const { doc, one, target, values } = openPlan()
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    setParameter(doc, one, 'sinterTemperatureC', 450)
    setParameter(other, one, 'sinterTemperatureC', 480)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    const standing = readPlan(doc).plan.recipes[0]!
    expect(standing.competing.sinterTemperatureC).toHaveLength(2)
    writeCells(
      target(),
      [{ recipeId: one, key: 'sinterTemperatureC', value: standing.values.sinterTemperatureC! }],
      new Map(),
    )
    expect(readPlan(doc).plan.recipes[0]?.competing).toEqual({})
    expect(values('one')).toEqual(standing.values)
  })

  it('marks what the document refuses, and takes the mark away when the next value is accepted', () => {
    const { one, target, values } = openPlan()
    const refused = writeCells(target(), [{ recipeId: one, key: 'sinterTemperatureC', value: 1e6 }], new Map())
    expect(refused.get(one)?.sinterTemperatureC?.reason).toMatch(/^Expected/)
    expect(values('one')).toEqual({ sinterTemperatureC: 500 })
    const accepted = writeCells(target(), [{ recipeId: one, key: 'sinterTemperatureC', value: 520 }], refused)
    expect(accepted.size).toBe(0)
  })
})

describe('writePaste', () => {
  it('adds a recipe for each row below the last one, and undo takes all of it back at once', () => {
    const { undo, target, values, doc } = openPlan()
    const { recipes } = target()
    const paste = planPaste(
      [
        ['one', '450'],
        ['', '460'],
        ['three', 'hot'],
      ],
      { top: 0, left: 0, bottom: 0, right: 0 },
      recipes,
      columns,
    )
    const { marks, added } = writePaste(target(), paste, new Map())
    expect(added).toHaveLength(2)
    expect(values('wet 1')).toEqual({ sinterTemperatureC: 460 })
    expect(marks.get(added[1]!)?.sinterTemperatureC?.text).toBe('hot')
    expect(readPlan(doc).plan.recipes.map((recipe) => recipe.name)).toEqual(['one', 'wet 1', 'three'])
    undo.undo()
    expect(readPlan(doc).plan.recipes.filter((recipe) => recipe.binnedAt === null)).toHaveLength(1)
    expect(values('one')).toEqual({ sinterTemperatureC: 500 })
  })
})

describe('names', () => {
  it('are free ones', () => {
    expect(nextName([{ name: 'wet 1' }, { name: 'wet 3' }], 'wet')).toBe('wet 2')
    expect(copyName([{ name: 'B copy' }], 'B')).toBe('B copy 2')
    expect(copyName([{ name: 'B copy' }], 'B copy')).toBe('B copy 2')
  })
})
