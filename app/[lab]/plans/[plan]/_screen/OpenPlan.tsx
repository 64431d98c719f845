import { Download } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { ExportMenu } from '@/app/_components/record/ExportMenu'
import { RecordedFigures } from '@/app/_components/record/RecordedFigures'
import { toolButton } from '@/app/_components/views/toolbarStyle'
import { showColumns } from '@/app/_lib/gridView'
import { useLabScience } from '@/app/_lib/labScience'
import { addMarksFor, type Marks } from '@/app/_lib/planCells'
import type { TypedDraft } from '@/app/_lib/planPredictions'
import { binnedRecipes } from '@/app/_lib/planRows'
import { writeCells } from '@/app/_lib/planWrites'
import { hashOf } from '@/app/_lib/recipeHash'
import type { LivePlan } from '@/app/_lib/usePlan'
import { restoreRecipe, setAim, setCondition, setTitle } from '@/collab/plan/write'
import type { ParameterValue } from '@/science/recipe/parameter'
import { parametersOf } from '@/science/recipe/parameters'
import type { PersonView, PlanView } from '@/server/views'
import { AddMany } from '../_adding/AddMany'
import { RecipeComments } from '../_comments/CommentsView'
import { usePlanThreads } from '../_comments/usePlanThreads'
import { FilterField } from '../_grid/FilterField'
import { GridToolbar } from '../_grid/GridToolbar'
import { RecipeGrid } from '../_grid/RecipeGrid'
import { RecipeList } from '../_grid/RecipeList'
import { ViewMenu } from '../_grid/ViewMenu'
import { RecipePanel } from '../_panel/RecipePanel'
import { ConditionsBar } from '../_review/ConditionsBar'
import { People } from '../_review/People'
import { PlanHead } from '../_review/PlanHead'
import { PlanStateMark } from '../_review/PlanStateMark'
import { Refusal } from '../_review/Refusal'
import { RequiredOffer } from '../_review/RequiredPanel'
import { ReviewActions, ReviewSentence } from '../_review/ReviewActions'
import { SaveWord } from '../_review/SaveWord'
import { EmptyGrid, NoneShown } from './NoRows'
import { type Aside, PlanAside } from './PlanAside'
import { planAsIs, toReview } from './planAsIs'
import { tell } from './tell'
import { useColumns } from './useColumns'
import { useOpening } from './useOpening'
import { useRecipeActs } from './useRecipeActs'

const noMarks: Marks = new Map()
const noMarksAtAll = {}
const conditionParameters = parametersOf('wet').filter((parameter) => parameter.inheritedFromPlan)

