import type { CycleRow, DecisionRow } from '@/db/queries/tests'
import type { ReadingWarning, TestDecision, TestSettings } from '@/db/schema/tests'
import type { PlacedPart } from '@/science/cycler/stitch'
import { settingsByRule, standingDecisions } from './standingDecisions'

/** One of the files that a test puts together, as it was judged while it stood alone. */
export interface JudgedPart {
  /** of its file */
  name: string
  cycles: readonly Pick<CycleRow, 'cycle' | 'firstRow' | 'lastRow'>[]
  sweepCount: number
  /** oldest first */
  decisions: readonly DecisionRow[]
}

export interface CarriedDecisions {
  /** In order, each by the person and of the moment that it was made; the reason says where it comes from. */
  decisions: (Pick<DecisionRow, 'reason' | 'by' | 'at'> & { content: TestDecision })[]
  /** What did not come along, and why. */
  left: ReadingWarning[]
}

/**
 * What was judged of the files of a test that puts them together, in the numbers of the whole. A cycle is known again by its rows: the
 * whole may have renumbered it, joined it with the first of the next file, or left its rows out as told twice.
 *
 * @param parts in the order that `places` speaks of
 * @param cycles of the whole
 */
export function carriedDecisions(
  parts: readonly JudgedPart[],
  places: readonly PlacedPart[],
  cycles: readonly Pick<CycleRow, 'cycle' | 'firstRow' | 'lastRow'>[],
): CarriedDecisions {
  const decisions: CarriedDecisions['decisions'] = []
  const left: ReadingWarning[] = []
  const stay = (message: string) => left.push({ code: 'judgement-stayed', message })
  const byRows = new Map(cycles.map(({ cycle, firstRow, lastRow }) => [`${firstRow} ${lastRow}`, cycle]))
  const judged = parts.map((part, index) => {
    const place = places.find((one) => one.part === index)
    const known = new Map(part.cycles.map((one) => [one.cycle, one]))
    /** The cycle of the whole that holds exactly the same rows. */
    const inWhole = (cycle: number): number | undefined => {
      const { firstRow, lastRow } = known.get(cycle) ?? {}
      if (place === undefined || !firstRow || !lastRow || firstRow <= place.skipped) return undefined
      const shift = place.row - place.skipped
      return byRows.get(`${firstRow + shift} ${lastRow + shift}`)
    }
    return { part, isPlaced: place !== undefined, inWhole, standing: standingDecisions(part.decisions) }
  })

  const settings: TestSettings = { ...settingsByRule }
  let settingsBy: DecisionRow | null = null
  const names: string[] = []
  for (const [key, words] of settingNames) {
    const chosen = judged.flatMap(({ part, inWhole, standing }) => {
      const value = standing.settings[key]
      if (value === null || standing.settingsBy === null) return []
      return [{ part, by: standing.settingsBy, value: typeof value === 'number' ? (inWhole(value) ?? null) : value }]
    })
    const [first] = chosen
    if (first === undefined) continue
    const isOne = new Set(chosen.map(({ value }) => JSON.stringify(value))).size === 1
    if (!isOne)
      stay(`${capital(words)} was chosen differently for these files, so it goes by the rule. Choose it anew.`)
    else if (first.value === null)
      stay(`${capital(words)} of ${first.part.name} is no cycle of its own in this test, so it goes by the rule.`)
    else {
      Object.assign(settings, { [key]: first.value })
      settingsBy = first.by
      names.push(first.part.name)
    }
  }

  const taken = new Set<number>()
  let sweeps = 0
  for (const { part, isPlaced, inWhole, standing } of inTime(judged, places)) {
    for (const [cycle, { reason, by, at }] of standing.leftOut) {
      const number = inWhole(cycle)
      if (number === undefined)
        stay(
          `Cycle ${cycle} of ${part.name} was left out (${reason}); here its rows are another cycle's as well, or told twice, so it is counted. Judge it anew.`,
        )
      else {
        taken.add(number)
        const content = { kind: 'cycle', cycle: number, isLeftOut: true } as const
        decisions.push({ content, reason: from(reason, `cycle ${cycle} of ${part.name}`), by, at })
      }
    }
    for (const decision of part.decisions) {
      const { content, reason, by, at } = decision
      if (content.kind !== 'circuit' || standing.circuits.get(content.spectrum) !== content.circuit) continue
      if (!isPlaced) {
        stay(
          `The circuit chosen for sweep ${content.spectrum} of ${part.name} stayed: all rows of that file are told twice.`,
        )
        continue
      }
      const spectrum = sweeps + content.spectrum
      decisions.push({
        content: { ...content, spectrum },
        reason: from(reason, `sweep ${content.spectrum} of ${part.name}`),
        by,
        at,
      })
    }
    if (isPlaced) sweeps += part.sweepCount
  }

  if (settingsBy !== null) {
    const { reason, by, at } = settingsBy
    if (settings.referenceCycle !== null && taken.has(settings.referenceCycle)) settings.referenceCycle = null
    decisions.push({
      content: { kind: 'settings', settings },
      reason: from(reason, [...new Set(names)].join(', ')),
      by,
      at,
    })
  }
  return { decisions, left }
}

const settingNames = [
  ['referenceCycle', 'the reference cycle'],
  ['retentionCycle', 'the cycle that retention is taken at'],
  ['oneC', 'what 1C stands for'],
] as const

/** As the record has them; those of which nothing is in it last. */
function inTime<Of>(parts: readonly Of[], places: readonly PlacedPart[]): Of[] {
  const order = places.map(({ part }) => part)
  const rank = (index: number) => (order.includes(index) ? order.indexOf(index) : order.length)
  return parts
    .map((part, index) => ({ part, at: rank(index) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ part }) => part)
}

function from(reason: string, origin: string): string {
  return `${reason} (judged of ${origin})`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
