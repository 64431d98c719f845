import { type Library, publishedLibrary } from '../library/library'
import { isCoated, type Recipe } from '../recipe/recipe'
import { type FigureOrNone, isFigure } from './figure'
import { predict } from './predict'

/** A figure at one thickness: the central value and its range, or a bound alone. */
export interface TradeOffPoint {
  thicknessNm: number
  value: number | null
  low: number | null
  high: number | null
}

export interface TradeOff {
  /** t_rs, s */
  timeToRocksalt: readonly TradeOffPoint[]
  /** η_Li, mV */
  lithiumOverpotential: readonly TradeOffPoint[]
  /** nm; the recipe's own thickness, or the bound that is known of it */
  present: { thicknessNm: number; bound: 'at least' | 'at most' | null } | null
}

/** nm: from less than one layer to thicker than any coating that still conducts. */
const thinnestNm = 0.5
const thickestNm = 100
const pointsPerDecade = 16

/**
 * What a coating gains and costs as it gets thicker: time to rocksalt and lithium overpotential against thickness, all else of the
 * recipe as it stands. The same `predict` as everywhere, at thicknesses spaced evenly in their logarithm from 0.5 to 100 nm.
 *
 * @returns null where neither figure can be predicted at any thickness; a figure that cannot is an empty list. Never throws.
 */
export function tradeOff(recipe: Recipe, library: Library = publishedLibrary): TradeOff | null {
  if (!isCoated(recipe)) return null
  const timeToRocksalt: TradeOffPoint[] = []
  const lithiumOverpotential: TradeOffPoint[] = []
  const steps = Math.round(Math.log10(thickestNm / thinnestNm) * pointsPerDecade)
  for (let step = 0; step <= steps; step += 1) {
    const thicknessNm = thinnestNm * (thickestNm / thinnestNm) ** (step / steps)
    const prediction = predict({ ...recipe, thicknessNm, thicknessBasis: 'entered' }, library)
    push(timeToRocksalt, thicknessNm, prediction.timeToRocksalt)
    push(lithiumOverpotential, thicknessNm, prediction.lithiumOverpotential)
  }
  if (timeToRocksalt.length === 0 && lithiumOverpotential.length === 0) return null
  return { timeToRocksalt, lithiumOverpotential, present: presentThickness(predict(recipe, library).coatingThickness) }
}

function push(points: TradeOffPoint[], thicknessNm: number, figure: FigureOrNone): void {
  if (!isFigure(figure)) return
  const { value = null, low = null, high = null } = figure
  points.push({ thicknessNm, value, low, high })
}

function presentThickness(figure: FigureOrNone): TradeOff['present'] {
  if (!isFigure(figure)) return null
  const { value, low, high } = figure
  if (value !== undefined) return { thicknessNm: value, bound: null }
  if (high !== undefined) return { thicknessNm: high, bound: 'at most' }
  return low === undefined ? null : { thicknessNm: low, bound: 'at least' }
}
