/** Where a number comes from. The weakest input decides: measured > computed > bound > assumed. */
export const bases = ['measured', 'computed', 'bound', 'assumed'] as const
export type Basis = (typeof bases)[number]

/** One input of a figure as it was used, with where it came from. */
export interface FigureInput {
  name: string
  symbol: string
  value: number
  unit: string
  basis: Basis
  source: string
  low?: number
  high?: number
  /** True when the value lies outside the range of the data behind it, or was extrapolated (say which in `note`). */
  outsideRange?: boolean
  note?: string
}

/**
 * A predicted quantity. `value` with `low` and `high` is a central value with its range; `low` alone is a lower bound
 * ("longer than …"), `high` alone an upper bound.
 */
export interface Figure {
  value?: number
  low?: number
  high?: number
  unit: string
  basis: Basis
  /** Name of the equation, e.g. `t_rs (cheng2024 eqs. 4, 5)`. */
  equation: string
  inputs: readonly FigureInput[]
  /** True when any of the inputs lies outside the range of the data behind it, or was extrapolated. */
  outsideRange?: boolean
  notes?: readonly string[]
  /** Log-normal propagation of all uncertain inputs: the 68 % interval and the input that dominates it. */
  propagated?: { low: number; high: number; dominantInput: string }
}

/** Why there is no figure, in one short sentence for people. */
export interface NoFigure {
  unavailable: string
}

export type FigureOrNone = Figure | NoFigure

export function isFigure(figure: FigureOrNone): figure is Figure {
  return !('unavailable' in figure)
}

export type CheckSeverity = 'info' | 'warning' | 'error'

/** One remark on a recipe. The code is stable; message and reason are sentences for people: what is so, and why it matters. */
export interface Check {
  code: string
  severity: CheckSeverity
  message: string
  reason: string
  source: string
  /** Key of the parameter that it concerns, if one. */
  parameter?: string
}

export const figureKeys = [
  'coatingThickness',
  'timeToRocksalt',
  'cyclesToRocksalt',
  'rocksaltThickness',
  'surfaceOxygenRetention',
  'lithiumOverpotential',
  'oxygenFlux',
] as const
export type FigureKey = (typeof figureKeys)[number]

export interface GuidelineVerdict {
  guideline: 'lithiumTransport' | 'oxygenTransport' | 'anionGroup'
  verdict: 'pass' | 'fail' | 'unknown'
  message: string
  source: string
}

/** Lithium balance of TiO2 and lithium borate on a cathode, µmol Li per g of cathode (feng2023). */
export interface LithiumBalance {
  neededUmolPerG: number
  broughtUmolPerG: number
  balanceUmolPerG: number
  unit: 'µmol Li per g cathode'
  /** Which titanate the need is counted for, and what the other one would take. */
  titanate: string
  titaniumUmolPerG: number
  neededForUmolPerG: Readonly<Record<string, number>>
  basis: Basis
  equation: string
  inputs: readonly FigureInput[]
  note: string
}

/** Cations that one ALD supercycle lays down: fractions by oxide, which add up to 1. */
export interface CationRatio {
  fractions: Readonly<Record<string, number>>
  basis: Basis
  equation: string
  inputs: readonly FigureInput[]
}

/** All that the model says of one recipe. */
export type Prediction = Record<FigureKey, FigureOrNone> & {
  modelVersion: string
  lithiumBalance: LithiumBalance | NoFigure
  guidelines: readonly GuidelineVerdict[]
  checks: readonly Check[]
  /** What follows from a recipe without the transport model; only where its process has it. */
  derived?: Derived
}

/** One boron content in every way it can be counted (`wt% H3BO3`, `mol% B` …). */
export type BoronCounts = Readonly<Record<string, number>>

export interface Derived {
  /** ALD: how long the programme runs, s */
  programmeTime?: FigureOrNone
  /** ALD: cations per supercycle */
  cationRatio?: CationRatio | NoFigure
  /** Nominal and measured are never one number. */
  boronNominal?: BoronCounts
  boronMeasured?: BoronCounts
}
