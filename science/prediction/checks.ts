import { massFromMolPercent } from '../chemistry/coatingMass'
import { substance } from '../chemistry/formula'
import { lithiumAmounts } from '../chemistry/lithium'
import type { Cathode, Library } from '../library/library'
import type { Parameter } from '../recipe/parameter'
import { parametersOf } from '../recipe/parameters'
import { type Process, processes } from '../recipe/process'
import { isCoated, type Recipe } from '../recipe/recipe'
import { mostOf } from './bounded'
import type { Check } from './figure'
import { fractionTolerance } from './phases'
import { borateOf, radiusOf, type ThicknessOrNone, titanateOf } from './thickness'
import type { Phase } from './transport'

/** °C; ren2025 */
const boronOxideMeltsC = 450
/** A coating up to this share of the radius is thin beside the particle. */
const thinShare = 0.1
const nmPerUm = 1000
/** Charge and discharge at 1 C, s. */
const cycleSeconds = 2 * 3600

export interface ToCheck {
  recipe: Recipe
  library: Library
  cathode: Cathode | null
  phases: readonly Phase[]
  thickness: ThicknessOrNone
  temperatureK: number | null
}

interface ProcessRange {
  key: string
  low: number
  high: number
  source: string
}

/** Ranges that hold for one process only; those that hold for all stand in the catalogue. */
const knownForProcess: Partial<Record<Process, readonly ProcessRange[]>> = {
  wet: [
    { key: 'sinterTemperatureC', low: 450, high: 500, source: 'ren2025: melt of B₂O₃, and the sintering temperature' },
    { key: 'sinterHours', low: 6, high: 6, source: 'ren2025' },
  ],
  'sol-gel': [
    { key: 'sinterTemperatureC', low: 350, high: 350, source: 'cheng2024' },
    { key: 'solutionTemperatureC', low: 60, high: 60, source: 'cheng2024' },
  ],
  'solid-state': [
    { key: 'tio2WtPercent', low: 0.75, high: 0.75, source: 'feng2023; its sweep (Fig. S20) is not at hand' },
    { key: 'lboWtPercent', low: 0, high: 2, source: 'feng2023; its sweep (Fig. S21) is not at hand' },
  ],
  'ball-milling': [{ key: 'coatingWtPercent', low: 1, high: 1, source: 'ma2026 (LCO-C)' }],
}

interface KnownRange {
  key: string
  label: string
  unit: string
  low: number
  high: number
  source: string
}

const knownRanges = new Map<Process, readonly KnownRange[]>(
  processes.map((process) => {
    const all = parametersOf(process)
    const range = (parameter: Parameter, known: { low: number; high: number; source: string }): KnownRange => ({
      key: parameter.key,
      label: parameter.label,
      unit: parameter.unit === null ? '' : ` ${parameter.unit}`,
      ...known,
    })
    return [
      process,
      all.flatMap((parameter) => {
        const known = parameter.known ?? knownForProcess[process]?.find(({ key }) => key === parameter.key)
        if (known === undefined) return []
        const { low, high, source } = known
        return [range(parameter, { low, high, source })]
      }),
    ]
  }),
)

/**
 * Remarks on a recipe: each with a code that stays the same, a sentence, the reason why it matters, and its source.
 *
 * Codes: `outside-known-range`, `unknown-library-id`, `phase-fractions`, `amounts-differ`, `sinter-below-melt`, `lithium-deficit`,
 * `boron-measured-differs`, `thickness-upper-bound`, `thick-beside-particle`, `cathode-stand-in`, `cutoff-above-data`,
 * `cutoff-below-dwell`, `dwell-beyond-cycle`, `temperature-not-given`, `temperature-extrapolated`, `reacts-with-electrolyte`;
 * `value-left-out` from `predict`; `not-of-this-process` and `unknown-field` only from the command line, which sees more than
 * the catalogue's fields.
 */
export function checksOf(to: ToCheck): Check[] {
  return [
    ...rangeChecks(to),
    ...libraryChecks(to),
    ...amountChecks(to),
    ...sinterChecks(to),
    ...lithiumChecks(to),
    ...boronChecks(to),
    ...thicknessChecks(to),
    ...cathodeChecks(to),
    ...temperatureChecks(to),
    ...electrolyteChecks(to),
  ]
}

