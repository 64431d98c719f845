import type { RecipeId, RevisionId, RunId, SampleId } from '@/science/ids'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Process } from '@/science/recipe/process'
import type { ComparedFigure, ComparedRevision, ComparedTest, FrozenFigure } from '@/server/views'

/** Comparisons as tests want them: what a test does not care about is filled in. */
export function buildRevision(
  name: string,
  given: {
    process?: Process
    values?: Record<string, ParameterValue>
    timeToRocksalt?: Partial<FrozenFigure>
    runs?: ComparedRevision['runs']
  } = {},
): ComparedRevision {
  const id: RevisionId = `rev_${name}`
  const recipeId: RecipeId = `rec_${name}`
  return {
    id,
    recipeId,
    recipeName: name,
    number: 1,
    planId: 'pln_borates',
    planTitle: 'Borates',
    process: given.process ?? 'sol-gel',
    values: given.values ?? {},
    predicted: given.timeToRocksalt
      ? { timeToRocksalt: { unit: 's', basis: 'computed', ...given.timeToRocksalt } }
      : {},
    runs: given.runs ?? { done: 1 },
  }
}

const retained = { unit: '%', qualifier: null, atCycle: 100, referenceCycle: 3, alsoReported: [], conditions: null }

export function figure(name: string, value: number, more: Partial<ComparedFigure> = {}): ComparedFigure {
  return { ...retained, figure: name, value, ...more }
}

let count = 0

export function buildTest(
  { id: revisionId }: ComparedRevision,
  figures: readonly ComparedFigure[],
  given: Partial<ComparedTest> = {},
): ComparedTest {
  count += 1
  const runId: RunId = 'run_one'
  const sampleId: SampleId = 'smp_one'
  return {
    id: `tst_${count}`,
    revisionId,
    runId,
    runNumber: 1,
    sampleId,
    cellId: `cel_${count}`,
    cellName: `cell ${count}`,
    format: 'CR2032 coin',
    electrolyte: '1 M LiPF6 in EC:DMC',
    counterElectrode: 'Li',
    origin: 'file',
    paper: null,
    conditions: { lowerCutoffV: 3, upperCutoffV: 4.5, cRate: 1 },
    figures,
    ...given,
  }
}
