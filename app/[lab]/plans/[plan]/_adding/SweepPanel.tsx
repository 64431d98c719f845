import { Plus, X } from 'lucide-react'
import { type FormEvent, useDeferredValue, useId, useMemo, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Checkbox } from '@/app/_components/Checkbox'
import { Field } from '@/app/_components/Field'
import { IconButton } from '@/app/_components/IconButton'
import { Input } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'
import { useLabScience } from '@/app/_lib/labScience'
import { optionsOf } from '@/app/_lib/planOptions'
import type { PlannedRecipe } from '@/collab/plan/types'
import { formatFigure } from '@/science/prediction/formatFigure'
import { predict } from '@/science/prediction/predict'
import { assembleRecipe } from '@/science/recipe/assembleRecipe'
import { contentHash } from '@/science/recipe/contentHash'
import { formatValue } from '@/science/recipe/formatValue'
import type { Parameter, ParameterValue } from '@/science/recipe/parameter'
import type { Catalogue } from '@/science/recipe/parameters'
import { parseInput } from '@/science/recipe/parseInput'
import {
  type Design,
  type Factor,
  type Levels,
  type SweptRecipe,
  splitList,
  sweepRecipes,
} from '@/science/recipe/sweep'

type Values = Readonly<Record<string, ParameterValue>>

/** A factor as it is being written. */
interface FactorDraft {
  id: number
  key: string
  kind: Levels['kind']
  list: string
  from: string
  to: string
  count: string
}

const designs: readonly { value: Design['kind']; label: string; hint: string }[] = [
  {
    value: 'full-factorial',
    label: 'Every combination',
    hint: 'Full factorial: each level with each level of the others.',
  },
  {
    value: 'one-at-a-time',
    label: 'One at a time',
    hint: 'The recipe as it is, then one parameter changed from it at a time.',
  },
  {
    value: 'latin-hypercube',
    label: 'Latin hypercube',
    hint: 'So many recipes, spread so that each parameter visits all of its range. The seed draws the same ones again.',
  },
]

/** How many of the recipes the preview predicts and lists. */
const previewed = 60

