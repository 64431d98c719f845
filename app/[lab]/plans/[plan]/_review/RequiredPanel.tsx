import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/app/_components/Button'
import { Checkbox } from '@/app/_components/Checkbox'
import { Formula } from '@/app/_components/Formula'
import { IconButton } from '@/app/_components/IconButton'
import { When } from '@/app/_components/record/When'
import { Select } from '@/app/_components/Select'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useLabScience } from '@/app/_lib/labScience'
import { useTRPC } from '@/app/_lib/trpc'
import type { PlanId } from '@/science/ids'
import { type Process, processes, processLabels } from '@/science/recipe/process'
import type { RequiredFields } from '@/science/recipe/requiredFields'
import type { RequiredFieldsView } from '@/server/views'

/** Which fields recipes must have before a review is asked for; and the change that the plan's template offers. */
export function RequiredPanel({
  lab,
  plan,
  mayChange,
  present,
}: {
  lab: string
  plan: PlanId
  mayChange: boolean
  /** The processes of the plan's recipes: those come first. */
  present: readonly Process[]
}) {
  const trpc = useTRPC()
  const { data, error } = useQuery(trpc.plans.required.queryOptions({ lab, plan }))
  if (error) return <p className="m-0 text-danger">{errorSentence(error)}</p>
  if (!data) return <p className="m-0 text-sm text-ink-muted">Loading…</p>
  return (
    <Fields
      key={JSON.stringify(data.required)}
      lab={lab}
      plan={plan}
      mayChange={mayChange}
      present={present}
      view={data}
    />
  )
}

function Fields({
  lab,
  plan,
  mayChange,
  present,
  view,
}: {
  lab: string
  plan: PlanId
  mayChange: boolean
  present: readonly Process[]
  view: RequiredFieldsView
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [required, setRequired] = useState<RequiredFields>(view.required)
  const [alsoTemplate, setAlsoTemplate] = useState(false)
  const settled = {
    onSuccess: () => {
      setAlsoTemplate(false)
      toast('Saved.')
    },
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.plans.pathKey() }),
  }
  const save = useMutation(trpc.plans.setRequired.mutationOptions(settled))
  const adopt = useMutation(trpc.plans.adoptRequired.mutationOptions(settled))
  const error = save.error ?? adopt.error
  const offered = view.offered
  const shown = [...present, ...processes.filter((process) => required[process] && !present.includes(process))]
  return (
    <div className="flex flex-col gap-5">
      <p className="m-0 text-sm text-ink-muted">
        A recipe that lacks one of these has a mark, and no review can be asked for it.
      </p>
      {offered && (
        <section aria-label="Offered by the template" className="border-l-2 border-line-strong pl-3 text-sm">
          <p className="m-0">
            {offered.by.name} changed what {view.template?.title} requires, <When at={offered.at} dayOnly />. For this
            plan that would mean:
          </p>
          <ul className="my-1 list-disc pl-5">
            {offered.differences.map((one) => (
              <li key={one}>
                <Formula text={one} />
              </li>
            ))}
          </ul>
          {mayChange && (
            <Button disabled={adopt.isPending} onClick={() => adopt.mutate({ lab, plan, version: offered.version })}>
              Take it over
            </Button>
          )}
        </section>
      )}
      {shown.map((process) => (
        <ProcessFields
          key={process}
          process={process}
          keys={required[process] ?? []}
          mayChange={mayChange}
          onChange={(keys) => setRequired({ ...required, [process]: keys })}
        />
      ))}
      {shown.length === 0 && <p className="m-0 text-sm">Add a recipe first: each process has fields of its own.</p>}
      {error && (
        <p role="alert" className="m-0 text-sm text-danger">
          {errorSentence(error)}
        </p>
      )}
      {mayChange && shown.length > 0 && (
        <>
          {view.template && (
            <Checkbox
              label="Also in the template"
              hint={`Holds for new plans (${view.template.title}); existing ones are offered it.`}
              checked={alsoTemplate}
              onChange={(event) => setAlsoTemplate(event.target.checked)}
            />
          )}
          <Button
            variant="primary"
            size="lg"
            disabled={save.isPending}
            onClick={() =>
              save.mutate({ lab, plan, required: mutable(required), seen: mutable(view.required), alsoTemplate })
            }
          >
            {save.isPending ? 'Saving…' : 'Save'}
          </Button>
        </>
      )}
    </div>
  )
}

function ProcessFields({
  process,
  keys,
  mayChange,
  onChange,
}: {
  process: Process
  keys: readonly string[]
  mayChange: boolean
  onChange: (keys: readonly string[]) => void
}) {
  const { catalogue } = useLabScience()
  const offered = catalogue.parametersOf(process).filter((parameter) => !keys.includes(parameter.key))
  const labelOf = (key: string) => catalogue.findParameter(key)?.label ?? key
  return (
    <section aria-label={processLabels[process]}>
      <h3 className="m-0 mb-1 text-sm font-semibold">{processLabels[process]}</h3>
      {keys.length === 0 ? (
        <p className="m-0 text-sm text-ink-muted">Nothing is required.</p>
      ) : (
        <ul className="m-0 list-none p-0 text-sm">
          {keys.map((key) => (
            <li key={key} className="flex min-h-9 items-center justify-between gap-2 border-b border-line">
              <Formula text={labelOf(key)} />
              {mayChange && (
                <IconButton
                  icon={X}
                  label={`No longer require ${labelOf(key)}`}
                  onClick={() => onChange(keys.filter((one) => one !== key))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && (
        <Select
          aria-label={`Require a field of ${processLabels[process]}`}
          className="mt-2 w-full"
          value=""
          onChange={(event) => event.target.value !== '' && onChange([...keys, event.target.value])}
        >
          <option value="">require a field …</option>
          {offered.map((parameter) => (
            <option key={parameter.key} value={parameter.key}>
              {parameter.label}
              {parameter.unit ? ` (${parameter.unit})` : ''}
            </option>
          ))}
        </Select>
      )}
    </section>
  )
}

function mutable(required: RequiredFields): Partial<Record<Process, string[]>> {
  return Object.fromEntries(Object.entries(required).map(([process, keys]) => [process, [...keys]]))
}

/** A quiet word that the template has changed, for those who may follow it. */
export function RequiredOffer({ lab, plan, onLook }: { lab: string; plan: PlanId; onLook: () => void }) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.plans.required.queryOptions({ lab, plan }))
  if (!data?.offered) return null
  return (
    <span>
      Its template requires other fields now.{' '}
      <button type="button" className="text-accent hover:underline" onClick={onLook}>
        Look at the difference
      </button>
    </span>
  )
}
