import { boronEquivalents } from '../chemistry/boron'
import { lithiumAmounts } from '../chemistry/lithium'
import { type Cathode, type Library, publishedLibrary, type Sourced } from '../library/library'
import { isCoated, type Recipe, type SolidStateRecipe } from '../recipe/recipe'
import { programmeTime, subCycleRatio } from './aldProgramme'
import { weakest } from './basis'
import { across, type Bounded, exactly, isUnknown } from './bounded'
import { checksOf } from './checks'
import type { Derived, Figure, FigureInput, FigureOrNone, LithiumBalance, NoFigure, Prediction } from './figure'
import { guidelineVerdicts } from './guidelines'
import { currentOnArea, currentOnSphere, lithiumConductivity, overpotential } from './lithium'
import {
  assumedDwell,
  oxygenFlux,
  oxygenRetention,
  type Particle,
  referenceShellNm,
  shellAfter,
  timeToTurn,
} from './oxygen'
import { type PhasesReading, phasesOf } from './phases'
import { logSdOfRange, propagate, type Uncertain } from './propagate'
import {
  borateOf,
  cathodeDensityOf,
  given,
  radiusOf,
  sourced,
  type Thickness,
  type ThicknessOrNone,
  thicknessOf,
  titanateOf,
} from './thickness'
import { type Conduction, type ConductionOrNone, conductionOfPhases, zeroCelsius } from './transport'

/** Raised whenever the same recipe would be predicted otherwise; stored with every prediction. */
export const modelVersion = '1'

const transportLimit =
  'the transport limit: it leaves out reaction kinetics at the surface and back-diffusion of metal ions, so real shells grow more slowly'

/** The standard deviation of ln τ that an assumed dwell is given: a factor of two either way. */
const assumedDwellLogSd = Math.log(2)

/** Nothing, or the reason why. */
type Maybe<Value> = { ok: true; value: Value } | { ok: false; reason: string }
const none = (unavailable: string): NoFigure => ({ unavailable })

/**
 * All that the model says of a recipe. Pure, total and quick: it runs in the browser at every keystroke. What a recipe leaves
 * out makes only those figures unavailable that need it, each with its reason; nothing is assumed without being named among
 * the inputs.
 *
 * Units: s, cycles, nm, %, mV, O²⁻ cm⁻² s⁻¹, nm. Equations and sources stand with each figure; the model is `cheng2024`
 * with the extensions named in `oxygen.ts`, `lithium.ts` and `transport.ts`.
 *
 * @param recipe values within the limits of the catalogue; a value outside them gives figures without meaning, never an error
 */
export function predict(recipe: Recipe, library: Library = publishedLibrary): Prediction {
  const cathode = recipe.cathode === undefined ? null : (library.cathodeById.get(recipe.cathode) ?? null)
  const coated = isCoated(recipe) ? recipe : null
  const phasesReading: PhasesReading =
    coated === null ? { phases: [], reason: 'bare powder has no coating' } : phasesOf(coated, library)
  const { phases } = phasesReading
  const thickness: ThicknessOrNone =
    coated === null
      ? { ok: false, reason: 'bare powder has no coating' }
      : thicknessOf(coated, { library, cathode, phases })
  const { temperatureC } = recipe.conditions ?? {}
  const temperatureK = temperatureC === undefined ? null : temperatureC + zeroCelsius

  const conduction = (ion: 'oxygen' | 'lithium'): ConductionOrNone =>
    phasesReading.reason !== null
      ? { ok: false, reason: phasesReading.reason }
      : conductionOfPhases(phases, ion, temperatureK)
  const oxygen = conduction('oxygen')

  const figures = oxygenFigures(recipe, library, cathode, oxygen, thickness)
  const prediction: Prediction = {
    modelVersion,
    coatingThickness: thickness.ok ? thicknessFigure(thickness.thickness) : none(thickness.reason),
    ...figures,
    lithiumOverpotential: lithiumFigure(recipe, cathode, conduction('lithium'), thickness),
    lithiumBalance: lithiumBalance(recipe, cathode),
    guidelines: guidelineVerdicts(phases, library.guidelines),
    checks: checksOf({ recipe, library, cathode, phases, thickness, temperatureK }),
  }
  const derived = derive(recipe, cathode)
  if (derived !== null) prediction.derived = derived
  return prediction
}

function figure(
  bounded: Bounded,
  unit: string,
  equation: string,
  inputs: readonly FigureInput[],
  more: Pick<Figure, 'notes' | 'propagated'> = {},
): FigureOrNone {
  if (isUnknown(bounded))
    return none('what it rests on is known from opposite sides only, so that neither side is known')
  return { ...bounded, unit, basis: weakest(inputs), equation, inputs: withoutRepeats(inputs), ...more }
}

