import { type SubCycle, subCycleKey } from '@/app/_lib/planSubCycles'
import type { Parameter } from '@/science/recipe/parameter'
import { ParameterField } from './ParameterField'
import { problemAt, type SubCyclesFormProps } from './recipeForm'

/** One field of a sub-cycle, in the recipe's form or in the table at its cell. */
export function SubCycleField({
  form,
  subCycle,
  index,
  field,
  isBare = false,
}: {
  form: SubCyclesFormProps
  subCycle: SubCycle
  index: number
  field: Parameter
  isBare?: boolean
}) {
  const { recipe } = form
  const key = subCycleKey(subCycle.id, field.key)
  return (
    <ParameterField
      parameter={{ ...field, key }}
      isBare={isBare}
      spokenLabel={`${field.label}, sub-cycle ${index + 1}`}
      value={recipe.values[key]}
      mark={form.marks[key]}
      problem={problemAt(form.problems, key)}
      competing={recipe.competing[key] ?? []}
      nameOfClient={form.nameOfClient}
      canWrite={form.canWrite}
      onDraft={(value) => form.onDraft(key, value)}
      onSet={(value) => form.onSet(key, value)}
      onMark={(text, expected) => form.onMark(key, text, expected)}
    />
  )
}
