import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { RecordedFigures } from '@/app/_components/record/RecordedFigures'
import { RunStateMark } from '@/app/_components/record/RunStateMark'
import { When } from '@/app/_components/record/When'
import { Select } from '@/app/_components/Select'
import { errorSentence } from '@/app/_lib/errorSentence'
import { recordText } from '@/app/_lib/planCells'
import { useTRPC } from '@/app/_lib/trpc'
import type { PlanId, RecipeId, RevisionId } from '@/science/ids'
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
      onSuccess: ({ id, ids }) => {
        void queries.invalidateQueries({ queryKey: query.queryKey })
        // Of several the list shows them all; one opens.
        if (ids.length === 1) router.push(`/${lab}/runs/${id}`)
      },
    }),
  )
  const planned = typeof plannedBatchMassG === 'number' ? plannedBatchMassG : null
  const [typedMass, setTypedMass] = useState<string | null>(null)
  const [place, setPlace] = useState('')
  const [replicates, setReplicates] = useState(1)
  const [revision, setRevision] = useState<RevisionId | ''>('')
  const { data: options } = useQuery({
    ...trpc.runs.startOptions.queryOptions({ lab, plan, recipe: recipeId }),
    enabled: canStart,
  })
  const mass = readMass(typedMass, planned)
  return (
    <div className="flex flex-col gap-4 text-sm">
      {canStart && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (mass.ok)
              start.mutate({
                lab,
                plan,
                recipe: recipeId,
                revision: revision === '' ? null : revision,
                batchMassG: mass.value,
                place: place.trim(),
                replicates,
              })
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
          <Field label="Where">
            {(control) => (
              <>
                <Input
                  {...control}
                  value={place}
                  onChange={(event) => setPlace(event.target.value)}
                  list={`${control.id}-places`}
                  autoComplete="off"
                  maxLength={120}
                  placeholder="furnace, hood or reactor"
                  className="mb-2 w-full"
                />
                <datalist id={`${control.id}-places`}>
                  {options?.places.map((one) => (
                    <option key={one} value={one} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <div className="mb-3 flex gap-3">
            <Field label="Of" className="min-w-0 flex-1">
              {(control) => (
                <Select
                  {...control}
                  value={revision}
                  onChange={(event) => setRevision(event.target.value as RevisionId | '')}
                  className="w-full"
                >
                  <option value="">the recipe as it stands</option>
                  {options?.revisions.map((one) => (
                    <option key={one.id} value={one.id}>
                      {`revision ${one.number}${one.isApproved ? ', approved' : ''}`}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Replicates">
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={1}
                  max={20}
                  value={replicates}
                  onChange={(event) =>
                    setReplicates(Math.min(20, Math.max(1, Math.round(Number(event.target.value)) || 1)))
                  }
                  className="w-20 tabular-nums"
                />
              )}
            </Field>
          </div>
          <Button type="submit" variant="primary" disabled={start.isPending || !isSaved || !mass.ok}>
            <Play size={15} aria-hidden="true" />{' '}
            {start.isPending ? 'Starting…' : replicates === 1 ? 'Start run' : `Start ${replicates} runs`}
          </Button>
          <p className="mt-1 text-xs text-ink-muted">
            {isSaved
              ? revision === ''
                ? 'Freezes the recipe as it stands; later edits do not change the run.'
                : 'Runs that revision again, whatever the recipe says now.'
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
      {(record?.cellCount ?? 0) > 0 && <RecordedFigures lab={lab} of={recipeId} what="this recipe" />}
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
              revision {run.revisionNumber}, replicate {run.replicate}, {run.startedBy.name},{' '}
              <When at={run.startedAt} />
              {run.place !== '' && <>, {run.place}</>}
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