/** Recipes that vary some parameters of one: which, in what levels, how combined; seen before they are added. */
export function SweepPanel({
  recipes,
  conditions,
  initialBase,
  onAdd,
}: {
  /** Those of the plan that are not in the bin. */
  recipes: readonly PlannedRecipe[]
  conditions: Values
  initialBase: string | null
  onAdd: (base: PlannedRecipe, added: readonly SweptRecipe[]) => void
}) {
  const { catalogue } = useLabScience()
  const [baseId, setBaseId] = useState(initialBase)
  const base = recipes.find((recipe) => recipe.id === baseId) ?? recipes[0]
  const [factors, setFactors] = useState<readonly FactorDraft[]>([newFactor(0)])
  const [kind, setKind] = useState<Design['kind']>('full-factorial')
  const [count, setCount] = useState('12')
  const [seed, setSeed] = useState('1')
  const [skipsKnown, setSkipsKnown] = useState(true)
  const wanted = useDeferredValue({ factors, kind, count, seed })

  const sweep = useMemo(
    () => (base ? readSweep(base, wanted, recipes, catalogue) : null),
    [base, wanted, recipes, catalogue],
  )
  const known = useMemo(() => (base ? contentsOf(recipes, base) : new Set<string>()), [recipes, base])
  const swept = sweep?.ok ? sweep.recipes : []
  const isKnown = (one: SweptRecipe) => base !== undefined && known.has(contentOf(base, one.values))
  const knownCount = swept.filter(isKnown).length
  const added = skipsKnown ? swept.filter((one) => !isKnown(one)) : swept
  const faults = sweep && !sweep.ok ? sweep.faults : []
  if (!base) return <p className="text-ink-muted">A sweep varies a recipe. Add one first.</p>

  const offered = catalogue.parametersOf(base.process)
  const change = (id: number, part: Partial<FactorDraft>) =>
    setFactors(factors.map((one) => (one.id === id ? { ...one, ...part } : one)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (added.length > 0) onAdd(base, added)
  }
  return (
    <form aria-label="Sweep" onSubmit={submit} className="flex flex-col gap-5">
      <Field label="Vary the recipe">
        {(control) => (
          <Select {...control} value={base.id} onChange={(event) => setBaseId(event.target.value)}>
            {recipes.map((recipe) => (
              <option key={recipe.id} value={recipe.id}>
                {recipe.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {factors.map((factor, index) => (
        <FactorFields
          key={factor.id}
          number={index + 1}
          factor={factor}
          offered={offered}
          base={base}
          fault={factor.key === '' ? null : (faults.find((one) => one.key === factor.key)?.message ?? null)}
          onChange={(part) => change(factor.id, part)}
          onRemove={factors.length === 1 ? null : () => setFactors(factors.filter((one) => one.id !== factor.id))}
        />
      ))}
      <Button
        className="self-start"
        onClick={() => setFactors([...factors, newFactor(Math.max(...factors.map((one) => one.id)) + 1)])}
      >
        <Plus size={15} aria-hidden="true" /> Another parameter
      </Button>
      <Field label="Combine them as" hint={designs.find((one) => one.value === kind)?.hint}>
        {(control) => (
          <Select {...control} value={kind} onChange={(event) => setKind(event.target.value as Design['kind'])}>
            {designs.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {kind === 'latin-hypercube' && (
        <div className="flex gap-3">
          <Field label="Recipes" className="flex-1">
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={count}
                onChange={(event) => setCount(event.target.value)}
              />
            )}
          </Field>
          <Field label="Seed" className="flex-1">
            {(control) => (
              <Input {...control} inputMode="numeric" value={seed} onChange={(event) => setSeed(event.target.value)} />
            )}
          </Field>
        </div>
      )}
      {faults
        .filter((fault) => fault.key === null)
        .map((fault) => (
          <p key={fault.message} role="status" className="m-0 text-sm text-ink-muted">
            {fault.message}
          </p>
        ))}
      {knownCount > 0 && (
        <Checkbox
          label={`Leave out ${knownCount} that the plan has already`}
          checked={skipsKnown}
          onChange={(event) => setSkipsKnown(event.target.checked)}
        />
      )}
      <Preview base={base} recipes={added} conditions={conditions} />
      <div className="sticky -bottom-4 -mx-4 -mb-4 border-t border-line bg-raised px-4 py-3">
        <Button type="submit" size="lg" className="w-full" disabled={added.length === 0}>
          {added.length === 0 ? 'Add recipes' : `Add ${added.length} ${added.length === 1 ? 'recipe' : 'recipes'}`}
        </Button>
      </div>
    </form>
  )
}

function newFactor(id: number): FactorDraft {
  return { id, key: '', kind: 'list', list: '', from: '', to: '', count: '5' }
}

function FactorFields({
  number,
  factor,
  offered,
  base,
  fault,
  onChange,
  onRemove,
}: {
  number: number
  factor: FactorDraft
  offered: readonly Parameter[]
  base: PlannedRecipe
  fault: string | null
  onChange: (part: Partial<FactorDraft>) => void
  onRemove: (() => void) | null
}) {
  const id = useId()
  const { findParameter } = useLabScience().catalogue
  const parameter = findParameter(factor.key)
  const isNumber = parameter?.kind === 'number' || parameter?.kind === 'integer'
  const options = parameter && parameter.kind !== 'tags' ? optionsOf(parameter) : []
  const unit = parameter?.unit ? `, ${parameter.unit}` : ''
  const standing = parameter ? base.values[parameter.key] : undefined
  return (
    <fieldset className="m-0 flex min-w-0 flex-col gap-2 border-0 border-l-2 border-line p-0 pl-3">
      <legend className="sr-only">Parameter {number}</legend>
      <div className="flex items-end gap-1">
        <Field label="Parameter" className="min-w-0 flex-1">
          {(control) => (
            <Select
              {...control}
              value={factor.key}
              onChange={(event) => {
                const chosen = findParameter(event.target.value)
                const staysNumber = chosen?.kind === 'number' || chosen?.kind === 'integer'
                onChange({ key: event.target.value, list: '', ...(staysNumber ? {} : { kind: 'list' as const }) })
              }}
            >
              <option value="">choose …</option>
              {offered.map((one) => (
                <option key={one.key} value={one.key}>
                  {one.unit ? `${one.label}, ${one.unit}` : one.label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {onRemove && <IconButton icon={X} label={`Do not vary parameter ${number}`} onClick={onRemove} />}
      </div>
      {parameter && (
        <>
          {isNumber && (
            <Field label="Levels">
              {(control) => (
                <Select
                  {...control}
                  value={factor.kind}
                  onChange={(event) => onChange({ kind: event.target.value as Levels['kind'] })}
                >
                  <option value="list">a list</option>
                  <option value="range">evenly spaced</option>
                  <option value="geometric">in a constant ratio</option>
                </Select>
              )}
            </Field>
          )}
          {factor.kind === 'list' ? (
            <Field
              label={`Values${unit}`}
              error={fault}
              hint={standing === undefined ? undefined : `${base.name} has ${formatValue(parameter, standing)}.`}
            >
              {(control) => (
                <>
                  <Input
                    {...control}
                    value={factor.list}
                    autoComplete="off"
                    spellCheck={false}
                    placeholder={isNumber ? '450, 500, 550' : ''}
                    onChange={(event) => onChange({ list: event.target.value })}
                  />
                  {options.length > 0 && (
                    <Select
                      aria-label="Add a value from the list"
                      value=""
                      onChange={(event) =>
                        onChange({ list: [...splitList(factor.list), event.target.value].join('; ') })
                      }
                    >
                      <option value="">add a value …</option>
                      {options.map((option) => (
                        <option key={option.value} value={option.value}>
                          {option.detail ? `${option.label}, ${option.detail}` : option.label}
                        </option>
                      ))}
                    </Select>
                  )}
                </>
              )}
            </Field>
          ) : (
            <div className="grid grid-cols-3 gap-2">
              {(
                [
                  ['from', `From${unit}`],
                  ['to', `To${unit}`],
                  ['count', 'Levels in all'],
                ] as const
              ).map(([part, label]) => (
                <Field key={part} label={label}>
                  {(control) => (
                    <Input
                      {...control}
                      className="w-full"
                      inputMode="decimal"
                      value={factor[part]}
                      aria-describedby={fault ? id : undefined}
                      onChange={(event) => onChange({ [part]: event.target.value })}
                    />
                  )}
                </Field>
              ))}
              {fault && (
                <p id={id} className="col-span-3 m-0 text-sm text-danger">
                  {fault}
                </p>
              )}
            </div>
          )}
        </>
      )}
    </fieldset>
  )
}

/** What would be added, with what is predicted of it. */
function Preview({
  base,
  recipes,
  conditions,
}: {
  base: PlannedRecipe
  recipes: readonly SweptRecipe[]
  conditions: Values
}) {
  const { library } = useLabScience()
  const shown = useMemo(
    () =>
      recipes.slice(0, previewed).map(({ name, values }) => {
        const { timeToRocksalt, lithiumOverpotential } = predict(
          assembleRecipe({ ...base, name, values, conditions }),
          library,
        )
        return { name, time: formatFigure(timeToRocksalt), overpotential: formatFigure(lithiumOverpotential) }
      }),
    [base, recipes, conditions, library],
  )
  if (shown.length === 0) return null
  const hasFigures = shown.some((one) => one.time.basis !== null || one.overpotential.basis !== null)
  const printed = ({ text, unit, basis, bound }: ReturnType<typeof formatFigure>) =>
    basis === null ? '' : `${bound === 'at least' ? '≥ ' : bound === 'at most' ? '≤ ' : ''}${text} ${unit}`
  return (
    <table aria-label="Recipes of this sweep" className="w-full border-collapse text-sm tabular-nums">
      <thead>
        <tr className="border-b border-line text-left text-xs text-ink-muted">
          <th className="py-1 pr-2 font-normal">recipe</th>
          {hasFigures && <th className="py-1 pr-2 text-right font-normal">time to rocksalt</th>}
          {hasFigures && <th className="py-1 text-right font-normal">Li overpotential</th>}
        </tr>
      </thead>
      <tbody>
        {shown.map((one) => (
          <tr key={one.name} className="border-b border-line">
            <td className="py-1 pr-2 break-words">{one.name}</td>
            {hasFigures && <td className="py-1 pr-2 text-right whitespace-nowrap">{printed(one.time)}</td>}
            {hasFigures && <td className="py-1 text-right whitespace-nowrap">{printed(one.overpotential)}</td>}
          </tr>
        ))}
        {recipes.length > shown.length && (
          <tr>
            <td colSpan={3} className="py-1 text-ink-muted">
              and {recipes.length - shown.length} more
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

/** The sweep that the fields describe, or what is wrong with it. */
function readSweep(
  base: PlannedRecipe,
  {
    factors,
    kind,
    count,
    seed,
  }: { factors: readonly FactorDraft[]; kind: Design['kind']; count: string; seed: string },
  recipes: readonly PlannedRecipe[],
  { findParameter }: Pick<Catalogue, 'findParameter'>,
): ReturnType<typeof sweepRecipes> {
  const read: Factor[] = []
  for (const factor of factors) {
    const parameter = findParameter(factor.key)
    if (!parameter) continue
    const levels = readLevels(parameter, factor)
    if (typeof levels === 'string') return { ok: false, faults: [{ key: factor.key, message: levels }] }
    read.push({ key: factor.key, levels })
  }
  const design: Design =
    kind === 'latin-hypercube' ? { kind, count: wholeNumber(count), seed: wholeNumber(seed) } : { kind }
  const { name, process, values } = base
  const takenNames = new Set(recipes.map((recipe) => recipe.name))
  return sweepRecipes({ name, process, values, takenNames }, read, design, findParameter)
}

function wholeNumber(text: string): number {
  return /^\s*-?\d+\s*$/.test(text) ? Number(text) : Number.NaN
}

function readLevels(parameter: Parameter, factor: FactorDraft): Levels | string {
  const read = (text: string) => parseInput(parameter, text)
  if (factor.kind === 'list') {
    const values: ParameterValue[] = []
    const parts = parameter.kind === 'tags' ? factor.list.split('\n') : splitList(factor.list)
    for (const part of parts) {
      const value = read(part)
      if (!value.ok) return `Expected ${value.expected}, found “${value.found}”.`
      if (value.value !== null) values.push(value.value)
    }
    return { kind: 'list', values }
  }
  const ends = [factor.from, factor.to].map(read)
  for (const end of ends) if (!end.ok) return `Expected ${end.expected}, found “${end.found}”.`
  const [from, to] = ends.map((end) => (end.ok && typeof end.value === 'number' ? end.value : Number.NaN))
  return { kind: factor.kind, from: from ?? Number.NaN, to: to ?? Number.NaN, count: wholeNumber(factor.count) }
}

function contentOf({ process }: PlannedRecipe, values: Values): string {
  return contentHash({ name: '', process, values })
}

function contentsOf(recipes: readonly PlannedRecipe[], base: PlannedRecipe): Set<string> {
  return new Set(recipes.filter((one) => one.process === base.process).map((one) => contentOf(base, one.values)))
}
