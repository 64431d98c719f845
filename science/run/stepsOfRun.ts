import { type WeighOut, weighOut } from '../chemistry/weighOut'
import type { Library } from '../library/library'
import { assembleRecipe } from '../recipe/assembleRecipe'
import type { Catalogue } from '../recipe/parameters'
import { type FrozenForSteps, type RunSteps, runSteps } from './runSteps'

/** The steps of a run with what was planned for its own batch, and the weigh-out that they rest on. */
export function stepsOfRun(
  { revision, batchMassG }: { revision: FrozenForSteps & { name: string }; batchMassG: number | null },
  { library, catalogue }: { library: Library; catalogue: Pick<Catalogue, 'parametersOf' | 'findParameter'> },
  recorded: ReadonlySet<string>,
): RunSteps & { sheet: WeighOut } {
  const { name, process, values } = revision
  const recipe = assembleRecipe({ name, process, values, conditions: {} })
  const sheet = weighOut({ ...recipe, ...(batchMassG === null ? {} : { batchMassG }) }, library)
  return { ...runSteps({ process, values }, sheet, catalogue, recorded), sheet }
}
