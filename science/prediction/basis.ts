import { type Basis, bases, type FigureInput } from './figure'

/** The weakest input decides: measured > computed > bound > assumed. */
export function weakest(inputs: readonly Pick<FigureInput, 'basis'>[]): Basis {
  let rank = 0
  for (const { basis } of inputs) rank = Math.max(rank, bases.indexOf(basis))
  return bases[rank] ?? 'assumed'
}

/** The weaker of two bases. */
export function weaker(a: Basis, b: Basis): Basis {
  return bases.indexOf(a) > bases.indexOf(b) ? a : b
}
