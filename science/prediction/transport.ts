import type { Material, Transport } from '../library/library'
import { weaker } from './basis'
import type { Bounded } from './bounded'
import { leastOf, mostOf } from './bounded'
import type { Basis, FigureInput } from './figure'

/** eV/K */
export const boltzmann = 8.617333262e-5
/** K */
export const zeroCelsius = 273.15
/** Temperatures nearer than this are one: nobody holds a cell closer. */
const sameTemperature = 0.01
/** What is published without an activation energy is published for room temperature, and holds this far from it. */
const roomTemperatureSpan = 5

/** Concentration of O²⁻ in a coating whose own is not published, cm⁻³; the sources' materials lie between low and high. */
export const coatingOxygen = { value: 5e22, low: 2.9e22, high: 5.7e22 } as const

export type Ion = 'oxygen' | 'lithium'

const signs = {
  oxygen: { coefficient: 'L_OO', ion: 'O²⁻', diffusivity: 'D_O', noun: 'oxygen', concentration: 'c_O' },
  lithium: { coefficient: 'L_LiLi', ion: 'Li⁺', diffusivity: 'D_Li', noun: 'lithium', concentration: 'c_Li' },
} as const

export interface Phase {
  material: Material
  /** 0 to 1 */
  fraction: number
}

export interface Conduction {
  onsager: Bounded
  basis: Basis
  inputs: readonly FigureInput[]
  /** Standard deviation of ln L that the activation energy brings where the value was moved to another temperature. */
  logSdOfActivation: number
}

export type ConductionOrNone = { ok: true; conduction: Conduction } | { ok: false; reason: string }

/**
 * L(T) / L(T₀) = (T₀/T) exp[−(E_a/k_B)(1/T − 1/T₀)]: a diffusivity that follows Arrhenius, and L = D c / k_B T. Rule 4 of the
 * model. A strong glass former may not follow Arrhenius down to room temperature; then the diffusivity is overestimated.
 *
 * @param activationEv E_a, eV; 0 leaves the diffusivity as it is
 * @param fromK T₀, K, above 0
 * @param toK T, K, above 0
 */
export function temperatureFactor(activationEv: number, fromK: number, toK: number): number {
  return (fromK / toK) * Math.exp(-(activationEv / boltzmann) * (1 / toK - 1 / fromK))
}

/**
 * Onsager coefficient from a self-diffusion coefficient, eV⁻¹ cm⁻¹ s⁻¹: L = D c / k_B T.
 *
 * @param diffusivity D, cm² s⁻¹, at least 0
 * Rule 5 of the model. Never throws.
 *
 * @param concentration c of the ion in the coating, cm⁻³, at least 0
 * @param temperatureK T, K, above 0
 */
export function onsagerFromDiffusivity(diffusivity: number, concentration: number, temperatureK: number): number {
  return (diffusivity * concentration) / (boltzmann * temperatureK)
}

/**
 * What one material conducts: its Onsager coefficient, eV⁻¹ cm⁻¹ s⁻¹, with range or bound, basis and inputs. L as published where
 * it is (cheng2024, Tables 1 and 2); otherwise L = D c / k_B T, rule 5 of the model; moved to the temperature by rule 4.
 *
 * @param temperatureK above 0; null stands for the temperature that the data were published for
 * @returns the reason where nothing is published, or where what is published says nothing at this temperature; never throws
 */
export function conductionOf(material: Material, ion: Ion, temperatureK: number | null): ConductionOrNone {
  const transport = material[ion]
  const { noun } = signs[ion]
  if (transport === null || (transport.onsager === null && transport.diffusivity === null))
    return { ok: false, reason: `no ${noun} transport value is published for ${material.id}` }
  const published = publishedOnsager(material, ion, transport)
  if (published === null)
    return { ok: false, reason: `the ${noun} concentration of ${material.id} does not follow from its formula` }
  return moveTo(material, ion, transport, published, temperatureK)
}

interface Published {
  onsager: Bounded
  basis: Basis
  concentration: FigureInput | null
}

