import type { Library } from '../library/library'
import type { Prediction } from '../prediction/figure'
import { predict } from '../prediction/predict'
import { assembleRecipe } from '../recipe/assembleRecipe'
import type { ParameterValue } from '../recipe/parameter'
import type { FrozenRecipe } from './asMade'
import type { StatedConditions } from './figures'

export interface JudgedUnder {
  conditions: StatedConditions
  /** The cycle that retention is taken at. */
  cycles: number | null
  /** Time at high voltage per cycle as cells of the recipe recorded it, s; null leaves the model's assumption. */
  dwell: { seconds: number; source: string } | null
}

/**
 * What the model says of a frozen recipe under the conditions that its cells were really tested under, so that prediction and
 * record speak of the same thing: their cutoff, rate, temperature and number of cycles take the place of the plan's, and the
 * dwell time that they recorded that of the assumed one. What the test leaves unknown stays as the recipe has it.
 */
export function predictUnder(
  { name, process, values }: FrozenRecipe,
  { conditions, cycles, dwell }: JudgedUnder,
  library: Library,
): Prediction {
  const tested: Record<string, ParameterValue> = { ...values }
  const set = (key: string, value: number | null | undefined) => {
    if (typeof value === 'number' && Number.isFinite(value)) tested[key] = value
  }
  set('conditions.upperCutoffV', conditions.upperCutoffV)
  set('conditions.cRate', conditions.cRate)
  set('conditions.temperatureC', conditions.temperatureC)
  set('conditions.cycles', cycles)
  if (dwell !== null && dwell.seconds > 0) tested.dwellSecondsPerCycle = dwell.seconds
  const prediction = predict(assembleRecipe({ name, process, values: tested, conditions: {} }), library)
  return dwell === null ? prediction : withSource(prediction, dwell.source)
}

/** The model takes a given dwell for the recipe's own; here it is known better where it comes from. */
function withSource(prediction: Prediction, source: string): Prediction {
  const told = { ...prediction }
  for (const key of ['cyclesToRocksalt', 'rocksaltThickness', 'surfaceOxygenRetention'] as const) {
    const figure = prediction[key]
    if (!('inputs' in figure)) continue
    told[key] = {
      ...figure,
      inputs: figure.inputs.map((input) => (input.symbol === 'τ' ? { ...input, source } : input)),
    }
  }
  return told
}
