import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { Formula } from '@/app/_components/Formula'
import { Input } from '@/app/_components/Input'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { formatValue } from '@/science/recipe/formatValue'
import { parametersOf } from '@/science/recipe/parameters'
import { processLabels } from '@/science/recipe/process'
import type { RecipeTemplate } from '@/server/views'

/** Recipes of the papers and of the lab's plans, to add to this plan as they are. */
export function TemplatePanel({ lab, onAdd }: { lab: string; onAdd: (templates: readonly RecipeTemplate[]) => void }) {
  const trpc = useTRPC()
  const [search, setSearch] = useState('')
  const query = useDeferredValue(search.trim())
  const found = useQuery({
    ...trpc.recipes.templates.queryOptions({ lab, query }),
    placeholderData: keepPreviousData,
  })
  const [chosen, setChosen] = useState<ReadonlyMap<string, RecipeTemplate>>(new Map())
  const toggle = (template: RecipeTemplate) => {
    const next = new Map(chosen)
    if (!next.delete(template.id)) next.set(template.id, template)
    setChosen(next)
  }
  const groups = groupBySource(found.data ?? [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen.size > 0) onAdd([...chosen.values()])
  }
  return (
    <form aria-label="Recipes to start from" onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Search" hint="By name, process, material, atmosphere or paper.">
        {(control) => (
          <Input
            {...control}
            type="search"
            value={search}
            autoComplete="off"
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
      </Field>
      {found.error && (
        <p role="alert" className="m-0 text-sm text-danger">
          {errorSentence(found.error)}
        </p>
      )}
      {groups.map(({ id, title, kind, templates }) => (
        <fieldset key={id} className="m-0 min-w-0 border-0 p-0">
          <legend className="mb-1 text-sm font-semibold">
            {title}
            <span className="ml-2 font-normal text-ink-muted">{kind === 'paper' ? 'paper' : 'plan'}</span>
          </legend>
          {templates.map((template) => (
            <label
              key={template.id}
              className="grid grid-cols-[auto_1fr] gap-x-2.5 border-t border-line py-1.5 has-checked:bg-hover"
            >
              <input
                type="checkbox"
                className="mt-1 size-4 accent-accent"
                checked={chosen.has(template.id)}
                onChange={() => toggle(template)}
              />
              <span className="min-w-0">
                <span className="break-words">{template.name}</span>
                <span className="ml-2 text-xs text-ink-muted">{processLabels[template.process]}</span>
                <span className="block text-xs text-ink-muted">
                  <Formula text={summaryOf(template)} />
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      {found.data?.length === 0 && <p className="m-0 text-sm text-ink-muted">No recipe is like that.</p>}
      <div className="sticky -bottom-4 -mx-4 -mb-4 border-t border-line bg-raised px-4 py-3">
        <Button type="submit" size="lg" className="w-full" disabled={chosen.size === 0}>
          {chosen.size === 0 ? 'Add recipes' : `Add ${chosen.size} ${chosen.size === 1 ? 'recipe' : 'recipes'}`}
        </Button>
      </div>
    </form>
  )
}

function groupBySource(templates: readonly RecipeTemplate[]) {
  const groups = new Map<string, { id: string; title: string; kind: 'paper' | 'plan'; templates: RecipeTemplate[] }>()
  for (const template of templates) {
    const { source } = template
    const id = source.kind === 'paper' ? source.key : source.id
    const group = groups.get(id) ?? { id, title: source.title || 'Untitled plan', kind: source.kind, templates: [] }
    group.templates.push(template)
    groups.set(id, group)
  }
  return [...groups.values()]
}

/** What tells a recipe apart, in one line. */
function summaryOf({ process, values }: RecipeTemplate): string {
  return parametersOf(process)
    .flatMap((parameter) => {
      const value = values[parameter.key]
      if (value === undefined || parameter.group === 'identity' || parameter.key === 'cathode') return []
      const text = formatValue(parameter, value)
      return [`${parameter.shortLabel} ${text}${parameter.unit ? ` ${parameter.unit}` : ''}`]
    })
    .slice(0, 5)
    .join(' · ')
}
