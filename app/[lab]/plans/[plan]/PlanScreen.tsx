'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { toast } from 'sonner'
import { Button } from '@/app/_components/Button'
import { ExportMenu } from '@/app/_components/record/ExportMenu'
import { RecordedFigures } from '@/app/_components/record/RecordedFigures'
import { SidePanel } from '@/app/_components/SidePanel'
import { toolButton } from '@/app/_components/views/toolbarStyle'
import { compareAddress, useBasket } from '@/app/_lib/comparison/basket'
import { computedColumns } from '@/app/_lib/gridFormulas'
import {
  arrangeColumns,
  computedKey,
  type GridView,
  moveColumn,
  removeComputed,
  resizeColumn,
  setComputed,
  showColumns,
  sortBy,
} from '@/app/_lib/gridView'
import { useLabScience } from '@/app/_lib/labScience'
import { addMarksFor, type Marks } from '@/app/_lib/planCells'
import { buildColumns, type GridColumn, hiddenColumns } from '@/app/_lib/planColumns'
import {
  binnedRecipes,
  groupRows,
  neighbourAfterDrop,
  neighbourAfterMove,
  presentProcesses,
  recipesInOrder,
} from '@/app/_lib/planRows'
import { type CellPlace, type Selection, selectCell } from '@/app/_lib/planSelection'
import { copyName, nextName, writeCells } from '@/app/_lib/planWrites'
import { approvalOf, hashOf } from '@/app/_lib/recipeHash'
import { withRequiredChecks } from '@/app/_lib/requiredChecks'
import { useTRPC } from '@/app/_lib/trpc'
import { useArrangement, useGridView } from '@/app/_lib/useGridView'
import { useKeptOffline } from '@/app/_lib/useKeptOffline'
import { type LivePlan, usePlan } from '@/app/_lib/usePlan'
import type { PlannedRecipe } from '@/collab/plan/types'
import { inOneStep } from '@/collab/plan/undo'
import {
  addRecipe,
  addRecipes,
  binRecipe,
  duplicateRecipe,
  moveRecipe,
  type NewRecipe,
  renameRecipe,
  restoreRecipe,
  setAim,
  setCondition,
  setProcess,
  setTitle,
  type Written,
} from '@/collab/plan/write'
import { isId, type RecipeId } from '@/science/ids'
import type { ParameterValue } from '@/science/recipe/parameter'
import { parametersOf } from '@/science/recipe/parameters'
import { type Process, processes, processLabels } from '@/science/recipe/process'
import type { PersonView, PlanState, PlanView } from '@/server/views'
import { AddMany } from './_adding/AddMany'
import { MovePanel } from './_adding/MovePanel'
import { SweepPanel } from './_adding/SweepPanel'
import { TemplatePanel } from './_adding/TemplatePanel'
import { PlanComments, RecipeComments } from './_comments/CommentsView'
import { usePlanThreads } from './_comments/usePlanThreads'
import type { ColumnAct } from './_grid/ColumnMenu'
import { FilterField } from './_grid/FilterField'
import { FormulaForm } from './_grid/FormulaForm'
import { GridSkeleton } from './_grid/GridSkeleton'
import { GridToolbar } from './_grid/GridToolbar'
import { RecipeGrid, type TypedDraft } from './_grid/RecipeGrid'
import { RecipeList } from './_grid/RecipeList'
import type { RowAct } from './_grid/RowMenu'
import { RecipesBeside } from './_grid/TagsBox'
import { ViewMenu } from './_grid/ViewMenu'
import { HistoryPanel } from './_panel/HistoryPanel'
import { type PanelTab, RecipePanel } from './_panel/RecipePanel'
import { AskPanel } from './_review/AskPanel'
import { ConditionsBar } from './_review/ConditionsBar'
import { People } from './_review/People'
import { PlanHead } from './_review/PlanHead'
import { PlanStateMark } from './_review/PlanStateMark'
import { Refusal } from './_review/Refusal'
import { RequiredOffer, RequiredPanel } from './_review/RequiredPanel'
import { ReviewActions, ReviewSentence } from './_review/ReviewActions'
import { SaveWord } from './_review/SaveWord'

