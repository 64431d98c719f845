import type { Process } from '../recipe/process'

/** What is done at the bench, one after the other. The key is what marks, timers and photos of a step are recorded under. */
export const stepKeys = [
  'weigh',
  'dissolve',
  'disperse',
  'coat',
  'mix',
  'mill',
  'load',
  'deposit',
  'anneal',
  'dry',
  'sinter',
  'own',
  'sieve',
  'collect',
] as const
export type StepKey = (typeof stepKeys)[number]

export function isStepKey(value: unknown): value is StepKey {
  return typeof value === 'string' && (stepKeys as readonly string[]).includes(value)
}

/** A step of a process, before a recipe says what it is to be done at. */
export interface Step {
  key: StepKey
  title: string
  /** Keys of the catalogue whose values this step has, in the order in which they are set. */
  parameters: readonly string[]
  /** Under which the time that it took is recorded, in h; null where nobody waits. */
  durationKey: string | null
  /** What is weighed and measured out for the batch belongs to this step. */
  isWeighing: boolean
  /** The fields of the sub-cycles belong to this step. */
  hasSubCycles: boolean
  /** What was collected is weighed in this step. */
  hasYield: boolean
  /** Only where the recipe has a value for it. */
  isOptional: boolean
}

/** How long a deposition took, h. The recipe has no parameter for it: its programme says how long it should take. */
export const depositionKey = 'duration.deposit'
/** Mass of the powder that was collected at the end, g. */
export const yieldKey = 'yield.massG'

function step(key: StepKey, title: string, parameters: readonly string[], more: Partial<Step> = {}): Step {
  return {
    key,
    title,
    parameters,
    durationKey: null,
    isWeighing: false,
    hasSubCycles: false,
    hasYield: false,
    isOptional: false,
    ...more,
  }
}

const weigh = (...parameters: string[]) => step('weigh', 'Weigh', ['cathode', ...parameters], { isWeighing: true })
const stir = (key: 'disperse' | 'coat', title: string, parameters: readonly string[]) =>
  step(key, title, [...parameters, 'solutionTemperatureC', 'stirHours'], { durationKey: 'stirHours' })
const dry = step('dry', 'Dry', ['dryTemperatureC', 'dryHours'], { durationKey: 'dryHours' })
const sinter = step(
  'sinter',
  'Sinter',
  ['sinterAtmosphere', 'sinterRampCPerMin', 'sinterTemperatureC', 'sinterHours'],
  { durationKey: 'sinterHours' },
)
const mixing = ['mixingMethod', 'mixingSpeedRpm', 'mixingHours']
const sieve = step('sieve', 'Sieve and collect', [], { hasYield: true })
const collect = step('collect', 'Collect', [], { hasYield: true })

/**
 * The steps of each process in the order of work. Wet: the powder is stirred in the solution of the boron source, dried and
 * sintered. Sol-gel: first a sol is made of the precursors, then the powder goes in. Solid-state and ball-milling: powders
 * are mixed dry. ALD: the reactor is loaded and runs its programme. A bare powder is weighed and that is all.
 */
const byProcess: Record<Process, readonly Step[]> = {
  none: [weigh(), collect],
  ald: [
    weigh(),
    step('load', 'Load the reactor', ['reactor']),
    step('deposit', 'Deposit', ['depositionTemperatureC', 'supercycles'], {
      durationKey: depositionKey,
      hasSubCycles: true,
    }),
    step('anneal', 'Anneal', ['postAnnealTemperatureC', 'postAnnealHours'], {
      durationKey: 'postAnnealHours',
      isOptional: true,
    }),
    collect,
  ],
  wet: [
    weigh('boronSource', 'boronSourcePurityPercent'),
    stir('disperse', 'Dissolve and disperse', ['solvent']),
    dry,
    sinter,
    sieve,
  ],
  'sol-gel': [
    weigh('precursors'),
    step('dissolve', 'Dissolve', ['solvent']),
    stir('coat', 'Coat', []),
    dry,
    sinter,
    sieve,
  ],
  'solid-state': [
    weigh('precursors', 'tio2ParticleSizeNm', 'lboFormula'),
    step('mix', 'Mix', mixing, { durationKey: 'mixingHours' }),
    sinter,
    sieve,
  ],
  'ball-milling': [
    weigh('precursors'),
    step('mill', 'Mill', ['ballToPowderRatio', ...mixing], { durationKey: 'mixingHours' }),
    sieve,
  ],
}

/** In the order of work. What a lab has defined for itself comes last before collecting, where a recipe has such values. */
export function stepsOfProcess(process: Process): readonly Step[] {
  const steps = byProcess[process]
  return [...steps.slice(0, -1), step('own', 'Our own', [], { isOptional: true }), ...steps.slice(-1)]
}
