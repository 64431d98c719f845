import type { FoundEntry } from '../entries'
import type { Upgrade } from './recipe'

/** Changes of the shape of the plan's own entries; the rules are those of `recipe.ts`. */
export const planUpgrades: readonly Upgrade[] = []

export function upgradePlan(entries: readonly FoundEntry[]): readonly FoundEntry[] {
  return planUpgrades.reduce((upgraded, upgrade) => upgrade.apply(upgraded), entries)
}
