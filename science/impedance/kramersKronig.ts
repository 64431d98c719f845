import { Matrix, SVD } from 'ml-matrix'
import type { Spectrum } from './spectrum'

export interface KramersKronigCheck {
  /** number of RC elements that were needed */
  elements: number
  /** % of |Z| at each point, measured less reproduced */
  residualRePercent: Float64Array
  residualImPercent: Float64Array
  rmsPercent: number
  /** frequency with the largest residual, and its size in % of |Z| */
  worst: { frequencyHz: number; percent: number }
}

/** Dense enough for the flat arcs of constant phase elements, too coarse to follow noise from point to point. */
const elementsPerDecade = 4

/**
 * The linear Kramers–Kronig test after Boukamp (J. Electrochem. Soc. 142, 1995, 1885–1894) and Schönleber, Klotz and Ivers-Tiffée
 * (Electrochimica Acta 131, 2014, 20–27): what a series of RC elements with fixed time constants, a resistance, an inductance and a
 * capacitance cannot reproduce in both parts at once was not stationary, linear or causal. Four elements per decade of frequency,
 * at most one for each point. Null for fewer than five points.
 */
export function checkKramersKronig({ frequencyHz, reZOhm, imZOhm }: Spectrum): KramersKronigCheck | null {
  const count = frequencyHz.length
  if (count < 5) return null
  const decades = Math.log10(Math.max(...frequencyHz) / Math.min(...frequencyHz))
  const elements = Math.max(3, Math.min(count, Math.ceil(decades * elementsPerDecade)))
  const residuals = solve(frequencyHz, reZOhm, imZOhm, elements)
  const percent = residuals.map((value) => 100 * value)
  let worst = { frequencyHz: frequencyHz[0] as number, percent: 0 }
  for (let point = 0; point < count; point++) {
    const size = Math.hypot(percent[point] as number, percent[count + point] as number)
    if (size > worst.percent) worst = { frequencyHz: frequencyHz[point] as number, percent: size }
  }
  return {
    elements,
    residualRePercent: percent.slice(0, count),
    residualImPercent: percent.slice(count),
    rmsPercent: Math.sqrt(percent.reduce((sum, value) => sum + value * value, 0) / percent.length),
    worst,
  }
}

/** Relative residuals of both parts, real before imaginary. */
function solve(frequencyHz: Float64Array, reZOhm: Float64Array, imZOhm: Float64Array, elements: number): Float64Array {
  const count = frequencyHz.length
  const omega = frequencyHz.map((f) => 2 * Math.PI * f)
  const fastest = 1 / Math.max(...omega)
  const slowest = 1 / Math.min(...omega)
  const matrix = new Matrix(2 * count, elements + 3)
  const target = new Matrix(2 * count, 1)
  for (let point = 0; point < count; point++) {
    const w = omega[point] as number
    const re = reZOhm[point] as number
    const im = imZOhm[point] as number
    const scale = 1 / Math.hypot(re, im)
    matrix.set(point, 0, scale)
    for (let k = 0; k < elements; k++) {
      const tau = fastest * (slowest / fastest) ** (k / (elements - 1))
      const below = 1 + (w * tau) ** 2
      matrix.set(point, 1 + k, scale / below)
      matrix.set(count + point, 1 + k, (-scale * w * tau) / below)
    }
    // Inductance and capacitance in series, scaled to the range so that the columns are of one size.
    matrix.set(count + point, elements + 1, scale * w * fastest)
    matrix.set(count + point, elements + 2, -scale / (w * slowest))
    target.set(point, 0, re * scale)
    target.set(count + point, 0, im * scale)
  }
  const solution = new SVD(matrix, { autoTranspose: true }).solve(target)
  const reproduced = matrix.mmul(solution)
  return Float64Array.from({ length: 2 * count }, (_, at) => target.get(at, 0) - reproduced.get(at, 0))
}
