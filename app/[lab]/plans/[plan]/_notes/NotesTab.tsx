import dynamic from 'next/dynamic'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { PlannedRecipe } from '@/collab/plan/types'
import { notesOf } from '@/collab/plan/write'

// Half as large as all the rest of the page: fetched when somebody looks at notes.
const NotesEditor = dynamic(() => import('./NotesEditor').then((module) => module.NotesEditor), {
  ssr: false,
  loading: () => <p className="m-0 text-sm text-ink-muted">Opening the notes …</p>,
})

/** The notes of a recipe: rich text that people write together. */
export function NotesTab({
  lab,
  live,
  recipe,
  canWrite,
}: {
  lab: string
  live: LivePlan
  recipe: PlannedRecipe
  canWrite: boolean
}) {
  const fragment = notesOf(live.doc, recipe.id)
  if (fragment === null) return <p className="m-0 text-sm text-ink-muted">This recipe has no notes.</p>
  return <NotesEditor key={recipe.id} lab={lab} fragment={fragment} name={recipe.name} canWrite={canWrite} />
}
