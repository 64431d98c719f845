import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { subCyclesKey } from '@/app/_lib/planSubCycles'
import type { SubCyclesFormProps } from './recipeForm'
import { SubCycleField } from './SubCycleField'
import { editedFields, useSubCycles } from './useSubCycles'

const iconButton =
  'grid size-8 flex-none place-items-center rounded text-ink-muted hover:bg-hover hover:text-ink disabled:opacity-40 max-sm:size-11'

/** The sub-cycles of an ALD supercycle, in the order in which the tool runs them. */
export function SubCyclesEditor(props: SubCyclesFormProps) {
  const { canWrite } = props
  const unread = props.marks[subCyclesKey]
  const { subCycles, add, remove, move } = useSubCycles(props)

  return (
    <section aria-label="Sub-cycles" className="mt-4">
      <h4 className="mb-2 text-sm font-medium">Sub-cycles of one supercycle</h4>
      {unread && (
        <p role="status" className="mb-2 text-xs text-danger">
          {unread.reason}
        </p>
      )}
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
              {editedFields.map((field) => (
                <SubCycleField key={field.key} form={props} subCycle={subCycle} index={index} field={field} />
              ))}
            </div>
          </li>
        ))}
      </ol>
      {canWrite && (
        <button
          type="button"
          className="inline-flex h-9 items-center gap-1 rounded px-2 text-sm text-accent hover:bg-hover max-sm:h-11"
          onClick={() => add()}
        >
          <Plus size={15} aria-hidden="true" /> Add sub-cycle
        </button>
      )}
    </section>
  )
}
