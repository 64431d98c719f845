import { boronEquivalents } from '../chemistry/boron'
import { knownSubstance } from '../chemistry/formula'
import { lithiumAmounts, titanates } from '../chemistry/lithium'
import { type Cathode, type Library, publishedLibrary, type Sourced } from '../library/library'
import { isCoated, type Recipe } from '../recipe/recipe'
import { soundRecipe, type UnsoundValue } from '../recipe/soundRecipe'
import { programmeTime, subCycleRatio } from './aldProgramme'
import { weaker, weakest } from './basis'
import { across, type Bounded, exactly, isUnknown } from './bounded'
import { checksOf, leavesCobaltOxide } from './checks'
import {
  type Check,
  type Derived,
  type Figure,
  type FigureInput,
  type FigureOrNone,
  figureKeys,
  type LithiumBalance,
  type NoFigure,
  type Prediction,
} from './figure'
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
  areaUnbounded,
  betAreaOf,
  borateOf,
  cathodeDensityOf,
  given,
  leastArea,
  radiusOf,
  sourced,
  type Thickness,
  type ThicknessOrNone,
  thicknessOf,
  titanateOf,
} from './thickness'
import { type Conduction, type ConductionOrNone, conductionOfPhases, zeroCelsius } from './transport'

/** Raised whenever the same recipe would be predicted otherwise; stored with every prediction. */
export const modelVersion = '2'

const transportLimit =
  'the transport limit: it leaves out reaction kinetics at the surface and back-diffusion of metal ions, so real shells grow more slowly'

/** nm³ in a cm³ */
const cm3PerNm3 = 1e21

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
 * @param recipe values within the limits of the catalogue; a value outside them is left out, with the check `value-left-out`
 * @param library the published one, or a lab's (`extendLibrary`)
 * @returns figures of finite numbers, or the reason why there is none; never an error
 */
export function predict(recipe: Recipe, library: Library = publishedLibrary): Prediction {
  const { recipe: sound, unsound } = soundRecipe(recipe)
  const prediction = predictSound(sound, library)
  return unsound.length === 0 ? prediction : sayWhatWasLeftOut(prediction, unsound)
}

/** A figure that is missing may be so because of a value that could not be used. */
function sayWhatWasLeftOut(prediction: Prediction, unsound: readonly UnsoundValue[]): Prediction {
  const left = unsound.map(({ label, expected, found }) => `${label} ${found} (expected ${expected})`).join('; ')
  const told = <Own extends object>(one: Own): Own =>
    'unavailable' in one ? { ...one, unavailable: `${String(one.unavailable)}; left out: ${left}` } : one
  const checks = unsound.map(
    ({ key, label, expected, found }): Check => ({
      code: 'value-left-out',
      severity: 'error',
      message: `${label}: expected ${expected}, found ${found}. It was left out.`,
      reason: 'A prediction from a value that nothing can have would mean nothing.',
      source: 'catalogue',
      parameter: key,
    }),
  )
  const figures = Object.fromEntries(figureKeys.map((key) => [key, told(prediction[key])])) as Pick<
    Prediction,
    (typeof figureKeys)[number]
  >
  return {
    ...prediction,
    ...figures,
    lithiumBalance: told(prediction.lithiumBalance),
    checks: [...checks, ...prediction.checks],
  }
}

function predictSound(recipe: Recipe, library: Library): Prediction {
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
    return none(
      'what it rests on is known from opposite sides only, or lies beyond what can be counted: neither side is known',
    )
  return {
    ...bounded,
    unit,
    basis: bounded.value === undefined ? weaker('bound', weakest(inputs)) : weakest(inputs),
    equation,
    inputs: withoutRepeats(inputs),
    ...(inputs.some((input) => input.outsideRange) ? { outsideRange: true } : {}),
    ...more,
  }
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
  ev: Sourced
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
  const atSink = sink.oxygenPotentialEv
  const ev: Sourced = {
    value: atCathode.value - atSink.value,
    ...rangeOf(atCathode, atSink, (cathodeSide, sinkSide) => cathodeSide - sinkSide),
    kind: 'computed',
    source: 'µ_c − µ_e',
  }
  if (!(ev.value > 0))
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
      inputs: [input, sourced('oxygen chemical potential of the sink', 'µ_e', atSink, 'eV')],
    },
  }
}

