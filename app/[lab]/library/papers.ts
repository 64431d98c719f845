/** A paper as the library lists it. */
export interface PaperRow {
  id: string
  system: string
  doi: string | null
  /** Full reference, where the library has it. */
  reference: string | null
  recipes: number
  tests: number
}
