import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import type { SubCycle } from '@/app/_lib/planSubCycles'
import type { SubCyclesFormProps } from '../_panel/recipeForm'
import { SubCycleField } from '../_panel/SubCycleField'
import { editedFields, useSubCycles } from '../_panel/useSubCycles'

const iconButton =
  'grid size-8 flex-none place-items-center rounded text-ink-muted hover:bg-hover hover:text-ink aria-disabled:opacity-40'

const widths: Readonly<Record<string, number>> = { oxide: 84, precursor: 128, coReactant: 112 }

/** The sub-cycles of a recipe as rows: each field is written when it is left, Alt and an arrow move the row that one is in. */
export function ProgrammeTable(props: SubCyclesFormProps) {
  const { subCycles, add, remove, move } = useSubCycles(props)
  const table = useRef<HTMLFieldSetElement>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const wanted = useRef<{ id: string; part: string } | null>(null)

  // A row that is moved or new takes the focus when it stands there: what moves in the document loses it.
  useLayoutEffect(() => {
    if (!wanted.current) return
    const { id, part } = wanted.current
    const row = table.current?.querySelector(`[data-sub-cycle="${CSS.escape(id)}"]`)
    if (!row) return
    wanted.current = null
    const found = row.querySelector<HTMLElement>(
      part === '' ? 'input' : `[data-part="${part}"] :is(input, select, button)`,
    )
    found?.focus()
  })

  const moveRow = (subCycle: SubCycle, direction: 'up' | 'down', part: string) => {
    if (subCycle === (direction === 'up' ? subCycles[0] : subCycles.at(-1))) return
    // A field that is being typed in is written first.
    table.current?.focus()
    wanted.current = { id: subCycle.id, part }
    move(subCycle, direction)
  }
  const removeRow = (subCycle: SubCycle, index: number) => {
    const next = subCycles[index + 1] ?? subCycles[index - 1]
    wanted.current = next ? { id: next.id, part: 'remove' } : null
    if (next) table.current?.focus()
    else addButton.current?.focus()
    remove(subCycle)
  }
  const handleKeyDown = (event: React.KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    const row = event.target instanceof Element ? event.target.closest('[data-sub-cycle]') : null
    const subCycle = subCycles.find(({ id }) => id === row?.getAttribute('data-sub-cycle'))
    if (!subCycle) return
    event.preventDefault()
    const part = event.target instanceof Element ? event.target.closest('[data-part]')?.getAttribute('data-part') : ''
    moveRow(subCycle, event.key === 'ArrowUp' ? 'up' : 'down', part ?? '')
  }

  return (
    <fieldset
      ref={table}
      tabIndex={-1}
      aria-label="Sub-cycles of one supercycle"
      className="outline-none"
      onKeyDown={handleKeyDown}
    >
      {subCycles.length > 0 && (
        <table className="mb-1 border-separate border-spacing-x-1 border-spacing-y-0.5 text-sm">
          <thead>
            <tr>
              {editedFields.map(({ key, label, unit, description }) => (
                <th key={key} scope="col" title={description} className="text-left align-bottom text-xs font-normal">
                  {label} {unit && <span className="text-ink-muted">{unit}</span>}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {subCycles.map((subCycle, index) => (
              <tr key={subCycle.id} data-sub-cycle={subCycle.id} aria-label={`Sub-cycle ${index + 1}`}>
                {editedFields.map((field) => (
                  <td key={field.key} data-part={field.key} className="align-top">
                    <div style={{ width: widths[field.key] ?? 68 }}>
                      <SubCycleField form={props} subCycle={subCycle} index={index} field={field} isBare />
                    </div>
                  </td>
                ))}
                <td className="align-top">
                  <div className="flex">
                    <span data-part="up">
                      <button
                        type="button"
                        className={iconButton}
                        aria-label={`Move sub-cycle ${index + 1} up`}
                        aria-disabled={index === 0}
                        onClick={() => moveRow(subCycle, 'up', 'up')}
                      >
                        <ArrowUp size={15} aria-hidden="true" />
                      </button>
                    </span>
                    <span data-part="down">
                      <button
                        type="button"
                        className={iconButton}
                        aria-label={`Move sub-cycle ${index + 1} down`}
                        aria-disabled={index === subCycles.length - 1}
                        onClick={() => moveRow(subCycle, 'down', 'down')}
                      >
                        <ArrowDown size={15} aria-hidden="true" />
                      </button>
                    </span>
                    <span data-part="remove">
                      <button
                        type="button"
                        className={iconButton}
                        aria-label={`Remove sub-cycle ${index + 1}`}
                        onClick={() => removeRow(subCycle, index)}
                      >
                        <Trash2 size={15} aria-hidden="true" />
                      </button>
                    </span>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <button
        ref={addButton}
        type="button"
        className="inline-flex h-8 items-center gap-1 rounded px-2 text-sm text-accent hover:bg-hover"
        onClick={() => {
          wanted.current = { id: add(), part: 'oxide' }
        }}
      >
        <Plus size={15} aria-hidden="true" /> Add sub-cycle
      </button>
    </fieldset>
  )
}