/** Range of what rises with the first and falls with the second; without width where neither has one. */
function rangeOf(
  rising: Sourced,
  falling: Sourced,
  compute: (rising: number, falling: number) => number,
): { low: number; high: number } {
  return {
    low: compute(rising.low ?? rising.value, falling.high ?? falling.value),
    high: compute(rising.high ?? rising.value, falling.low ?? falling.value),
  }
}

function noCathode(recipe: Recipe, cathode: Cathode | null, what: string): string {
  if (cathode !== null) return `${what} of ${cathode.id} is not known`
  return recipe.cathode === undefined ? 'no cathode is chosen' : `the library has no cathode “${recipe.cathode}”`
}

interface Surface {
  radius: Sourced
  oxygen: Sourced
  lost: Sourced
  inputs: readonly FigureInput[]
}

/** r, c_max and φ. */
function surfaceOf(recipe: Recipe, cathode: Cathode | null): Maybe<Surface> {
  const radius = radiusOf(recipe, cathode)
  if (radius === null) return { ok: false, reason: noCathode(recipe, cathode, 'the particle radius') }
  const oxygen: Sourced | null =
    recipe.surfaceOxygenPerNm3 === undefined
      ? (cathode?.surfaceOxygenPerCm3 ?? null)
      : { value: recipe.surfaceOxygenPerNm3 * cm3PerNm3, kind: 'measured', source: 'as the recipe has it' }
  if (oxygen === null)
    return { ok: false, reason: noCathode(recipe, cathode, 'the oxygen concentration at the surface') }
  const lost = cathode?.lostFraction ?? null
  if (lost === null) return { ok: false, reason: noCathode(recipe, cathode, 'the fraction of oxygen that is lost') }
  return {
    ok: true,
    value: {
      radius,
      oxygen,
      lost,
      inputs: [
        sourced('particle radius', 'r', radius, 'µm'),
        sourced('O²⁻ in the delithiated surface phase', 'c_max', oxygen, 'cm⁻³'),
        sourced('fraction of that oxygen lost', 'φ', lost, ''),
      ],
    },
  }
}

const dwellName = 'dwell at high voltage per cycle'

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
      value: { seconds: own, input: given(dwellName, 'τ', own, 's'), logSd: 0 },
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
        name: dwellName,
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

/** All that the oxygen figures go with, in the units of the functions of `oxygen.ts`. */
interface OxygenState {
  onsager: number
  nm: number
  ev: number
  particle: Particle
  dwellSeconds: number
}

interface OxygenFigure {
  compute: (at: OxygenState) => number
  /** Rises with L and the driving force and falls with l_c and c_max, or the other way round. */
  risesWithFlux: boolean
  /** Rises with φ. */
  risesWithLoss: boolean
  uncertain: readonly Uncertain[]
  unit: string
  equation: string
  inputs: readonly FigureInput[]
  notes?: readonly string[]
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
  const { ev, inputs: driveInputs } = driveReading.value
  const surfaceReading = surfaceOf(recipe, cathode)
  const surface = surfaceReading.ok ? surfaceReading.value : null
  const dwellReading = dwellOf(recipe, cathode)
  const dwell = dwellReading.ok ? dwellReading.value : null

