import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { RunStateMark } from '@/app/_components/record/RunStateMark'
import { When } from '@/app/_components/record/When'
import { errorSentence } from '@/app/_lib/errorSentence'
import { recordText } from '@/app/_lib/planCells'
import { useTRPC } from '@/app/_lib/trpc'
import type { PlanId, RecipeId } from '@/science/ids'
import type { ParameterValue } from '@/science/recipe/parameter'
import { findParameter } from '@/science/recipe/parameters'
import { parseInput } from '@/science/recipe/parseInput'
import type { RecipeRecord } from '@/server/views'

/** What has been made of a recipe, and the button that makes it again. */
export function RunsTab({
  lab,
  plan,
  recipeId,
  plannedBatchMassG,
  record,
  canStart,
  isSaved,
}: {
  lab: string
  plan: PlanId
  recipeId: RecipeId
  /** The recipe's own batch mass; one run may be made of more or less. */
  plannedBatchMassG: ParameterValue | undefined
  record: RecipeRecord | undefined
  canStart: boolean
  /** A run freezes what the server has: while edits are on their way, one waits. */
  isSaved: boolean
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const router = useRouter()
  const query = trpc.runs.list.queryOptions({ lab, plan, recipe: recipeId })
  const { data: runs, isPending, error } = useQuery(query)
  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: ({ id }) => {
        void queries.invalidateQueries({ queryKey: query.queryKey })
        router.push(`/${lab}/runs/${id}`)
      },
    }),
  )
  const planned = typeof plannedBatchMassG === 'number' ? plannedBatchMassG : null
  const [typedMass, setTypedMass] = useState<string | null>(null)
  const mass = readMass(typedMass, planned)
  return (
    <div className="flex flex-col gap-4 text-sm">
      {canStart && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (mass.ok) start.mutate({ lab, plan, recipe: recipeId, batchMassG: mass.value })
          }}
          noValidate
        >
          <Field label="Batch mass (g)" error={mass.ok ? null : mass.problem}>
            {(control) => (
              <Input
                {...control}
                value={typedMass ?? (planned === null ? '' : String(planned))}
                onChange={(event) => setTypedMass(event.target.value)}
                inputMode="decimal"
                autoComplete="off"
                placeholder="not given: nothing can be weighed out"
                className="mb-2 w-full tabular-nums"
              />
            )}
          </Field>
          <Button type="submit" variant="primary" disabled={start.isPending || !isSaved || !mass.ok}>
            <Play size={15} aria-hidden="true" /> {start.isPending ? 'Starting…' : 'Start run'}
          </Button>
          <p className="mt-1 text-xs text-ink-muted">
            {isSaved
              ? 'Freezes the recipe as it stands; later edits do not change the run.'
              : 'Your last changes are not saved yet. A run freezes what is saved.'}
          </p>
          {start.error && (
            <p role="alert" className="mt-2 text-danger">
              {errorSentence(start.error)}
            </p>
          )}
        </form>
      )}
      {recordText(record) !== '' && <p className="font-medium">{recordText(record)}</p>}
      {error && <p className="text-danger">The runs could not be loaded: {errorSentence(error)}</p>}
      {isPending && <p className="text-ink-muted">Loading…</p>}
      {runs?.length === 0 && <p className="text-ink-muted">No runs yet.</p>}
      <ul className="flex flex-col">
        {runs?.map((run) => (
          <li key={run.id} className="border-t border-line py-2">
            <div className="flex items-baseline justify-between gap-3">
              <Link href={`/${lab}/runs/${run.id}`} className="font-medium text-accent hover:underline">
                Run {run.number}
              </Link>
              <RunStateMark state={run.state} />
            </div>
            <p className="text-xs text-ink-muted">
              revision {run.revisionNumber}, {run.startedBy.name}, <When at={run.startedAt} />
              {run.sampleCodes.length > 0 && <>, {run.sampleCodes.join(', ')}</>}
              {run.cellCount > 0 && (
                <>
                  , {run.cellCount} {run.cellCount === 1 ? 'cell' : 'cells'}
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What this run is made of: as the recipe has it until somebody types another mass; null when neither says. */
function readMass(
  typed: string | null,
  planned: number | null,
): { ok: true; value: number | null } | { ok: false; problem: string } {
  if (typed === null) return { ok: true, value: planned }
  const parameter = findParameter('batchMassG')
  const reading = parameter ? parseInput(parameter, typed) : null
  if (!reading?.ok) return { ok: false, problem: `Expected ${reading?.expected ?? 'a mass in g'}, found “${typed}”.` }
  return { ok: true, value: typeof reading.value === 'number' ? reading.value : null }
}
