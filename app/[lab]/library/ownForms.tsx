'use client'

import { useMutation } from '@tanstack/react-query'
import { useTRPC } from '@/app/_lib/trpc'
import type { Cathode, Material, OwnCathode, OwnMaterial, OwnPrecursor, Precursor } from '@/science/library/library'
import { type CathodeField, cathodeFields, readCathode } from './cathodeForm'
import { EntryForm, type FormSection, kindField, sourcedRows } from './EntryForm'
import { type FieldChange, fieldChanges } from './fieldChanges'
import { ions, type MaterialField, materialFields, readMaterial } from './materialForm'
import { type PrecursorField, precursorFields, readPrecursor } from './precursorForm'

export interface OwnFormProps<Entry> {
  lab: string
  /** What the fields begin with: the lab's own to change it, a published one to copy it, null for a new one. */
  began: Entry | null
  /** Of the lab's own entry that is changed; null makes a new one. */
  version: number | null
  onDone: (id: string | null) => void
}

/** A copy needs an id of its own. */
function withOwnId<Entry extends { id: string }>(began: Entry | null, version: number | null): Entry | null {
  return began === null || version !== null ? began : { ...began, id: `${began.id} (ours)` }
}

function identity<Name extends string>(version: number | null): FormSection<Name | 'id' | 'name'>['rows'] {
  return [
    [
      {
        name: 'id',
        label: 'Id',
        isFixed: version !== null,
        hint: version === null ? 'What recipes name it by; it stays.' : undefined,
      },
    ],
    [{ name: 'name', label: 'Name' }],
  ]
}

function materialSections(began: OwnMaterial | null, version: number | null): FormSection<MaterialField>[] {
  return [
    {
      rows: [
        ...identity<MaterialField>(version),
        [
          { name: 'formula', label: 'Formula' },
          { name: 'phase', label: 'Phase' },
        ],
        ...(began?.phases
          ? [[{ name: 'phases', label: 'Made of', hint: 'Ids of the phases of a mosaic.' } as const]]
          : []),
        [{ name: 'source', label: 'Source', hint: 'A DOI, a notebook page, a sentence.' }],
      ],
    },
    ...ions.map(
      (ion): FormSection<MaterialField> => ({
        title: `${ion === 'oxygen' ? 'Oxygen' : 'Lithium'} transport`,
        hint: 'A bound alone goes into Lowest or Highest.',
        rows: [
          [
            { name: `${ion}.value`, label: 'Value, cm² s⁻¹' },
            { name: `${ion}.low`, label: 'Lowest' },
            { name: `${ion}.high`, label: 'Highest' },
          ],
          [
            {
              name: `${ion}.onsager`,
              label: 'Onsager coefficient, eV⁻¹ cm⁻¹ s⁻¹',
              hint: 'Predictions use it where it is given; otherwise it follows from the diffusivity.',
            },
          ],
          [
            { name: `${ion}.onsagerLow`, label: 'its lowest' },
            { name: `${ion}.onsagerHigh`, label: 'its highest' },
          ],
          [
            { name: `${ion}.temperatureK`, label: 'At, K' },
            { name: `${ion}.activationEv`, label: 'Eₐ, eV' },
            { name: `${ion}.activationSdEv`, label: '± Eₐ, eV' },
          ],
          [kindField(`${ion}.kind`), { name: `${ion}.source`, label: 'Source of these values' }],
        ],
      }),
    ),
    { title: 'Density', rows: sourcedRows('density', 'g cm⁻³') },
    { title: 'Growth per supercycle (ALD)', rows: sourcedRows('growth', 'nm') },
    {
      title: 'From a boron source',
      rows: [
        [
          {
            name: 'formsFromBoron',
            label: 'Forms',
            hint: 'The oxide that boric acid leaves, such as B2O3, where it does.',
          },
        ],
      ],
    },
  ]
}

