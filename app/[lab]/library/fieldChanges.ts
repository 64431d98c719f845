import type { FormSection } from './EntryForm'
import type { Fields } from './fieldReader'

export interface FieldChange {
  /** `Oxygen transport: Value, cm² s⁻¹` */
  label: string
  /** As they would stand in the form; empty where there was nothing. */
  before: string
  after: string
}

/** The fields that differ, in the order of the form. */
export function fieldChanges<Name extends string>(
  sections: readonly FormSection<Name>[],
  before: Readonly<Fields<Name>>,
  after: Readonly<Fields<Name>>,
): FieldChange[] {
  return sections.flatMap(({ title, rows }) =>
    rows
      .flat()
      .flatMap(({ name, label }) =>
        before[name] === after[name]
          ? []
          : [{ label: title === undefined ? label : `${title}: ${label}`, before: before[name], after: after[name] }],
      ),
  )
}
