export type Solution =
  | { kind: 'one'; values: number[] }
  /** The right-hand side cannot be met; the index is that of an equation that fails. */
  | { kind: 'none'; equation: number }
  | { kind: 'many' }

/** Relative size below which a pivot or a remainder is zero. */
const tiny = 1e-9

/**
 * Solves rows · x = right by Gaussian elimination with pivoting; more equations than unknowns are welcome as long as they
 * agree. Small systems only: elements by precursors.
 */
export function solve(rows: readonly (readonly number[])[], right: readonly number[]): Solution {
  const unknowns = rows[0]?.length ?? 0
  const scale = Math.max(...right.map(Math.abs), Number.MIN_VALUE)
  const table = rows.map((row, place) => ({ row: [...row], right: (right[place] ?? 0) / scale, place }))
  let rank = 0
  for (let column = 0; column < unknowns; column += 1) {
    const pivot = largestBelow(table, rank, column)
    if (pivot === null) return unsolved(table, rank) ?? { kind: 'many' }
    ;[table[rank], table[pivot]] = [at(table, pivot), at(table, rank)]
    const top = at(table, rank)
    for (const other of table) {
      if (other === top) continue
      const factor = (other.row[column] ?? 0) / (top.row[column] ?? 1)
      for (let place = column; place < unknowns; place += 1)
        other.row[place] = (other.row[place] ?? 0) - factor * (top.row[place] ?? 0)
      other.right -= factor * top.right
    }
    rank += 1
  }
  return (
    unsolved(table, rank) ?? {
      kind: 'one',
      values: Array.from({ length: unknowns }, (_, column) => {
        const line = at(table, column)
        return (line.right / (line.row[column] ?? 1)) * scale
      }),
    }
  )
}

interface Line {
  row: number[]
  right: number
  place: number
}

function at(table: readonly Line[], place: number): Line {
  const line = table[place]
  if (line === undefined) throw new Error('the elimination left its table')
  return line
}

function largestBelow(table: readonly Line[], from: number, column: number): number | null {
  let found: number | null = null
  let largest = tiny
  for (let place = from; place < table.length; place += 1) {
    const size = Math.abs(at(table, place).row[column] ?? 0)
    if (size > largest) {
      largest = size
      found = place
    }
  }
  return found
}

/** Equations below the rank have nothing left on the left; what is left on the right cannot be met. */
function unsolved(table: readonly Line[], rank: number): Solution | null {
  const failing = table
    .slice(rank)
    .find(({ row, right }) => row.every((own) => Math.abs(own) < tiny) && Math.abs(right) > 1e-7)
  return failing === undefined ? null : { kind: 'none', equation: failing.place }
}
