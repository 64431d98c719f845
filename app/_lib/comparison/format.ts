import { formatResult, formatUnit } from '@/science/comparison/figures'
import type { Summary } from '@/science/statistics/summary'
import type { LineFigure } from './lines'

/** `83.3 ± 1.2`, one value as it is, and replicates that were taken at different cycles as their range. */
export function formatMerit({ summary, unit, qualifier, cycles }: LineFigure): string {
  const print = (value: number) => formatResult(value, unit)
  if (summary.sd === null) return `${qualifier ? `${qualifier} ` : ''}${print(summary.mean)}`
  if (cycles !== null && cycles.least !== cycles.most) return `${print(summary.least)}–${print(summary.most)}`
  return formatMean(summary, unit)
}

/** `83.3 ± 1.2`: both to the decimals that the figure has, and to no more than give s two digits. */
export function formatMean({ mean, sd }: Pick<Summary, 'mean' | 'sd'>, unit: string): string {
  const text = formatResult(mean, unit)
  if (sd === null) return text
  const usual = text.split('.')[1]?.length ?? 0
  const decimals = sd > 0 ? Math.min(usual, Math.max(0, 1 - Math.floor(Math.log10(sd)))) : usual
  const print = (value: number) => value.toFixed(decimals).replace('-', '−')
  return `${print(mean)} ± ${print(sd)}`
}

/** What stands below it: how many cells and at which cycle. */
export function describeMerit({ summary, cycles, unit, values }: LineFigure, columnUnit: string): string {
  const own = formatUnit(unit)
  const reference = new Set(values.map(({ figure }) => figure.referenceCycle))
  const [only] = reference
  return [
    own === columnUnit ? null : own,
    cycles === null
      ? null
      : cycles.least === cycles.most
        ? `cycle ${cycles.least}`
        : `cycles ${cycles.least}–${cycles.most}`,
    reference.size === 1 && only ? `of ${only}` : null,
    summary.n > 1 ? `n = ${summary.n}` : null,
  ]
    .filter(Boolean)
    .join(', ')
}

export function cellCount(n: number): string {
  return `${n} ${n === 1 ? 'cell' : 'cells'}`
}
