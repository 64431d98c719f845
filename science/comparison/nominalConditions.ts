import type { StatedConditions } from './figures'
import type { CellType } from './matchConditions'

/** What cyclers are set to: cutoffs by 50 mV, and the usual C-rates. */
const cutoffStepV = 0.05
/** As far as a cycler overshoots, V. */
const cutoffToleranceV = 0.0101
const usualRates = [0.01, 0.02, 0.033, 0.05, 0.1, 0.2, 0.25, 0.333, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 16, 20]
/** A rate is a current over a mass that is known to some percent. */
const rateTolerance = 0.05
const temperatureStepC = 5

/**
 * What a test was set to, from what it was seen to do: two replicates of which one reached 4.49 V at 0.98 C and the other 4.51 V at
 * 1.03 C ran under one set of conditions. The tolerances are those of `matchConditions`. What lies near no usual setting stays as
 * it is, rounded to 10 mV and two digits.
 */
export function nominalConditions(seen: StatedConditions): StatedConditions {
  const { lowerCutoffV, upperCutoffV, cRate, temperatureC } = seen
  return {
    ...seen,
    lowerCutoffV: cutoff(lowerCutoffV),
    upperCutoffV: cutoff(upperCutoffV),
    cRate: rate(cRate),
    temperatureC: isKnown(temperatureC) ? Math.round(temperatureC / temperatureStepC) * temperatureStepC : null,
  }
}

function cutoff(volt: number | null | undefined): number | null {
  if (!isKnown(volt)) return null
  const near = Math.round(volt / cutoffStepV) * cutoffStepV
  return Number((Math.abs(near - volt) <= cutoffToleranceV ? near : volt).toFixed(2))
}

function rate(found: number | null | undefined): number | null {
  if (!isKnown(found)) return null
  const usual = usualRates.find((one) => Math.abs(one - found) <= rateTolerance * Math.max(one, found))
  return usual ?? Number(found.toPrecision(2))
}

function isKnown(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

const counters: Record<NonNullable<CellType['counter']>, string> = {
  lithium: 'Li',
  'lithium-indium': 'Li–In',
  graphite: 'graphite',
  silicon: 'silicon',
  'lithium titanate': 'Li₄Ti₅O₁₂',
}

/** `liquid, Li`, `solid, Li–In`, or null when neither side is known; one that is not known is said. */
export function cellTypeWords({ electrolyte, counter }: CellType): string | null {
  if (electrolyte === null && counter === null) return null
  return `${electrolyte ?? 'electrolyte not known'}, ${counter === null ? 'counter not known' : counters[counter]}`
}