/** A thickness from masses rests on radius and density too; each input is named once. */
function withoutRepeats(inputs: readonly FigureInput[]): readonly FigureInput[] {
  const names = new Set<string>()
  return inputs.filter(({ name }) => !names.has(name) && names.add(name) !== undefined)
}

function thicknessFigure({ nm, basis, equation, inputs, notes }: Thickness): FigureOrNone {
  return { ...nm, unit: 'nm', basis, equation, inputs, ...(notes === undefined ? {} : { notes }) }
}

interface Drive {
  ev: number
  inputs: readonly FigureInput[]
}

/** µ_c − µ_e, eV, of the cathode against the sink. */
function driveOf(recipe: Recipe, library: Library, cathode: Cathode | null): Maybe<Drive> {
  const { oxygenSink, upperCutoffV } = recipe.conditions ?? {}
  const own = recipe.cathodeOxygenPotentialEv
  const atCathode: Sourced | null =
    own === undefined
      ? (cathode?.oxygenPotentialEv ?? null)
      : { value: own, kind: 'measured', source: 'as the recipe has it' }
  if (atCathode === null) return { ok: false, reason: noCathode(recipe, cathode, 'µ_O') }
  if (oxygenSink === undefined) return { ok: false, reason: 'no oxygen sink is chosen' }
  const sink = library.sinkById.get(oxygenSink)
  if (sink === undefined) return { ok: false, reason: `the library has no oxygen sink “${oxygenSink}”` }
  const ev = atCathode.value - sink.oxygenPotentialEv.value
  if (!(ev > 0))
    return { ok: false, reason: 'nothing drives oxygen out: µ_O of the cathode is not above that of the sink' }
  const input = sourced('oxygen chemical potential of the charged cathode', 'µ_c', atCathode, 'eV')
  const volts = own === undefined ? (cathode?.dwellVoltageV ?? null) : null
  if (volts !== null && upperCutoffV !== undefined && upperCutoffV > volts + 1e-9) {
    input.outsideRange = true
    input.note = `published for ${volts} V; the cell goes to ${upperCutoffV} V`
  }
  return {
    ok: true,
    value: {
      ev,
      inputs: [input, sourced('oxygen chemical potential of the sink', 'µ_e', sink.oxygenPotentialEv, 'eV')],
    },
  }
}

function noCathode(recipe: Recipe, cathode: Cathode | null, what: string): string {
  if (cathode !== null) return `${what} of ${cathode.id} is not known`
  return recipe.cathode === undefined ? 'no cathode is chosen' : `the library has no cathode “${recipe.cathode}”`
}

/** r, c_max and φ. */
function particleOf(recipe: Recipe, cathode: Cathode | null): Maybe<{ particle: Particle; inputs: FigureInput[] }> {
  const radius = radiusOf(recipe, cathode)
  if (radius === null) return { ok: false, reason: noCathode(recipe, cathode, 'the particle radius') }
  const surface: Sourced | null =
    recipe.surfaceOxygenPerNm3 === undefined
      ? (cathode?.surfaceOxygenPerCm3 ?? null)
      : { value: recipe.surfaceOxygenPerNm3 * 1e21, kind: 'measured', source: 'as the recipe has it' }
  if (surface === null)
    return { ok: false, reason: noCathode(recipe, cathode, 'the oxygen concentration at the surface') }
  const lost = cathode?.lostFraction ?? null
  if (lost === null) return { ok: false, reason: noCathode(recipe, cathode, 'the fraction of oxygen that is lost') }
  return {
    ok: true,
    value: {
      particle: { radiusUm: radius.value, surfaceOxygenPerCm3: surface.value, lostFraction: lost.value },
      inputs: [
        sourced('particle radius', 'r', radius, 'µm'),
        sourced('O²⁻ in the delithiated surface phase', 'c_max', surface, 'cm⁻³'),
        sourced('fraction of that oxygen lost', 'φ', lost, ''),
      ],
    },
  }
}

interface Dwell {
  seconds: number
  input: FigureInput
  logSd: number
}

