import { toCsv } from '@/science/csv'
import { processLabels } from '@/science/recipe/process'
import type { RunRecord, StepValue } from './runDocument'

const columns = [
  'plan',
  'recipe',
  'process',
  'revision',
  'run',
  'replicate',
  'outcome',
  'step',
  'value',
  'key',
  'unit',
  'planned',
  'actual',
  'deviation %',
  'beyond tolerance',
  'stands',
  'reason',
  'who',
  'when',
] as const

/**
 * Runs as a table: one row for each value, planned beside actual; what was corrected has a row of its own that says it does
 * not stand. How a step ended, what a timer measured, notes and photos are rows as well. Times are UTC.
 */
export function recordCsv(runs: readonly RunRecord[]): string {
  return toCsv(columns, runs.flatMap(rowsOf))
}

type Row = (string | number | null)[]

function rowsOf(run: RunRecord): Row[] {
  const { recipe, plan, number, replicate, state } = run
  const about = [
    plan.title,
    recipe.name,
    processLabels[recipe.process],
    recipe.revision.number,
    number,
    replicate,
    state,
  ]
  const row = (step: string, rest: Row): Row => [...about, step, ...rest]
  const valuesOf = (step: string, values: readonly StepValue[]) =>
    values.flatMap((value) => valueRows(value).map((rest) => row(step, rest)))
  const said = (what: string, key: string, actual: string | number, reason: string, who: string, when: string): Row => [
    what,
    key,
    null,
    null,
    actual,
    null,
    null,
    'yes',
    reason,
    who,
    when,
  ]
  return [
    ...run.steps.flatMap((step) => [
      ...valuesOf(step.title, step.values),
      ...(step.timer?.stoppedBy && step.timer.stoppedAt !== null
        ? [
            row(step.title, [
              'timer',
              `timer.${step.key}`,
              'h',
              step.timer.plannedHours,
              step.timer.hours,
              null,
              null,
              'yes',
              '',
              step.timer.stoppedBy.name,
              step.timer.stoppedAt,
            ]),
          ]
        : []),
      ...step.photos.map((one) =>
        row(step.title, said('photo', one.file.name, one.caption, one.reason, one.by.name, one.at)),
      ),
      ...(step.by === null || step.at === null
        ? []
        : [row(step.title, said('step', `step.${step.key}`, step.state, step.reason, step.by.name, step.at))]),
    ]),
    ...valuesOf('', run.others),
    ...run.notes.map((note) => row('', said('note', 'note', note.text, note.reason, note.by.name, note.at))),
    ...run.photos.map((one) => row('', said('photo', one.file.name, one.caption, one.reason, one.by.name, one.at))),
    ...(run.closedBy === null || run.closedAt === null
      ? []
      : [row('', said('outcome', 'outcome', state, run.reason, run.closedBy.name, run.closedAt))]),
  ]
}

function valueRows(value: StepValue): Row[] {
  const { key, label, unit, planned, actual, deviationPercent, isBeyondTolerance, reason, by, at, earlier } = value
  const asked = planned === null ? null : typeof planned === 'object' ? planned.join('; ') : cellOf(planned)
  const percent = deviationPercent === null ? null : Number(deviationPercent.toFixed(3))
  const beyond = isBeyondTolerance === null ? null : isBeyondTolerance ? 'yes' : 'no'
  return [
    [label, key, unit, asked, actual, percent, beyond, actual === null ? null : 'yes', reason, by?.name ?? null, at],
    ...earlier.map(
      (one): Row => [
        label,
        key,
        one.unit ?? unit,
        asked,
        one.actual,
        null,
        null,
        'no',
        one.reason,
        one.by.name,
        one.at,
      ],
    ),
  ]
}

function cellOf(value: string | number | boolean): string | number {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
}
