import { IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'

export interface OfflineStore {
  /** Resolves when what the browser kept is in the document, or when it turns out that it keeps nothing. */
  loaded: Promise<void>
  close(): void
}

/** How long a page waits for a browser's store that does not answer (private mode, a full disk), ms. */
const patienceMs = 3_000

/**
 * Keeps the document in the browser, so that a plan opens without network and edits made offline survive closing it.
 * `owner` keeps apart the people who share a computer. Null where there is no such store.
 */
export function openOfflineStore(planId: string, owner: string, doc: Y.Doc): OfflineStore | null {
  if (typeof indexedDB === 'undefined') return null
  let store: IndexeddbPersistence
  try {
    store = new IndexeddbPersistence(`interphase/${owner}/${planId}`, doc)
  } catch {
    return null
  }
  // Handled here, because y-indexeddb leaves a store that cannot be opened to the page's error handler.
  const opened = store._db.then(
    () => true,
    () => false,
  )
  const loaded = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patienceMs)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    void opened.then((isOpen) => (isOpen ? store.whenSynced.then(done, done) : done()))
  })
  return {
    loaded,
    close() {
      void opened.then((isOpen) => (isOpen ? store.destroy() : undefined))
    },
  }
}
