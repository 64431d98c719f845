import { BookOpen, Grid3x3 } from 'lucide-react'
import { toolButton } from '@/app/_components/views/toolbarStyle'

/** The ways to add more than an empty recipe. */
export function AddMany({
  canSweep,
  onSweep,
  onTemplates,
}: {
  canSweep: boolean
  onSweep: () => void
  onTemplates: () => void
}) {
  return (
    <>
      <button type="button" className={toolButton} onClick={onTemplates}>
        <BookOpen size={15} aria-hidden="true" /> <span className="max-sm:sr-only">From a recipe</span>
      </button>
      {canSweep && (
        <button type="button" className={toolButton} onClick={onSweep}>
          <Grid3x3 size={15} aria-hidden="true" /> <span className="max-sm:sr-only">Sweep</span>
        </button>
      )}
    </>
  )
}