function rangeChecks({ recipe }: ToCheck): Check[] {
  const checks: Check[] = []
  for (const { key, label, unit, low, high, source } of knownRanges.get(recipe.process) ?? []) {
    const value = (recipe as unknown as Record<string, unknown>)[key]
    if (typeof value !== 'number' || (value >= low && value <= high)) continue
    const isSingle = low === high
    const range = isSingle ? `${low}${unit}, the only value` : `${low}–${high}${unit}, the range`
    checks.push({
      code: 'outside-known-range',
      severity: isSingle ? 'info' : 'warning',
      message: `${label} ${value}${unit} lies outside ${range} that the sources know.`,
      reason:
        'What forms there, and how it covers the powder, is not published: the recipe is an experiment of its own.',
      source,
      parameter: key,
    })
  }
  return checks
}

function libraryChecks({ recipe, library, cathode }: ToCheck): Check[] {
  const unknown = (kind: 'cathode' | 'coating', id: string): Check => ({
    code: 'unknown-library-id',
    severity: 'error',
    message: `The library has no ${kind} “${id}”.`,
    reason: 'Without its data there is nothing to predict from.',
    source: 'library',
    parameter: kind,
  })
  const checks: Check[] = []
  if (recipe.cathode !== undefined && cathode === null) checks.push(unknown('cathode', recipe.cathode))
  if (!isCoated(recipe)) return checks
  const { coating = [] } = recipe
  const ids = typeof coating === 'string' ? [coating] : coating.map(({ id }) => id)
  for (const id of ids) if (!library.materialById.has(id)) checks.push(unknown('coating', id))
  if (typeof coating === 'string' || coating.length === 0) return checks
  const sum = coating.reduce((total, { volumeFraction }) => total + volumeFraction, 0)
  if (!(Math.abs(sum - 1) <= fractionTolerance))
    checks.push({
      code: 'phase-fractions',
      severity: 'error',
      message: `The volume fractions of the coating add up to ${print(sum, 4)}, not to 1.`,
      reason: 'What part of the surface each phase covers is not known then.',
      source: 'model rule 15',
      parameter: 'coatingFractions',
    })
  return checks
}

/** Two amounts of one coating that do not say the same. */
function amountChecks({ recipe, cathode, phases }: ToCheck): Check[] {
  if (recipe.process !== 'sol-gel') return []
  const { coatingMolPercent: mol, coatingWtPercent: wt } = recipe
  if (mol === undefined || wt === undefined) return []
  const formula = phases.length === 1 ? (phases[0]?.material.formula ?? null) : null
  const mass = formula === null || cathode === null ? null : massFromMolPercent(mol, formula, cathode.molarMass)
  if (mass === null || Math.abs(mass.gramsPerGram * 100 - wt) <= 0.01 * wt) return []
  return [
    {
      code: 'amounts-differ',
      severity: 'warning',
      message: `${mol} mol% of ${formula} are ${print(mass.gramsPerGram * 100)} wt%, not ${wt} wt%: mol% is used.`,
      reason: 'Whoever weighs it out has to know which of the two is meant.',
      source: 'molar masses of coating and cathode',
      parameter: 'coatingWtPercent',
    },
  ]
}

/** A borate that is to wet the powder has to melt. Rule 21 of the model. */
function sinterChecks({ recipe, phases }: ToCheck): Check[] {
  if (recipe.process !== 'wet' && recipe.process !== 'sol-gel' && recipe.process !== 'solid-state') return []
  const { sinterTemperatureC: sinter } = recipe
  if (sinter === undefined || sinter >= boronOxideMeltsC) return []
  const isBorate =
    recipe.process === 'wet' ||
    (recipe.process === 'solid-state' && (recipe.lboWtPercent ?? 0) > 0) ||
    phases.some(({ material }) => material.anionGroups?.includes('BOx') ?? false)
  if (!isBorate) return []
  const isSolGel = recipe.process === 'sol-gel'
  return [
    {
      code: 'sinter-below-melt',
      severity: isSolGel ? 'info' : 'warning',
      message: `${sinter} °C is below ${boronOxideMeltsC} °C, where B₂O₃ melts: will it wet the powder?`,
      reason: isSolGel
        ? 'A sol-gel borate covers without melting: on NMC532 it was heated at 350 °C and stays amorphous.'
        : 'Deposits that do not melt stay where they lie, and leave bare powder between them.',
      source: isSolGel
        ? 'cheng2024; ren2025: B₂O₃ melts at 450 °C'
        : 'ren2025: B₂O₃ melts at 450 °C; boric acid deposits wet and cover LiCoO₂ at 500 °C in 6 h',
      parameter: 'sinterTemperatureC',
    },
  ]
}