/** L at the temperature of the data, from L itself or from D. */
function publishedOnsager(material: Material, ion: Ion, transport: Transport): Published | null {
  const { onsager, diffusivity, temperatureK, kind } = transport
  if (onsager !== null) return { onsager, basis: kind, concentration: null }
  if (diffusivity === null) return null
  const share = ion === 'oxygen' ? 1 : material.lithiumPerOxygen
  if (share === null || share === 0) return null
  // With a bound on D the model takes one concentration; with a value, its range widens that of L.
  const isBound = diffusivity.value === undefined
  const at = (own: number | undefined, concentration: number) =>
    own === undefined ? undefined : onsagerFromDiffusivity(own, concentration * share, temperatureK)
  const { value, low, high } = coatingOxygen
  const bounded: Bounded = isBound
    ? { low: at(diffusivity.low, value), high: at(diffusivity.high, value) }
    : {
        value: at(diffusivity.value, value),
        low: at(leastOf(diffusivity), low),
        high: at(mostOf(diffusivity), high),
      }
  const basis = isBound && ion === 'oxygen' ? 'bound' : 'assumed'
  return {
    onsager: bounded,
    basis: weaker(kind, basis),
    concentration: {
      name: `${signs[ion].ion} concentration of ${material.id}`,
      symbol: signs[ion].concentration,
      value: value * share,
      low: low * share,
      high: high * share,
      unit: 'cm⁻³',
      basis,
      source:
        ion === 'oxygen'
          ? 'model rule 5: the sources’ materials lie between the two'
          : 'model rule 5 for oxygen, and Li per O of the formula',
    },
  }
}

function moveTo(
  material: Material,
  ion: Ion,
  transport: Transport,
  { onsager, basis, concentration }: Published,
  temperatureK: number | null,
): ConductionOrNone {
  const { activationEnergyEv, activationEnergySdEv, temperatureK: fromK } = transport
  const { coefficient, noun, ion: sign, diffusivity: symbolOfD } = signs[ion]
  const toK = temperatureK ?? fromK
  const isMoved = Math.abs(toK - fromK) > sameTemperature
  let moved = onsager
  let note: string | undefined
  if (isMoved) {
    const factor = temperatureFactor(activationEnergyEv ?? 0, fromK, toK)
    moved = scale(onsager, factor)
    if (activationEnergyEv !== null) {
      note = `extrapolated from ${printKelvin(fromK)} with E_a = ${activationEnergyEv} eV; a strong glass former may not follow Arrhenius, and then diffuses more slowly`
    } else if (Math.abs(toK - fromK) <= roomTemperatureSpan) {
      note = `published for ${printKelvin(fromK)} without an activation energy, taken as it stands`
    } else {
      // Diffusion slows down in the cold: an upper bound stays one there, a lower bound stays one in the heat.
      moved = toK < fromK ? { high: moved.high ?? moved.value } : { low: moved.low ?? moved.value }
      if (moved.low === undefined && moved.high === undefined)
        return {
          ok: false,
          reason: `no activation energy of ${noun} is published for ${material.id}, so its bound at ${printKelvin(fromK)} says nothing at ${printKelvin(toK)}`,
        }
      note = `no activation energy is published: only ${toK < fromK ? 'slower' : 'faster'} than at ${printKelvin(fromK)} is known`
    }
  }
  const kind: Basis = moved.value === undefined ? weaker(basis, 'bound') : basis
  const { value, low, high } = moved
  const inputs: FigureInput[] = [
    {
      name: `Onsager coefficient of ${sign} in ${material.id}`,
      symbol: coefficient,
      value: value ?? high ?? low ?? Number.NaN,
      ...(value === undefined ? {} : { low, high }),
      unit: 'eV⁻¹ cm⁻¹ s⁻¹',
      basis: kind,
      source: transport.source,
      ...(isMoved ? { outsideRange: true } : {}),
      ...noteOf(value, low, symbolOfD, note),
    },
  ]
  if (concentration !== null) inputs.push(concentration)
  const logSdOfActivation =
    isMoved && activationEnergySdEv !== null ? (activationEnergySdEv / boltzmann) * Math.abs(1 / toK - 1 / fromK) : 0
  return { ok: true, conduction: { onsager: moved, basis: kind, inputs, logSdOfActivation } }
}