/** τ, s per cycle. */
function dwellOf(recipe: Recipe, cathode: Cathode | null): Maybe<Dwell> {
  const { cRate, upperCutoffV, dwellVoltageV } = recipe.conditions ?? {}
  const own = recipe.dwellSecondsPerCycle
  if (own !== undefined)
    return {
      ok: true,
      value: { seconds: own, input: given('dwell at high voltage per cycle', 'τ', own, 's'), logSd: 0 },
    }
  const volts = dwellVoltageV ?? cathode?.dwellVoltageV ?? null
  if (volts !== null && upperCutoffV !== undefined && upperCutoffV < volts - 1e-9)
    return {
      ok: false,
      reason: `the cell is charged to ${upperCutoffV} V only, and oxygen is taken to leave at or above ${volts} V`,
    }
  if (cRate === undefined) return { ok: false, reason: 'neither the C-rate nor the dwell per cycle is given' }
  const seconds = assumedDwell(cRate)
  return {
    ok: true,
    value: {
      seconds,
      input: {
        name: 'dwell at high voltage per cycle',
        symbol: 'τ',
        value: seconds,
        unit: 's',
        basis: 'assumed',
        source: 'model rule 6',
        note: `a quarter of 2 h / C-rate at ${cRate} C, until a recorded test gives it`,
      },
      logSd: assumedDwellLogSd,
    },
  }
}

type OxygenFigures = Pick<
  Prediction,
  'oxygenFlux' | 'timeToRocksalt' | 'cyclesToRocksalt' | 'rocksaltThickness' | 'surfaceOxygenRetention'
>

function allOxygen(reason: string): OxygenFigures {
  const figure = none(reason)
  return {
    oxygenFlux: figure,
    timeToRocksalt: figure,
    cyclesToRocksalt: figure,
    rocksaltThickness: figure,
    surfaceOxygenRetention: figure,
  }
}

/** The chain from flux to oxygen retention; each link is left out when what it needs is missing. */
function oxygenFigures(
  recipe: Recipe,
  library: Library,
  cathode: Cathode | null,
  oxygen: ConductionOrNone,
  thicknessReading: ThicknessOrNone,
): OxygenFigures {
  if (!oxygen.ok) return allOxygen(oxygen.reason)
  if (!thicknessReading.ok) return allOxygen(thicknessReading.reason)
  const driveReading = driveOf(recipe, library, cathode)
  if (!driveReading.ok) return allOxygen(driveReading.reason)
  const { conduction } = oxygen
  const { thickness } = thicknessReading
  const drive = driveReading.value
  const driving = [conduction.onsager, thickness.nm] as const
  const flux = (onsager: number, nm: number) => oxygenFlux(onsager, drive.ev, nm)
  const uncertain = uncertainInputs(conduction, thickness, 'L_OO of the coating')
  const central = centralOf(conduction, thickness)
  const fluxInputs = [...conduction.inputs, ...drive.inputs, ...thickness.inputs]
  const oxygenFluxFigure = figure(
    across(flux, driving, [true, false]),
    'cm⁻² s⁻¹',
    'J_O = L_OO (µ_c − µ_e) / l_c (cheng2024 eq. 2)',
    fluxInputs,
    spread(uncertain, central, (factor, { onsager, nm }) => flux(onsager * factor, nm)),
  )

  const particleReading = particleOf(recipe, cathode)
  if (!particleReading.ok) return { ...allOxygen(particleReading.reason), oxygenFlux: oxygenFluxFigure }
  const { particle, inputs: particleInputs } = particleReading.value
  const shellInput: FigureInput = {
    name: 'reference shell',
    symbol: 'l_s',
    value: referenceShellNm,
    unit: 'nm',
    basis: 'measured',
    source: 'cheng2024: after 10 cycles',
  }
  const time = (onsager: number, nm: number) => timeToTurn(particle, referenceShellNm, nm, flux(onsager, nm))
  const timeInputs = [...fluxInputs, ...particleInputs, shellInput]
  const notes = [transportLimit]
  const timeFigure = figure(
    across(time, driving, [false, true]),
    's',
    't_rs = φ c_max [r³ − (r − l_s)³] / (3 (r + l_c)² J_O) (cheng2024 eqs. 4, 5)',
    timeInputs,
    { notes, ...spread(uncertain, central, (factor, { onsager, nm }) => time(onsager * factor, nm)) },
  )

  const dwellReading = dwellOf(recipe, cathode)
  if (!dwellReading.ok)
    return { ...allOxygen(dwellReading.reason), oxygenFlux: oxygenFluxFigure, timeToRocksalt: timeFigure }
  const dwell = dwellReading.value
  const cycling = [...uncertain, { name: dwell.input.name, logSd: dwell.logSd }]
  const cyclesFigure = figure(
    across((onsager, nm) => time(onsager, nm) / dwell.seconds, driving, [false, true]),
    'cycles',
    'N_rs = t_rs / τ (extension of cheng2024)',
    [...timeInputs, dwell.input],
    { notes, ...spread(cycling, central, (factor, { onsager, nm }) => time(onsager * factor, nm) / dwell.seconds) },
  )

  const { cycles } = recipe.conditions ?? {}
  if (cycles === undefined) {
    const missing = none('the number of cycles is not given')
    return {
      oxygenFlux: oxygenFluxFigure,
      timeToRocksalt: timeFigure,
      cyclesToRocksalt: cyclesFigure,
      rocksaltThickness: missing,
      surfaceOxygenRetention: missing,
    }
  }
  const shell = (onsager: number, nm: number) => shellAfter(particle, nm, flux(onsager, nm), cycles * dwell.seconds)
  const retention = (onsager: number, nm: number) => oxygenRetention(shell(onsager, nm), particle.lostFraction)
  const shellInputs = [...fluxInputs, ...particleInputs, dwell.input, given('cycles', 'N', cycles, '')]
  return {
    oxygenFlux: oxygenFluxFigure,
    timeToRocksalt: timeFigure,
    cyclesToRocksalt: cyclesFigure,
    rocksaltThickness: figure(
      across(shell, driving, [true, false]),
      'nm',
      'l_s(N) = r − [r³ − 3 (r + l_c)² J_O N τ / (φ c_max)]^{1/3} (extension of cheng2024)',
      shellInputs,
      { notes, ...spread(cycling, central, (factor, { onsager, nm }) => shell(onsager * factor, nm)) },
    ),
    surfaceOxygenRetention: figure(
      across(retention, driving, [false, true]),
      '%',
      'R_O(N) = 100 (1 − φ min(1, l_s(N) / 2 nm)) (extension of cheng2024)',
      [...shellInputs, shellInput],
      { notes, ...spread(cycling, central, (factor, { onsager, nm }) => retention(onsager * factor, nm)) },
    ),
  }
}

