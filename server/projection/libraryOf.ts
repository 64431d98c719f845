import { listDefinitions } from '@/db/queries/definitions'
import type { LabScope } from '@/db/queries/scope'
import { extendLibrary, type Library, type OwnMaterial, publishedLibrary } from '@/science/library/library'

/** The published library with the lab's own materials, retired ones too: recipes that name them keep their predictions. */
export async function libraryOf(lab: LabScope): Promise<Library> {
  const rows = await listDefinitions(lab)
  const materials = rows.flatMap((row) => (row.kind === 'material' ? [row.content as OwnMaterial] : []))
  return materials.length === 0 ? publishedLibrary : extendLibrary(publishedLibrary, { materials })
}
