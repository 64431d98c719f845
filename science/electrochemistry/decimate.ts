/** Points of a line, x and y side by side. */
export interface Line {
  x: number[]
  y: number[]
}

/**
 * Draws a long line with few points that no eye can tell from all of them: of each stretch of x the first, the lowest, the highest and
 * the last point are kept, in their order (M4, Jugel et al., VLDB 2014). Peaks of a single row stay; with one stretch per pixel the
 * picture is the same. Points may come in portions, so that no portion holds anything up.
 */
export function createDecimator(fromX: number, toX: number, stretches: number) {
  const scale = toX > fromX ? stretches / (toX - fromX) : 0
  /** first, lowest, highest, last of each stretch: x, y and the order in which it came */
  const kept = new Float64Array(stretches * 12)
  const isTouched = new Uint8Array(stretches)
  let order = 0

  function put(at: number, x: number, y: number): void {
    kept[at] = x
    kept[at + 1] = y
    kept[at + 2] = order
  }

  return {
    /** Rows from `first` to `last`, inclusive; those outside of the range or without a number are passed over. */
    add(x: ArrayLike<number>, y: ArrayLike<number>, first = 0, last = x.length - 1): void {
      for (let row = first; row <= last; row++) {
        const px = x[row] as number
        const py = y[row] as number
        // A comparison with a NaN is false: what is no number stays out.
        if (!(px >= fromX && px <= toX) || !Number.isFinite(py)) continue
        order++
        const stretch = Math.min(stretches - 1, Math.floor((px - fromX) * scale))
        const at = stretch * 12
        if (isTouched[stretch] === 0) {
          isTouched[stretch] = 1
          for (let point = 0; point < 4; point++) put(at + 3 * point, px, py)
          continue
        }
        if (py < (kept[at + 4] as number)) put(at + 3, px, py)
        if (py > (kept[at + 7] as number)) put(at + 6, px, py)
        put(at + 9, px, py)
      }
    },
    line(): Line {
      const line: Line = { x: [], y: [] }
      for (let stretch = 0; stretch < stretches; stretch++) {
        if (isTouched[stretch] === 0) continue
        const at = stretch * 12
        const places = [at, at + 3, at + 6, at + 9].sort((a, b) => (kept[a + 2] as number) - (kept[b + 2] as number))
        let before = -1
        for (const place of places) {
          const came = kept[place + 2] as number
          if (came === before) continue
          before = came
          line.x.push(kept[place] as number)
          line.y.push(kept[place + 1] as number)
        }
      }
      return line
    },
  }
}

/** All of a line at once; as it is where it has few points. */
export function decimate(x: ArrayLike<number>, y: ArrayLike<number>, stretches: number): Line {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let row = 0; row < x.length; row++) {
    const value = x[row] as number
    if (value < low) low = value
    if (value > high) high = value
  }
  if (!(high >= low)) return { x: [], y: [] }
  const all: Line = { x: [], y: [] }
  if (x.length <= 4 * stretches) {
    for (let row = 0; row < x.length; row++) {
      if (!Number.isFinite(x[row] as number) || !Number.isFinite(y[row] as number)) continue
      all.x.push(x[row] as number)
      all.y.push(y[row] as number)
    }
    return all
  }
  const decimator = createDecimator(low, high, stretches)
  decimator.add(x, y)
  return decimator.line()
}
