import { nanoid } from 'nanoid'
import { type Id, type IdKind, idPrefixes } from '@/science/ids'

/** A fresh id of a kind, e.g. `rec_V1StGXR8_Z5jdHi6`. 16 characters of 64: no two alike in a lab's life. */
export function newId<Kind extends IdKind>(kind: Kind): Id<Kind> {
  return `${idPrefixes[kind]}_${nanoid(16)}`
}