  // What is not known yet stands as 1: no figure that needs it is computed then. The radius is taken as exact: a thin shell's
  // figures hardly go with it.
  const state = (onsager: number, nm: number, drive: number, surfaceOxygen: number, lost: number): OxygenState => ({
    onsager,
    nm,
    ev: drive,
    particle: {
      radiusUm: surface?.radius.value ?? 1,
      surfaceOxygenPerCm3: surfaceOxygen,
      lostFraction: Math.min(1, lost),
    },
    dwellSeconds: dwell?.seconds ?? 1,
  })
  const driving = [
    conduction.onsager,
    thickness.nm,
    rangeOnly(ev),
    surface === null ? exactly(1) : rangeOnly(surface.oxygen),
    surface === null ? exactly(1) : rangeOnly(surface.lost),
  ] as const
  const uncertain = [
    ...uncertainInputs(conduction, thickness, 'L_OO of the coating'),
    uncertainOf('driving force µ_c − µ_e', ev),
    uncertainOf('O²⁻ in the delithiated surface phase', surface?.oxygen),
    uncertainOf('fraction of that oxygen lost', surface?.lost),
  ]
  const cycling = [...uncertain, { name: dwellName, logSd: dwell?.logSd ?? 0 }]
  const { value: onsager } = conduction.onsager
  const { value: nm } = thickness.nm

  const made = (wanted: OxygenFigure): FigureOrNone => {
    const { compute, risesWithFlux, risesWithLoss, unit, equation, inputs, notes } = wanted
    const propagated =
      onsager === undefined || nm === undefined
        ? null
        : propagate(
            wanted.uncertain,
            ([l = 1, activation = 1, thick = 1, drive = 1, there = 1, lost = 1, time = 1]) => {
              const at = state(
                onsager * l * activation,
                nm * thick,
                ev.value * drive,
                (surface?.oxygen.value ?? 1) * there,
                (surface?.lost.value ?? 1) * lost,
              )
              return compute({ ...at, dwellSeconds: at.dwellSeconds * time })
            },
          )
    const overAll = across((...values) => compute(state(...(values as FiveNumbers))), driving, [
      risesWithFlux,
      !risesWithFlux,
      risesWithFlux,
      !risesWithFlux,
      risesWithLoss,
    ])
    return figure(overAll, unit, equation, inputs, {
      ...(notes === undefined ? {} : { notes }),
      ...(propagated === null ? {} : { propagated }),
    })
  }

  const flux = (at: OxygenState) => oxygenFlux(at.onsager, at.ev, at.nm)
  const time = (at: OxygenState) => timeToTurn(at.particle, referenceShellNm, at.nm, flux(at))
  const notes = [transportLimit]
  const fluxInputs = [...conduction.inputs, ...driveInputs, ...thickness.inputs]
  const oxygenFluxFigure = made({
    compute: flux,
    risesWithFlux: true,
    risesWithLoss: true,
    uncertain: uncertain.slice(0, 4),
    unit: 'cm⁻² s⁻¹',
    equation: 'J_O = L_OO (µ_c − µ_e) / l_c (cheng2024 eq. 2)',
    inputs: fluxInputs,
  })
  if (!surfaceReading.ok) return { ...allOxygen(surfaceReading.reason), oxygenFlux: oxygenFluxFigure }

  const shellInput: FigureInput = {
    name: 'reference shell',
    symbol: 'l_s',
    value: referenceShellNm,
    unit: 'nm',
    basis: 'measured',
    source: 'cheng2024: after 10 cycles',
  }
  const particleInputs = surfaceReading.value.inputs
  const timeInputs = [...fluxInputs, ...particleInputs, shellInput]
  const timeFigure = made({
    compute: time,
    risesWithFlux: false,
    risesWithLoss: true,
    uncertain,
    unit: 's',
    equation: 't_rs = φ c_max [r³ − (r − l_s)³] / (3 (r + l_c)² J_O) (cheng2024 eqs. 4, 5)',
    inputs: timeInputs,
    notes,
  })
  if (!dwellReading.ok)
    return { ...allOxygen(dwellReading.reason), oxygenFlux: oxygenFluxFigure, timeToRocksalt: timeFigure }

