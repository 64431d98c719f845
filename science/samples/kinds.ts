/** What a sample is. An electrode is a coated sheet; discs are punched from one, and counted. */
export const sampleKinds = ['powder', 'electrode', 'discs'] as const
export type SampleKind = (typeof sampleKinds)[number]

export const sampleStates = ['present', 'used-up', 'discarded'] as const
export type SampleState = (typeof sampleStates)[number]

export const sampleKindLabels: Readonly<Record<SampleKind, string>> = {
  powder: 'powder',
  electrode: 'electrode sheet',
  discs: 'electrode discs',
}

export const sampleStateLabels: Readonly<Record<SampleState, string>> = {
  present: 'in the lab',
  'used-up': 'used up',
  discarded: 'discarded',
}

/** What can be made of a kind. Discs of discs: some of them, kept apart. */
const makeable: Readonly<Record<SampleKind, readonly SampleKind[]>> = {
  powder: ['powder', 'electrode'],
  electrode: ['discs'],
  discs: ['discs'],
}

/** The kinds that can be made of samples of these kinds together. Only powders go together: in a blend or in a slurry. */
export function kindsMadeOf(parents: readonly SampleKind[]): readonly SampleKind[] {
  const [first] = parents
  if (first === undefined) return []
  if (parents.length > 1 && parents.some((kind) => kind !== 'powder')) return []
  return makeable[first]
}

/** Whether a kind is counted in pieces rather than weighed. */
export function isCounted(kind: SampleKind): boolean {
  return kind === 'discs'
}

/** The area of a disc, cm². @param diameterMm > 0 */
export function discAreaCm2(diameterMm: number): number {
  return Math.PI * (diameterMm / 20) ** 2
}

/**
 * Active material on one disc, mg.
 * @param coatingMg coating without the foil, mg
 * @param activePercent powder in the coating, wt%, 0 to 100
 */
export function activeMassMg(coatingMg: number, activePercent: number): number {
  return (coatingMg * activePercent) / 100
}
