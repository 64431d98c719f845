/**
 * dQ/dV of a stretch of rows, in bins of voltage and without smoothing.
 *
 * Each pair of neighbouring rows lays its charge into the bin of its mean voltage: bin = floor(V / width + 1e-9). The bins' sum is the
 * stretch's capacity, whatever the width; a smaller width shows finer features and more of the instrument's resolution.
 */
export interface CapacityBin {
  /** lower edge, V */
  fromV: number
  /** charge passed in the bin, in the unit of the capacity handed in; negative where it fell */
  capacity: number
  /** capacity per volt */
  slope: number
}

export function differentialCapacity(
  voltageV: ArrayLike<number>,
  capacity: ArrayLike<number>,
  options: { firstRow?: number; lastRow?: number; binV?: number } = {},
): CapacityBin[] {
  const { firstRow = 0, lastRow = voltageV.length - 1, binV = 0.01 } = options
  const bins = new Map<number, number>()
  for (let row = firstRow + 1; row <= lastRow; row++) {
    const middle = ((voltageV[row] as number) + (voltageV[row - 1] as number)) / 2
    const passed = (capacity[row] as number) - (capacity[row - 1] as number)
    if (!Number.isFinite(middle) || !Number.isFinite(passed)) continue
    const bin = Math.floor(middle / binV + 1e-9)
    bins.set(bin, (bins.get(bin) ?? 0) + passed)
  }
  return [...bins]
    .sort((a, b) => a[0] - b[0])
    .map(([bin, passed]) => ({ fromV: bin * binV, capacity: passed, slope: passed / binV }))
}

/** The bin with the steepest slope, by size; null of nothing. */
export function steepestBin(bins: readonly CapacityBin[]): CapacityBin | null {
  return bins.reduce<CapacityBin | null>(
    (best, bin) => (best === null || Math.abs(bin.slope) > Math.abs(best.slope) ? bin : best),
    null,
  )
}

/**
 * Savitzky–Golay smoothing: each value becomes that of the polynomial of the given order fitted to its window. At the ends
 * the window is kept inside and the fit is read off centre, so nothing is padded.
 *
 * @param window odd, larger than the order
 */
export function smooth(values: ArrayLike<number>, window: number, order: number): Float64Array {
  const count = values.length
  if (window % 2 === 0 || window <= order || window > count) return Float64Array.from(values)
  const half = (window - 1) / 2
  const result = new Float64Array(count)
  const weightsAt = new Map<number, Float64Array>()
  for (let at = 0; at < count; at++) {
    const from = Math.min(Math.max(0, at - half), count - window)
    const place = at - from - half
    let weights = weightsAt.get(place)
    if (weights === undefined) {
      weights = savitzkyGolayWeights(half, order, place)
      weightsAt.set(place, weights)
    }
    let sum = 0
    for (let i = 0; i < window; i++) sum += (weights[i] as number) * (values[from + i] as number)
    result[at] = sum
  }
  return result
}

/** Weights of the least-squares polynomial over −half … half, evaluated at `place`: rows of A (AᵀA)⁻¹ with the powers of `place`. */
function savitzkyGolayWeights(half: number, order: number, place: number): Float64Array {
  const size = order + 1
  // Positions are scaled to −1 … 1, or the high powers would swamp the sums.
  const scaled = (position: number) => (half === 0 ? 0 : position / half)
  const matrix = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size + 1 }, (_, column) => (column < size ? 0 : scaled(place) ** row)),
  )
  for (let position = -half; position <= half; position++) {
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++)
        (matrix[row] as number[])[column] =
          ((matrix[row] as number[])[column] as number) + scaled(position) ** (row + column)
    }
  }
  const solution = solve(matrix)
  return Float64Array.from({ length: 2 * half + 1 }, (_, i) =>
    solution.reduce((sum, factor, power) => sum + factor * scaled(i - half) ** power, 0),
  )
}

/** Gauss with the largest pivot, on a matrix with the right side as its last column. */
function solve(matrix: number[][]): number[] {
  const size = matrix.length
  for (let step = 0; step < size; step++) {
    let pivot = step
    for (let row = step + 1; row < size; row++) {
      if (Math.abs((matrix[row] as number[])[step] as number) > Math.abs((matrix[pivot] as number[])[step] as number))
        pivot = row
    }
    const upper = matrix[pivot] as number[]
    matrix[pivot] = matrix[step] as number[]
    matrix[step] = upper
    for (let row = step + 1; row < size; row++) {
      const lower = matrix[row] as number[]
      const factor = (lower[step] as number) / (upper[step] as number)
      for (let column = step; column <= size; column++)
        lower[column] = (lower[column] as number) - factor * (upper[column] as number)
    }
  }
  const solution = new Array<number>(size).fill(0)
  for (let row = size - 1; row >= 0; row--) {
    const line = matrix[row] as number[]
    let rest = line[size] as number
    for (let column = row + 1; column < size; column++) rest -= (line[column] as number) * (solution[column] as number)
    solution[row] = rest / (line[row] as number)
  }
  return solution
}
