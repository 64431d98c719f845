import { levenbergMarquardt } from 'ml-levenberg-marquardt'
import { inverse, Matrix } from 'ml-matrix'
import { type Circuit, type CircuitId, circuits, findCircuit, impedanceOf, parameterCount } from './circuits'
import type { Spectrum } from './spectrum'

export interface FittedParameter {
  /** `R_s`, `R_f`, `R_ct`, `Q_f`, `n_f`, `Q_ct`, `n_ct`, `σ` */
  name: string
  value: number
  /** `Ω`, `S sⁿ`, `Ω s⁻½` or none */
  unit: string
  /** 95 % confidence interval from the covariance of the fit; null where the data do not determine the parameter */
  low: number | null
  high: number | null
}

export interface CircuitFit {
  circuit: CircuitId
  parameters: FittedParameter[]
  /** points of the spectrum that were fitted, high frequency first */
  frequencyHz: Float64Array
  /** Ω, of the fitted circuit at these frequencies */
  reZOhm: Float64Array
  imZOhm: Float64Array
  /** % of |Z| at each point, measured less fitted */
  residualRePercent: Float64Array
  residualImPercent: Float64Array
  /** % of |Z|, root of the mean square of both parts */
  rmsPercent: number
  /** points left out because Im Z is positive there: cables and windings, which no circuit here describes */
  inductivePoints: number
  /** Bayesian information criterion; of two circuits on one spectrum the lower is to be preferred */
  bic: number
}

export type FitOutcome = { ok: true; fit: CircuitFit } | { ok: false; message: string }

/** Exponents below this are no arc of a cell any more. */
const lowestExponent = 0.4
const mostPoints = 2000
/** Every start goes a few steps; the most promising go on to the end. */
const roundsToJudge = 1
const startsToFinish = 3
const roundsAtMost = 12
const iterationsPerRound = 12

/**
 * Fits a circuit to a spectrum by least squares with modulus weighting: the residual of each part is taken relative to |Z|. Levenberg
 * and Marquardt's method, from several starts whose time constants cover the measured range; the best end counts.
 */
export function fitCircuit(spectrum: Spectrum, id: CircuitId): FitOutcome {
  const circuit = findCircuit(id)
  const used = withoutInductive(spectrum)
  const count = used.frequencyHz.length
  const inductivePoints = spectrum.frequencyHz.length - count
  const needed = parameterCount(circuit)
  if (2 * count <= needed + 2)
    return {
      ok: false,
      message: `The circuit ${circuit.label} has ${needed} parameters and needs more than ${Math.floor(needed / 2) + 1} points with a capacitive part; this spectrum has ${count}.`,
    }
  if (count > mostPoints)
    return {
      ok: false,
      message: `A sweep of ${count} points is too long for a fit; one has some tens to hundreds, at most ${mostPoints}.`,
    }
  const problem = weigh(used)
  const begun = startsOf(circuit, used)
    .flatMap((start) => descend(circuit, problem, start, roundsToJudge) ?? [])
    .toSorted((a, b) => a.error - b.error)
  let best: Descent | null = null
  for (const { parameters } of begun.slice(0, startsToFinish)) {
    const end = descend(circuit, problem, parameters, roundsAtMost)
    if (end !== null && (best === null || end.error < best.error)) best = end
  }
  if (best === null)
    return { ok: false, message: `The circuit ${circuit.label} could not be fitted: no start led to finite values.` }
  return { ok: true, fit: report(circuit, fasterFirst(circuit, best.parameters), problem, inductivePoints) }
}

/** By how much a richer circuit has to do better: a difference of ten in the criterion is called very strong evidence. */
const clearlyBetter = 10

/**
 * The simplest circuit that no richer one clearly beats (by ten in the Bayesian information criterion), among those whose resistances
 * the data determine.
 */
export function fitBestCircuit(spectrum: Spectrum): FitOutcome {
  let best: CircuitFit | null = null
  let refusal: FitOutcome | null = null
  for (const { id } of circuits) {
    const outcome = fitCircuit(spectrum, id)
    if (!outcome.ok) {
      refusal ??= outcome
      continue
    }
    const { fit } = outcome
    const isDetermined = fit.parameters.every((parameter) => parameter.unit !== 'Ω' || parameter.low !== null)
    if (best === null || (isDetermined && fit.bic < best.bic - clearlyBetter)) best = fit
  }
  if (best !== null) return { ok: true, fit: best }
  return refusal ?? { ok: false, message: 'The spectrum has no points.' }
}

interface Problem {
  frequencyHz: Float64Array
  /** Re Z and then Im Z over |Z| */
  target: Float64Array
  /** 1/|Z|, once for each part */
  weight: Float64Array
  index: Float64Array
}