/** True unless the cathode is known and holds no cobalt. */
export function leavesCobaltOxide(cathode: Cathode | null): boolean {
  return cathode === null || (substance(cathode.formula)?.atoms.has('Co') ?? false)
}

/** What the borate does not bring is taken from the cathode. Rule 19 of the model. */
function lithiumChecks({ recipe, cathode }: ToCheck): Check[] {
  if (recipe.process !== 'solid-state') return []
  const { tio2WtPercent, lboWtPercent } = recipe
  if (tio2WtPercent === undefined || lboWtPercent === undefined) return []
  const amounts = lithiumAmounts(tio2WtPercent, lboWtPercent, borateOf(recipe))
  if (amounts === null) return []
  const titanate = titanateOf(recipe)
  const missing = amounts.neededUmolPerG[titanate] - amounts.broughtUmolPerG
  if (!(missing > 0)) return []
  const leaves = leavesCobaltOxide(cathode) ? ', and leaves Co₃O₄' : ''
  return [
    {
      code: 'lithium-deficit',
      severity: 'warning',
      message: `${titanate} takes ${print(missing)} µmol Li per g more than the borate brings: it comes from the surface of the cathode${leaves}.`,
      reason: 'TiO₂ without a borate left Co₃O₄ at the boundary, and an uneven coating.',
      source: 'feng2023, 2.2',
      parameter: 'lboWtPercent',
    },
  ]
}

function boronChecks({ recipe }: ToCheck): Check[] {
  if (recipe.process !== 'wet') return []
  const { boronContent: nominal, measuredBoronContent: measured } = recipe
  if (nominal?.value === undefined || measured?.value === undefined || nominal.basis !== measured.basis) return []
  const share = (measured.value / nominal.value) * 100
  if (Math.abs(share - 100) <= 10) return []
  return [
    {
      code: 'boron-measured-differs',
      severity: 'info',
      message: `The boron found is ${print(share)} % of the boron weighed in.`,
      reason: 'Boron stays behind in the solvent or leaves on heating: only what was found can be in the coating.',
      source: 'the recipe',
      parameter: 'measuredBoronContent.value',
    },
  ]
}

function thicknessChecks({ recipe, cathode, thickness }: ToCheck): Check[] {
  if (!thickness.ok) return []
  const checks: Check[] = []
  const { nm, isFromMass } = thickness.thickness
  if (isFromMass)
    checks.push({
      code: 'thickness-upper-bound',
      severity: 'info',
      message: 'The thickness is taken from masses: TEM may show a third of it.',
      reason: 'Not every gram forms a closed shell: TEM showed 15 nm where masses give 51 nm.',
      source: 'model rule 18; feng2023',
      parameter: 'thicknessNm',
    })
  const most = mostOf(nm)
  const radius = radiusOf(recipe, cathode)
  if (most !== undefined && radius !== null && most > radius.value * nmPerUm * thinShare)
    checks.push({
      code: 'thick-beside-particle',
      severity: 'warning',
      message: `The coating of ${print(most)} nm is not thin beside a particle of ${radius.value} µm radius.`,
      reason: 'The model takes the coating as flat, with the same flux at either side.',
      source: 'cheng2024',
      parameter: 'thicknessNm',
    })
  return checks
}