/** A plan whose document is here: its head, the grid, and what stands beside it. */
export function OpenPlan({
  lab,
  view,
  me,
  live,
  isNarrow,
}: {
  lab: string
  view: PlanView
  me: PersonView
  live: LivePlan
  isNarrow: boolean
}) {
  const { doc, plan } = live
  const isOpenToWrite = view.allowed.includes('plan.write') && !view.isArchived
  const canWrite = isOpenToWrite && live.save.state !== 'refused'
  const [marks, setMarks] = useState<Marks>(noMarks)
  const [draft, setDraft] = useState<TypedDraft | null>(null)
  const [conditionDraft, setConditionDraft] = useState<{ key: string; value: ParameterValue | null } | null>(null)
  const [aside, setAside] = useState<Aside | null>(null)
  const said = usePlanThreads(lab, view.id)
  const { catalogue } = useLabScience()

  const records = useMemo(
    () => new Map<string, PlanView['records'][number]>(view.records.map((one) => [one.recipeId, one])),
    [view.records],
  )
  const conditions = useMemo(
    () => applyConditionDraft(plan.conditions, conditionDraft),
    [plan.conditions, conditionDraft],
  )
  const standing = useMemo(() => plan.recipes.filter((recipe) => recipe.binnedAt === null), [plan.recipes])
  const bin = useMemo(() => binnedRecipes(plan.recipes), [plan.recipes])

  const onFormula = useCallback((id: string | null) => setAside({ kind: 'formula', id }), [])
  const columns = useColumns({ plan: view.id, live, records, onFormula })
  const { grid, look, arrangement } = columns
  const opening = useOpening({ standing, said, isNarrow, onPlanThread: () => setAside({ kind: 'comments' }) })
  const opened = standing.find((recipe) => recipe.id === opening.openId) ?? null
  const acts = useRecipeActs({
    lab,
    live,
    standing,
    columns,
    opening,
    isNarrow,
    onMoveAway: (recipes) => setAside({ kind: 'move', recipes }),
  })
  const { now, unapproved, changed } = planAsIs(view, standing, plan.conditions, records)
  const target = { doc, undo: live.undo, recipes: plan.recipes, byRecipe: live.byRecipe }

  return (
    <div className="flex h-full min-h-0 flex-col">
      <PlanHead
        title={plan.title}
        aim={plan.aim}
        canWrite={canWrite}
        onTitle={(title) => tell(setTitle(doc, title))}
        onAim={(aim) => tell(setAim(doc, aim))}
        status={
          <PlanStatus
            lab={lab}
            view={view}
            now={now}
            changed={changed}
            save={live.save}
            canWrite={canWrite}
            onRequired={() => setAside({ kind: 'required' })}
          />
        }
        people={<People peers={live.peers} me={me} />}
        actions={
          <ReviewActions
            lab={lab}
            plan={now}
            isSaved={live.save.state === 'saved'}
            recipeCount={standing.length}
            onAsk={() => setAside({ kind: 'review', recipes: toReview(acts.selectedRows(), standing, unapproved) })}
            seen={() => standing.map((recipe) => ({ recipe: recipe.id, contentHash: hashOf(recipe, plan.conditions) }))}
          />
        }
      />
      <ConditionsBar
        parameters={conditionParameters}
        conditions={plan.conditions}
        canWrite={canWrite}
        isNarrow={isNarrow}
        onDraft={(key, value) => setConditionDraft(value === undefined ? null : { key, value })}
        onSet={(key, value) => {
          setConditionDraft(null)
          tell(setCondition(doc, key, value))
        }}
      />
      <GridToolbar
        undo={live.undo}
        canWrite={canWrite}
        recipeCount={standing.length}
        bin={bin}
        columns={isNarrow ? [] : columns.columns}
        hidden={columns.hidden}
        onShow={(keys, isShown) => look(showColumns(grid, keys, isShown))}
        onAdd={acts.add}
        onRestore={(recipeId) => tell(restoreRecipe(doc, recipeId))}
        onCompute={() => onFormula(null)}
        onHistory={() => setAside({ kind: 'history' })}
        commentCount={said.threads.filter((thread) => thread.resolved === null).length}
        onComments={() => setAside({ kind: 'comments' })}
        onRequired={() => setAside({ kind: 'required' })}
        shownCount={arrangement.recipes.length}
        adding={
          <AddMany
            canSweep={standing.length > 0}
            onSweep={() => setAside({ kind: 'sweep', base: opening.selection?.focus.recipeId ?? opening.openId })}
            onTemplates={() => setAside({ kind: 'templates' })}
          />
        }
        viewing={
          <>
            <ViewMenu
              lab={lab}
              plan={view.id}
              canShare={isOpenToWrite}
              inUse={columns.inUse}
              onUse={columns.setInUse}
            />
            <FilterField
              input={columns.filterInput}
              filter={grid.filter}
              sort={grid.sort}
              columns={columns.columns}
              arrangement={arrangement}
              onFilter={(filter) => look({ ...grid, filter })}
              onSort={(sort) => look({ ...grid, sort })}
            />
            <ExportMenu
              lab={lab}
              of="plans"
              id={view.id}
              trigger={
                <button type="button" className={toolButton}>
                  <Download size={15} aria-hidden="true" /> Export
                </button>
              }
            />
          </>
        }
      />
      <div className="relative flex min-h-0 flex-1 border-t border-line">
        <div className="min-w-0 flex-1">
          {standing.length === 0 ? (
            <EmptyGrid canWrite={canWrite} onAdd={acts.add} />
          ) : arrangement.recipes.length === 0 ? (
            <NoneShown onShowAll={() => look({ ...grid, filter: '' })} />
          ) : isNarrow ? (
            <RecipeList
              live={live}
              conditions={conditions}
              records={records}
              shown={arrangement.recipes}
              commentCount={said.openCount}
              onOpen={opening.show}
            />
          ) : (
            <RecipeGrid
              live={live}
              conditions={conditions}
              records={records}
              renderRecord={(recipeId) => <RecordedFigures lab={lab} of={recipeId} what="this recipe" />}
              canWrite={canWrite}
              columns={columns.visible}
              shown={arrangement.recipes}
              view={grid}
              commented={said.marked}
              onComment={({ recipeId, key }) =>
                opening.openComments(recipeId, catalogue.findParameter(key) === undefined ? null : key)
              }
              onColumn={columns.act}
              onFilter={() => columns.filterInput.current?.focus()}
              selection={opening.selection}
              onSelection={opening.select}
              marks={marks}
              onMarks={setMarks}
              draft={draft}
              onDraft={setDraft}
              openRecipeId={opened?.id ?? null}
              onOpen={opening.open}
              onRowAct={acts.act}
              onDrop={acts.drop}
              onProcess={acts.changeProcess}
              onAdd={acts.add}
              editRequest={acts.editRequest}
              onEditRequestDone={acts.onEditRequestDone}
            />
          )}
        </div>
        {aside && (
          <PlanAside
            aside={aside}
            onClose={() => setAside(null)}
            lab={lab}
            view={view}
            me={me}
            live={live}
            standing={standing}
            columns={columns}
            said={said}
            opening={opening}
            acts={acts}
            canWrite={canWrite}
          />
        )}
        {opened && (
          <RecipePanel
            lab={lab}
            live={live}
            recipe={opened}
            plan={view.id}
            conditions={conditions}
            marks={marks.get(opened.id) ?? noMarksAtAll}
            record={records.get(opened.id)}
            draft={draft}
            canWrite={canWrite}
            canStart={view.allowed.includes('run.start')}
            tab={opening.tab}
            onTab={opening.setTab}
            onDraft={setDraft}
            onSetAll={(values) => {
              setDraft(null)
              setMarks(
                writeCells(
                  target,
                  values.map((one) => ({ recipeId: opened.id, ...one })),
                  marks,
                ),
              )
            }}
            onMark={(key, text, expected) => {
              setDraft(null)
              setMarks(addMarksFor(marks, opened.id, key, text, expected))
            }}
            onProcess={(process) => acts.changeProcess(process, opened.id)}
            onClose={() => opening.show(null)}
            commentCount={said.openCount(opened.id)}
            comments={
              <RecipeComments
                key={opened.id}
                lab={lab}
                plan={view.id}
                said={said}
                mayWrite={view.allowed.includes('plan.comment')}
                lookedFor={opening.lookedFor}
                recipe={opened}
                about={opening.commentOn}
                onAbout={opening.setCommentOn}
              />
            }
            isFullScreen={isNarrow}
          />
        )}
      </div>
    </div>
  )
}