function withoutInductive({ frequencyHz, reZOhm, imZOhm, number }: Spectrum): Spectrum {
  const keep: number[] = []
  for (let point = 0; point < frequencyHz.length; point++) {
    const re = reZOhm[point] as number
    const im = imZOhm[point] as number
    if (im <= 0 && Number.isFinite(re) && re * re + im * im > 0) keep.push(point)
  }
  const pick = (values: Float64Array) => Float64Array.from(keep, (point) => values[point] as number)
  return { frequencyHz: pick(frequencyHz), reZOhm: pick(reZOhm), imZOhm: pick(imZOhm), number }
}

function weigh({ frequencyHz, reZOhm, imZOhm }: Spectrum): Problem {
  const count = frequencyHz.length
  const target = new Float64Array(2 * count)
  const weight = new Float64Array(2 * count)
  for (let point = 0; point < count; point++) {
    const re = reZOhm[point] as number
    const im = imZOhm[point] as number
    const size = Math.hypot(re, im)
    weight[point] = weight[count + point] = 1 / size
    target[point] = re / size
    target[count + point] = im / size
  }
  return { frequencyHz, target, weight, index: Float64Array.from(target, (_, at) => at) }
}

function weightedModel(circuit: Circuit, problem: Problem, parameters: ArrayLike<number>): Float64Array {
  const model = impedanceOf(circuit, parameters, problem.frequencyHz)
  for (let at = 0; at < model.length; at++) model[at] = (model[at] as number) * (problem.weight[at] as number)
  return model
}

interface Descent {
  parameters: number[]
  error: number
}

/** The library keeps on from a step that made things worse; short rounds from the best point so far hold it there. */
function descend(circuit: Circuit, problem: Problem, start: number[], rounds: number): Descent | null {
  const isExponent = start.map((_, at) => at > 0 && at <= 3 * circuit.arcs && at % 3 === 0)
  const minValues = isExponent.map((exponent) => (exponent ? lowestExponent : -40))
  const maxValues = isExponent.map((exponent) => (exponent ? 1 : 40))
  let parameters = start
  let error = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    let end: ReturnType<typeof levenbergMarquardt>
    try {
      end = levenbergMarquardt(
        { x: problem.index, y: problem.target },
        (trial) => {
          const model = weightedModel(circuit, problem, trial)
          return (at) => model[at] as number
        },
        {
          initialValues: parameters,
          minValues,
          maxValues,
          damping: 10 ** (round - 3),
          gradientDifference: 1e-5,
          centralDifference: true,
          maxIterations: iterationsPerRound,
          errorTolerance: 1e-15,
        },
      )
    } catch {
      break
    }
    if (!Number.isFinite(end.parameterError)) break
    const gain = error - end.parameterError
    if (end.parameterError < error) {
      error = end.parameterError
      parameters = end.parameterValues
    }
    if (round > 1 && gain < 1e-6 * error) break
  }
  return Number.isFinite(error) ? { parameters, error } : null
}

/** Starts whose time constants cover the measured range, with resistances read off the real axis. */
function startsOf({ arcs, warburg }: Circuit, { frequencyHz, reZOhm, imZOhm }: Spectrum): number[][] {
  const lowest = Math.min(...reZOhm)
  const highest = Math.max(...reZOhm)
  const span = Math.max(highest - lowest, 1e-6 * Math.abs(highest), 1e-9)
  const rs = Math.log(Math.max(lowest, 0.01 * span))
  const fastest = -Math.log(2 * Math.PI * Math.max(...frequencyHz))
  const slowest = -Math.log(2 * Math.PI * Math.min(...frequencyHz))
  const time = (share: number) => fastest + share * (slowest - fastest)
  const lastIm = Math.abs(imZOhm.at(-1) ?? span)
  const sigma = Math.log(Math.max(0.5 * lastIm * Math.sqrt(2 * Math.PI * Math.min(...frequencyHz)), 1e-9))
  const tail = warburg === null ? [] : [sigma]
  const share = warburg === null ? 1 : 0.5
  const places = [0.15, 0.35, 0.55, 0.75]
  if (arcs === 1) return places.map((place) => [rs, Math.log(share * span), time(place), 0.85, ...tail])
  const pairs = places.flatMap((one, at) => places.slice(at + 1).map((other) => [one, other] as const))
  return pairs.flatMap(([one, other]) =>
    [0.3, 0.7].map((part) => [
      rs,
      Math.log(share * part * span),
      time(one),
      0.85,
      Math.log(share * (1 - part) * span),
      time(other),
      0.85,
      ...tail,
    ]),
  )
}

