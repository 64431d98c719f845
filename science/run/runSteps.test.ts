import { describe, expect, it } from 'vitest'
import { weighOut } from '../chemistry/weighOut'
import { assembleRecipe } from '../recipe/assembleRecipe'
import type { ParameterValue } from '../recipe/parameter'
import { extendCatalogue } from '../recipe/parameters'
import { type Process, processes } from '../recipe/process'
import { runSteps } from './runSteps'
import { stepsOfProcess } from './steps'

const catalogue = extendCatalogue([
  {
    key: 'own.crucible',
    label: 'Crucible',
    shortLabel: 'crucible',
    unit: null,
    kind: 'text',
    group: 'own',
    processes: ['wet'],
    description: '',
  },
])

function stepsOf(process: Process, values: Record<string, ParameterValue>, recorded: string[] = []) {
  const sheet = weighOut(assembleRecipe({ name: 'r', process, values, conditions: {} }))
  return runSteps({ process, values }, sheet, catalogue, new Set(recorded))
}
const keysOf = ({ steps }: ReturnType<typeof runSteps>) => steps.map(({ key }) => key)
const linesOf = ({ steps }: ReturnType<typeof runSteps>, step: string) =>
  steps.find(({ key }) => key === step)?.lines.map(({ key }) => key)

describe('the steps of a process', () => {
  it.each<[Process, Record<string, ParameterValue>, string[]]>([
    ['none', {}, ['weigh', 'collect']],
    ['ald', {}, ['weigh', 'load', 'deposit', 'collect']],
    ['ald', { postAnnealTemperatureC: 300 }, ['weigh', 'load', 'deposit', 'anneal', 'collect']],
    ['wet', {}, ['weigh', 'disperse', 'dry', 'sinter', 'sieve']],
    ['sol-gel', {}, ['weigh', 'dissolve', 'coat', 'dry', 'sinter', 'sieve']],
    ['solid-state', {}, ['weigh', 'mix', 'sinter', 'sieve']],
    ['ball-milling', {}, ['weigh', 'mill', 'sieve']],
  ])('%s %o are %j', (process, values, keys) => {
    expect(keysOf(stepsOf(process, values))).toEqual(keys)
  })

  it.each(processes)('%s name parameters that its recipes can have, each in one step', (process) => {
    const own = new Set(catalogue.parametersOf(process).map(({ key }) => key))
    const named = stepsOfProcess(process).flatMap(({ parameters }) => parameters)
    expect(named.filter((key) => !own.has(key))).toEqual([])
    expect(new Set(named).size).toBe(named.length)
  })

  it.each(processes)('%s hold every setting of the process that a person makes at the bench', (process) => {
    const named = new Set(stepsOfProcess(process).flatMap(({ parameters }) => parameters))
    const atTheBench = catalogue
      .parametersOf(process)
      .filter(({ group }) => group === 'mixing' || group === 'heat')
      .map(({ key }) => key)
    expect(atTheBench.filter((key) => !named.has(key))).toEqual([])
  })
})

describe('a run of a wet recipe', () => {
  const values = {
    cathode: 'LCO',
    batchMassG: 10,
    boronSource: 'H3BO3',
    'boronContent.value': 0.5,
    'boronContent.basis': 'wt% H3BO3',
    solvent: 'ethanol',
    solventVolumeMl: 30,
    stirHours: 2,
    sinterTemperatureC: 500,
    sinterHours: 6,
    sinterAtmosphere: 'O2',
    'conditions.cRate': 1,
    target: 'the lowest that wets',
    'own.crucible': 'alumina 3',
  }
  const found = stepsOf('wet', values)

  it('weighs first, and gives each value to the step that sets it', () => {
    expect(linesOf(found, 'weigh')).toEqual(['batchMassG', 'weigh.H3BO3', 'weigh.solvent', 'cathode', 'boronSource'])
    expect(linesOf(found, 'disperse')).toEqual(['solvent', 'stirHours'])
    expect(linesOf(found, 'dry')).toEqual([])
    expect(linesOf(found, 'sinter')).toEqual(['sinterAtmosphere', 'sinterTemperatureC', 'sinterHours'])
    expect(linesOf(found, 'sieve')).toEqual(['yield.massG'])
    const line = found.steps.find(({ key }) => key === 'sinter')?.lines[0]
    expect(line).toMatchObject({ label: 'Atmosphere', plannedText: 'O₂', planned: 'O2' })
  })

  it('asks for the weighed masses with the window of the balance', () => {
    expect(found.steps[0]?.lines[1]).toMatchObject({
      planned: 0.05,
      unit: 'g',
      hint: expect.stringContaining('0.049–0.051 g'),
    })
  })

  it('says how long its long steps take', () => {
    expect(found.steps.map(({ key, timer }) => [key, timer?.plannedHours])).toEqual([
      ['weigh', undefined],
      ['disperse', 2],
      ['dry', null],
      ['sinter', 6],
      ['own', undefined],
      ['sieve', undefined],
    ])
  })

  it('has for each step what the recipe leaves open', () => {
    expect(found.steps.find(({ key }) => key === 'dry')?.unplanned.map(({ key }) => key)).toEqual([
      'dryTemperatureC',
      'dryHours',
    ])
    const recorded = stepsOf('wet', values, ['dryHours'])
    expect(linesOf(recorded, 'dry')).toEqual(['dryHours'])
    expect(recorded.steps.find(({ key }) => key === 'dry')?.unplanned.map(({ key }) => key)).toEqual([
      'dryTemperatureC',
    ])
  })

  it('leaves nothing of the frozen recipe out', () => {
    const shown = [
      ...found.steps.flatMap(({ lines }) => lines.map(({ key }) => key)),
      ...found.facts.flatMap((group) => group.values.map(({ key }) => key)),
    ]
    expect(new Set(shown).size).toBe(shown.length)
    // Measured out under the solvent's own line.
    const { solventVolumeMl: _, ...others } = values
    for (const key of Object.keys(others)) expect(shown).toContain(key)
    expect(found.facts.map(({ group }) => group)).toEqual(['coating', 'identity', 'conditions'])
  })

  it('shows also what an older version recorded where no step has it', () => {
    const { others } = stepsOf('wet', values, ['boronContent.value', 'weigh.B2O3', 'sinterHours'])
    expect(others.map(({ key, label }) => [key, label])).toEqual([
      ['boronContent.value', 'Boron content, nominal'],
      ['weigh.B2O3', 'B2O3'],
    ])
  })
})

it('runs the programme of an ALD reactor for as long as its sub-cycles take', () => {
  const found = stepsOf('ald', {
    supercycles: 10,
    'subCycles.a.order': 'a0',
    'subCycles.a.oxide': 'LiOx',
    'subCycles.a.repeats': 6,
    'subCycles.a.pulseS': 30,
    'subCycles.a.purgeS': 60,
  })
  const deposit = found.steps.find(({ key }) => key === 'deposit')
  expect(deposit?.timer).toEqual({ key: 'duration.deposit', plannedHours: 1.5 })
  expect(deposit?.lines.map(({ label }) => label)).toEqual([
    'Supercycles',
    'Sub-cycle 1, LiOx: deposits',
    'Sub-cycle 1, LiOx: repeats',
    'Sub-cycle 1, LiOx: pulse',
    'Sub-cycle 1, LiOx: purge',
    'Time of the programme',
  ])
})
