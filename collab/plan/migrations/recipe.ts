import type { FoundEntry } from '../entries'

/**
 * Changes of the shape of a recipe's entries, in order. Each is pure and works on the plain entries of one recipe, so that
 * an old key which a tab brings back after a month is upgraded like those that were always there. The document itself is
 * rewritten only by people's own edits. Add to the end, with a title, and a test with a literal old document; never edit.
 */
export interface Upgrade {
  version: number
  title: string
  apply(entries: readonly FoundEntry[]): readonly FoundEntry[]
}

export const recipeUpgrades: readonly Upgrade[] = []

export function upgradeRecipe(entries: readonly FoundEntry[]): readonly FoundEntry[] {
  return recipeUpgrades.reduce((upgraded, upgrade) => upgrade.apply(upgraded), entries)
}