/** How often the page asks what has been made of the recipes, and what became of the review, ms. */
const recordInterval = 5_000

export function PlanScreen({ lab, initial, me }: { lab: string; initial: PlanView; me: PersonView }) {
  const trpc = useTRPC()
  const query = trpc.plans.get.queryOptions({ lab, plan: initial.id })
  const { data: view = initial } = useQuery({ ...query, initialData: initial, refetchInterval: recordInterval })
  useKeptOffline()
  const opened = usePlan(initial.id, me, useLabScience())
  const live = useRequired(useWriters(opened, lab, initial.id), view.required)
  const isNarrow = useMediaQuery('(max-width: 639px)')
  useRefreshWhenSaved(live, query.queryKey)
  if (!live?.isReady) {
    return (
      <div className="flex h-full min-h-0 flex-col">
        <PlanHead
          title={view.title}
          aim=""
          canWrite={false}
          onTitle={ignore}
          onAim={ignore}
          status={<PlanStateMark state={view.state} changed={0} />}
          actions={null}
          people={null}
        />
        {live?.save.state === 'refused' ? (
          <p role="alert" className="px-5 py-4 text-danger">
            <Refusal refusal={live.save.refusal} />
          </p>
        ) : (
          <GridSkeleton isOffline={live?.save.state === 'offline'} />
        )}
      </div>
    )
  }
  return (
    <RecipesBeside value={live.plan.recipes}>
      <OpenPlan lab={lab} view={view} me={me} live={live} isNarrow={isNarrow} />
    </RecipesBeside>
  )
}

/** Between competing values people pick by who wrote them; that is the server's to say, as far as it has been asked. */
function useWriters(live: LivePlan | null, lab: string, plan: PlanView['id']): LivePlan | null {
  const trpc = useTRPC()
  const isDisputed = live?.plan.recipes.some((recipe) => Object.keys(recipe.competing).length > 0) ?? false
  const { data: writers } = useQuery({
    ...trpc.plans.writers.queryOptions({ lab, plan }),
    enabled: isDisputed,
    refetchInterval: isDisputed ? recordInterval : false,
  })
  return useMemo(() => {
    if (!live || !writers) return live
    const names = new Map(writers.map(({ clientId, name }) => [clientId, name]))
    return { ...live, nameOfClient: (clientId) => names.get(clientId) ?? live.nameOfClient(clientId) }
  }, [live, writers])
}

/** The checks of the recipes with the fields that the plan requires and they lack. */
function useRequired(live: LivePlan | null, given: PlanView['required']): LivePlan | null {
  const { catalogue } = useLabScience()
  // Asked again every few seconds: the same content is the same.
  const content = JSON.stringify(given)
  const required = useMemo(() => JSON.parse(content) as PlanView['required'], [content])
  const beneath = live?.predictionOf
  const predictionOf = useMemo(
    () => beneath && withRequiredChecks(beneath, required, catalogue.findParameter),
    [beneath, required, catalogue],
  )
  return useMemo(() => live && predictionOf && { ...live, predictionOf }, [live, predictionOf]) ?? null
}

function ignore() {}

const noMarks: Marks = new Map()
const noMarksAtAll = {}
const conditionParameters = parametersOf('wet').filter((parameter) => parameter.inheritedFromPlan)

