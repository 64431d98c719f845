import { Button } from '@/app/_components/Button'
import { type Process, processes, processLabels } from '@/science/recipe/process'

/** In place of the grid, while the plan has no recipe. */
export function EmptyGrid({ canWrite, onAdd }: { canWrite: boolean; onAdd: (process: Process) => void }) {
  return (
    <div className="mx-auto flex max-w-xl flex-col items-start gap-3 px-5 py-12">
      <h2 className="text-base font-semibold">No recipes yet</h2>
      <p className="text-sm text-ink-muted">
        {canWrite
          ? 'A recipe is one coating on one cathode powder. Choose its process to add the first one.'
          : 'When somebody adds a recipe, it appears here.'}
      </p>
      {canWrite && (
        <div className="flex flex-wrap gap-2">
          {processes.map((process) => (
            <button
              key={process}
              type="button"
              className="h-9 rounded border border-line px-3 text-sm hover:bg-hover max-sm:h-11"
              onClick={() => onAdd(process)}
            >
              {processLabels[process]}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

/** In place of the grid, while the filter lets no recipe pass. */
export function NoneShown({ onShowAll }: { onShowAll: () => void }) {
  return (
    <div className="mx-auto flex max-w-xl flex-col items-start gap-3 px-5 py-12">
      <h2 className="text-base font-semibold">No recipe is like that</h2>
      <p className="text-sm text-ink-muted">The filter hides all recipes of this plan.</p>
      <Button onClick={onShowAll}>Show all recipes</Button>
    </div>
  )
}
