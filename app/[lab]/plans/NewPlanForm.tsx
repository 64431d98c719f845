'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'

export interface PlanTemplate {
  key: string
  title: string
  aim: string
  recipeCount: number
}

/** A plan begins with a title, from nothing or from the recipes of a paper. */
export function NewPlanForm({
  lab,
  templates,
  onCancel,
}: {
  lab: string
  templates: readonly PlanTemplate[]
  onCancel?: () => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const router = useRouter()
  const [title, setTitle] = useState('')
  const [template, setTemplate] = useState('')
  const chosen = templates.find((one) => one.key === template)
  const create = useMutation(
    trpc.plans.create.mutationOptions({
      onSuccess: ({ id }) => {
        void queries.invalidateQueries({ queryKey: trpc.plans.pathKey() })
        router.push(`/${lab}/plans/${id}`)
      },
    }),
  )
  const isBusy = create.isPending || create.isSuccess

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = title.trim() || chosen?.title
    if (wanted) create.mutate({ lab, title: wanted, template: chosen?.key })
  }

  return (
    <form
      aria-label="New plan"
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onCancel?.()}
      className="mb-6 border-y border-line py-4"
    >
      <div className="flex flex-wrap items-start gap-x-3 gap-y-4">
        <Field label="Title of the plan" className="min-w-0 flex-1 basis-64">
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={title}
              maxLength={300}
              required={!chosen}
              placeholder={chosen?.title ?? 'What is it about?'}
              autoComplete="off"
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field label="Start from" className="w-full sm:w-72">
          {(control) => (
            <Select {...control} value={template} onChange={(event) => setTemplate(event.target.value)}>
              <option value="">an empty plan</option>
              {templates.map((one) => (
                <option key={one.key} value={one.key}>
                  {one.title}, {one.recipeCount === 1 ? '1 recipe' : `${one.recipeCount} recipes`}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="mt-6 flex gap-2 max-sm:mt-0 max-sm:w-full">
          <Button type="submit" disabled={isBusy} className="max-sm:flex-1">
            {isBusy ? 'Making the plan …' : 'Make the plan'}
          </Button>
          {onCancel && (
            <Button variant="ghost" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </div>
      </div>
      {chosen?.aim && <p className="mt-3 mb-0 max-w-[72ch] text-sm text-ink-muted">{chosen.aim}</p>}
      {create.isError && (
        <p role="alert" className="mt-3 mb-0 text-sm text-danger">
          {errorSentence(create.error)}
        </p>
      )}
    </form>
  )
}
