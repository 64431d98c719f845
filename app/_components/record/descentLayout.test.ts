import { expect, it } from 'vitest'
import type { DescentNode } from '@/server/views'
import { layOutDescent, mostSiblings, type PlacedNode } from './descentLayout'

function node(id: string, kind: DescentNode['kind'], ...from: string[]): DescentNode {
  return { id, kind, label: id, detail: '', at: null, place: id, from: from.map((one) => ({ id: one, taken: null })) }
}

const outline = (placed: readonly PlacedNode[]): unknown[] =>
  placed.map(({ node: { id }, column, row, children }) => [id, column, row, ...outline(children)])

it('draws one line from the plan to its result in one row', () => {
  const { roots, columns, rows } = layOutDescent([
    node('plan', 'plan'),
    node('run', 'run', 'plan'),
    node('powder', 'powder', 'run'),
  ])
  expect(outline(roots)).toEqual([['plan', 0, 0, ['run', 1, 0, ['powder', 2, 0]]]])
  expect([columns, rows]).toEqual([3, 1])
})

it('gives each end of a line a row, and no two nodes of a column the same', () => {
  const nodes = [
    node('run', 'run'),
    node('powder', 'powder', 'run'),
    node('vial 1', 'powder', 'powder'),
    node('vial 2', 'powder', 'powder'),
    node('cell 1', 'cell', 'vial 1'),
    node('cell 2', 'cell', 'vial 1'),
  ]
  const { roots, rows } = layOutDescent(nodes)
  expect(outline(roots)).toEqual([
    ['run', 0, 0, ['powder', 1, 0, ['vial 1', 2, 0, ['cell 1', 3, 0], ['cell 2', 3, 1]], ['vial 2', 2, 2]]],
  ])
  expect(rows).toBe(3)
})

it('hangs a blend below its first part, right of both, and names and joins the other', () => {
  const nodes = [
    node('run 1', 'run'),
    node('run 2', 'run'),
    node('a', 'powder', 'run 1'),
    node('b', 'powder', 'run 2'),
    node('vial of b', 'powder', 'b'),
    {
      ...node('blend', 'powder', 'a', 'vial of b'),
      from: [
        { id: 'a', taken: '1 g' },
        { id: 'vial of b', taken: '2 g' },
      ],
    },
  ]
  const { roots, edges } = layOutDescent(nodes)
  expect(outline(roots)).toEqual([
    ['run 1', 0, 0, ['a', 1, 0, ['blend', 3, 0]]],
    ['run 2', 0, 1, ['b', 1, 1, ['vial of b', 2, 1]]],
  ])
  expect(roots[0]?.children[0]?.children[0]?.alsoFrom).toEqual([{ label: 'vial of b', taken: '2 g' }])
  expect(edges.filter(({ key }) => key.endsWith('blend'))).toHaveLength(2)
})

it('puts a part whose own line is on another page beside the blend', () => {
  const nodes = [
    node('plan', 'plan'),
    node('run', 'run', 'plan'),
    node('a', 'powder', 'run'),
    node('part', 'powder'),
    node('blend', 'powder', 'a', 'part'),
  ]
  expect(outline(layOutDescent(nodes).roots)).toEqual([
    ['plan', 0, 0, ['run', 1, 0, ['a', 2, 0, ['blend', 3, 0]]]],
    ['part', 2, 1],
  ])
})

it('lets one node stand for the rest where many came of one', () => {
  const cells = Array.from({ length: 60 }, (_, index) => node(`cell ${index}`, 'cell', 'powder'))
  const tests = cells.map(({ id }) => node(`test of ${id}`, 'test', id))
  const { roots, rows } = layOutDescent([node('powder', 'powder'), ...cells, ...tests])
  const below = roots[0]?.children ?? []
  expect(below).toHaveLength(mostSiblings)
  expect(below.at(-1)?.node).toMatchObject({ label: 'and 55 more', place: 'powder', kind: 'cell' })
  expect(rows).toBe(mostSiblings)
})

it('takes a part that is not in the line for nothing', () => {
  expect(outline(layOutDescent([node('cell', 'cell', 'a sample of another page')]).roots)).toEqual([['cell', 0, 0]])
})