export function MaterialForm({ lab, began, version, onDone }: OwnFormProps<Material>) {
  const save = useMutation(useTRPC().library.saveMaterial.mutationOptions())
  return (
    <EntryForm
      label="Material"
      sections={materialSections(began, version)}
      began={materialFields(withOwnId(began, version))}
      read={(fields) => readMaterial(fields, began)}
      save={(content) => save.mutateAsync({ lab, content, version })}
      onDone={onDone}
    />
  )
}

function cathodeSections(version: number | null): FormSection<CathodeField>[] {
  return [
    {
      rows: [
        ...identity<CathodeField>(version),
        [
          { name: 'formula', label: 'Formula' },
          { name: 'surfacePhase', label: 'Surface phase' },
        ],
        [{ name: 'source', label: 'Source', hint: 'A supplier’s sheet, a DOI, a notebook page, a sentence.' }],
      ],
    },
    { title: 'Particle radius', rows: sourcedRows('radius', 'µm') },
    {
      title: 'µ(O) at the charged surface',
      hint: 'Oxygen chemical potential at the cathode side of the coating.',
      rows: [
        ...sourcedRows<CathodeField>('potential', 'eV'),
        [{ name: 'dwellVoltageV', label: 'Holds from, V', hint: 'Oxygen is driven out at or above this voltage.' }],
      ],
    },
    { title: 'Oxygen in the delithiated surface', rows: sourcedRows('oxygen', 'cm⁻³') },
    { title: 'Fraction lost on the way to rocksalt, φ', rows: sourcedRows('lost', null) },
    { title: 'Density', rows: sourcedRows('density', 'g cm⁻³') },
    { title: 'Capacity that 1 C refers to', rows: sourcedRows('capacity', 'mAh g⁻¹') },
  ]
}

export function CathodeForm({ lab, began, version, onDone }: OwnFormProps<Cathode>) {
  const save = useMutation(useTRPC().library.saveCathode.mutationOptions())
  return (
    <EntryForm
      label="Cathode"
      sections={cathodeSections(version)}
      began={cathodeFields(withOwnId(began, version))}
      read={(fields) => readCathode(fields, began)}
      save={(content) => save.mutateAsync({ lab, content, version })}
      onDone={onDone}
    />
  )
}

function precursorSections(version: number | null): FormSection<PrecursorField>[] {
  return [
    {
      rows: [
        ...identity<PrecursorField>(version),
        [
          {
            name: 'state',
            label: 'State',
            choices: [
              { value: 'solid', label: 'solid' },
              { value: 'liquid', label: 'liquid' },
            ],
          },
          { name: 'formula', label: 'Formula' },
        ],
        [{ name: 'aliases', label: 'Also called', hint: 'Several names are parted by semicolons.' }],
      ],
    },
    { title: 'Density', hint: 'For liquids, which are measured by volume.', rows: sourcedRows('density', 'g mL⁻¹') },
  ]
}

export function PrecursorForm({ lab, began, version, onDone }: OwnFormProps<Precursor>) {
  const save = useMutation(useTRPC().library.savePrecursor.mutationOptions())
  return (
    <EntryForm
      label="Precursor"
      sections={precursorSections(version)}
      began={precursorFields(withOwnId(began, version))}
      read={(fields) => readPrecursor(fields, began)}
      save={(content) => save.mutateAsync({ lab, content, version })}
      onDone={onDone}
    />
  )
}

export type EntryKind = 'material' | 'cathode' | 'precursor'

/** What one version of an entry says differently from the one before, in the words of the form. */
export function changesOf(kind: EntryKind, before: object, after: object): FieldChange[] {
  switch (kind) {
    case 'material': {
      const [from, to] = [before as OwnMaterial, after as OwnMaterial]
      return fieldChanges(materialSections(to, 1), materialFields(from), materialFields(to))
    }
    case 'cathode':
      return fieldChanges(cathodeSections(1), cathodeFields(before as OwnCathode), cathodeFields(after as OwnCathode))
    case 'precursor':
      return fieldChanges(
        precursorSections(1),
        precursorFields(before as OwnPrecursor),
        precursorFields(after as OwnPrecursor),
      )
  }
}
