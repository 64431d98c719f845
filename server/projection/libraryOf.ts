import { contentsOf, type DefinitionRow, listDefinitions } from '@/db/queries/definitions'
import type { LabScope } from '@/db/queries/scope'
import { extendLibrary, type Library, publishedLibrary } from '@/science/library/library'

/** The published library with the lab's own entries, retired ones too: recipes that name them keep their predictions. */
export async function libraryOf(lab: LabScope): Promise<Library> {
  return libraryWith(await listDefinitions(lab))
}

function libraryWith(rows: readonly DefinitionRow[]): Library {
  if (rows.length === 0) return publishedLibrary
  return extendLibrary(publishedLibrary, {
    materials: contentsOf(rows, 'material'),
    cathodes: contentsOf(rows, 'cathode'),
    precursors: contentsOf(rows, 'precursor'),
  })
}
