'use client'

import { useMemo } from 'react'
import { type DataColumn, DataTable } from '@/app/_components/DataTable'
import { Formula } from '@/app/_components/Formula'
import type { Material, Transport } from '@/science/library/library'
import { EntryName, type EntryTableProps } from './EntryName'
import { Diffusivity, SourcedValue } from './SourcedValue'

const anionMarks = { BOx: 'B', SiOx: 'Si', POx: 'P', SbOx: 'Sb' } as const

export function MaterialTable({
  materials,
  selected,
  onSelect,
  isRetired,
}: EntryTableProps & { materials: readonly Material[] }) {
  const columns = useMemo<DataColumn<Material>[]>(
    () => [
      {
        key: 'material',
        head: 'Coating',
        sortBy: (material) => material.id,
        className: 'min-w-36 max-w-[28rem]',
        cell: (material) => (
          <EntryName
            id={material.id}
            isOwn={material.isOwn}
            isRetired={isRetired(material.id)}
            isOpen={material.id === selected}
            onOpen={() => onSelect(material.id)}
          >
            <Formula text={material.name} />
          </EntryName>
        ),
      },
      {
        key: 'lithium',
        head: 'Li diffusivity',
        unit: 'cm² s⁻¹',
        isNumber: true,
        sortBy: (material) => sortable(material.lithium),
        cell: (material) => <Diffusivity transport={material.lithium} />,
      },
      {
        key: 'oxygen',
        head: 'O diffusivity',
        unit: 'cm² s⁻¹',
        isNumber: true,
        sortBy: (material) => sortable(material.oxygen),
        cell: (material) => <Diffusivity transport={material.oxygen} />,
      },
      {
        key: 'density',
        head: 'Density',
        unit: 'g cm⁻³',
        isNumber: true,
        hideBelow: 'md',
        sortBy: (material) => material.densityGPerCm3?.value ?? null,
        cell: (material) => <SourcedValue value={material.densityGPerCm3} />,
      },
      {
        key: 'anion',
        head: 'Retaining anion',
        hideBelow: 'md',
        sortBy: (material) => anions(material),
        cell: (material) => anions(material) ?? <span className="text-ink-muted">not known</span>,
      },
      {
        key: 'phase',
        head: 'Phase',
        hideBelow: 'lg',
        sortBy: (material) => material.phase,
        cell: (material) => material.phase,
      },
      {
        key: 'source',
        head: 'Source',
        hideBelow: 'lg',
        sortBy: (material) => material.source,
        className: 'max-w-[26rem] text-xs leading-5 text-ink-muted',
        cell: (material) => <Formula text={material.source} />,
      },
    ],
    [selected, onSelect, isRetired],
  )
  return (
    <DataTable
      caption="Coatings and their transport data"
      columns={columns}
      rows={materials}
      rowKey={(material) => material.id}
      isSelected={(material) => material.id === selected}
    />
  )
}

function sortable(transport: Transport | null): number | null {
  const found = transport?.diffusivity
  return found?.value ?? found?.low ?? found?.high ?? null
}

function anions(material: Material): string | null {
  if (material.anionGroups === null) return null
  return material.anionGroups.map((group) => `${anionMarks[group]}–O`).join(', ') || 'none'
}
