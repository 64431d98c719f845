import * as Y from 'yjs'
import { localOrigin, planEntries, recipesMap, silentOrigin } from './schema'

/**
 * Undo and redo of what this person did in this tab. Each act is a step of its own; `inOneStep` makes several one.
 * Where someone else has written since, her value stays: undoing takes back one's own value and never disputes another's.
 */
export function createUndo(doc: Y.Doc): Y.UndoManager {
  const undo = new Y.UndoManager([planEntries(doc), recipesMap(doc)] as Y.AbstractType<unknown>[], {
    trackedOrigins: new Set<unknown>([localOrigin]),
    captureTimeout: 0,
  })
  const giveWay = (transaction: Y.Transaction) => {
    if (transaction.origin !== undo) return
    for (const type of transaction.changed.keys()) {
      if (type instanceof Y.Array) yieldToOthers(type as Y.Array<unknown>, transaction)
    }
  }
  doc.on('afterTransaction', giveWay)
  doc.on('destroy', () => doc.off('afterTransaction', giveWay))
  return undo
}

/** Several acts, e.g. a pasted range, that undo takes back together. */
export function inOneStep<Result>(undo: Y.UndoManager, act: () => Result): Result {
  undo.stopCapturing()
  const before = undo.captureTimeout
  undo.captureTimeout = Number.MAX_SAFE_INTEGER
  try {
    return act()
  } finally {
    undo.captureTimeout = before
    undo.stopCapturing()
  }
}

/** Takes away what an undo brought back under a key on which another's value stands. */
function yieldToOthers(array: Y.Array<unknown>, transaction: Y.Transaction): void {
  const doc = transaction.doc
  const bornAfter = transaction.beforeState.get(doc.clientID) ?? 0
  const restored: { index: number; key: string }[] = []
  const standing = new Set<string>()
  let index = 0
  for (let item = array._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    item.content.getContent().forEach((value: unknown, offset: number) => {
      const key = keyOf(value)
      const isRestored = item.id.client === doc.clientID && item.id.clock + offset >= bornAfter
      if (key !== null && isRestored) restored.push({ index, key })
      else if (key !== null) standing.add(key)
      index += 1
    })
  }
  const disputed = restored.filter((one) => standing.has(one.key)).reverse()
  if (disputed.length === 0) return
  doc.transact(() => {
    for (const one of disputed) array.delete(one.index, 1)
  }, silentOrigin)
}

function keyOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'k' in value && typeof value.k === 'string' ? value.k : null
}
