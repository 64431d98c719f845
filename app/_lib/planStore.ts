import type * as Y from 'yjs'
import { createPlanReader } from '@/collab/plan/read'
import type { PlanProblem, PlanReading } from '@/collab/plan/types'
import { problemsByRecipe, shareReading } from './planSharing'

export interface PlanSnapshot extends PlanReading {
  byRecipe: ReadonlyMap<string, readonly PlanProblem[]>
}

export interface PlanStore {
  get(): PlanSnapshot
  subscribe(listener: () => void): () => void
  release(): void
}

/** How long changes from elsewhere may wait for each other before the page shows them, ms: one frame. */
const frame = 16

/**
 * A plan's document as React reads it. What this person does shows at once; what arrives from others is read once per
 * frame, however many updates it came in.
 */
export function createPlanStore(doc: Y.Doc): PlanStore {
  const reader = createPlanReader(doc)
  const listeners = new Set<() => void>()
  let waiting: ReturnType<typeof setTimeout> | null = null
  let snapshot = read(null)

  function read(previous: PlanSnapshot | null): PlanSnapshot {
    const reading = shareReading(previous, reader.read())
    if (previous && previous.plan === reading.plan && previous.problems === reading.problems) return previous
    const byRecipe =
      previous && previous.problems === reading.problems ? previous.byRecipe : problemsByRecipe(reading.problems)
    return { ...reading, byRecipe }
  }

  function refresh() {
    if (waiting !== null) clearTimeout(waiting)
    waiting = null
    const next = read(snapshot)
    if (next === snapshot) return
    snapshot = next
    for (const listener of [...listeners]) listener()
  }

  const onTransaction = (transaction: Y.Transaction) => {
    if (transaction.changed.size === 0) return
    if (transaction.local) refresh()
    else waiting ??= setTimeout(refresh, frame)
  }
  doc.on('afterTransaction', onTransaction)

  return {
    get: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    release() {
      doc.off('afterTransaction', onTransaction)
      if (waiting !== null) clearTimeout(waiting)
      listeners.clear()
      reader.release()
    },
  }
}
