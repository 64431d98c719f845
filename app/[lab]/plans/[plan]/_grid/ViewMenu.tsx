import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, Eye, Trash2, Users } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/app/_components/Button'
import { Checkbox } from '@/app/_components/Checkbox'
import { Field } from '@/app/_components/Field'
import { IconButton } from '@/app/_components/IconButton'
import { Input } from '@/app/_components/Input'
import { errorSentence } from '@/app/_lib/errorSentence'
import { type GridView, plainView, readView, sameView } from '@/app/_lib/gridView'
import { useTRPC } from '@/app/_lib/trpc'
import type { ViewInUse } from '@/app/_lib/useGridView'
import type { PlanId } from '@/science/ids'
import type { SavedViewView } from '@/server/views'
import { surface, toolButton } from './toolbarStyle'

/** The named views of a plan: choose one, save this one, for oneself or for everyone. */
export function ViewMenu({
  lab,
  plan,
  canShare,
  inUse,
  onUse,
}: {
  lab: string
  plan: PlanId
  /** Whether this person may save views that everyone sees. */
  canShare: boolean
  inUse: ViewInUse
  onUse: (next: ViewInUse) => void
}) {
  const trpc = useTRPC()
  const [isOpen, setOpen] = useState(false)
  const { data: views = [] } = useQuery(trpc.planViews.list.queryOptions({ lab, plan }))
  const current = views.find((view) => view.id === inUse.savedId) ?? null
  const isChanged = current ? !sameView(readView(current.settings), inUse.view) : !sameView(plainView, inUse.view)
  const choose = (view: SavedViewView | null) => {
    onUse(view ? { view: readView(view.settings), savedId: view.id } : { view: plainView, savedId: null })
    setOpen(false)
  }
  const own = views.filter((view) => !view.isShared)
  const shared = views.filter((view) => view.isShared)
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={toolButton}>
        <Eye size={15} aria-hidden="true" />
        <span className="max-w-40 truncate">{current?.name ?? 'View'}</span>
        {current && isChanged && <span className="text-xs text-ink-muted">changed</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={2}
          collisionPadding={8}
          aria-label="Views"
          className={`${surface} max-h-[min(600px,75vh)] w-80 max-w-[92vw] overflow-y-auto p-3`}
        >
          <ul aria-label="Views of this plan" className="m-0 list-none p-0">
            <ViewItem
              name="The plan as it is"
              detail="nothing hidden by hand, unsorted"
              isCurrent={!current && !isChanged}
              onChoose={() => choose(null)}
            />
            {[...shared, ...own].map((view) => (
              <ViewItem
                key={view.id}
                name={view.name}
                detail={view.isShared ? `for everyone, saved by ${view.savedBy.name}` : 'only for you'}
                isShared={view.isShared}
                isCurrent={view.id === current?.id && !isChanged}
                onChoose={() => choose(view)}
                remove={
                  view.isShared && !canShare ? null : (
                    <RemoveView
                      lab={lab}
                      plan={plan}
                      view={view}
                      onRemoved={() => view.id === inUse.savedId && onUse({ ...inUse, savedId: null })}
                    />
                  )
                }
              />
            ))}
          </ul>
          <SaveView
            key={current?.id ?? ''}
            lab={lab}
            plan={plan}
            canShare={canShare}
            settings={inUse.view}
            current={current && (canShare || !current.isShared) ? current : null}
            isChanged={isChanged}
            onSaved={(id) => {
              onUse({ ...inUse, savedId: id })
              setOpen(false)
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function ViewItem({
  name,
  detail,
  isShared = false,
  isCurrent,
  onChoose,
  remove,
}: {
  name: string
  detail: string
  isShared?: boolean
  isCurrent: boolean
  onChoose: () => void
  remove?: React.ReactNode
}) {
  return (
    <li className="flex items-center gap-1">
      <button
        type="button"
        aria-current={isCurrent || undefined}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded px-1.5 py-1 text-left hover:bg-hover"
        onClick={onChoose}
      >
        <Check size={14} aria-hidden="true" className={`flex-none ${isCurrent ? '' : 'invisible'}`} />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{name}</span>
          <span className="block truncate text-xs text-ink-muted">{detail}</span>
        </span>
        {isShared && <Users size={14} aria-hidden="true" className="flex-none text-ink-muted" />}
      </button>
      {remove}
    </li>
  )
}

function RemoveView({
  lab,
  plan,
  view,
  onRemoved,
}: {
  lab: string
  plan: PlanId
  view: SavedViewView
  onRemoved: () => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const remove = useMutation(
    trpc.planViews.remove.mutationOptions({
      onSuccess: async () => {
        onRemoved()
        await queries.invalidateQueries({ queryKey: trpc.planViews.pathKey() })
      },
      onError: (error) => toast.error(errorSentence(error)),
    }),
  )
  return (
    <IconButton
      icon={Trash2}
      label={`Remove the view ${view.name}`}
      disabled={remove.isPending}
      onClick={() => remove.mutate({ lab, plan, view: view.id })}
    />
  )
}

function SaveView({
  lab,
  plan,
  canShare,
  settings,
  current,
  isChanged,
  onSaved,
}: {
  lab: string
  plan: PlanId
  canShare: boolean
  settings: GridView
  /** The view that may be saved over. */
  current: SavedViewView | null
  isChanged: boolean
  onSaved: (id: string) => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const save = useMutation(
    trpc.planViews.save.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: trpc.planViews.pathKey() })
        onSaved(id)
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') save.mutate({ lab, plan, name: name.trim(), isShared: isShared && canShare, settings })
  }
  return (
    <form aria-label="Save this view" onSubmit={submit} className="mt-2 flex flex-col gap-2 border-t border-line pt-3">
      {current && isChanged && (
        <Button
          disabled={save.isPending}
          onClick={() => {
            const { id, version, isShared: forEveryone } = current
            save.mutate({ lab, plan, name: current.name, isShared: forEveryone, settings, over: { id, version } })
          }}
        >
          <span className="truncate">Save the changes to “{current.name}”</span>
        </Button>
      )}
      <Field label="Save this view as" error={save.error ? errorSentence(save.error) : null}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {canShare && (
        <Checkbox
          label="For everyone in this plan"
          checked={isShared}
          onChange={(event) => setShared(event.target.checked)}
        />
      )}
      <Button type="submit" disabled={save.isPending || name.trim() === ''}>
        Save view
      </Button>
    </form>
  )
}
