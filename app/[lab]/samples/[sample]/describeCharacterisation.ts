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

/** A value with its uncertainty: `12 ± 1`. A share that is not known is there by its name alone: `LiCoO2 98.5, Co3O4`. */
export function describeMeasured({ value, uncertainty }: { value: unknown; uncertainty: number | null }): string {
  const shares = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null
  const text =
    shares === null
      ? describeValue(value)
      : shares.map(([name, share]) => (share === null ? name : `${name} ${describeValue(share)}`)).join(', ')
  return uncertainty === null || uncertainty === 0 ? text : `${text} ± ${uncertainty}`
}

/** The remaining conditions, each with its name: nothing recorded is hidden. */
export function describeDetails(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${figureLabel(name)} ${describeValue(value)}`)
    .join(', ')
}
