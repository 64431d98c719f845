import { substance } from '../chemistry/formula'
import { lithiumAmounts } from '../chemistry/lithium'
import type { Cathode, Library } from '../library/library'
import type { Parameter } from '../recipe/parameter'
import { parametersOf } from '../recipe/parameters'
import { type Process, processes } from '../recipe/process'
import { isCoated, type Recipe } from '../recipe/recipe'
import type { Check, CheckSeverity } from './figure'
import { borateOf, radiusOf, type ThicknessOrNone, titanateOf } from './thickness'
import type { Phase } from './transport'

/** °C; ren2025 */
export const boronOxideMeltsC = 450

export interface ToCheck {
  recipe: Recipe
  library: Library
  cathode: Cathode | null
  phases: readonly Phase[]
  thickness: ThicknessOrNone
  temperatureK: number | null
}

/** Ranges that hold for one process only; those that hold for all stand in the catalogue. */
const knownForProcess: Partial<Record<Process, readonly { key: string; low: number; high: number; source: string }[]>> =
  {
    wet: [
      {
        key: 'sinterTemperatureC',
        low: 450,
        high: 500,
        source: 'ren2025: melt of B₂O₃, and the sintering temperature',
      },
      { key: 'sinterHours', low: 6, high: 6, source: 'ren2025' },
    ],
    'sol-gel': [
      { key: 'sinterTemperatureC', low: 350, high: 350, source: 'cheng2024' },
      { key: 'solutionTemperatureC', low: 60, high: 60, source: 'cheng2024' },
    ],
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
 * Remarks on a recipe: each with a code that stays the same, a sentence, and its source.
 *
 * Codes: `outside-known-range`, `sinter-below-melt`, `lithium-deficit`, `thickness-upper-bound`, `thick-beside-particle`,
 * `cathode-stand-in`, `cutoff-above-data`, `cutoff-below-dwell`, `temperature-extrapolated`, `temperature-not-given`,
 * `reacts-with-electrolyte`, `boron-measured-differs`, `unknown-library-id`, `not-of-this-process` and `unknown-field` (the last two
 * only from the command line, which sees more than the catalogue's fields).
 */
export function checksOf(to: ToCheck): Check[] {
  const checks: Check[] = []
  const add = (code: string, severity: CheckSeverity, message: string, source: string, parameter?: string) => {
    checks.push({ code, severity, message, source, ...(parameter === undefined ? {} : { parameter }) })
  }
  const { recipe, library, cathode, phases, thickness } = to
  const { temperatureC, upperCutoffV, oxygenSink, dwellVoltageV } = recipe.conditions ?? {}

  for (const { key, label, unit, low, high, source } of knownRanges.get(recipe.process) ?? []) {
    const value = (recipe as unknown as Record<string, unknown>)[key]
    if (typeof value !== 'number' || (value >= low && value <= high)) continue
    const range = low === high ? `${low}${unit}, the only value` : `${low}–${high}${unit}, the range`
    add(
      'outside-known-range',
      'warning',
      `${label} ${value}${unit} lies outside ${range} that the sources know.`,
      source,
      key,
    )
  }

  if (recipe.cathode !== undefined && cathode === null)
    add('unknown-library-id', 'error', `The library has no cathode “${recipe.cathode}”.`, 'library', 'cathode')
  if (isCoated(recipe)) {
    const ids = typeof recipe.coating === 'string' ? [recipe.coating] : (recipe.coating ?? []).map(({ id }) => id)
    for (const id of ids)
      if (!library.materialById.has(id))
        add('unknown-library-id', 'error', `The library has no coating “${id}”.`, 'library', 'coating')
  }

  checkSintering(recipe, phases, add)
  checkLithium(recipe, cathode, add)
  if (recipe.process === 'wet') {
    const { boronContent: nominal, measuredBoronContent: measured } = recipe
    if (nominal?.value !== undefined && measured?.value !== undefined && nominal.basis === measured.basis) {
      const share = (measured.value / nominal.value) * 100
      if (Math.abs(share - 100) > 10)
        add(
          'boron-measured-differs',
          'info',
          `The boron found is ${Number(share.toPrecision(3))} % of the boron weighed in.`,
          'the recipe',
          'measuredBoronContent.value',
        )
    }
  }

  if (thickness.ok) {
    const { nm, isFromMass } = thickness.thickness
    if (isFromMass)
      add(
        'thickness-upper-bound',
        'info',
        'The thickness is taken from masses, as if every gram formed a closed shell: TEM may show a third of it.',
        'model rule 18; feng2023 (15 nm by TEM where masses give 51 nm)',
        'thicknessNm',
      )
    const most = nm.high ?? nm.value
    const radius = radiusOf(recipe, cathode)
    if (most !== undefined && radius !== null && most > radius.value * 100)
      add(
        'thick-beside-particle',
        'warning',
        `The coating of ${Number(most.toPrecision(3))} nm is not thin beside a particle of ${radius.value} µm radius, as the model takes it to be.`,
        'cheng2024',
        'thicknessNm',
      )
  }

  if (cathode !== null) {
    if (cathode.oxygenPotentialEv?.kind === 'assumed' && recipe.cathodeOxygenPotentialEv === undefined)
      add(
        'cathode-stand-in',
        'info',
        `µ_O of charged ${cathode.id} is not published in the sources: ${cathode.oxygenPotentialEv.source}.`,
        cathode.source,
        'cathode',
      )
    const volts = cathode.dwellVoltageV
    if (volts !== null && upperCutoffV !== undefined && phases.length > 0) {
      if (upperCutoffV > volts + 1e-9 && recipe.cathodeOxygenPotentialEv === undefined)
        add(
          'cutoff-above-data',
          'info',
          `µ_O is published for ${volts} V; at ${upperCutoffV} V oxygen is driven harder than predicted.`,
          'cheng2024',
          'conditions.upperCutoffV',
        )
      const dwell = dwellVoltageV ?? volts
      if (upperCutoffV < dwell - 1e-9 && recipe.dwellSecondsPerCycle === undefined)
        add(
          'cutoff-below-dwell',
          'info',
          `The cell never reaches ${dwell} V, at which oxygen is taken to leave: no cycles are counted.`,
          'model rule 6',
          'conditions.upperCutoffV',
        )
    }
  }

  if (phases.length > 0) {
    if (temperatureC === undefined)
      add(
        'temperature-not-given',
        'info',
        'No temperature is given: transport data stand as published, for about 300 K.',
        'cheng2024',
        'conditions.temperatureC',
      )
    else if (isExtrapolated(phases, to.temperatureK))
      add(
        'temperature-extrapolated',
        Math.abs((to.temperatureK ?? 300) - 300) > 40 ? 'warning' : 'info',
        `Transport data are extrapolated to ${temperatureC} °C; a strong glass former may not follow Arrhenius, and then diffuses more slowly.`,
        'cheng2024',
        'conditions.temperatureC',
      )
    if (oxygenSink === 'thiophosphate') {
      for (const { material } of phases)
        for (const { pair, energyEvPerAtom, source } of library.reactions)
          if (pair[0] === material.id && pair[1] === 'Li10GeP2S12' && energyEvPerAtom < 0)
            add(
              'reacts-with-electrolyte',
              'info',
              `${material.id} against Li₁₀GeP₂S₁₂ gains ${String(-energyEvPerAtom)} eV per atom by reacting.`,
              source,
              'coating',
            )
    }
  }
  return checks
}

function isExtrapolated(phases: readonly Phase[], temperatureK: number | null): boolean {
  if (temperatureK === null) return false
  return phases.some(({ material }) =>
    [material.oxygen, material.lithium].some(
      (transport) => transport !== null && Math.abs(transport.temperatureK - temperatureK) > 0.01,
    ),
  )
}

type Add = (code: string, severity: CheckSeverity, message: string, source: string, parameter?: string) => void

/** A borate that is to wet the powder has to melt. */
function checkSintering(recipe: Recipe, phases: readonly Phase[], add: Add): void {
  if (recipe.process !== 'wet' && recipe.process !== 'sol-gel' && recipe.process !== 'solid-state') return
  const { sinterTemperatureC: sinter } = recipe
  if (sinter === undefined || sinter >= boronOxideMeltsC) return
  const isBorate =
    recipe.process === 'wet' ||
    (recipe.process === 'solid-state' && (recipe.lboWtPercent ?? 0) > 0) ||
    phases.some(({ material }) => material.anionGroups?.includes('BOx') ?? false)
  if (!isBorate) return
  const amorphous =
    recipe.process === 'sol-gel'
      ? ' A sol-gel borate on NMC532 was heated at 350 °C and stays amorphous (cheng2024).'
      : ''
  add(
    'sinter-below-melt',
    recipe.process === 'sol-gel' ? 'info' : 'warning',
    `${sinter} °C is below ${boronOxideMeltsC} °C, where B₂O₃ melts: will it wet the powder?${amorphous}`,
    'ren2025: B₂O₃ melts at 450 °C; boric acid deposits wet and cover LiCoO₂ at 500 °C in 6 h',
    'sinterTemperatureC',
  )
}

/** What the borate does not bring is taken from the cathode. */
function checkLithium(recipe: Recipe, cathode: Cathode | null, add: Add): void {
  if (recipe.process !== 'solid-state') return
  const { tio2WtPercent, lboWtPercent } = recipe
  if (tio2WtPercent === undefined || lboWtPercent === undefined) return
  const amounts = lithiumAmounts(tio2WtPercent, lboWtPercent, borateOf(recipe))
  if (amounts === null) return
  const titanate = titanateOf(recipe)
  const missing = amounts.neededUmolPerG[titanate] - amounts.broughtUmolPerG
  if (!(missing > 0)) return
  const hasCobalt = cathode !== null && (substance(cathode.formula)?.atoms.has('Co') ?? false)
  add(
    'lithium-deficit',
    'warning',
    `${titanate} takes ${Number(missing.toPrecision(3))} µmol Li per g more than the borate brings: it comes from the surface of the cathode${hasCobalt ? ', and leaves Co₃O₄' : ''}.`,
    'feng2023',
    'lboWtPercent',
  )
}
