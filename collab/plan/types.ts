import type { PlanId, RecipeId } from '@/science/ids'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Process } from '@/science/recipe/process'

/** A value that the reader could not accept, kept as it was, at its place. Nothing is dropped silently. */
export interface PlanProblem {
  /** Absent for a problem of the plan itself. */
  recipeId?: string
  /** Parameter key, or a place in the document such as `recipes.rec_x`. */
  key: string
  code:
    | 'wrong-type'
    | 'out-of-range'
    | 'unknown-choice'
    | 'unknown-parameter'
    | 'not-of-this-process'
    | 'malformed'
    | 'no-such-recipe'
  /** "expected a temperature in °C from 20 to 1200, found "hot"" */
  message: string
  found: unknown
}

/** One of several values that people set without having seen each other's. */
export interface CompetingValue {
  value: ParameterValue | null
  /** Yjs client that wrote it; who that was is told by the server, never by the document. */
  clientId: number
  /** When its author's computer says that it was written, ms since 1970. */
  at: number
}

/** A recipe as it stands in the living plan. `values` holds only accepted values, keyed as in the catalogue. */
export interface PlannedRecipe {
  id: RecipeId
  name: string
  process: Process
  /** Fractional key; ties are broken by id. */
  order: string
  values: Readonly<Record<string, ParameterValue>>
  /** Parameters on which two or more values stand until someone picks; `values` holds the one that all copies agree on. */
  competing: Readonly<Record<string, readonly CompetingValue[]>>
  /** In the plan's bin since, ms; null when it is not. */
  binnedAt: number | null
}

export interface Plan {
  title: string
  aim: string
  /** Plan-wide prediction conditions, keyed as in the catalogue (`conditions.oxygenSink` …). */
  conditions: Readonly<Record<string, ParameterValue>>
  /** As in a recipe: `title`, `aim` and conditions on which two or more values stand until someone picks. */
  competing: Readonly<Record<string, readonly CompetingValue[]>>
  /** In order, binned ones included. */
  recipes: readonly PlannedRecipe[]
  schemaVersion: number
}

export interface PlanReading {
  plan: Plan
  problems: readonly PlanProblem[]
}

/** What a person shows of herself while she is in a plan (Yjs awareness). Received from peers, so never trusted. */
export interface PlanPresence {
  person: { memberId: string; name: string; hue: number }
  selection: { recipeId: string; key: string } | null
  editing: boolean
}

export type { PlanId, RecipeId }
