import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Box, overlap, placeLabels } from './placeLabels'

const within: Box = { left: 0, right: 600, top: 0, bottom: 400 }
const label = { width: 60, height: 14 }
const boxOf = ({ x, y, anchor }: ReturnType<typeof placeLabels>[number]): Box => {
  const left = anchor === 'start' ? x : x - label.width
  return { left, right: left + label.width, top: y - label.height, bottom: y }
}

it('puts the label of a lone point above it to the right', () => {
  expect(placeLabels([{ x: 100, y: 100, ...label }], [], within)).toEqual([{ x: 109, y: 93, anchor: 'start' }])
})

it('turns inwards at the edge, and away from neighbours and from what stands there', () => {
  const at = (x: number, y: number) => ({ x, y, ...label })
  expect(placeLabels([at(590, 100)], [], within)[0]?.anchor).toBe('end')
  const [first, second] = placeLabels([at(300, 100), at(310, 104)], [], within).map(boxOf)
  if (!first || !second) throw new Error('no labels')
  expect(overlap(first, second)).toBe(0)
  const legend = { left: 300, right: 500, top: 80, bottom: 95 }
  const [free] = placeLabels([at(300, 100)], [legend], within).map(boxOf)
  expect(free && overlap(free, legend)).toBe(0)
})

it('finds a free place for two points wherever they are, as long as one is free', () => {
  const place = fc.record({ x: fc.integer({ min: 90, max: 510 }), y: fc.integer({ min: 40, max: 360 }) })
  fc.assert(
    fc.property(place, place, (one, other) => {
      const [first, second] = placeLabels(
        [
          { ...one, ...label },
          { ...other, ...label },
        ],
        [],
        within,
      ).map(boxOf)
      if (!first || !second) throw new Error('no labels')
      expect(overlap(first, second)).toBe(0)
      for (const box of [first, second]) expect(overlap(box, within)).toBe(label.width * label.height)
    }),
  )
})
