export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

export interface PlacedLabel {
  x: number
  y: number
  anchor: 'start' | 'end'
}

/**
 * A place for the label of each point: beside it, above or below, where it covers no other point and no label that stands
 * already. Where every place is taken the one that covers least is used.
 *
 * @param points their places in the drawing and how wide and high their labels are, in one unit
 * @param taken what must not be covered either
 * @param within the drawing: labels stay inside
 */
export function placeLabels(
  points: readonly { x: number; y: number; width: number; height: number }[],
  taken: readonly Box[],
  within: Box,
): PlacedLabel[] {
  const reach = 9
  const marks = points.map(({ x, y }) => ({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 }))
  const standing: Box[] = [...taken]
  return points.map(({ x, y, width, height }, own) => {
    const options = [-7, height + 3].flatMap((down) =>
      (['start', 'end'] as const).map((anchor) => {
        const left = anchor === 'start' ? x + reach : x - reach - width
        const box = { left, right: left + width, top: y + down - height, bottom: y + down }
        const others = [...standing, ...marks.filter((_, at) => at !== own)]
        const outside = width * height - overlap(box, within)
        return { box, anchor, cost: others.reduce((sum, other) => sum + overlap(box, other), 2 * outside) }
      }),
    )
    const best = options.reduce((one, other) => (other.cost < one.cost ? other : one))
    standing.push(best.box)
    return { x: best.anchor === 'start' ? best.box.left : best.box.right, y: best.box.bottom, anchor: best.anchor }
  })
}

export function overlap(one: Box, other: Box): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  return width > 0 && height > 0 ? width * height : 0
}