/** Of two plain arcs the faster is named first; where a Warburg element sits inside the second, their places are fixed. */
function fasterFirst({ arcs, warburg }: Circuit, parameters: number[]): number[] {
  if (arcs !== 2 || warburg === 'inside' || (parameters[2] as number) <= (parameters[5] as number)) return parameters
  return [parameters[0] as number, ...parameters.slice(4, 7), ...parameters.slice(1, 4), ...parameters.slice(7)]
}

function report(circuit: Circuit, parameters: number[], problem: Problem, inductivePoints: number): CircuitFit {
  const { frequencyHz, target, weight } = problem
  const count = frequencyHz.length
  const fitted = weightedModel(circuit, problem, parameters)
  const residuals = target.map((value, at) => value - (fitted[at] as number))
  const squares = residuals.reduce((sum, value) => sum + value * value, 0)
  const model = fitted.map((value, at) => value / (weight[at] as number))
  const observations = 2 * count
  const covariance = covarianceOf(circuit, problem, parameters, squares / (observations - parameters.length))
  return {
    circuit: circuit.id,
    parameters: namedParameters(circuit, parameters, covariance),
    frequencyHz,
    reZOhm: model.slice(0, count),
    imZOhm: model.slice(count),
    residualRePercent: residuals.slice(0, count).map((value) => 100 * value),
    residualImPercent: residuals.slice(count).map((value) => 100 * value),
    rmsPercent: 100 * Math.sqrt(squares / observations),
    inductivePoints,
    bic: observations * Math.log(Math.max(squares, 1e-300) / observations) + parameters.length * Math.log(observations),
  }
}

/** s² (JᵀJ)⁻¹ of the fitted parameters; null where the data leave a direction free. */
function covarianceOf(
  circuit: Circuit,
  problem: Problem,
  parameters: readonly number[],
  variance: number,
): Matrix | null {
  const step = 1e-5
  const jacobian = new Matrix(problem.target.length, parameters.length)
  for (let at = 0; at < parameters.length; at++) {
    const moved = (by: number) =>
      weightedModel(
        circuit,
        problem,
        parameters.map((value, other) => (other === at ? value + by : value)),
      )
    const above = moved(step)
    const below = moved(-step)
    for (let row = 0; row < above.length; row++)
      jacobian.set(row, at, ((above[row] as number) - (below[row] as number)) / (2 * step))
  }
  try {
    const found = inverse(jacobian.transpose().mmul(jacobian)).mul(variance)
    return found.diagonal().every((value) => Number.isFinite(value) && value >= 0) ? found : null
  } catch {
    return null
  }
}

/** Beyond a factor of ten either way a parameter is not determined. */
const widestLogError = Math.log(10) / 1.96

function namedParameters(
  circuit: Circuit,
  parameters: readonly number[],
  covariance: Matrix | null,
): FittedParameter[] {
  const named: FittedParameter[] = []
  /** A parameter whose logarithm is a sum of fitted ones, with the weights of that sum. */
  const add = (name: string, unit: string, logarithm: number, weights: Readonly<Record<number, number>>) => {
    const error = errorOf(covariance, weights)
    const known = error !== null && error <= widestLogError
    const value = Math.exp(logarithm)
    named.push({
      name,
      unit,
      value,
      low: known ? value * Math.exp(-1.96 * error) : null,
      high: known ? value * Math.exp(1.96 * error) : null,
    })
  }
  add('R_s', 'Ω', parameters[0] as number, { 0: 1 })
  for (let arc = 0; arc < circuit.arcs; arc++) {
    const at = 1 + 3 * arc
    const name = circuit.arcs === 2 && arc === 0 ? 'f' : 'ct'
    const [r, tau, n] = parameters.slice(at, at + 3) as [number, number, number]
    add(`R_${name}`, 'Ω', r, { [at]: 1 })
    add(`Q_${name}`, 'S sⁿ', n * tau - r, { [at]: -1, [at + 1]: n, [at + 2]: tau })
    const error = errorOf(covariance, { [at + 2]: 1 })
    named.push({
      name: `n_${name}`,
      unit: '',
      value: n,
      low: error === null ? null : n - 1.96 * error,
      high: error === null ? null : Math.min(1, n + 1.96 * error),
    })
  }
  if (circuit.warburg !== null) {
    const at = 1 + 3 * circuit.arcs
    add('σ', 'Ω s⁻½', parameters[at] as number, { [at]: 1 })
  }
  return named
}

function errorOf(covariance: Matrix | null, weights: Readonly<Record<number, number>>): number | null {
  if (covariance === null) return null
  let variance = 0
  for (const [row, one] of Object.entries(weights))
    for (const [column, other] of Object.entries(weights))
      variance += one * other * covariance.get(Number(row), Number(column))
  return variance >= 0 ? Math.sqrt(variance) : null
}
