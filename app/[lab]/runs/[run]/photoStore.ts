/** Photos that were taken at the bench and are not known to be on the server, by their entry's id: too large for localStorage. */
const databaseName = 'interphase-photos'
const storeName = 'photos'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The browser’s store could not be opened.'))
  })
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode)
      const request = act(transaction.objectStore(storeName))
      // Kept is what is on the disk, not what was asked for.
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error ?? new Error('The browser’s store is full.'))
      transaction.onerror = () => reject(transaction.error ?? new Error('The browser’s store cannot be written.'))
    })
  } finally {
    database.close()
  }
}

interface KeptPhoto {
  bytes: ArrayBuffer
  type: string
}

/** @throws Error when the browser has no room for it */
export async function keepPhoto(entryId: string, photo: Blob): Promise<void> {
  const kept: KeptPhoto = { bytes: await photo.arrayBuffer(), type: photo.type }
  await inStore('readwrite', (store) => store.put(kept, entryId))
}

export async function findPhoto(entryId: string): Promise<Blob | null> {
  const kept = await inStore<unknown>('readonly', (store) => store.get(entryId))
  return isKept(kept) ? new Blob([kept.bytes], { type: kept.type }) : null
}

/** Whatever is not named is on the server, or nobody's. */
export async function forgetPhotos(entryIds: readonly string[]): Promise<void> {
  for (const id of entryIds) await inStore('readwrite', (store) => store.delete(id))
}

function isKept(found: unknown): found is KeptPhoto {
  return found !== null && typeof found === 'object' && 'bytes' in found && found.bytes instanceof ArrayBuffer
}
