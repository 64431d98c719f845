import { deviation } from '../comparison/deviation'
import type { Recorded, RunEntry } from './record'
import type { RunSteps, StepLine } from './runSteps'
import type { StepKey } from './steps'

/** Values of one step that are beyond tolerance and that nobody has given a word of reason for. */
export interface Unexplained {
  /** Null where no step has them. */
  key: StepKey | null
  step: string
  values: string[]
}

/**
 * What has to be said before a run is closed, step by step. A value may be recorded without a reason, by somebody who wears gloves or
 * has no network; the record is whole only with it.
 */
export function unexplained(
  { steps, others }: Pick<RunSteps, 'steps' | 'others'>,
  recorded: ReadonlyMap<string, Recorded<RunEntry & { reason: string }>>,
): Unexplained[] {
  const lacking = (lines: readonly StepLine[]) =>
    lines
      .filter(({ key, planned }) => {
        const latest = recorded.get(key)?.latest
        return latest?.reason.trim() === '' && (deviation(planned, latest.actual)?.isBeyondTolerance ?? false)
      })
      .map(({ label }) => label)
  return [
    ...steps.map(({ key, title, lines }): Unexplained => ({ key, step: title, values: lacking(lines) })),
    { key: null, step: 'Also recorded', values: lacking(others) },
  ].filter(({ values }) => values.length > 0)
}

/** `Weigh (boric acid, H3BO3), Sinter (Sintering temperature, Sintering time)` */
export function unexplainedWords(found: readonly Unexplained[]): string {
  return found.map(({ step, values }) => `${step} (${values.join(', ')})`).join(', ')
}
