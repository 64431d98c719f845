import type { BoronBasis } from './parameters'

/**
 * A recipe in its nested form, as scripts hand it over. Everything but the process may be missing: what is missing makes only
 * those predictions unavailable that need it. Names carry their units; limits stand in the catalogue (`parameters.ts`).
 */
export type Recipe = BareRecipe | AldRecipe | WetRecipe | SolGelRecipe | SolidStateRecipe | BallMillingRecipe

export interface PhaseFraction {
  /** Library id of a material. */
  id: string
  /** 0 to 1; those of one coating add up to 1. */
  volumeFraction: number
}

export interface Conditions {
  /** Library id: what takes the oxygen behind the coating. */
  oxygenSink?: string
  temperatureC?: number
  /** 1/h */
  cRate?: number
  upperCutoffV?: number
  cycles?: number
  dwellVoltageV?: number
}

export interface BoronContent {
  value?: number
  basis?: BoronBasis
}

export interface SubCycle {
  id?: string
  order?: string
  /** `LiOx`, `ZrOx`, `POx` … */
  oxide?: string
  precursor?: string
  coReactant?: string
  repeats?: number
  pulseS?: number
  exposureS?: number
  purgeS?: number
  /** Cations per nm² and sub-cycle. */
  cationsPerCycle?: number
}

interface Common {
  name?: string
  cathode?: string
  batchMassG?: number
  cathodeRadiusUm?: number
  betAreaM2PerG?: number
  betAreaUncertaintyM2PerG?: number
  capacityMAhPerG?: number
  cathodeDensityGPerCm3?: number
  cathodeOxygenPotentialEv?: number
  surfaceOxygenPerNm3?: number
  dwellSecondsPerCycle?: number
  conditions?: Conditions
  target?: string
  replicates?: number
  tags?: readonly string[]
  /** A lab's own parameters. The model does not know them. */
  own?: Readonly<Record<string, unknown>>
}

interface Coated extends Common {
  coating?: string | readonly PhaseFraction[]
  thicknessNm?: number
  thicknessBasis?: 'measured' | 'entered'
  thicknessUncertaintyNm?: number
  coatingDensityGPerCm3?: number
}

interface Sintered {
  sinterTemperatureC?: number
  sinterRampCPerMin?: number
  sinterHours?: number
  sinterAtmosphere?: string
}

interface FromSolution {
  solvent?: string
  solventVolumeMl?: number
  solutionTemperatureC?: number
  stirHours?: number
  dryTemperatureC?: number
  dryHours?: number
}

interface Mixed {
  mixingMethod?: string
  mixingHours?: number
  mixingSpeedRpm?: number
  precursors?: readonly string[]
}

export interface BareRecipe extends Common {
  process: 'none'
}

export interface AldRecipe extends Coated {
  process: 'ald'
  reactor?: string
  depositionTemperatureC?: number
  supercycles?: number
  growthPerSupercycleNm?: number
  /** In programme order. */
  subCycles?: readonly SubCycle[]
  postAnnealTemperatureC?: number
  postAnnealHours?: number
}

export interface WetRecipe extends Coated, Sintered, FromSolution {
  process: 'wet'
  boronSource?: string
  boronSourcePurityPercent?: number
  boronContent?: BoronContent
  measuredBoronContent?: BoronContent
  depositSizeFromNm?: number
  depositSizeToNm?: number
}

export interface SolGelRecipe extends Coated, Sintered, FromSolution {
  process: 'sol-gel'
  coatingMolPercent?: number
  coatingWtPercent?: number
  /** `LiCH3COO·2H2O 99 %` */
  precursors?: readonly string[]
}

export interface SolidStateRecipe extends Coated, Sintered, Mixed {
  process: 'solid-state'
  tio2WtPercent?: number
  tio2ParticleSizeNm?: number
  lboWtPercent?: number
  lboFormula?: string
}

export interface BallMillingRecipe extends Coated, Mixed {
  process: 'ball-milling'
  coatingWtPercent?: number
  ballToPowderRatio?: number
}

export type CoatedRecipe = Exclude<Recipe, BareRecipe>

export function isCoated(recipe: Recipe): recipe is CoatedRecipe {
  return recipe.process !== 'none'
}