interface Central {
  onsager: number
  nm: number
}

function centralOf(conduction: Conduction, thickness: Thickness): Central | null {
  const onsager = conduction.onsager.value
  const nm = thickness.nm.value
  return onsager === undefined || nm === undefined ? null : { onsager, nm }
}

/** The figures all go with L / l_c as long as the coating is thin beside the particle; so each input weighs by its own spread. */
function uncertainInputs(conduction: Conduction, thickness: Thickness, name: string): Uncertain[] {
  return [
    { name, logSd: logSdOfRange(conduction.onsager.low, conduction.onsager.high) },
    { name: 'activation energy', logSd: conduction.logSdOfActivation },
    { name: 'coating thickness', logSd: logSdOfRange(thickness.nm.low, thickness.nm.high) },
  ]
}

function spread(
  uncertain: readonly Uncertain[],
  central: Central | null,
  at: (factor: number, central: Central) => number,
): Pick<Figure, 'propagated'> {
  const propagated = central === null ? null : propagate(uncertain, (factor) => at(factor, central))
  return propagated === null ? {} : { propagated }
}

/** η = i l_c / σ. */
function lithiumFigure(
  recipe: Recipe,
  cathode: Cathode | null,
  lithium: ConductionOrNone,
  thicknessReading: ThicknessOrNone,
): FigureOrNone {
  if (!lithium.ok) return none(lithium.reason)
  if (!thicknessReading.ok) return none(thicknessReading.reason)
  const currentReading = currentOf(recipe, cathode)
  if (!currentReading.ok) return none(currentReading.reason)
  const { conduction } = lithium
  const { thickness } = thicknessReading
  const { value: current } = currentReading
  const central = centralOf(conduction, thickness)
  const uncertain = [...uncertainInputs(conduction, thickness, 'L_LiLi of the coating'), ...current.uncertain]
  const at = (onsager: number, nm: number, amperes: number) => overpotential(amperes, nm, onsager)
  return figure(
    across(at, [conduction.onsager, thickness.nm, exactly(current.amperes)], [false, true, true]),
    'mV',
    current.equation,
    [...conduction.inputs, ...thickness.inputs, ...current.inputs, ...conductivityInput(conduction)],
    spread(uncertain, central, (factor, { onsager, nm }) => at(onsager * factor, nm, current.amperes)),
  )
}

function conductivityInput({ onsager, basis }: Conduction): FigureInput[] {
  const { value, low, high } = onsager
  if (value === undefined) return []
  return [
    {
      name: 'conductivity of the coating for Li⁺',
      symbol: 'σ',
      value: lithiumConductivity(value),
      ...(low === undefined ? {} : { low: lithiumConductivity(low) }),
      ...(high === undefined ? {} : { high: lithiumConductivity(high) }),
      unit: 'S cm⁻¹',
      basis,
      source: 'σ = e L_LiLi',
    },
  ]
}

