'use client'

import { type DataColumn, DataTable } from '@/app/_components/DataTable'
import { Formula } from '@/app/_components/Formula'
import { formatPower } from '@/app/_components/powers'
import type { Library, Reaction, Sourced } from '@/science/library/library'
import { SourcedValue } from './SourcedValue'

const anionWords = { BOx: 'borates', SiOx: 'silicates', POx: 'phosphates', SbOx: 'antimonates' } as const

interface BorateDensity {
  formula: string
  density: Sourced
}

const reactionColumns: readonly DataColumn<Reaction>[] = [
  {
    key: 'pair',
    head: 'Between',
    sortBy: ({ pair }) => pair.join(' '),
    cell: ({ pair }) => (
      <span className="font-medium">
        <Formula text={pair.join(' and ')} />
      </span>
    ),
  },
  {
    key: 'energy',
    head: 'Reaction energy',
    unit: 'eV/atom',
    isNumber: true,
    sortBy: ({ energyEvPerAtom }) => energyEvPerAtom,
    cell: ({ energyEvPerAtom, source }) => (
      <SourcedValue value={{ value: energyEvPerAtom, kind: 'computed', source }} />
    ),
  },
  {
    key: 'products',
    head: 'Gives',
    hideBelow: 'sm',
    className: 'text-ink-muted',
    cell: ({ products }) => <Formula text={products.join(', ') || 'not named'} />,
  },
  {
    key: 'source',
    head: 'Source',
    hideBelow: 'md',
    className: 'max-w-[26rem] text-xs leading-5 text-ink-muted',
    sortBy: ({ source }) => source,
    cell: ({ source }) => source,
  },
]

const densityColumns: readonly DataColumn<BorateDensity>[] = [
  {
    key: 'borate',
    head: 'Borate',
    sortBy: ({ formula }) => formula,
    cell: ({ formula }) => (
      <span className="font-medium">
        <Formula text={formula} />
      </span>
    ),
  },
  {
    key: 'density',
    head: 'Density',
    unit: 'g cm⁻³',
    isNumber: true,
    sortBy: ({ density }) => density.value,
    cell: ({ density }) => <SourcedValue value={density} />,
  },
  {
    key: 'source',
    head: 'Source',
    hideBelow: 'sm',
    className: 'max-w-[40rem] text-xs leading-5 text-ink-muted',
    cell: ({ density }) => density.source,
  },
]

/** What a coating is judged by, and the further published values that checks and estimates use. */
export function GuidelineTables({ library }: { library: Library }) {
  const { guidelines, reactions, borateDensities } = library
  const rules = [
    {
      name: 'Lithium transport',
      rule: `lithium diffusivity above ${formatPower(guidelines.lithiumDiffusivityAbove)} cm² s⁻¹`,
    },
    {
      name: 'Oxygen transport',
      rule: `oxygen diffusivity below ${formatPower(guidelines.oxygenDiffusivityBelow)} cm² s⁻¹`,
    },
    {
      name: 'Anion group',
      rule: `${guidelines.retainingAnionGroups.map((group) => anionWords[group]).join(', ')} retain oxygen better`,
    },
  ]
  const densities = Object.entries(borateDensities).map(([formula, density]) => ({ formula, density }))
  return (
    <div className="flex flex-col gap-8">
      <section className="max-w-[52rem]">
        <h2 className="m-0 mb-2 text-base font-semibold">Guidelines</h2>
        <dl className="m-0 text-sm">
          {rules.map(({ name, rule }) => (
            <div key={name} className="flex flex-wrap gap-x-4 border-t border-line py-2">
              <dt className="w-36 font-medium">{name}</dt>
              <dd className="m-0">{rule}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-1 mb-0 text-sm text-ink-muted">Source: {guidelines.source}. At room temperature.</p>
      </section>
      <section>
        <h2 className="m-0 mb-2 text-base font-semibold">Mutual reactions</h2>
        <DataTable
          caption="Mutual reaction energies"
          columns={reactionColumns}
          rows={reactions}
          rowKey={({ pair }) => pair.join(' ')}
        />
      </section>
      <section>
        <h2 className="m-0 mb-2 text-base font-semibold">Densities of borates</h2>
        <p className="mt-0 mb-2 max-w-prose text-sm text-ink-muted">
          For the thickness that follows from what is weighed in, where the coating has no density of its own.
        </p>
        <DataTable
          caption="Densities of borates"
          columns={densityColumns}
          rows={densities}
          rowKey={({ formula }) => formula}
        />
      </section>
    </div>
  )
}
