import type { PlannedRecipe } from '@/collab/plan/types'
import type { Check, Prediction } from '@/science/prediction/figure'
import type { Parameter, ParameterValue } from '@/science/recipe/parameter'
import { missingFields, type RequiredFields } from '@/science/recipe/requiredFields'

type Values = Readonly<Record<string, ParameterValue>>
type Predicting = (recipe: PlannedRecipe, conditions: Values) => Prediction

/**
 * Predictions whose checks also name the fields that the plan requires and the recipe lacks, so that they stand wherever
 * checks stand. As the predictions beneath, each is remembered while its recipe keeps its identity.
 */
export function withRequiredChecks(
  predictionOf: Predicting,
  required: RequiredFields,
  findParameter: (key: string) => Pick<Parameter, 'label'> | undefined,
): Predicting {
  if (Object.keys(required).length === 0) return predictionOf
  const known = new WeakMap<PlannedRecipe, { beneath: Prediction; prediction: Prediction }>()
  return (recipe, conditions) => {
    const beneath = predictionOf(recipe, conditions)
    const remembered = known.get(recipe)
    if (remembered?.beneath === beneath) return remembered.prediction
    const values = { ...conditions, ...recipe.values }
    const checks = missingFields(required, { process: recipe.process, values }).map(
      (key): Check => ({
        code: 'required-empty',
        severity: 'warning',
        message: `this plan requires the field “${findParameter(key)?.label ?? key}”, which is empty`,
        reason: '',
        source: 'required by the plan',
        parameter: key,
      }),
    )
    const prediction = checks.length === 0 ? beneath : { ...beneath, checks: [...checks, ...beneath.checks] }
    known.set(recipe, { beneath, prediction })
    return prediction
  }
}
