'use client'

import { useMutation } from '@tanstack/react-query'
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
import type { PlanViewId } from '@/science/ids'
import type { SavedViewView } from '@/server/views'
import { surface, toolButton } from './toolbarStyle'

/** A view in use, and the saved one that it began as. */
export interface UsedView<Settings> {
  view: Settings
  savedId: string | null
}

/** A view as it is to be saved: anew, or over one as it was seen. */
export interface ViewToSave<Settings> {
  name: string
  isShared: boolean
  settings: Settings
  over?: { id: PlanViewId; version: number }
}

/** What a place with views says and does: a plan's grid, the results. */
export interface ViewsPlace<Settings> {
  /** `Views of this plan` */
  label: string
  /** `The plan as it is`, with what that is */
  plainName: string
  plainDetail: string
  /** `For everyone in this plan` */
  shareLabel: string
  plain: Settings
  /** Whatever was saved, by whichever version. */
  read: (found: unknown) => Settings
  isSame: (one: Settings, other: Settings) => boolean
  save: (view: ViewToSave<Settings>) => Promise<{ id: string }>
  remove: (view: PlanViewId) => Promise<unknown>
}

/** The named views of a place: choose one, save this one, for oneself or for everyone. */
export function SavedViewsMenu<Settings>({
  place,
  views,
  canShare,
  inUse,
  onUse,
}: {
  place: ViewsPlace<Settings>
  views: readonly SavedViewView<Settings>[]
  /** Whether this person may save views that everyone sees. */
  canShare: boolean
  inUse: UsedView<Settings>
  onUse: (next: UsedView<Settings>) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const { plain, read, isSame } = place
  const current = views.find((view) => view.id === inUse.savedId) ?? null
  const isChanged = current ? !isSame(read(current.settings), inUse.view) : !isSame(plain, inUse.view)
  const choose = (view: SavedViewView<Settings> | null) => {
    onUse(view ? { view: read(view.settings), savedId: view.id } : { view: plain, savedId: null })
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
          <ul aria-label={place.label} className="m-0 list-none p-0">
            <ViewItem
              name={place.plainName}
              detail={place.plainDetail}
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
                      name={view.name}
                      remove={() => place.remove(view.id)}
                      onRemoved={() => view.id === inUse.savedId && onUse({ ...inUse, savedId: null })}
                    />
                  )
                }
              />
            ))}
          </ul>
          <SaveView
            key={current?.id ?? ''}
            place={place}
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
  name,
  remove,
  onRemoved,
}: {
  name: string
  remove: () => Promise<unknown>
  onRemoved: () => void
}) {
  const removal = useMutation({
    mutationFn: remove,
    onSuccess: onRemoved,
    onError: (error) => toast.error(errorSentence(error)),
  })
  return (
    <IconButton
      icon={Trash2}
      label={`Remove the view ${name}`}
      disabled={removal.isPending}
      onClick={() => removal.mutate()}
    />
  )
}

function SaveView<Settings>({
  place,
  canShare,
  settings,
  current,
  isChanged,
  onSaved,
}: {
  place: ViewsPlace<Settings>
  canShare: boolean
  settings: Settings
  /** The view that may be saved over. */
  current: SavedViewView<Settings> | null
  isChanged: boolean
  onSaved: (id: string) => void
}) {
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const save = useMutation({ mutationFn: place.save, onSuccess: ({ id }) => onSaved(id) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') save.mutate({ name: name.trim(), isShared: isShared && canShare, settings })
  }
  return (
    <form aria-label="Save this view" onSubmit={submit} className="mt-2 flex flex-col gap-2 border-t border-line pt-3">
      {current && isChanged && (
        <Button
          disabled={save.isPending}
          onClick={() => {
            const { id, version, isShared: forEveryone } = current
            save.mutate({ name: current.name, isShared: forEveryone, settings, over: { id, version } })
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
        <Checkbox label={place.shareLabel} checked={isShared} onChange={(event) => setShared(event.target.checked)} />
      )}
      <Button type="submit" disabled={save.isPending || name.trim() === ''}>
        Save view
      </Button>
    </form>
  )
}
