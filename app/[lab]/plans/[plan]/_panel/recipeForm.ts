import type { Mark } from '@/app/_lib/planCells'
import { sentence } from '@/app/_lib/planCells'
import type { PlannedRecipe, PlanProblem } from '@/collab/plan/types'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Process } from '@/science/recipe/process'

/** What the form of a recipe, and each part of it, is handed. */
export interface RecipeFormProps {
  recipe: PlannedRecipe
  conditions: Readonly<Record<string, ParameterValue>>
  problems: readonly PlanProblem[]
  marks: Readonly<Record<string, Mark>>
  canWrite: boolean
  nameOfClient: (clientId: number) => string | null
  onDraft: (key: string, value: ParameterValue | null | undefined) => void
  onSet: (key: string, value: ParameterValue | null) => void
  /** Several values as one act. */
  onSetAll: (values: readonly { key: string; value: ParameterValue | null }[]) => void
  onMark: (key: string, text: string, expected: string) => void
  onProcess: (process: Process) => void
}

/** What editing the sub-cycles needs of it. */
export type SubCyclesFormProps = Omit<RecipeFormProps, 'conditions' | 'onProcess'>

export function problemAt(problems: readonly PlanProblem[], key: string): string {
  const found = problems.find((problem) => problem.key === key)
  return found ? sentence(found.message) : ''
}
