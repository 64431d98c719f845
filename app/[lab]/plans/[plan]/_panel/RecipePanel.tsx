import { ArrowLeft, X } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { IconButton } from '@/app/_components/IconButton'
import type { Mark } from '@/app/_lib/planCells'
import { type TypedDraft, withDraft } from '@/app/_lib/planPredictions'
import { useEscapeFromNowhere } from '@/app/_lib/useEscape'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { PlannedRecipe, PlanProblem } from '@/collab/plan/types'
import type { PlanId } from '@/science/ids'
import { assembleRecipe } from '@/science/recipe/assembleRecipe'
import type { ParameterValue } from '@/science/recipe/parameter'
import { type Process, processLabels } from '@/science/recipe/process'
import type { RecipeRecord } from '@/server/views'
import { NotesTab } from '../_notes/NotesTab'
import { RecipeReview } from '../_review/RecipeReview'
import { ChecksTab } from './ChecksTab'
import { FormTab } from './FormTab'
import { PredictionTab } from './PredictionTab'
import { RecipeHistory } from './RecipeHistory'
import { RunsTab } from './RunsTab'

export type PanelTab = 'form' | 'notes' | 'prediction' | 'checks' | 'comments' | 'runs' | 'history'

export interface RecipePanelProps {
  lab: string
  plan: PlanId
  live: LivePlan
  recipe: PlannedRecipe
  conditions: Readonly<Record<string, ParameterValue>>
  marks: Readonly<Record<string, Mark>>
  record: RecipeRecord | undefined
  draft: TypedDraft | null
  canWrite: boolean
  canStart: boolean
  tab: PanelTab
  onTab: (tab: PanelTab) => void
  onDraft: (draft: TypedDraft | null) => void
  onSetAll: (values: readonly { key: string; value: ParameterValue | null }[]) => void
  onMark: (key: string, text: string, expected: string) => void
  onProcess: (process: Process) => void
  onClose: () => void
  commentCount: number
  comments: ReactNode
  /** On a phone the panel is the whole screen. */
  isFullScreen: boolean
}

const noProblems: readonly PlanProblem[] = []

/** Everything about one recipe: beside the grid, or over it on a phone. */
export function RecipePanel(props: RecipePanelProps) {
  const { live, recipe, conditions, marks, draft, onDraft, onSetAll, isFullScreen } = props
  const problems = live.byRecipe.get(recipe.id) ?? noProblems
  const own = draft?.recipeId === recipe.id ? draft : null
  const typed = useMemo(() => (own ? withDraft(recipe, own) : recipe), [own, recipe])
  const prediction = live.predictionOf(typed, conditions)
  const assembled = useMemo(
    () => assembleRecipe({ name: typed.name, process: typed.process, values: typed.values, conditions }),
    [typed, conditions],
  )
  const remarks = prediction.checks.length + problems.length + Object.keys(marks).length
  const close = useRef<HTMLButtonElement>(null)
  useEscapeFromNowhere(props.onClose)

  useEffect(() => {
    if (isFullScreen) close.current?.focus()
  }, [isFullScreen])

  const tabs: readonly { key: PanelTab; label: string; count: number }[] = [
    { key: 'form', label: 'Form', count: 0 },
    { key: 'notes', label: 'Notes', count: 0 },
    { key: 'prediction', label: 'Prediction', count: 0 },
    { key: 'checks', label: 'Checks', count: remarks },
    { key: 'comments', label: 'Comments', count: props.commentCount },
    { key: 'runs', label: 'Runs', count: props.record?.runCount ?? 0 },
    { key: 'history', label: 'History', count: 0 },
  ]

  return (
    <aside
      aria-label={`Recipe ${recipe.name}`}
      className={
        isFullScreen
          ? 'fixed inset-0 z-40 flex flex-col bg-surface'
          : 'flex h-full w-[420px] flex-none flex-col border-l border-line bg-surface max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-30 max-lg:shadow-lg'
      }
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) {
          event.stopPropagation()
          props.onClose()
        }
      }}
    >
      <header className="flex items-center gap-2 px-4 pt-3">
        {isFullScreen && (
          <button
            ref={close}
            type="button"
            aria-label="Back to the recipes"
            className="-ml-2 grid size-11 flex-none place-items-center rounded hover:bg-hover"
            onClick={props.onClose}
          >
            <ArrowLeft size={20} aria-hidden="true" />
          </button>
        )}
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-base font-semibold" title={recipe.name}>
            {recipe.name}
          </h2>
          <p className="text-xs text-ink-muted">{processLabels[recipe.process]}</p>
        </div>
        {!isFullScreen && <IconButton icon={X} label="Close the panel" onClick={props.onClose} />}
      </header>
      <RecipeReview lab={props.lab} plan={props.plan} recipe={recipe} conditions={conditions} />
      <Tabs.Root
        value={props.tab}
        onValueChange={(tab) => props.onTab(tab as PanelTab)}
        className="flex min-h-0 flex-1 flex-col"
      >
        <Tabs.List
          aria-label="About this recipe"
          className="flex flex-none overflow-x-auto border-b border-line px-2 pt-2"
        >
          {tabs.map(({ key, label, count }) => (
            <Tabs.Trigger
              key={key}
              value={key}
              className="-mb-px border-b-2 border-transparent px-1 py-1.5 text-[0.8125rem] text-ink-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink max-sm:py-3"
            >
              {label}
              {count > 0 && <span className="ml-1 text-xs tabular-nums text-ink-muted">{count}</span>}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <div key={props.tab} className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-4">
          <Tabs.Content value="form" tabIndex={-1}>
            <FormTab
              key={recipe.id}
              recipe={recipe}
              conditions={conditions}
              problems={problems}
              marks={marks}
              canWrite={props.canWrite}
              nameOfClient={live.nameOfClient}
              onDraft={(key, value) => onDraft(value === undefined ? null : { recipeId: recipe.id, key, value })}
              onSet={(key, value) => onSetAll([{ key, value }])}
              onSetAll={onSetAll}
              onMark={props.onMark}
              onProcess={props.onProcess}
            />
          </Tabs.Content>
          <Tabs.Content value="notes" tabIndex={-1}>
            <NotesTab lab={props.lab} live={live} recipe={recipe} canWrite={props.canWrite} />
          </Tabs.Content>
          <Tabs.Content value="prediction" tabIndex={-1}>
            <PredictionTab prediction={prediction} recipe={assembled} />
          </Tabs.Content>
          <Tabs.Content value="checks" tabIndex={-1}>
            <ChecksTab checks={prediction.checks} problems={problems} marks={marks} />
          </Tabs.Content>
          <Tabs.Content value="comments" tabIndex={-1}>
            {props.comments}
          </Tabs.Content>
          <Tabs.Content value="runs" tabIndex={-1}>
            <RunsTab
              key={recipe.id}
              lab={props.lab}
              plan={props.plan}
              recipeId={recipe.id}
              plannedBatchMassG={recipe.values.batchMassG}
              record={props.record}
              canStart={props.canStart}
              isSaved={live.save.state === 'saved'}
            />
          </Tabs.Content>
          <Tabs.Content value="history" tabIndex={-1}>
            <RecipeHistory lab={props.lab} plan={props.plan} recipe={recipe.id} />
          </Tabs.Content>
        </div>
      </Tabs.Root>
    </aside>
  )
}
