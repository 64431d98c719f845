import { createHistory } from '@/collab/plan/history'
import { listDefinitions } from '@/db/queries/definitions'
import { listLogRows, listVersionRows } from '@/db/queries/planLog'
import type { LabScope } from '@/db/queries/scope'
import type { PlanId, RecipeId } from '@/science/ids'
import { type OwnParameter, toParameter } from '@/science/recipe/ownParameter'
import { type Catalogue, extendCatalogue } from '@/science/recipe/parameters'
import type { HistoryView } from '../views'
import { type LabContext, scopeOf } from './context'
import { peopleOf } from './people'
import { requirePlan } from './plans'

interface Remembered {
  history: ReturnType<typeof createHistory>
  /** Keys that no catalogue had when their acts were put into words. */
  unknown: Set<string>
  catalogue: Catalogue
}

/** Histories that were asked for lately, so that the next question reads only what is new. */
const remembered = new Map<PlanId, Remembered>()
const mostRemembered = 20
/** Rows of the log that are read in one go, some 25 ms of work; between two goes others get their turn. */
const rowsAtOnce = 500

/**
 * Who changed what, newest first, derived from the durable log: what a client says of itself plays no part.
 *
 * @param recipe only acts on this recipe
 * @param before only acts older than this row of the log, for the next page
 */
export async function getHistory(
  context: LabContext,
  { plan: planId, recipe, before, limit }: { plan: PlanId; recipe?: RecipeId; before?: number; limit: number },
): Promise<HistoryView> {
  const lab = scopeOf(context)
  await requirePlan(lab, planId)
  const history = await historyOf(lab, planId)
  const people = await peopleOf(lab)
  const fitting = history.acts.filter(
    (act) => (recipe === undefined || act.recipeId === recipe) && (before === undefined || act.seq < before),
  )
  let from = Math.max(0, fitting.length - limit)
  // Acts of one row are not parted: the next page begins before the row.
  while (from > 0 && fitting[from - 1]?.seq === fitting[from]?.seq) from -= 1
  const acts = fitting.slice(from).reverse()
  return {
    acts: acts.map(({ seq, memberId, at, recipeId, recipeName, sentences }, place) => ({
      id: `${seq} ${recipeId ?? ''} ${place}`,
      by: memberId === null ? null : people(memberId),
      at: new Date(at),
      recipeId,
      recipeName,
      sentences: [...sentences],
    })),
    earlier: from > 0 ? (acts.at(-1)?.seq ?? null) : null,
  }
}

async function historyOf(lab: LabScope, planId: PlanId): Promise<Remembered['history']> {
  const catalogue = await catalogueOf(lab)
  const known = remembered.get(planId)
  // What was told by a bare key is told anew once the lab has a parameter of it.
  const isOutdated = known !== undefined && [...known.unknown].some((key) => catalogue.findParameter(key) !== undefined)
  const one = known === undefined || isOutdated ? begin(catalogue) : known
  one.catalogue = catalogue
  const { history } = one
  remembered.delete(planId)
  remembered.set(planId, one)
  for (const oldest of remembered.keys()) {
    if (remembered.size <= mostRemembered) break
    remembered.delete(oldest)
  }
  await catchUp(lab, planId, history)
  return history
}

function begin(catalogue: Catalogue): Remembered {
  const unknown = new Set<string>()
  const one: Remembered = {
    unknown,
    catalogue,
    history: createHistory((key) => {
      const parameter = one.catalogue.findParameter(key)
      if (parameter === undefined) unknown.add(key)
      return parameter
    }),
  }
  return one
}

/** Who was at the Yjs clients that wrote in this plan: the session's word, not the client's. */
export async function getWriters(context: LabContext, planId: PlanId): Promise<{ clientId: number; name: string }[]> {
  const lab = scopeOf(context)
  await requirePlan(lab, planId)
  const history = await historyOf(lab, planId)
  const people = await peopleOf(lab)
  return [...history.writers].map(([clientId, memberId]) => ({ clientId, name: people(memberId).name }))
}

/** One catching up at a time for each plan: two that overlapped would read rows twice. */
const catchingUp = new Map<PlanId, Promise<void>>()

async function catchUp(lab: LabScope, planId: PlanId, history: ReturnType<typeof createHistory>): Promise<void> {
  const earlier = catchingUp.get(planId) ?? Promise.resolve()
  const mine = earlier
    .catch(() => undefined)
    .then(async () => {
      const moments = new Set((await listVersionRows(lab, planId)).map(({ seq }) => seq))
      for (;;) {
        const rows = await listLogRows(lab, planId, { after: history.seq, limit: rowsAtOnce })
        history.extend(
          rows.map(({ seq, update, memberId, at }) => ({ seq, update, memberId, at: at.getTime() })),
          moments,
        )
        if (rows.length < rowsAtOnce) return
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
  catchingUp.set(planId, mine)
  try {
    await mine
  } finally {
    if (catchingUp.get(planId) === mine) catchingUp.delete(planId)
  }
}

/** The published catalogue with the lab's own parameters. */
export async function catalogueOf(lab: LabScope) {
  const rows = await listDefinitions(lab)
  return extendCatalogue(
    rows.flatMap((row) => (row.kind === 'parameter' ? [toParameter(row.content as OwnParameter)] : [])),
  )
}
