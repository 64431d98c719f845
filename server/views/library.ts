import type { OwnCathode, OwnMaterial, OwnPrecursor } from '@/science/library/library'
import type { OwnParameter } from '@/science/recipe/ownParameter'
import type { PersonView } from './pages'

/** The newest version of something that a lab has defined for itself. */
export interface DefinitionView<Content> {
  key: string
  version: number
  content: Content
  /** No longer offered. */
  isRetired: boolean
  by: PersonView
  at: Date
}

export interface DefinitionsView {
  materials: DefinitionView<OwnMaterial>[]
  cathodes: DefinitionView<OwnCathode>[]
  precursors: DefinitionView<OwnPrecursor>[]
  parameters: DefinitionView<OwnParameter>[]
}
