import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Formula } from '@/app/_components/Formula'
import { Input } from '@/app/_components/Input'
import { ActivityList } from '@/app/_components/record/ActivityList'
import { When } from '@/app/_components/record/When'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { PlanId } from '@/science/ids'
import type { PlanVersionView } from '@/server/views'
import { HistoryList } from './HistoryList'

/** The plan through time: moments that were kept, what changed since, and every act. */
export function HistoryPanel({
  lab,
  plan,
  canWrite,
  isSaved,
}: {
  lab: string
  plan: PlanId
  canWrite: boolean
  /** A version is what the server has: while edits are on their way, one waits. */
  isSaved: boolean
}) {
  return (
    <div className="flex flex-col gap-5 pb-6">
      <Versions lab={lab} plan={plan} canWrite={canWrite} isSaved={isSaved} />
      <section aria-label="What was done">
        <h3 className="m-0 mb-1 text-sm font-semibold">What was done</h3>
        <ActivityList
          lab={lab}
          filter={{ plan }}
          limit={10}
          none="Nothing yet. Comments, reviews, runs and what comes of them stand here."
        />
      </section>
      <section aria-label="All changes">
        <h3 className="m-0 mb-1 text-sm font-semibold">All changes</h3>
        <HistoryList lab={lab} plan={plan} />
      </section>
    </div>
  )
}

function Versions({
  lab,
  plan,
  canWrite,
  isSaved,
}: {
  lab: string
  plan: PlanId
  canWrite: boolean
  isSaved: boolean
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const query = trpc.plans.versions.queryOptions({ lab, plan })
  const { data: versions } = useQuery(query)
  const [name, setName] = useState('')
  const [openSeq, setOpenSeq] = useState<string | null>(null)
  const keep = useMutation(
    trpc.plans.nameVersion.mutationOptions({
      onSuccess: () => {
        setName('')
        return queries.invalidateQueries({ queryKey: query.queryKey })
      },
    }),
  )
  return (
    <section aria-label="Versions">
      <h3 className="m-0 mb-1 text-sm font-semibold">Versions</h3>
      {canWrite && (
        <form
          className="mb-2 flex items-end gap-2"
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            if (name.trim() !== '') keep.mutate({ lab, plan, name })
          }}
        >
          <Field
            label="Name of this version"
            className="min-w-0 flex-1"
            error={keep.error && errorSentence(keep.error)}
          >
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={120}
                placeholder="as discussed on Friday"
                onChange={(event) => setName(event.target.value)}
                className="w-full"
              />
            )}
          </Field>
          <Button type="submit" disabled={keep.isPending || !isSaved || name.trim() === ''}>
            Keep
          </Button>
        </form>
      )}
      {versions?.length === 0 && (
        <p className="m-0 text-sm text-ink-muted">
          None yet. Reviews, runs and every hour of work keep one of their own.
        </p>
      )}
      <ul className="m-0 list-none p-0 text-sm">
        {versions?.map((version) => {
          const key = `${version.seq} ${version.kind} ${version.name}`
          return (
            <li key={key} className="border-t border-line py-1.5">
              <button
                type="button"
                aria-expanded={openSeq === key}
                onClick={() => setOpenSeq(openSeq === key ? null : key)}
                className="flex min-h-9 w-full flex-wrap items-baseline justify-between gap-x-3 text-left hover:text-accent"
              >
                <span className={version.kind === 'hourly' ? 'text-ink-muted' : 'font-medium'}>
                  <Formula text={version.name} />
                </span>
                <span className="text-xs text-ink-muted">
                  {version.by.name}, <When at={version.at} />
                </span>
              </button>
              {openSeq === key && (
                <Version lab={lab} plan={plan} version={version} canWrite={canWrite} isSaved={isSaved} />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What has changed since, and the way back. */
function Version({
  lab,
  plan,
  version,
  canWrite,
  isSaved,
}: {
  lab: string
  plan: PlanId
  version: PlanVersionView
  canWrite: boolean
  isSaved: boolean
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [isSure, setSure] = useState(false)
  const { data: changes, error } = useQuery({
    ...trpc.plans.compareVersions.queryOptions({ lab, plan, from: version.seq }),
    staleTime: 0,
  })
  const restore = useMutation(
    trpc.plans.restoreVersion.mutationOptions({
      onSuccess: ({ refused }) => {
        setSure(false)
        toast(
          refused.length === 0
            ? `The plan is as it was at “${version.name}”.`
            : `Restored, but for ${refused.length} values that the plan no longer takes.`,
        )
        return queries.invalidateQueries({ queryKey: [['plans']] })
      },
    }),
  )
  if (error) return <p className="text-danger">{errorSentence(error)}</p>
  if (!changes) return <p className="text-ink-muted">Comparing …</p>
  return (
    <div className="pb-2 pl-3">
      {changes.length === 0 ? (
        <p className="m-0 text-ink-muted">Nothing has changed since.</p>
      ) : (
        <>
          <p className="m-0 text-xs text-ink-muted">Changed since:</p>
          <ul className="m-0 list-none p-0">
            {changes.map(({ recipeId, recipeName, sentences }) => (
              <li key={recipeId ?? 'plan'}>
                {recipeName !== null && (
                  <span className="font-medium">
                    <Formula text={recipeName} />:{' '}
                  </span>
                )}
                <Formula text={sentences.join('; ')} />
              </li>
            ))}
          </ul>
          {canWrite && (
            <div className="mt-2 flex flex-wrap items-center gap-2">
              {isSure ? (
                <>
                  <Button
                    variant="primary"
                    disabled={restore.isPending || !isSaved}
                    onClick={() => restore.mutate({ lab, plan, seq: version.seq })}
                  >
                    {restore.isPending ? 'Restoring …' : 'Set all of this back'}
                  </Button>
                  <Button variant="ghost" onClick={() => setSure(false)}>
                    Cancel
                  </Button>
                </>
              ) : (
                <Button onClick={() => setSure(true)}>Restore …</Button>
              )}
            </div>
          )}
          {restore.error && (
            <p role="alert" className="m-0 mt-1 text-danger">
              {errorSentence(restore.error)}
            </p>
          )}
        </>
      )}
    </div>
  )
}