function noteOf(value: number | undefined, low: number | undefined, symbol: string, note: string | undefined) {
  const bound =
    value !== undefined
      ? ''
      : low === undefined
        ? `at most: ${symbol} has only an upper bound`
        : `at least: ${symbol} has only a lower bound`
  const text = [bound, note ?? ''].filter((part) => part !== '').join('; ')
  return text === '' ? {} : { note: text }
}

function scale({ value, low, high }: Bounded, factor: number): Bounded {
  const times = (own: number | undefined) => (own === undefined ? undefined : own * factor)
  return { value: times(value), low: times(low), high: times(high) }
}

function printKelvin(kelvin: number): string {
  return `${Number(kelvin.toFixed(2))} K`
}

/**
 * What a coating of several phases conducts, in parallel: L_eff = Σ a_i L_i, with the area fractions taken from the volume
 * fractions (rule 15 of the model). A phase without a published value may be anything from 0 to the largest known; then the
 * result is a range, basis `bound`.
 *
 * @param phases with area fractions from 0 to 1 that add up to 1
 * @param temperatureK as in `conductionOf`
 * @returns L_eff in eV⁻¹ cm⁻¹ s⁻¹, or the reason where nothing is known of any phase; never throws
 */
export function conductionOfPhases(phases: readonly Phase[], ion: Ion, temperatureK: number | null): ConductionOrNone {
  const [only] = phases
  if (only !== undefined && phases.length === 1) return conductionOf(only.material, ion, temperatureK)
  const found = phases.map(({ material, fraction }) => ({
    material,
    fraction,
    reading: conductionOf(material, ion, temperatureK),
  }))
  const known = found.flatMap(({ fraction, reading }) => (reading.ok ? [{ fraction, ...reading.conduction }] : []))
  if (known.length === 0) {
    const names = phases.map(({ material }) => material.id).join(' or ')
    return { ok: false, reason: `no ${signs[ion].noun} transport value is published for ${names}` }
  }
  const unknown = found.filter(({ reading }) => !reading.ok)
  const unknownShare = unknown.reduce((sum, { fraction }) => sum + fraction, 0)
  const largest = Math.max(...known.map(({ onsager }) => mostOf(onsager) ?? 0))
  const sum = (side: (onsager: Bounded) => number | undefined) => {
    let total = 0
    for (const { fraction, onsager } of known) {
      const own = side(onsager)
      if (own === undefined) return undefined
      total += fraction * own
    }
    return total
  }
  const values = sum((onsager) => onsager.value)
  const high = sum(mostOf)
  let low = 0
  for (const { fraction, onsager } of known) low += fraction * (leastOf(onsager) ?? 0)
  const onsager: Bounded = {
    value: unknown.length === 0 ? values : undefined,
    low: low > 0 ? low : undefined,
    high: high === undefined ? undefined : high + unknownShare * largest,
  }
  let basis: Basis = 'measured'
  for (const one of known) basis = weaker(basis, one.basis)
  if (onsager.value === undefined) basis = weaker(basis, 'bound')
  const inputs = found.flatMap(({ material, fraction, reading }): FigureInput[] => [
    {
      name: `share of ${material.id}`,
      symbol: 'a',
      value: fraction,
      unit: '',
      basis: reading.ok ? 'computed' : 'bound',
      source: 'the recipe; area taken as volume',
      ...(reading.ok ? {} : { note: `${reading.reason}: from 0 to the largest known` }),
    },
    ...(reading.ok ? reading.conduction.inputs : []),
  ])
  const logSdOfActivation = Math.max(...known.map((one) => one.logSdOfActivation))
  return { ok: true, conduction: { onsager, basis, inputs, logSdOfActivation } }
}