function OpenPlan({
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
  const canWrite = view.allowed.includes('plan.write') && !view.isArchived && live.save.state !== 'refused'
  const [selection, setSelection] = useState<Selection | null>(null)
  const [marks, setMarks] = useState<Marks>(noMarks)
  const [draft, setDraft] = useState<TypedDraft | null>(null)
  const [conditionDraft, setConditionDraft] = useState<{ key: string; value: ParameterValue | null } | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const [tab, setTab] = useState<PanelTab>('form')
  const [editRequest, setEditRequest] = useState<CellPlace | null>(null)
  const router = useRouter()
  const [inUse, setInUse] = useGridView(view.id)
  const filterInput = useRef<HTMLInputElement>(null)
  const [aside, setAside] = useState<Aside | null>(null)
  const said = usePlanThreads(lab, view.id)
  const basket = useBasket(lab)
  const [commentOn, setCommentOn] = useState<string | null>(null)

  const records = useMemo(
    () => new Map<string, PlanView['records'][number]>(view.records.map((one) => [one.recipeId, one])),
    [view.records],
  )
  const conditions = useMemo(
    () => applyConditionDraft(plan.conditions, conditionDraft),
    [plan.conditions, conditionDraft],
  )
  const lines = useMemo(() => groupRows(plan.recipes), [plan.recipes])
  const present = presentProcesses(lines).join(' ')
  const { catalogue } = useLabScience()
  const offered = useMemo(
    () => (present === '' ? [] : buildColumns(present.split(' ') as Process[], { catalogue })),
    [present, catalogue],
  )
  const grid = inUse.view
  const { shown, order, widths, computed } = grid
  const columns = useMemo(
    () => arrangeColumns(withComputed(offered, computed), { order, widths }),
    [offered, computed, order, widths],
  )
  const used = useUsedKeys(plan.recipes)
  const hidden = useMemo(() => hiddenColumns(columns, shown, used), [columns, shown, used])
  const visible = useMemo(() => columns.filter((column) => !hidden.has(column.key)), [columns, hidden])
  const { predictionOf } = live
  const sourcesOf = useCallback(
    (recipe: PlannedRecipe) => ({
      recipe,
      conditions: plan.conditions,
      // Only what sorts or filters by a prediction asks for one.
      get prediction() {
        return predictionOf(recipe, plan.conditions)
      },
      record: records.get(recipe.id),
    }),
    [plan.conditions, predictionOf, records],
  )
  const arrangement = useArrangement(plan.recipes, grid, columns, sourcesOf)
  const look = useCallback(
    (next: GridView) => setInUse({ view: next, savedId: inUse.savedId }),
    [setInUse, inUse.savedId],
  )
  const standing = useMemo(() => plan.recipes.filter((recipe) => recipe.binnedAt === null), [plan.recipes])
  const bin = useMemo(() => binnedRecipes(plan.recipes), [plan.recipes])
  const opened = standing.find((recipe) => recipe.id === openId) ?? null
  const target = { doc, undo: live.undo, recipes: plan.recipes, byRecipe: live.byRecipe }

  // Beside the grid the panel follows the selection; on a phone it stays where it was opened.
  const select = (next: Selection | null) => {
    setSelection(next)
    if (openId !== null && next && next.focus.recipeId !== openId && !isNarrow) setOpenId(next.focus.recipeId)
  }

  const openComments = (recipeId: string, key: string | null) => {
    if (!isNarrow) select(selectCell({ recipeId, key: key ?? 'name' }))
    setOpenId(recipeId)
    setTab('comments')
    setCommentOn(key)
  }

  const asked = useSearchParams()
  // A link to a recipe, as from the search, opens it, once.
  const askedRecipe = asked.get('recipe')
  const shownRecipe = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the recipe that is asked for is here
  useEffect(() => {
    if (shownRecipe.current === askedRecipe || !standing.some(({ id }) => id === askedRecipe)) return
    shownRecipe.current = askedRecipe
    if (askedRecipe === null) return
    if (!isNarrow) setSelection(selectCell({ recipeId: askedRecipe, key: 'name' }))
    setOpenId(askedRecipe)
  }, [askedRecipe, standing])

  // A link to a thread opens it where it belongs, once.
  const lookedFor = asked.get('thread')
  const shownThread = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the thread that is asked for is known
  useEffect(() => {
    const thread = said.threads.find(({ id }) => id === lookedFor)
    if (thread === undefined || shownThread.current === lookedFor) return
    shownThread.current = lookedFor
    if (thread.recipe !== null && standing.some(({ id }) => id === thread.recipe)) openComments(thread.recipe, null)
    else setAside({ kind: 'comments' })
  }, [lookedFor, said.threads, standing])

  const open = (recipeId: string, openTab?: 'prediction' | 'runs') => {
    const isClosing = recipeId === openId && openTab === undefined
    setOpenId(isClosing ? null : recipeId)
    if (openTab) setTab(openTab)
    if (!isClosing && selection?.focus.recipeId !== recipeId) setSelection(selectCell({ recipeId, key: 'name' }))
  }

  const add = (process: Process) => {
    const recipeId = inOneStep(live.undo, () => addRecipe(doc, { name: nextName(plan.recipes, process), process }))
    if (isNarrow) {
      setTab('form')
      setOpenId(recipeId)
    } else setEditRequest({ recipeId, key: 'name' })
  }

  const selectedRows = (): string[] => {
    const rows = recipesInOrder(groupRows(plan.recipes, arrangement.recipes)).map((recipe) => recipe.id as string)
    const ends = selection ? [selection.anchor.recipeId, selection.focus.recipeId].map((id) => rows.indexOf(id)) : []
    return ends.length === 2 ? rows.slice(Math.min(...ends), Math.max(...ends) + 1) : []
  }

  /** The recipes of the selection when this one is among them, or else this one. */
  const selectedWith = (recipeId: string): string[] => {
    const selected = selectedRows()
    return selected.includes(recipeId) ? selected : [recipeId]
  }

  /** Several at once, after a recipe or at the end: one step of undo. */
  const addMany = (recipes: readonly NewRecipe[], after?: PlannedRecipe['id']) => {
    const placed = recipes.map((recipe, index) => (index === 0 && after ? { ...recipe, after } : recipe))
    const added = inOneStep(live.undo, () => addRecipes(doc, placed))
    const [first] = added
    if (first === undefined) return
    if (!isNarrow) select(selectCell({ recipeId: first, key: 'name' }))
    toast(`Added ${recipes.length} ${recipes.length === 1 ? 'recipe' : 'recipes'}.`, {
      action: {
        label: 'Undo',
        onClick: () =>
          inOneStep(live.undo, () => {
            for (const id of added) tell(binRecipe(doc, id))
          }),
      },
    })
  }

  const duplicate = (originals: readonly PlannedRecipe[]) => {
    const names = plan.recipes.map(({ name }) => ({ name }))
    const copies = inOneStep(live.undo, () =>
      originals.map((original) => {
        const made = duplicateRecipe(doc, original.id)
        const name = copyName(names, original.name)
        names.push({ name })
        if (made.ok) renameRecipe(doc, made.recipeId, name)
        return made
      }),
    )
    const [first] = copies
    if (copies.length === 1 && first?.ok) setEditRequest({ recipeId: first.recipeId, key: 'name' })
    for (const copy of copies) tell(copy)
  }

  const putInBin = (recipes: readonly PlannedRecipe[]) => {
    inOneStep(live.undo, () => {
      for (const { id } of recipes) tell(binRecipe(doc, id))
    })
    if (recipes.some((recipe) => recipe.id === openId)) setOpenId(null)
    const [first] = recipes
    toast(recipes.length === 1 ? `${first?.name} is in the bin.` : `${recipes.length} recipes are in the bin.`, {
      action: {
        label: 'Restore',
        onClick: () =>
          inOneStep(live.undo, () => {
            for (const { id } of recipes) tell(restoreRecipe(doc, id))
          }),
      },
    })
  }

  const compare = (recipes: readonly string[]) => {
    basket.add(recipes)
    const address = compareAddress(lab, [...new Set([...basket.ids, ...recipes])])
    toast(recipes.length === 1 ? 'It is picked for the comparison.' : `${recipes.length} recipes are picked.`, {
      action: { label: 'Compare', onClick: () => router.push(address) },
    })
  }

  const act = (kind: Exclude<RowAct, 'comment'>, recipeId: string) => {
    if (!isId('recipe', recipeId)) return
    if (kind === 'open') return open(recipeId)
    if (kind === 'move-away') return setAside({ kind: 'move', recipes: selectedWith(recipeId) })
    if (kind === 'compare') return compare(selectedWith(recipeId))
    const recipe = standing.find((one) => one.id === recipeId)
    if (!recipe) return
    const several = standing.filter((one) => selectedWith(recipeId).includes(one.id))
    if (kind === 'duplicate') duplicate(several)
    else if (kind === 'bin') putInBin(several)
    else {
      if (grid.sort.length > 0) return toast('The rows are sorted. Go back to the order of the plan to move one.')
      const after = neighbourAfterMove(plan.recipes, recipeId, kind, arrangement.recipes)
      if (after !== undefined) tell(moveRecipe(doc, recipeId, after))
    }
  }

  const drop = (recipeId: string, toPosition: number) => {
    const after = neighbourAfterDrop(plan.recipes, recipeId, toPosition, arrangement.recipes)
    if (after !== undefined && isId('recipe', recipeId)) tell(moveRecipe(doc, recipeId, after))
  }

  const actOnColumn = useCallback(
    (column: GridColumn, done: ColumnAct) => {
      switch (done.kind) {
        case 'sort':
          return look(sortBy(grid, column.key, done.direction, done.add))
        case 'filter': {
          const before = grid.filter.trim()
          look({ ...grid, filter: `${before === '' ? '' : `${before.replace(/;$/, '')}; `}${column.head} ` })
          // The menu gives the focus back first.
          return void setTimeout(() => filterInput.current?.focus(), 0)
        }
        case 'hide':
          return look(showColumns(grid, [column.key], false))
        case 'move':
          return look(moveColumn(grid, columns, visible, column.key, done.by))
        case 'width':
          return look(resizeColumn(grid, column.key, done.width))
        case 'edit-formula':
          return setAside({
            kind: 'formula',
            id: computed.find((one) => computedKey(one.id) === column.key)?.id ?? null,
          })
        case 'remove':
          return look(removeComputed(grid, column.key))
      }
    },
    [grid, look, columns, visible, computed],
  )

  const changeProcess = (process: Process, recipeId: string) => {
    if (isId('recipe', recipeId)) tell(setProcess(doc, recipeId, process))
  }

  const approvals = standing.map((recipe) => approvalOf(recipe, plan.conditions, records.get(recipe.id)))
  const unapproved = standing.filter((_recipe, at) => approvals[at] !== 'approved')
  const changed = approvals.filter((approval) => approval === 'changed').length
  const now: PlanView = { ...view, state: stateNow(view.state, changed, unapproved.length) }

  const status = (
    <>
      <PlanStateMark state={now.state} changed={changed} />
      <SaveWord save={live.save} canWrite={canWrite} />
      {live.save.state === 'refused' && (
        <span role="alert" className="text-danger">
          <Refusal refusal={live.save.refusal} />
        </span>
      )}
      {view.isArchived && <span>archived</span>}
      {!canWrite && !view.isArchived && live.save.state !== 'refused' && <span>read only</span>}
      <span>
        <ReviewSentence plan={view} />
      </span>
      {view.allowed.includes('plan.require') && (
        <RequiredOffer lab={lab} plan={view.id} onLook={() => setAside({ kind: 'required' })} />
      )}
    </>
  )

  return (
    <div className="flex h-full min-h-0 flex-col">
      <PlanHead
        title={plan.title}
        aim={plan.aim}
        canWrite={canWrite}
        onTitle={(title) => tell(setTitle(doc, title))}
        onAim={(aim) => tell(setAim(doc, aim))}
        status={status}
        people={<People peers={live.peers} me={me} />}
        actions={
          <ReviewActions
            lab={lab}
            plan={now}
            isSaved={live.save.state === 'saved'}
            recipeCount={standing.length}
            onAsk={() => setAside({ kind: 'review', recipes: toReview(selectedRows(), standing, unapproved) })}
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
        columns={isNarrow ? [] : columns}
        hidden={hidden}
        onShow={(keys, isShown) => look(showColumns(grid, keys, isShown))}
        onAdd={add}
        onRestore={(recipeId) => tell(restoreRecipe(doc, recipeId))}
        onCompute={() => setAside({ kind: 'formula', id: null })}
        onHistory={() => setAside({ kind: 'history' })}
        commentCount={said.threads.filter((thread) => thread.resolved === null).length}
        onComments={() => setAside({ kind: 'comments' })}
        onRequired={() => setAside({ kind: 'required' })}
        shownCount={arrangement.recipes.length}
        adding={
          <AddMany
            canSweep={standing.length > 0}
            onSweep={() => setAside({ kind: 'sweep', base: selection?.focus.recipeId ?? openId })}
            onTemplates={() => setAside({ kind: 'templates' })}
          />
        }
        viewing={
          <>
            <ViewMenu
              lab={lab}
              plan={view.id}
              canShare={view.allowed.includes('plan.write') && !view.isArchived}
              inUse={inUse}
              onUse={setInUse}
            />
            <FilterField
              input={filterInput}
              filter={grid.filter}
              sort={grid.sort}
              columns={columns}
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
            <EmptyGrid canWrite={canWrite} onAdd={add} />
          ) : arrangement.recipes.length === 0 ? (
            <NoneShown onShowAll={() => look({ ...grid, filter: '' })} />
          ) : isNarrow ? (
            <RecipeList
              live={live}
              conditions={conditions}
              records={records}
              shown={arrangement.recipes}
              commentCount={said.openCount}
              onOpen={(recipeId) => setOpenId(recipeId)}
            />
          ) : (
            <RecipeGrid
              live={live}
              conditions={conditions}
              records={records}
              renderRecord={(recipeId) => <RecordedFigures lab={lab} of={recipeId} what="this recipe" />}
              canWrite={canWrite}
              columns={visible}
              shown={arrangement.recipes}
              view={grid}
              commented={said.marked}
              onComment={({ recipeId, key }) =>
                openComments(recipeId, catalogue.findParameter(key) === undefined ? null : key)
              }
              onColumn={actOnColumn}
              onFilter={() => filterInput.current?.focus()}
              selection={selection}
              onSelection={select}
              marks={marks}
              onMarks={setMarks}
              draft={draft}
              onDraft={setDraft}
              openRecipeId={opened?.id ?? null}
              onOpen={open}
              onRowAct={act}
              onDrop={drop}
              onProcess={changeProcess}
              onAdd={add}
              editRequest={editRequest}
              onEditRequestDone={() => setEditRequest(null)}
            />
          )}
        </div>
        {aside?.kind === 'formula' && (
          <SidePanel title="Computed column" onClose={() => setAside(null)}>
            <FormulaForm
              key={aside.id ?? ''}
              columns={offered}
              initial={computed.find((one) => one.id === aside.id) ?? null}
              onSave={(column) => {
                look(setComputed(grid, column))
                setAside(null)
              }}
              onCancel={() => setAside(null)}
            />
          </SidePanel>
        )}
        {aside?.kind === 'sweep' && (
          <SidePanel title="Sweep" onClose={() => setAside(null)}>
            <SweepPanel
              recipes={standing}
              conditions={plan.conditions}
              initialBase={aside.base}
              onAdd={(base, swept) => {
                setAside(null)
                addMany(
                  swept.map(({ name, values }) => ({ name, values, process: base.process })),
                  base.id,
                )
              }}
            />
          </SidePanel>
        )}
        {aside?.kind === 'templates' && (
          <SidePanel title="From a recipe" onClose={() => setAside(null)}>
            <TemplatePanel
              lab={lab}
              onAdd={(templates) => {
                setAside(null)
                const names = plan.recipes.map(({ name }) => ({ name }))
                addMany(
                  templates.map(({ name: given, process, values }) => {
                    // Two recipes of one name cannot be told apart.
                    const name = names.some((one) => one.name === given) ? copyName(names, given) : given
                    names.push({ name })
                    return { name, process, values }
                  }),
                )
              }}
            />
          </SidePanel>
        )}
        {aside?.kind === 'required' && (
          <SidePanel title="Required fields" onClose={() => setAside(null)}>
            <RequiredPanel
              lab={lab}
              plan={view.id}
              mayChange={view.allowed.includes('plan.require')}
              present={present === '' ? [] : (present.split(' ') as Process[])}
            />
          </SidePanel>
        )}
        {aside?.kind === 'comments' && (
          <SidePanel title="Comments" onClose={() => setAside(null)}>
            <PlanComments
              lab={lab}
              plan={view.id}
              said={said}
              mayWrite={view.allowed.includes('plan.comment')}
              lookedFor={lookedFor}
              recipes={plan.recipes}
              onOpen={(recipeId) => {
                setAside(null)
                openComments(recipeId, null)
              }}
            />
          </SidePanel>
        )}
        {aside?.kind === 'history' && (
          <SidePanel title="History" onClose={() => setAside(null)}>
            <HistoryPanel lab={lab} plan={view.id} canWrite={canWrite} isSaved={live.save.state === 'saved'} />
          </SidePanel>
        )}
        {aside?.kind === 'review' && (
          <SidePanel title="Ask for review" onClose={() => setAside(null)}>
            <AskPanel
              lab={lab}
              plan={view.id}
              me={me.memberId}
              recipes={standing}
              chosen={aside.recipes}
              conditions={plan.conditions}
              required={view.required}
              isSaved={live.save.state === 'saved'}
              onAsked={() => {
                setAside(null)
                toast('Review asked for.')
              }}
            />
          </SidePanel>
        )}
        {aside?.kind === 'move' && (
          <SidePanel title="Move to another plan" onClose={() => setAside(null)}>
            <MovePanel
              lab={lab}
              plan={view.id}
              recipes={standing.filter((recipe) => aside.recipes.includes(recipe.id))}
              isSaved={live.save.state === 'saved'}
              onMoved={({ moved, refused }, to) => {
                if (refused.length === 0) setAside(null)
                if (moved.length > 0) {
                  const what = moved.length === 1 ? moved[0]?.name : `${moved.length} recipes`
                  toast(`Moved ${what} to “${to.title}”.`, {
                    action: { label: 'Go there', onClick: () => router.push(`/${lab}/plans/${to.id}`) },
                  })
                }
              }}
            />
          </SidePanel>
        )}
        {opened && (
          <RecipePanel
            lab={lab}
            plan={view.id}
            live={live}
            recipe={opened}
            conditions={conditions}
            marks={marks.get(opened.id) ?? noMarksAtAll}
            record={records.get(opened.id)}
            draft={draft}
            canWrite={canWrite}
            canStart={view.allowed.includes('run.start')}
            tab={tab}
            onTab={setTab}
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
            onProcess={(process) => changeProcess(process, opened.id)}
            onClose={() => setOpenId(null)}
            commentCount={said.openCount(opened.id)}
            comments={
              <RecipeComments
                key={opened.id}
                lab={lab}
                plan={view.id}
                said={said}
                mayWrite={view.allowed.includes('plan.comment')}
                lookedFor={lookedFor}
                recipe={opened}
                about={commentOn}
                onAbout={setCommentOn}
              />
            }
            isFullScreen={isNarrow}
          />
        )}
      </div>
    </div>
  )
}

/** What stands beside the grid, other than a recipe. */
type Aside =
  | { kind: 'formula'; id: string | null }
  | { kind: 'sweep'; base: string | null }
  | { kind: 'templates' }
  | { kind: 'history' }
  | { kind: 'comments' }
  | { kind: 'required' }
  | { kind: 'review'; recipes: readonly RecipeId[] }
  | { kind: 'move'; recipes: readonly string[] }

/** The computed columns stand after the predictions, before what was made. */
function withComputed(columns: readonly GridColumn[], computed: GridView['computed']): readonly GridColumn[] {
  if (computed.length === 0 || columns.length === 0) return columns
  return [...columns.slice(0, -1), ...computedColumns(computed, columns), ...columns.slice(-1)]
}

function NoneShown({ onShowAll }: { onShowAll: () => void }) {
  return (
    <div className="mx-auto flex max-w-xl flex-col items-start gap-3 px-5 py-12">
      <h2 className="text-base font-semibold">No recipe is like that</h2>
      <p className="text-sm text-ink-muted">The filter hides all recipes of this plan.</p>
      <Button onClick={onShowAll}>Show all recipes</Button>
    </div>
  )
}

/** An edit takes an approval back, and its undoing restores it, at once: the server says the same a moment later. */
function stateNow(state: PlanState, changed: number, unapproved: number): PlanState {
  if (state !== 'approved' && state !== 'partly-approved' && state !== 'changed-since-approval') return state
  if (changed > 0) return 'changed-since-approval'
  return unapproved === 0 ? 'approved' : 'partly-approved'
}

/** Several chosen rows are what one wants looked at; otherwise all that is not approved as it stands. */
function toReview(
  selected: readonly string[],
  standing: readonly PlannedRecipe[],
  unapproved: readonly PlannedRecipe[],
): RecipeId[] {
  const chosen = selected.length > 1 ? standing.filter((recipe) => selected.includes(recipe.id)) : unapproved
  return chosen.map((recipe) => recipe.id)
}

function EmptyGrid({ canWrite, onAdd }: { canWrite: boolean; onAdd: (process: Process) => void }) {
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

function tell(written: Written | { ok: true } | { ok: false; problem: { message: string } }) {
  if (!written.ok) toast.error(written.problem.message)
}

function applyConditionDraft(
  conditions: Readonly<Record<string, ParameterValue>>,
  draft: { key: string; value: ParameterValue | null } | null,
): Readonly<Record<string, ParameterValue>> {
  if (!draft) return conditions
  const { [draft.key]: _replaced, ...rest } = conditions
  return draft.value === null ? rest : { ...rest, [draft.key]: draft.value }
}

/** What the server says of a plan follows its document: asked again soon after this page's changes are on disk. */
function useRefreshWhenSaved(live: LivePlan | null, queryKey: readonly unknown[]) {
  const queries = useQueryClient()
  const plan = live?.plan
  const state = live?.save.state
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the document has changed and is saved
  useEffect(() => {
    if (state !== 'saved') return
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey }), 600)
    return () => clearTimeout(timer)
  }, [plan, state, queries])
}

/**
 * The keys that a recipe has a value for, or had while this page was open: a column does not vanish under the person who
 * clears its last value.
 */
function useUsedKeys(recipes: LivePlan['plan']['recipes']): ReadonlySet<string> {
  const last = useRef<ReadonlySet<string>>(new Set())
  return useMemo(() => {
    const found = new Set(last.current)
    for (const recipe of recipes) {
      for (const key of Object.keys(recipe.values)) found.add(key)
      for (const key of Object.keys(recipe.competing)) found.add(key)
    }
    if (found.size !== last.current.size) last.current = found
    return last.current
  }, [recipes])
}

function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  )
}
