import { borateOf } from '../prediction/thickness'
import { assembleRecipe } from '../recipe/assembleRecipe'
import type { ParameterValue } from '../recipe/parameter'
import { findParameter } from '../recipe/parameters'
import type { Process } from '../recipe/process'
import { readValue } from '../recipe/readValue'
import type { Recipe, SolidStateRecipe } from '../recipe/recipe'

/** A recipe as it was frozen, its conditions among its values. */
export interface FrozenRecipe {
  name: string
  process: Process
  values: Readonly<Record<string, ParameterValue>>
}

/** One line of the weigh-out with the mass that it asks for, g. */
export interface WeighedLine {
  key: string
  formula: string | null
  massG: number | null
}

/** The key under which what the balance showed is recorded. The powder is the recipe's own batch mass. */
export function weighKey(line: { key: string; role: string }): string {
  return line.role === 'powder' ? 'batchMassG' : `weigh.${line.key}`
}

/** An amount to the tenth of a milligram (or of a µL) that a laboratory's balance shows; from 100 on to the hundredth. */
export function asWeighed(amount: number): number {
  return Number(amount.toFixed(amount >= 100 ? 2 : 4))
}

/**
 * The recipe that was really made: recorded values in place of the planned ones, and contents scaled by what the balance
 * showed. What was not recorded counts as done as planned.
 *
 * A content is an amount of precursor per amount of powder, so it scales by (actual / planned precursor) over (actual /
 * planned powder); wt% and mol% alike, since both count from uncoated powder. Where several precursors make one coating the
 * scarcest decides how much of it there can be.
 *
 * @param actual the recorded values that stand, by key: a parameter's, or `weigh.<line>` in g
 * @param lines the weigh-out of the frozen recipe for the batch mass that was planned
 * @returns null when nothing that was recorded makes it another recipe
 */
export function recipeAsMade(
  frozen: FrozenRecipe,
  actual: ReadonlyMap<string, string | number>,
  lines: readonly WeighedLine[],
): Recipe | null {
  const values: Record<string, ParameterValue> = { ...frozen.values }
  let isOther = false
  const set = (key: string, value: ParameterValue) => {
    if (values[key] === value) return
    values[key] = value
    isOther = true
  }
  for (const [key, found] of actual) {
    const parameter = findParameter(key)
    if (parameter === undefined || key === 'batchMassG') continue
    const read = readValue(parameter, found)
    if (read.ok) set(key, read.value)
  }
  const scale = (key: string, factor: number) => {
    const planned = values[key]
    // A content that was itself recorded at the bench is what the person says it is.
    if (typeof planned === 'number' && !actual.has(key) && Math.abs(factor - 1) > 1e-9) set(key, planned * factor)
  }
  const ratio = (key: string, planned: number | null) => {
    const found = actual.get(key)
    if (typeof found !== 'number' || planned === null || planned <= 0) return 1
    // What the sheet asked for, to the digit that a balance shows, is as planned.
    return found === asWeighed(planned) ? 1 : found / planned
  }
  const powder = lines.find((line) => line.key === 'powder')
  const powderRatio = ratio('batchMassG', powder?.massG ?? null)
  if (powderRatio <= 0) return isOther ? assembled(frozen, values) : null
  const precursors = lines.filter((line) => line.key !== 'powder' && line.key !== 'solvent')
  const factorOf = (line: WeighedLine) => ratio(`weigh.${line.key}`, line.massG) / powderRatio
  const scarcest = precursors.length === 0 ? 1 / powderRatio : Math.min(...precursors.map(factorOf))
  switch (frozen.process) {
    case 'wet':
      scale('boronContent.value', scarcest)
      break
    case 'sol-gel':
      scale('coatingMolPercent', scarcest)
      scale('coatingWtPercent', scarcest)
      break
    case 'ball-milling':
      scale('coatingWtPercent', scarcest)
      break
    case 'solid-state': {
      const borate = borateOf(assembled(frozen, frozen.values) as SolidStateRecipe)
      for (const line of precursors) {
        if (line.formula === 'TiO2') scale('tio2WtPercent', factorOf(line))
        if (line.formula === borate) scale('lboWtPercent', factorOf(line))
      }
      break
    }
    case 'ald':
    case 'none':
      break
  }
  return isOther ? assembled(frozen, values) : null
}

function assembled(frozen: FrozenRecipe, values: Readonly<Record<string, ParameterValue>>): Recipe {
  return assembleRecipe({ name: frozen.name, process: frozen.process, values, conditions: {} })
}
