import type { DecisionRow } from '@/db/queries/tests'
import type { TestSettings } from '@/db/schema/tests'
import type { CircuitId } from '@/science/impedance/circuits'

/** What holds of a test by the decisions of people: the newest of each kind. */
export interface StandingDecisions {
  settings: TestSettings
  /** The decision that the settings stand in; null where nobody has chosen any. */
  settingsBy: DecisionRow | null
  /** Cycles that are left out, by number, each with the decision. */
  leftOut: ReadonlyMap<number, DecisionRow>
  /** The circuit that a person chose for a spectrum, by its number. */
  circuits: ReadonlyMap<number, CircuitId>
}

export const settingsByRule: TestSettings = { referenceCycle: null, retentionCycle: null, oneC: null }

/** @param rows of one test, oldest first */
export function standingDecisions(rows: readonly DecisionRow[]): StandingDecisions {
  let settingsBy: DecisionRow | null = null
  let settings = settingsByRule
  const leftOut = new Map<number, DecisionRow>()
  const circuits = new Map<number, CircuitId>()
  for (const row of rows) {
    const { content } = row
    if (content.kind === 'settings') {
      settings = content.settings
      settingsBy = row
    } else if (content.kind === 'circuit') circuits.set(content.spectrum, content.circuit)
    else if (content.isLeftOut) leftOut.set(content.cycle, row)
    else leftOut.delete(content.cycle)
  }
  return { settings, settingsBy, leftOut, circuits }
}
