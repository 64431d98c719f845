import { Input } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'
import { useLabScience } from '@/app/_lib/labScience'
import { groupLabels } from '@/app/_lib/planColumns'
import type { Parameter, ParameterGroup } from '@/science/recipe/parameter'
import { type Process, processes, processLabels } from '@/science/recipe/process'
import { ParameterField } from './ParameterField'
import { problemAt, type RecipeFormProps } from './recipeForm'
import { SubCyclesEditor } from './SubCyclesEditor'
import { useFieldText } from './useFieldText'

/** All parameters of a recipe, in the groups of the grid. */
export function FormTab(props: RecipeFormProps) {
  const { recipe, conditions, problems, marks, canWrite } = props
  const { catalogue } = useLabScience()
  const groups = groupParameters(catalogue.parametersOf(recipe.process))
  return (
    <form
      aria-label={`Parameters of ${recipe.name}`}
      className="flex flex-col gap-5"
      onSubmit={(event) => event.preventDefault()}
    >
      <div className="grid grid-cols-2 gap-3">
        <NameField {...props} />
        <div>
          <label htmlFor="recipe-process" className="mb-0.5 block text-xs text-ink-muted">
            Process
          </label>
          {canWrite ? (
            <Select
              id="recipe-process"
              className="w-full"
              value={recipe.process}
              onChange={(event) => props.onProcess(event.target.value as Process)}
            >
              {processes.map((process) => (
                <option key={process} value={process}>
                  {processLabels[process]}
                </option>
              ))}
            </Select>
          ) : (
            <p className="text-sm">{processLabels[recipe.process]}</p>
          )}
        </div>
      </div>
      {groups.map(([group, members]) => (
        <fieldset key={group} className="min-w-0">
          <legend className="mb-2 text-sm font-semibold">
            {group === 'conditions' ? 'Predicted at' : capital(groupLabels[group])}
          </legend>
          <div className={canWrite ? 'grid grid-cols-2 gap-3' : ''}>
            {members.map((parameter) => (
              <ParameterField
                key={`${recipe.id}-${parameter.key}`}
                parameter={parameter}
                value={recipe.values[parameter.key]}
                inherited={parameter.inheritedFromPlan ? conditions[parameter.key] : undefined}
                mark={marks[parameter.key]}
                problem={problemAt(problems, parameter.key)}
                competing={recipe.competing[parameter.key] ?? []}
                nameOfClient={props.nameOfClient}
                canWrite={canWrite}
                onDraft={(value) => props.onDraft(parameter.key, value)}
                onSet={(value) => props.onSet(parameter.key, value)}
                onMark={(text, expected) => props.onMark(parameter.key, text, expected)}
              />
            ))}
          </div>
          {group === 'deposition' && recipe.process === 'ald' && <SubCyclesEditor {...props} />}
        </fieldset>
      ))}
    </form>
  )
}

function NameField({ recipe, canWrite, onSet }: RecipeFormProps) {
  const field = useFieldText(recipe.name)
  const commit = () => {
    const { text, isDirty } = field
    if (field.finish() && isDirty && text.trim() !== '') onSet('name', text.trim())
  }
  return (
    <div className="min-w-0">
      <label htmlFor="recipe-name" className="mb-0.5 block text-xs text-ink-muted">
        Name
      </label>
      {canWrite ? (
        <Input
          id="recipe-name"
          className="w-full max-sm:h-11"
          value={field.text}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => field.type(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape' && field.isDirty) {
              event.stopPropagation()
              field.finish()
            }
          }}
        />
      ) : (
        <p className="break-words text-sm">{recipe.name}</p>
      )}
    </div>
  )
}

function groupParameters(parameters: readonly Parameter[]): [ParameterGroup, Parameter[]][] {
  const groups = new Map<ParameterGroup, Parameter[]>()
  for (const parameter of parameters) {
    const group = groups.get(parameter.group)
    if (group) group.push(parameter)
    else groups.set(parameter.group, [parameter])
  }
  return [...groups]
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
