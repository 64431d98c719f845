'use client'
import { useCallback, useSyncExternalStore } from 'react'

/** What somebody is picking together for a comparison, in this browser, until the comparison is opened. */
const mostPicked = 100

const placeOf = (lab: string) => `interphase.compare.${lab}`
const changed = 'interphase-compare'

function read(lab: string): string {
  try {
    return localStorage.getItem(placeOf(lab)) ?? ''
  } catch {
    // A forbidden store: nothing is remembered between pages.
    return ''
  }
}

function listen(onChange: () => void): () => void {
  window.addEventListener('storage', onChange)
  window.addEventListener(changed, onChange)
  return () => {
    window.removeEventListener('storage', onChange)
    window.removeEventListener(changed, onChange)
  }
}

export interface Basket {
  ids: readonly string[]
  add: (ids: readonly string[]) => void
  remove: (id: string) => void
  set: (ids: readonly string[]) => void
}

export function useBasket(lab: string): Basket {
  const kept = useSyncExternalStore(
    listen,
    () => read(lab),
    () => '',
  )
  const ids = kept === '' ? [] : kept.split(',')
  const set = useCallback(
    (next: readonly string[]) => {
      try {
        localStorage.setItem(placeOf(lab), [...new Set(next)].slice(0, mostPicked).join(','))
      } catch {
        // As above.
      }
      window.dispatchEvent(new Event(changed))
    },
    [lab],
  )
  return {
    ids,
    set,
    add: (more) => set([...ids, ...more]),
    remove: (id) => set(ids.filter((one) => one !== id)),
  }
}

/** The address of a comparison, that can be handed on. */
export function compareAddress(lab: string, ids: readonly string[]): string {
  return `/${lab}/compare${ids.length > 0 ? `?of=${ids.join(',')}` : ''}`
}