function cathodeChecks({ recipe, cathode, phases }: ToCheck): Check[] {
  if (cathode === null) return []
  const checks: Check[] = []
  const isOwnPotential = recipe.cathodeOxygenPotentialEv !== undefined
  if (cathode.oxygenPotentialEv?.kind === 'assumed' && !isOwnPotential)
    checks.push({
      code: 'cathode-stand-in',
      severity: 'info',
      message: `µ_O of charged ${cathode.id} is not published in the sources: ${cathode.oxygenPotentialEv.source}.`,
      reason: 'The driving force, and all that follows from it, is that of another cathode.',
      source: cathode.source,
      parameter: 'cathode',
    })
  const volts = cathode.dwellVoltageV
  const { upperCutoffV, dwellVoltageV, cRate } = recipe.conditions ?? {}
  if (phases.length === 0) return checks
  if (volts !== null && upperCutoffV !== undefined) {
    if (upperCutoffV > volts + 1e-9 && !isOwnPotential)
      checks.push({
        code: 'cutoff-above-data',
        severity: 'info',
        message: `µ_O is published for ${volts} V; at ${upperCutoffV} V oxygen is driven harder than predicted.`,
        reason: 'The oxygen potential of the cathode rises with its voltage: real times are shorter.',
        source: cathode.oxygenPotentialEv?.source ?? cathode.source,
        parameter: 'conditions.upperCutoffV',
      })
    const dwell = dwellVoltageV ?? volts
    if (upperCutoffV < dwell - 1e-9 && recipe.dwellSecondsPerCycle === undefined)
      checks.push({
        code: 'cutoff-below-dwell',
        severity: 'info',
        message: `The cell never reaches ${dwell} V, at which oxygen is taken to leave: no cycles are counted.`,
        reason: 'Oxygen is driven out while the cathode stands at high voltage.',
        source: 'model rule 6',
        parameter: 'conditions.upperCutoffV',
      })
  }
  const own = recipe.dwellSecondsPerCycle
  if (own !== undefined && cRate !== undefined && own > cycleSeconds / cRate)
    checks.push({
      code: 'dwell-beyond-cycle',
      severity: 'warning',
      message: `A dwell of ${print(own)} s is longer than the ${print(cycleSeconds / cRate)} s of a whole cycle at ${cRate} C.`,
      reason: 'Only a hold at high voltage makes it so long.',
      source: 'model rule 6',
      parameter: 'dwellSecondsPerCycle',
    })
  return checks
}

function temperatureChecks({ recipe, phases, temperatureK }: ToCheck): Check[] {
  if (phases.length === 0) return []
  if (temperatureK === null)
    return [
      {
        code: 'temperature-not-given',
        severity: 'info',
        message: 'No temperature is given: transport data stand as published, for about 300 K.',
        reason: 'Diffusion goes with the temperature: 10 K make a factor of three in lithium borate.',
        source: 'cheng2024',
        parameter: 'conditions.temperatureC',
      },
    ]
  if (!isExtrapolated(phases, temperatureK)) return []
  return [
    {
      code: 'temperature-extrapolated',
      severity: Math.abs(temperatureK - 300) > 40 ? 'warning' : 'info',
      message: `Transport data are extrapolated to ${recipe.conditions?.temperatureC} °C.`,
      reason: 'A strong glass former may not follow Arrhenius, and then diffuses more slowly than extrapolated.',
      source: 'cheng2024',
      parameter: 'conditions.temperatureC',
    },
  ]
}

function electrolyteChecks({ recipe, phases, library }: ToCheck): Check[] {
  if (recipe.conditions?.oxygenSink !== 'thiophosphate') return []
  return phases.flatMap(({ material }) =>
    library.reactions
      .filter(({ pair, energyEvPerAtom }) => {
        return pair[0] === material.id && pair[1] === 'Li10GeP2S12' && energyEvPerAtom < 0
      })
      .map(
        ({ energyEvPerAtom, source }): Check => ({
          code: 'reacts-with-electrolyte',
          severity: 'info',
          message: `${material.id} against Li₁₀GeP₂S₁₂ gains ${String(-energyEvPerAtom)} eV per atom by reacting.`,
          reason: 'A coating that reacts with the electrolyte is used up at that side.',
          source,
          parameter: 'coating',
        }),
      ),
  )
}

function print(value: number, digits = 3): string {
  return String(Number(value.toPrecision(digits)))
}

function isExtrapolated(phases: readonly Phase[], temperatureK: number | null): boolean {
  if (temperatureK === null) return false
  return phases.some(({ material }) =>
    [material.oxygen, material.lithium].some(
      (transport) => transport !== null && Math.abs(transport.temperatureK - temperatureK) > 0.01,
    ),
  )
}
