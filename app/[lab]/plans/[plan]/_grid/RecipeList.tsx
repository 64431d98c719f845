import { ChevronRight, MessageSquare } from 'lucide-react'
import { Fragment, memo, useMemo } from 'react'
import { Formula } from '@/app/_components/Formula'
import { ApprovalMark } from '@/app/_components/review/ApprovalMark'
import { useLabScience } from '@/app/_lib/labScience'
import { describeCell, recordText } from '@/app/_lib/planCells'
import { buildColumns, figureColumns } from '@/app/_lib/planColumns'
import { groupRows } from '@/app/_lib/planRows'
import { approvalOf } from '@/app/_lib/recipeHash'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { PlannedRecipe, PlanProblem } from '@/collab/plan/types'
import { isFigure, type Prediction } from '@/science/prediction/figure'
import type { ParameterValue } from '@/science/recipe/parameter'
import { processLabels } from '@/science/recipe/process'
import type { RecipeRecord } from '@/server/views'
import { BasisMark } from './BasisMark'
import { ColumnTitle } from './ColumnTitle'

/** The recipes on a phone: one under the other, each with what tells it apart and what is predicted. */
export function RecipeList({
  live,
  conditions,
  records,
  shown,
  commentCount,
  onOpen,
}: {
  live: LivePlan
  conditions: Readonly<Record<string, ParameterValue>>
  records: ReadonlyMap<string, RecipeRecord>
  /** What the view shows, in its order. */
  shown: readonly PlannedRecipe[]
  /** Threads of a recipe that are not resolved. */
  commentCount: (recipeId: string) => number
  onOpen: (recipeId: string) => void
}) {
  const lines = useMemo(() => groupRows(live.plan.recipes, shown), [live.plan.recipes, shown])
  const groups = useMemo(() => {
    const found: { process: PlannedRecipe['process']; recipes: PlannedRecipe[] }[] = []
    for (const line of lines) {
      if (line.kind === 'process') found.push({ process: line.process, recipes: [] })
      else found.at(-1)?.recipes.push(line.recipe)
    }
    return found
  }, [lines])
  return (
    <div className="flex-1 overflow-y-auto pb-6">
      {groups.map(({ process, recipes }) => (
        <section key={process} aria-label={processLabels[process]}>
          <h2 className="sticky top-0 z-10 border-y border-line bg-surface px-4 py-1.5 text-sm font-semibold">
            {processLabels[process]}
          </h2>
          <ul aria-label={`Recipes, ${processLabels[process]}`}>
            {recipes.map((recipe) => (
              <Item
                key={recipe.id}
                recipe={recipe}
                conditions={conditions}
                prediction={live.predictionOf(recipe, conditions)}
                record={records.get(recipe.id)}
                problems={live.byRecipe.get(recipe.id) ?? noProblems}
                commentCount={commentCount(recipe.id)}
                onOpen={onOpen}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

const noProblems: readonly PlanProblem[] = []

const Item = memo(function Item({
  recipe,
  conditions,
  prediction,
  record,
  problems,
  commentCount,
  onOpen,
}: {
  recipe: PlannedRecipe
  conditions: Readonly<Record<string, ParameterValue>>
  prediction: Prediction
  record: RecipeRecord | undefined
  problems: readonly PlanProblem[]
  commentCount: number
  onOpen: (recipeId: string) => void
}) {
  const sources = { recipe, conditions, prediction, record, problems, mark: undefined, draft: null }
  const { catalogue } = useLabScience()
  const parameters = buildColumns([recipe.process], { catalogue })
    .filter((column) => column.kind === 'parameter' && column.group !== 'identity')
    .filter((column) => column.key in recipe.values || column.key in recipe.competing)
    .flatMap((column) => {
      const face = describeCell(column, sources)
      return face.text === '' && face.competing === '' ? [] : [{ column, face }]
    })
    // What somebody has to pick from is not left out.
    .filter(({ face }, index) => index < 6 || face.competing !== '')
  const made = recordText(record)
  const approval = approvalOf(recipe, conditions, record)
  return (
    <li className="relative flex items-center gap-3 border-b border-line px-4 py-3 has-[button:active]:bg-hover">
      <div className="min-w-0 flex-1">
        {/* The button is the name, and reaches over the whole entry. */}
        <button
          type="button"
          aria-label={`Open ${recipe.name}`}
          className="break-words text-left font-medium after:absolute after:inset-0"
          onClick={() => onOpen(recipe.id)}
        >
          {recipe.name}
        </button>
        {parameters.length > 0 && (
          <span className="mt-0.5 block text-sm text-ink-muted">
            {parameters.map(({ column, face }, index) => (
              <Fragment key={column.key}>
                {index > 0 && ' · '}
                <span className={face.competing === '' ? undefined : 'text-warning'}>
                  <Formula text={`${column.head} ${face.competing || face.text}`} />
                  {column.unit ? ` ${column.unit}` : ''}
                  {face.competing !== '' && ' (to be picked)'}
                </span>
              </Fragment>
            ))}
          </span>
        )}
        <span className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-sm tabular-nums">
          {figureColumns
            .filter((column) => isFigure(prediction[column.key]))
            .map((column) => {
              const face = describeCell(column, sources)
              return (
                <span key={column.key} className="whitespace-nowrap">
                  <span className="text-ink-muted">
                    <ColumnTitle column={column} />{' '}
                  </span>
                  {face.basis && (
                    <BasisMark basis={face.basis} bound={face.bound}>
                      {face.text}
                    </BasisMark>
                  )}
                  {face.range && <span className="text-ink-muted"> ({face.range})</span>} {face.unit || column.unit}
                </span>
              )
            })}
        </span>
        {made && <span className="mt-1 block text-sm">{made}</span>}
        {approval && (
          <span className="mt-1 flex items-center gap-1.5 text-sm">
            <ApprovalMark approval={approval} />
            <span aria-hidden="true">{approval === 'approved' ? 'approved' : 'changed since approval'}</span>
          </span>
        )}
        {commentCount > 0 && (
          <span className="mt-1 flex items-center gap-1.5 text-sm text-ink-muted">
            <MessageSquare size={14} aria-hidden="true" />
            {commentCount === 1 ? '1 comment' : `${commentCount} comments`}
          </span>
        )}
        {(problems.length > 0 || prediction.checks.some((check) => check.severity !== 'info')) && (
          <span className="mt-1 block text-sm text-warning">
            {problems.length + prediction.checks.filter((check) => check.severity !== 'info').length} to check
          </span>
        )}
      </div>
      <ChevronRight size={18} className="flex-none text-ink-muted" aria-hidden="true" />
    </li>
  )
})