  const dwellInput = dwellReading.value.input
  const cyclesFigure = made({
    compute: (at) => time(at) / at.dwellSeconds,
    risesWithFlux: false,
    risesWithLoss: true,
    uncertain: cycling,
    unit: 'cycles',
    equation: 'N_rs = t_rs / τ (extension of cheng2024)',
    inputs: [...timeInputs, dwellInput],
    notes,
  })
  const { cycles } = recipe.conditions ?? {}
  const known = { oxygenFlux: oxygenFluxFigure, timeToRocksalt: timeFigure, cyclesToRocksalt: cyclesFigure }
  if (cycles === undefined) return { ...allOxygen('the number of cycles is not given'), ...known }

  const shell = (at: OxygenState) => shellAfter(at.particle, at.nm, flux(at), cycles * at.dwellSeconds)
  const shellInputs = [...fluxInputs, ...particleInputs, dwellInput, given('cycles', 'N', cycles, '')]
  return {
    ...known,
    rocksaltThickness: made({
      compute: shell,
      risesWithFlux: true,
      risesWithLoss: false,
      uncertain: cycling,
      unit: 'nm',
      equation: 'l_s(N) = r − [r³ − 3 (r + l_c)² J_O N τ / (φ c_max)]^{1/3} (extension of cheng2024)',
      inputs: shellInputs,
      notes,
    }),
    surfaceOxygenRetention: made({
      compute: (at) => oxygenRetention(shell(at), at.particle.lostFraction),
      risesWithFlux: false,
      risesWithLoss: false,
      uncertain: cycling,
      unit: '%',
      equation: 'R_O(N) = 100 (1 − φ min(1, l_s(N) / 2 nm)) (extension of cheng2024)',
      inputs: [...shellInputs, shellInput],
      notes,
    }),
  }
}

type FiveNumbers = [number, number, number, number, number]

const rangeOnly = ({ value, low, high }: Sourced): Bounded => ({ value, low, high })

function uncertainOf(name: string, found: Sourced | undefined): Uncertain {
  return { name, logSd: logSdOfRange(found?.low, found?.high) }
}

