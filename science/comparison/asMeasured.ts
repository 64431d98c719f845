import { isCoated, type Recipe } from '../recipe/recipe'

/** A measured value with half its range, in the unit of the name that it stands under. */
export interface Measurement {
  value: number
  /** Null where nobody gave one: the value counts as exact. */
  uncertainty: number | null
}

export interface Measurements {
  coatingThicknessNm: Measurement | null
  betAreaM2PerG: Measurement | null
}

/**
 * The recipe with what was measured on its powder in place of what was planned or estimated: the thickness with the basis
 * “measured” (rule 16 of the model: measured beats entered beats estimated), the BET area in place of smooth spheres; each
 * uncertainty as half a range. A powder without coating takes no thickness.
 *
 * @returns null when nothing that was measured makes it another recipe
 */
export function recipeAsMeasured(recipe: Recipe, { coatingThicknessNm, betAreaM2PerG }: Measurements): Recipe | null {
  let measured: Recipe | null = null
  if (coatingThicknessNm !== null && isCoated(recipe)) {
    const { value, uncertainty } = coatingThicknessNm
    const isSame =
      recipe.thicknessNm === value &&
      recipe.thicknessBasis === 'measured' &&
      (recipe.thicknessUncertaintyNm ?? 0) === (uncertainty ?? 0)
    if (!isSame)
      measured = {
        ...recipe,
        thicknessNm: value,
        thicknessBasis: 'measured',
        thicknessUncertaintyNm: uncertainty ?? 0,
      }
  }
  if (betAreaM2PerG !== null) {
    const { value, uncertainty } = betAreaM2PerG
    const isSame = recipe.betAreaM2PerG === value && (recipe.betAreaUncertaintyM2PerG ?? 0) === (uncertainty ?? 0)
    if (!isSame)
      measured = { ...(measured ?? recipe), betAreaM2PerG: value, betAreaUncertaintyM2PerG: uncertainty ?? 0 }
  }
  return measured
}
