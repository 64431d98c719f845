import type { WeighOut } from '../chemistry/weighOut'
import { isFigure } from '../prediction/figure'
import { formatNumber, formatValue } from '../recipe/formatValue'
import type { Parameter, ParameterValue } from '../recipe/parameter'
import type { Catalogue } from '../recipe/parameters'
import type { Process } from '../recipe/process'
import { type FrozenGroup, type FrozenValue, frozenGroups } from './frozenValues'
import { depositionKey, type Step, type StepKey, stepsOfProcess, yieldKey } from './steps'
import { weighLines } from './weighLines'

/** One value of a step: what the frozen recipe says, to set beside what was done. */
export interface StepLine {
  key: string
  label: string
  /** Small print: the window of the balance, what to know. */
  hint: string
  unit: string | null
  parameter: Parameter | null
  /** Null where the recipe says nothing of it. */
  planned: ParameterValue | null
  plannedText: string
}

/** A step of one run, with the values that the frozen recipe gives it. */
export interface RunStep {
  key: StepKey
  title: string
  /** What the recipe says, and what was recorded beyond it. */
  lines: StepLine[]
  /** What belongs to this step and the recipe says nothing of. */
  unplanned: StepLine[]
  /** What cannot be said and why, one sentence each. */
  notes: readonly string[]
  /** The step takes its time: how long by the recipe, h; null where it does not say. */
  timer: { key: string; plannedHours: number | null } | null
}

export interface RunSteps {
  steps: RunStep[]
  /** What the recipe is, and what its cells will be tested under: no step at the bench sets it. */
  facts: FrozenGroup[]
  /** Recorded under keys that no step of the process has, as an older version could. */
  others: StepLine[]
}

export interface FrozenForSteps {
  process: Process
  values: Readonly<Record<string, ParameterValue>>
}

/**
 * The steps of a run in the order of work, with all values of the frozen recipe: each stands in one step or among the facts.
 *
 * @param sheet the weigh-out of the frozen recipe for this run's batch
 * @param recorded keys that something was recorded under: such a line shows, whether the recipe planned it or not
 */
export function runSteps(
  { process, values }: FrozenForSteps,
  sheet: WeighOut,
  catalogue: Pick<Catalogue, 'parametersOf' | 'findParameter'>,
  recorded: ReadonlySet<string> = new Set(),
): RunSteps {
  const groups = frozenGroups(process, values, catalogue)
  const frozen = new Map(groups.flatMap((group) => group.values.map((value) => [value.key, { group, value }])))
  const used = new Set<string>()
  const weighed = weighLines(sheet, catalogue)
  const steps = stepsOfProcess(process).flatMap((step): RunStep[] => {
    const lines = step.isWeighing ? [...weighed] : []
    const unplanned: StepLine[] = []
    const put = (line: StepLine) => void (recorded.has(line.key) ? lines : unplanned).push(line)
    for (const key of step.parameters) {
      const value = frozen.get(key)?.value
      if (value !== undefined) lines.push(lineOf(value))
      else {
        const parameter = catalogue.findParameter(key)
        if (parameter !== undefined) put(unplannedLine(parameter))
      }
    }
    for (const { group, value } of frozen.values()) if (belongs(step, group, value)) lines.push(lineOf(value))
    const programme = programmeHours(sheet)
    if (step.durationKey === depositionKey) {
      const line = durationLine(programme)
      if (programme === null) put(line)
      else lines.push(line)
    }
    if (step.hasYield) lines.push(yieldLine)
    for (const { key } of [...lines, ...unplanned]) used.add(key)
    // Measured out in the first step, so no fact beside it.
    if (lines.some(({ key }) => key === 'weigh.solvent')) used.add('solventVolumeMl')
    if (step.isOptional && lines.length === 0) return []
    const dwell = step.durationKey === null ? undefined : values[step.durationKey]
    const timer =
      step.durationKey === null
        ? null
        : {
            key: step.durationKey,
            plannedHours: step.durationKey === depositionKey ? programme : typeof dwell === 'number' ? dwell : null,
          }
    const notes = step.isWeighing ? sheet.missing : []
    return [{ key: step.key, title: step.title, lines, unplanned, notes, timer }]
  })
  const facts = groups
    .map((group) => ({ ...group, values: group.values.filter(({ key }) => !used.has(key)) }))
    .filter((group) => group.values.length > 0)
  const others = [...recorded]
    .filter((key) => !used.has(key))
    .map((key) => {
      const value = frozen.get(key)?.value
      if (value !== undefined) return lineOf(value)
      const parameter = catalogue.findParameter(key)
      return parameter === undefined ? bareLine(key) : unplannedLine(parameter)
    })
  return { steps, facts, others }
}

function belongs(step: Step, { group }: FrozenGroup, { key }: FrozenValue): boolean {
  return (step.hasSubCycles && key.startsWith('subCycles.')) || (step.key === 'own' && group === 'own')
}

function lineOf({ key, label, unit, parameter, planned }: FrozenValue): StepLine {
  const plannedText = parameter ? formatValue(parameter, planned) : String(planned)
  return { key, label, hint: '', unit, parameter, planned, plannedText }
}

function unplannedLine(parameter: Parameter): StepLine {
  const { key, label, unit } = parameter
  return { key, label, hint: '', unit, parameter, planned: null, plannedText: '' }
}

/** Of `weigh.<line>` the name of what was weighed. */
function bareLine(key: string): StepLine {
  const label = key.startsWith('weigh.') ? key.slice('weigh.'.length) : key
  return { key, label, hint: '', unit: null, parameter: null, planned: null, plannedText: '' }
}

function durationLine(hours: number | null): StepLine {
  const plannedText = hours === null ? '' : formatNumber(hours)
  return {
    key: depositionKey,
    label: 'Time of the programme',
    hint: '',
    unit: 'h',
    parameter: null,
    planned: hours,
    plannedText,
  }
}

const yieldLine: StepLine = {
  key: yieldKey,
  label: 'Powder collected',
  hint: '',
  unit: 'g',
  parameter: null,
  planned: null,
  plannedText: '',
}

/** To the hundredth of an hour: nobody stops a timer more exactly. */
function programmeHours({ programmeTime }: WeighOut): number | null {
  if (programmeTime === null || !isFigure(programmeTime) || programmeTime.value === undefined) return null
  return Number((programmeTime.value / 3600).toFixed(2))
}
