import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { SidePanel } from '@/app/_components/SidePanel'
import { setComputed } from '@/app/_lib/gridView'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { PlannedRecipe } from '@/collab/plan/types'
import type { RecipeId } from '@/science/ids'
import type { PersonView, PlanView } from '@/server/views'
import { MovePanel } from '../_adding/MovePanel'
import { SweepPanel } from '../_adding/SweepPanel'
import { TemplatePanel } from '../_adding/TemplatePanel'
import { PlanComments } from '../_comments/CommentsView'
import type { usePlanThreads } from '../_comments/usePlanThreads'
import { FormulaForm } from '../_grid/FormulaForm'
import { HistoryPanel } from '../_panel/HistoryPanel'
import { AskPanel } from '../_review/AskPanel'
import { RequiredPanel } from '../_review/RequiredPanel'
import type { Columns } from './useColumns'
import type { Opening } from './useOpening'
import type { RecipeActs } from './useRecipeActs'

/** What stands beside the grid, other than a recipe. */
export type Aside =
  | { kind: 'formula'; id: string | null }
  | { kind: 'sweep'; base: string | null }
  | { kind: 'templates' }
  | { kind: 'history' }
  | { kind: 'comments' }
  | { kind: 'required' }
  | { kind: 'review'; recipes: readonly RecipeId[] }
  | { kind: 'move'; recipes: readonly string[] }

const titles: Record<Aside['kind'], string> = {
  formula: 'Computed column',
  sweep: 'Sweep',
  templates: 'From a recipe',
  history: 'History',
  comments: 'Comments',
  required: 'Required fields',
  review: 'Ask for review',
  move: 'Move to another plan',
}

export interface PlanAsideProps {
  aside: Aside
  onClose: () => void
  lab: string
  view: PlanView
  me: PersonView
  live: LivePlan
  standing: readonly PlannedRecipe[]
  columns: Columns
  said: ReturnType<typeof usePlanThreads>
  opening: Opening
  acts: RecipeActs
  canWrite: boolean
}

/** The panel beside the grid. */
export function PlanAside(props: PlanAsideProps) {
  return (
    <SidePanel key={props.aside.kind} title={titles[props.aside.kind]} onClose={props.onClose}>
      <Content {...props} />
    </SidePanel>
  )
}

function Content(props: PlanAsideProps) {
  const { aside, onClose, lab, view, live, standing, columns, acts } = props
  const { plan } = live
  const isSaved = live.save.state === 'saved'
  switch (aside.kind) {
    case 'formula':
      return (
        <FormulaForm
          key={aside.id ?? ''}
          columns={columns.offered}
          initial={columns.grid.computed.find((one) => one.id === aside.id) ?? null}
          onSave={(column) => {
            columns.look(setComputed(columns.grid, column))
            onClose()
          }}
          onCancel={onClose}
        />
      )
    case 'sweep':
      return (
        <SweepPanel
          recipes={standing}
          conditions={plan.conditions}
          initialBase={aside.base}
          onAdd={(base, swept) => {
            onClose()
            acts.addMany(
              swept.map(({ name, values }) => ({ name, values, process: base.process })),
              base.id,
            )
          }}
        />
      )
    case 'templates':
      return (
        <TemplatePanel
          lab={lab}
          onAdd={(templates) => {
            onClose()
            acts.addNamed(templates.map(({ name, process, values }) => ({ name, process, values })))
          }}
        />
      )
    case 'required':
      return (
        <RequiredPanel
          lab={lab}
          plan={view.id}
          mayChange={view.allowed.includes('plan.require')}
          present={columns.present}
        />
      )
    case 'comments':
      return (
        <PlanComments
          lab={lab}
          plan={view.id}
          said={props.said}
          mayWrite={view.allowed.includes('plan.comment')}
          lookedFor={props.opening.lookedFor}
          recipes={plan.recipes}
          onOpen={(recipeId) => {
            onClose()
            props.opening.openComments(recipeId, null)
          }}
        />
      )
    case 'history':
      return <HistoryPanel lab={lab} plan={view.id} canWrite={props.canWrite} isSaved={isSaved} />
    case 'review':
      return (
        <AskPanel
          lab={lab}
          plan={view.id}
          me={props.me.memberId}
          recipes={standing}
          chosen={aside.recipes}
          conditions={plan.conditions}
          required={view.required}
          isSaved={isSaved}
          onAsked={() => {
            onClose()
            toast('Review asked for.')
          }}
        />
      )
    case 'move':
      return <Moving {...props} recipes={aside.recipes} isSaved={isSaved} />
  }
}

function Moving({
  lab,
  view,
  standing,
  recipes,
  isSaved,
  onClose,
}: PlanAsideProps & { recipes: readonly string[]; isSaved: boolean }) {
  const router = useRouter()
  return (
    <MovePanel
      lab={lab}
      plan={view.id}
      recipes={standing.filter((recipe) => recipes.includes(recipe.id))}
      isSaved={isSaved}
      onMoved={({ moved, refused }, to) => {
        if (refused.length === 0) onClose()
        if (moved.length === 0) return
        const what = moved.length === 1 ? moved[0]?.name : `${moved.length} recipes`
        toast(`Moved ${what} to “${to.title}”.`, {
          action: { label: 'Go there', onClick: () => router.push(`/${lab}/plans/${to.id}`) },
        })
      }}
    />
  )
}
