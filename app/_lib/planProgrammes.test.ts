import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { readPlan } from '@/collab/plan/read'
import { createUndo } from '@/collab/plan/undo'
import { addRecipe, createPlan, setParameter } from '@/collab/plan/write'
import { clipboardText, competingAt, describeCell, type Marks, markAt } from './planCells'
import { buildColumns } from './planColumns'
import { planFill } from './planFill'
import { planClear, planPaste } from './planPaste'
import type { CellRange } from './planSelection'
import { problemsByRecipe } from './planSharing'
import { buildPrediction } from './planTesting'
import { writeCells, writePaste } from './planWrites'

// The sub-cycles of ALD recipes as one cell of the grid, over a real document.

const columns = ['name', 'supercycles', 'subCycles'].map(
  (key) => buildColumns(['ald', 'wet']).find((column) => column.key === key)!,
)
const [, , column] = columns
const at = (top: number, left: number, bottom = top, right = left): CellRange => ({ top, left, bottom, right })

function openPlan(names: readonly string[]) {
  const doc = new Y.Doc()
  createPlan(doc, { title: 'LZPO' })
  for (const name of names) addRecipe(doc, { name, process: 'ald' })
  addRecipe(doc, { name: 'no ALD', process: 'wet' })
  const undo = createUndo(doc)
  let marks: Marks = new Map()
  const target = () => {
    const { plan, problems } = readPlan(doc)
    return { doc, undo, recipes: plan.recipes, byRecipe: problemsByRecipe(problems) }
  }
  const recipe = (row: number) => target().recipes[row]!
  const sources = (row: number) => ({
    recipe: recipe(row),
    conditions: {},
    prediction: buildPrediction(),
    record: undefined,
    problems: target().byRecipe.get(recipe(row).id) ?? [],
    mark: markAt(column!, recipe(row), marks.get(recipe(row).id)),
  })
  return {
    doc,
    undo,
    target,
    recipe,
    paste: (text: string, range: CellRange) => {
      const paste = planPaste(
        text.split('\n').map((line) => line.split('\t')),
        range,
        target().recipes,
        columns,
      )
      marks = writePaste(target(), paste, marks).marks
      return paste
    },
    write: (edits: Parameters<typeof writeCells>[1]) => {
      marks = writeCells(target(), edits, marks)
    },
    face: (row: number) => describeCell(column!, { ...sources(row), draft: null }),
    copied: (row: number) => clipboardText(column!, sources(row)),
  }
}

it('is pasted with the cells beside it, and copied as it can be pasted again', () => {
  const plan = openPlan(['A', 'B'])
  const paste = plan.paste('2\t3x(TMA, H2O)\n4\tLiOx × 2 + 1 × ZrOx (, O3)\n1\tAlOx\n', at(0, 1))
  expect(paste).toMatchObject({ understood: 4, notEditable: 2 })
  expect(plan.face(0)).toMatchObject({ text: '3 × TMA/H₂O', spoken: 'Sub-cycles: 3 × (TMA, H2O)' })
  expect(plan.copied(1)).toBe('2 × LiOx + 1 × ZrOx (O3)')
  expect(plan.face(2).tone).toBe('absent')
  plan.undo.undo()
  expect(plan.face(0).tone).toBe('empty')
})

it('keeps what cannot be read at the cell until something else is written there', () => {
  const plan = openPlan(['A'])
  plan.paste('3 × LiOx', at(0, 2))
  plan.paste('3 × LiOx (tea', at(0, 2))
  expect(plan.face(0)).toMatchObject({ text: '3 × LiOx (tea', tone: 'refused' })
  expect(plan.face(0).problem).toMatch(/^Expected a programme like .*found “3 × LiOx \(tea”\.$/)
  expect(plan.copied(0)).toBe('3 × LiOx (tea')
  // What stood in the document stands, and writing the same again takes the mark away.
  plan.paste('3 × LiOx', at(0, 2))
  expect(plan.face(0)).toMatchObject({ text: '3 × LiOx', tone: 'own', problem: '' })
})

it('becomes recipes of its own below the last one', () => {
  const ald = new Y.Doc()
  createPlan(ald, { title: 'x' })
  addRecipe(ald, { name: 'A', process: 'ald' })
  const { plan: read } = readPlan(ald)
  const paste = planPaste(
    [
      ['A', '1', '2 × A'],
      ['B', '2', '5 × B ('],
    ],
    at(0, 0),
    read.recipes,
    columns,
  )
  const { marks, added } = writePaste(
    { doc: ald, undo: createUndo(ald), recipes: read.recipes, byRecipe: new Map() },
    paste,
    new Map(),
  )
  expect(added).toHaveLength(1)
  expect(marks.get(added[0] ?? '')?.subCycles?.text).toBe('5 × B (')
})

it('is filled down, and cleared with what the reader refused', () => {
  const plan = openPlan(['A', 'B'])
  plan.paste('3 × LiOx + 1 × ZrOx', at(0, 2))
  plan.paste('9 × POx', at(1, 2))
  plan.write(planFill(at(0, 2), { from: 1, to: 2, mode: 'series' }, plan.target().recipes, columns))
  expect([0, 1, 2].map((row) => plan.copied(row))).toEqual(['3 × LiOx + 1 × ZrOx', '3 × LiOx + 1 × ZrOx', ''])
  plan.write(planClear(at(0, 1, 2, 2), plan.target().recipes, columns, plan.target().byRecipe))
  expect([0, 1].map((row) => [plan.copied(row), plan.recipe(row).values])).toEqual([
    ['', {}],
    ['', {}],
  ])
})

it('shows the values of a field that several people set, and says which field it is', () => {
  const plan = openPlan(['A'])
  plan.paste('3 × LiOx + 1 × ZrOx', at(0, 2))
  const key = Object.keys(plan.recipe(0).values).find((one) => plan.recipe(0).values[one] === 1)!
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(plan.doc))
  setParameter(plan.doc, plan.recipe(0).id, key, 5)
  setParameter(other, plan.recipe(0).id, key, 7)
  Y.applyUpdate(plan.doc, Y.encodeStateAsUpdate(other))
  const found = competingAt(column!, plan.recipe(0))
  expect(found).toMatchObject({ key, label: 'Sub-cycle 2 repeats' })
  expect(plan.face(0).competing).toMatch(/^Sub-cycle 2 repeats: (5 \| 7|7 \| 5)$/)
  plan.write([{ recipeId: plan.recipe(0).id, key, value: 7 }])
  expect(plan.face(0)).toMatchObject({ text: '3 × LiOx + 7 × ZrOx', competing: '' })
})

it('says what is wrong with one of its fields, while that stands there', () => {
  const plan = openPlan(['A'])
  plan.paste('3 × LiOx', at(0, 2))
  const key = Object.keys(plan.recipe(0).values)
    .find((one) => one.endsWith('.oxide'))!
    .replace('oxide', 'pulseS')
  const marks = { [key]: { text: 'soon', reason: 'Expected a number, found “soon”.' } }
  expect(markAt(column!, plan.recipe(0), marks)).toEqual({
    text: '',
    reason: 'Sub-cycle 1 pulse: Expected a number, found “soon”.',
  })
  expect(markAt(column!, plan.recipe(1), marks)).toBeUndefined()
})