/** What there is to say of the plan as a whole, under its title. */
function PlanStatus({
  lab,
  view,
  now,
  changed,
  save,
  canWrite,
  onRequired,
}: {
  lab: string
  view: PlanView
  now: PlanView
  /** How many recipes were changed since they were approved. */
  changed: number
  save: LivePlan['save']
  canWrite: boolean
  onRequired: () => void
}) {
  return (
    <>
      <PlanStateMark state={now.state} changed={changed} />
      <SaveWord save={save} canWrite={canWrite} />
      {save.state === 'refused' && (
        <span role="alert" className="text-danger">
          <Refusal refusal={save.refusal} />
        </span>
      )}
      {view.isArchived && <span>archived</span>}
      {!canWrite && !view.isArchived && save.state !== 'refused' && <span>read only</span>}
      <span>
        <ReviewSentence plan={view} />
      </span>
      {view.allowed.includes('plan.require') && <RequiredOffer lab={lab} plan={view.id} onLook={onRequired} />}
    </>
  )
}

function applyConditionDraft(
  conditions: Readonly<Record<string, ParameterValue>>,
  draft: { key: string; value: ParameterValue | null } | null,
): Readonly<Record<string, ParameterValue>> {
  if (!draft) return conditions
  const { [draft.key]: _replaced, ...rest } = conditions
  return draft.value === null ? rest : { ...rest, [draft.key]: draft.value }
}