/** L, its activation energy where it was moved to another temperature, and l_c, in this order. */
function uncertainInputs(conduction: Conduction, thickness: Thickness, name: string): Uncertain[] {
  return [
    { name, logSd: logSdOfRange(conduction.onsager.low, conduction.onsager.high) },
    { name: 'activation energy', logSd: conduction.logSdOfActivation },
    { name: 'coating thickness', logSd: logSdOfRange(thickness.nm.low, thickness.nm.high) },
  ]
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
  const { value: onsager } = conduction.onsager
  const { value: nm } = thickness.nm
  const at = (l: number, thick: number, ...parts: number[]) => overpotential(current.amperes(...parts), thick, l)
  const uncertain = [
    ...uncertainInputs(conduction, thickness, 'L_LiLi of the coating'),
    ...current.parts.map(({ name, found }) => uncertainOf(name, found)),
  ]
  const propagated =
    onsager === undefined || nm === undefined
      ? null
      : propagate(uncertain, ([l = 1, activation = 1, thick = 1, ...factors]) =>
          at(
            onsager * l * activation,
            nm * thick,
            ...current.parts.map(({ found }, place) => found.value * (factors[place] ?? 1)),
          ),
        )
  return figure(
    across(
      (l, thick, ...parts) => at(l, thick, ...parts),
      [conduction.onsager, thickness.nm, ...current.parts.map(({ found }) => rangeOnly(found))],
      [false, true, ...current.parts.map(() => true)],
    ),
    'mV',
    current.equation,
    [...conduction.inputs, ...thickness.inputs, ...current.inputs, ...conductivityInput(conduction)],
    propagated === null ? {} : { propagated },
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
  /** Current density at the particle surface, A cm⁻², from the values of `parts`, with each of which it rises. */
  amperes: (...parts: number[]) => number
  parts: readonly { name: string; found: Sourced }[]
  equation: string
  inputs: readonly FigureInput[]
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
  const area = betAreaOf(recipe)
  if (area !== null) {
    const least = leastArea(area)
    if (least === undefined) return { ok: false, reason: areaUnbounded }
    return {
      ok: true,
      value: {
        amperes: (q = 0, perArea = 0) => currentOnArea(q, cRate, 1 / perArea),
        parts: [
          { name: 'capacity', found: capacity },
          // Of the area the inverse: the current rises with it.
          {
            name: 'BET area',
            found: {
              value: 1 / area.value,
              ...(area.high === undefined ? {} : { low: 1 / area.high, high: 1 / least }),
              kind: 'measured',
              source: area.source,
            },
          },
        ],
        equation: 'η = i l_c / σ with i = q C / A_BET (extension of cheng2024)',
        inputs: [...inputs, sourced('BET area', 'A_BET', area, 'm² g⁻¹')],
      },
    }
  }
  const radius = radiusOf(recipe, cathode)
  if (radius === null) return { ok: false, reason: noCathode(recipe, cathode, 'the particle radius') }
  const density = cathodeDensityOf(recipe, cathode)
  if (density === null) return { ok: false, reason: noCathode(recipe, cathode, 'the density') }
  return {
    ok: true,
    value: {
      amperes: (q = 0, rho = 0, r = 0) => currentOnSphere(q, cRate, rho, r),
      parts: [
        { name: 'capacity', found: capacity },
        { name: 'density of the cathode', found: density },
        { name: 'particle radius', found: radius },
      ],
      equation: 'η = i l_c / σ with i = q C ρ r / 3 (extension of cheng2024)',
      inputs: [
        ...inputs,
        sourced('density of the cathode', 'ρ', density, 'g cm⁻³'),
        sourced('particle radius', 'r', radius, 'µm'),
      ],
    },
  }
}

/** Rule 19 of the model, after feng2023. */
function lithiumBalance(recipe: Recipe, cathode: Cathode | null): LithiumBalance | NoFigure {
  if (recipe.process !== 'solid-state') return none('it is counted for TiO₂ with a lithium borate (solid-state) only')
  const { tio2WtPercent, lboWtPercent } = recipe
  if (tio2WtPercent === undefined) return none('the TiO₂ content is not given')
  if (lboWtPercent === undefined) return none('the lithium borate content is not given')
  const borate = borateOf(recipe)
  const amounts = lithiumAmounts(tio2WtPercent, lboWtPercent, borate)
  if (amounts === null) return none(`${borate} is no formula`)
  const titanate = titanateOf(recipe)
  const needed = amounts.neededUmolPerG[titanate]
  const balance = amounts.broughtUmolPerG - needed
  return {
    neededUmolPerG: needed,
    broughtUmolPerG: amounts.broughtUmolPerG,
    balanceUmolPerG: balance,
    unit: 'µmol Li per g cathode',
    titanate,
    titaniumUmolPerG: amounts.titaniumUmolPerG,
    neededForUmolPerG: amounts.neededUmolPerG,
    basis: 'computed',
    equation:
      'balance = Li of the borate − (Li per Ti) × Ti, with 2 Li per Ti for Li₂TiO₃ and 0.8 for Li₄Ti₅O₁₂ (feng2023)',
    inputs: [
      given('TiO₂', 'w_TiO₂', tio2WtPercent, 'wt%'),
      given(borate, 'w_borate', lboWtPercent, 'wt%'),
      {
        name: `lithium that ${titanate} takes`,
        symbol: 'n_Li/n_Ti',
        value: titanates[titanate],
        unit: 'Li per Ti',
        basis: 'computed',
        source: 'its formula (feng2023)',
      },
      massInput('TiO2'),
      massInput(borate),
    ],
    note:
      balance < 0
        ? `${titanate} is to form; the lithium that is missing comes from the surface of ${cathode?.id ?? 'the cathode'}${leavesCobaltOxide(cathode) ? ', and leaves Co₃O₄' : ''} (feng2023)`
        : `${titanate} is to form, and the ${borate} brings enough (feng2023)`,
  }
}

function massInput(formula: string): FigureInput {
  return {
    name: `molar mass of ${formula}`,
    symbol: 'M',
    value: knownSubstance(formula).molarMass,
    unit: 'g mol⁻¹',
    basis: 'measured',
    source: 'abridged IUPAC atomic weights 2021',
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
