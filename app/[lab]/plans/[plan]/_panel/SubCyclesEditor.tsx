import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { newSubCycle, orderAfterMove, readSubCycles, type SubCycle, subCycleKey } from '@/app/_lib/planSubCycles'
import { subCycleParameters } from '@/science/recipe/parameters'
import { ParameterField } from './ParameterField'
import { problemAt, type RecipeFormProps } from './recipeForm'

const iconButton =
  'grid size-8 flex-none place-items-center rounded text-ink-muted hover:bg-hover hover:text-ink disabled:opacity-40 max-sm:size-11'

/** The sub-cycles of an ALD supercycle, in the order in which the tool runs them. */
export function SubCyclesEditor(props: RecipeFormProps) {
  const { recipe, canWrite, onSetAll } = props
  const subCycles = readSubCycles(recipe.values)

  const add = () => {
    const { id, order } = newSubCycle(subCycles)
    const last = subCycles.at(-1)
    // The next sub-cycle is most often like the last one with another precursor.
    const copied = Object.entries(last?.values ?? {}).filter(([field]) => field !== 'oxide' && field !== 'precursor')
    onSetAll([
      { key: subCycleKey(id, 'order'), value: order },
      { key: subCycleKey(id, 'repeats'), value: 1 },
      ...copied.map(([field, value]) => ({ key: subCycleKey(id, field), value })),
    ])
  }
  const remove = (subCycle: SubCycle) => {
    const fields = ['order', ...Object.keys(subCycle.values)]
    onSetAll(fields.map((field) => ({ key: subCycleKey(subCycle.id, field), value: null })))
  }
  const move = (subCycle: SubCycle, direction: 'up' | 'down') => {
    const order = orderAfterMove(subCycles, subCycle.id, direction)
    if (order !== null) onSetAll([{ key: subCycleKey(subCycle.id, 'order'), value: order }])
  }

  return (
    <section aria-label="Sub-cycles" className="mt-4">
      <h4 className="mb-2 text-sm font-medium">Sub-cycles of one supercycle</h4>
      {subCycles.length === 0 && <p className="mb-2 text-sm text-ink-muted">None yet: the programme is unknown.</p>}
      <ol className="flex flex-col">
        {subCycles.map((subCycle, index) => (
          <li key={subCycle.id} aria-label={`Sub-cycle ${index + 1}`} className="border-t border-line py-3">
            <div className="mb-2 flex items-center">
              <span className="text-sm text-ink-muted">{index + 1}</span>
              {canWrite && (
                <span className="ml-auto flex">
                  <button
                    type="button"
                    className={iconButton}
                    aria-label={`Move sub-cycle ${index + 1} up`}
                    disabled={index === 0}
                    onClick={() => move(subCycle, 'up')}
                  >
                    <ArrowUp size={15} aria-hidden="true" />
                  </button>
                  <button
                    type="button"
                    className={iconButton}
                    aria-label={`Move sub-cycle ${index + 1} down`}
                    disabled={index === subCycles.length - 1}
                    onClick={() => move(subCycle, 'down')}
                  >
                    <ArrowDown size={15} aria-hidden="true" />
                  </button>
                  <button
                    type="button"
                    className={iconButton}
                    aria-label={`Remove sub-cycle ${index + 1}`}
                    onClick={() => remove(subCycle)}
                  >
                    <Trash2 size={15} aria-hidden="true" />
                  </button>
                </span>
              )}
            </div>
            <div className={canWrite ? 'grid grid-cols-3 gap-2' : ''}>
              {subCycleParameters
                .filter((parameter) => fieldOf(parameter.key) !== 'order')
                .map((parameter) => {
                  const field = fieldOf(parameter.key)
                  const key = subCycleKey(subCycle.id, field)
                  return (
                    <ParameterField
                      key={key}
                      parameter={{ ...parameter, key }}
                      spokenLabel={`${parameter.label}, sub-cycle ${index + 1}`}
                      value={recipe.values[key]}
                      mark={props.marks[key]}
                      problem={problemAt(props.problems, key)}
                      competing={recipe.competing[key] ?? []}
                      nameOfClient={props.nameOfClient}
                      canWrite={canWrite}
                      onDraft={(value) => props.onDraft(key, value)}
                      onSet={(value) => props.onSet(key, value)}
                      onMark={(text, expected) => props.onMark(key, text, expected)}
                    />
                  )
                })}
            </div>
          </li>
        ))}
      </ol>
      {canWrite && (
        <button
          type="button"
          className="inline-flex h-9 items-center gap-1 rounded px-2 text-sm text-accent hover:bg-hover max-sm:h-11"
          onClick={add}
        >
          <Plus size={15} aria-hidden="true" /> Add sub-cycle
        </button>
      )}
    </section>
  )
}

function fieldOf(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1)
}
