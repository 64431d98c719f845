import { expect, it } from 'vitest'
import { publishedLibrary } from '../library/library'
import { extendCatalogue } from '../recipe/parameters'
import { type RunEntry, recordedValues } from './record'
import { stepsOfRun } from './stepsOfRun'
import { unexplained, unexplainedWords } from './unexplained'

const revision = {
  name: 'B-LCO',
  process: 'wet',
  values: {
    cathode: 'LCO',
    boronSource: 'H3BO3',
    'boronContent.value': 0.5,
    'boronContent.basis': 'wt% H3BO3',
    sinterTemperatureC: 500,
    sinterHours: 6,
    sinterAtmosphere: 'O2',
  },
} as const
const known = { library: publishedLibrary, catalogue: extendCatalogue([]) }
const at = new Date(Date.UTC(2026, 10, 20))

function found(...entries: (Partial<RunEntry> & { reason?: string })[]) {
  const recorded = recordedValues(
    entries.map((one, index) => ({
      id: `ent_${index}`,
      key: 'note',
      actual: '',
      corrects: null,
      saidAt: at,
      reason: '',
      ...one,
    })),
  )
  return unexplained(stepsOfRun({ revision, batchMassG: 10 }, known, new Set(recorded.keys())), recorded)
}

it('names the steps and values beyond tolerance that nobody has given a reason for', () => {
  const lacking = found(
    { key: 'weigh.H3BO3', actual: 0.0531 },
    { key: 'sinterTemperatureC', actual: 545 },
    { key: 'sinterAtmosphere', actual: 'air' },
    // Within 2 %, explained, and with no plan to deviate from.
    { key: 'batchMassG', actual: 10.15 },
    { key: 'sinterHours', actual: 9, reason: 'slept in' },
    { key: 'dryHours', actual: 3 },
  )
  expect(unexplainedWords(lacking)).toBe('Weigh (boric acid, H3BO3), Sinter (Atmosphere, Sintering temperature)')
})

it('takes the reason that came with the correction, and asks again when the corrected value has none', () => {
  const first = { id: 'ent_a', key: 'sinterTemperatureC', actual: 545 }
  expect(found(first, { ...first, id: 'ent_b', corrects: 'ent_a', reason: 'overshot' })).toEqual([])
  expect(found({ ...first, reason: 'overshot' }, { ...first, id: 'ent_b', corrects: 'ent_a' })).toHaveLength(1)
})