interface Current {
  /** A cm⁻² */
  amperes: number
  equation: string
  inputs: readonly FigureInput[]
  uncertain: readonly Uncertain[]
}

function currentOf(recipe: Recipe, cathode: Cathode | null): Maybe<Current> {
  const { cRate } = recipe.conditions ?? {}
  const capacity: Sourced | null =
    recipe.capacityMAhPerG === undefined
      ? (cathode?.capacity ?? null)
      : { value: recipe.capacityMAhPerG, kind: 'measured', source: 'as the recipe has it' }
  if (capacity === null) return { ok: false, reason: noCathode(recipe, cathode, 'the capacity') }
  if (cRate === undefined) return { ok: false, reason: 'the C-rate is not given' }
  const inputs = [sourced('capacity that 1 C refers to', 'q', capacity, 'mAh g⁻¹'), given('C-rate', 'C', cRate, '1/h')]
  const uncertain = [{ name: 'capacity', logSd: logSdOfRange(capacity.low, capacity.high) }]
  const area = recipe.betAreaM2PerG
  if (area !== undefined)
    return {
      ok: true,
      value: {
        amperes: currentOnArea(capacity.value, cRate, area),
        equation: 'η = i l_c / σ with i = q C / A_BET (extension of cheng2024)',
        inputs: [...inputs, given('BET area', 'A_BET', area, 'm² g⁻¹')],
        uncertain,
      },
    }
  const radius = radiusOf(recipe, cathode)
  if (radius === null) return { ok: false, reason: noCathode(recipe, cathode, 'the particle radius') }
  const density = cathodeDensityOf(recipe, cathode)
  if (density === null) return { ok: false, reason: noCathode(recipe, cathode, 'the density') }
  return {
    ok: true,
    value: {
      amperes: currentOnSphere(capacity.value, cRate, density.value, radius.value),
      equation: 'η = i l_c / σ with i = q C ρ r / 3 (extension of cheng2024)',
      inputs: [
        ...inputs,
        sourced('density of the cathode', 'ρ', density, 'g cm⁻³'),
        sourced('particle radius', 'r', radius, 'µm'),
      ],
      uncertain: [...uncertain, { name: 'density of the cathode', logSd: logSdOfRange(density.low, density.high) }],
    },
  }
}

function lithiumBalance(recipe: Recipe, cathode: Cathode | null): LithiumBalance | NoFigure {
  if (recipe.process !== 'solid-state') return none('it is counted for TiO₂ with a lithium borate (solid-state) only')
  const { tio2WtPercent, lboWtPercent } = recipe satisfies SolidStateRecipe
  if (tio2WtPercent === undefined) return none('the TiO₂ content is not given')
  if (lboWtPercent === undefined) return none('the lithium borate content is not given')
  const amounts = lithiumAmounts(tio2WtPercent, lboWtPercent, borateOf(recipe))
  if (amounts === null) return none(`${borateOf(recipe)} is no formula`)
  const titanate = titanateOf(recipe)
  const needed = amounts.neededUmolPerG[titanate]
  const balance = amounts.broughtUmolPerG - needed
  const from = cathode?.id ?? 'the cathode'
  return {
    neededUmolPerG: needed,
    broughtUmolPerG: amounts.broughtUmolPerG,
    balanceUmolPerG: balance,
    unit: 'µmol Li per g cathode',
    titanate,
    titaniumUmolPerG: amounts.titaniumUmolPerG,
    neededForUmolPerG: amounts.neededUmolPerG,
    note:
      balance < 0
        ? `${titanate} is to form; what is missing is taken from the surface of ${from} (feng2023)`
        : `${titanate} is to form, and the ${borateOf(recipe)} brings enough (feng2023)`,
  }
}

function derive(recipe: Recipe, cathode: Cathode | null): Derived | null {
  if (recipe.process === 'ald') {
    const ratio = subCycleRatio(recipe.subCycles ?? [])
    return { programmeTime: programmeTime(recipe), cationRatio: ratio.ok ? ratio.ratio : none(ratio.reason) }
  }
  if (recipe.process !== 'wet') return null
  const { boronContent: nominal, measuredBoronContent: measured } = recipe
  const mass = cathode?.molarMass ?? null
  const derived: Derived = {}
  if (nominal?.value !== undefined && nominal.basis !== undefined)
    derived.boronNominal = boronEquivalents(nominal.value, nominal.basis, mass)
  if (measured?.value !== undefined && measured.basis !== undefined)
    derived.boronMeasured = boronEquivalents(measured.value, measured.basis, mass)
  return derived
}
