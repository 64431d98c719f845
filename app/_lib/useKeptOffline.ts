'use client'

import { useEffect } from 'react'

/** What the page has loaded after its first moments is kept a little later, ms. */
const lateMs = 3_000

/** Keeps the page that is open, so that it opens again without network (see public/offline.js). Only in a built product. */
export function useKeptOffline(): void {
  useEffect(() => {
    const build = process.env.INTERPHASE_BUILD
    if (!build || !('serviceWorker' in navigator)) return
    const { pathname } = window.location
    let isGone = false
    const keep = async () => {
      const registration = await navigator.serviceWorker.register(`/offline.js?build=${build}`)
      if (isGone) return
      const files = performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => name.startsWith(`${window.location.origin}/_next/static/`))
      const worker = registration.installing ?? registration.waiting ?? registration.active
      worker?.postMessage({ keep: pathname, files: [...new Set(files)] })
    }
    // A browser that forbids it shows the page all the same; it only does not open without network.
    const tryToKeep = () => void keep().catch(() => undefined)
    tryToKeep()
    const timer = setTimeout(tryToKeep, lateMs)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [])
}

/** When somebody signs out, the next person at this computer finds nothing of hers. */
export async function forgetKeptPages(): Promise<void> {
  if (!('caches' in window)) return
  for (const name of await caches.keys()) if (name.startsWith('interphase-pages-')) await caches.delete(name)
}
