/** What was weighed of an electrode. */
export interface ElectrodeMass {
  /** mg, with its collector */
  electrodeMassMg: number | null
  /** mg of the bare collector of the same area; null for a coating without one */
  collectorMassMg: number | null
  /** of the coating that is active material, 0 to 1 */
  activeFraction: number | null
}

/**
 * Active mass of an electrode, mg: what is on the collector times its active fraction. To a microgram, as balances weigh.
 * Null where mass or fraction are not known, or where the collector weighs more than the electrode.
 */
export function activeMassOf({ electrodeMassMg, collectorMassMg, activeFraction }: ElectrodeMass): number | null {
  if (electrodeMassMg === null || activeFraction === null) return null
  const active = (electrodeMassMg - (collectorMassMg ?? 0)) * activeFraction
  return active > 0 ? Math.round(active * 1000) / 1000 : null
}
