import { figureLabel } from '@/science/comparison/figures'

/** A recorded value as a person says it: a number, a range, a composition (`Li 2.2, Zr 1`), a word. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'not given'
  if (Array.isArray(value)) {
    const [low, high] = value
    return value.length === 2 && typeof low === 'number' && typeof high === 'number'
      ? `${low}–${high}`
      : value.map(describeValue).join(', ')
  }
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, part]) => `${name} ${describeValue(part)}`)
      .join(', ')
  return String(value).replace(/^-(?=\d)/, '−')
}

/** The remaining conditions, each with its name: nothing recorded is hidden. */
export function describeDetails(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${figureLabel(name)} ${describeValue(value)}`)
    .join(', ')
}
