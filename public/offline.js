// The service worker: plans and runs that were opened on this device open again without network, from the browser's own
// store. Pages are kept of one build only, and of one person: they go when she signs out. Answers of the API are never kept.
// Registered by app/_lib/useKeptOffline.ts with the build in its address, so that a new build brings a new worker.

const build = new URL(self.location.href).searchParams.get('build') ?? ''
const assets = `interphase-assets-${build}`
const pages = `interphase-pages-${build}`
/** A line that does not answer is no line: after so long a page that is kept is shown, ms. */
const patienceMs = 4000

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (name.startsWith('interphase-') && name !== assets && name !== pages) await caches.delete(name)
      await self.clients.claim()
    })(),
  )
})

self.addEventListener('message', (event) => {
  const { keep, files } = event.data ?? {}
  if (typeof keep !== 'string' || !Array.isArray(files)) return
  event.waitUntil(Promise.allSettled([keepPage(keep), ...files.map(fetchAsset)]))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/_next/static/')) event.respondWith(fetchAsset(request))
  else if (request.mode === 'navigate' && !url.pathname.startsWith('/api/')) event.respondWith(fetchPage(request, url))
})

/** A file of the build never changes under its name. */
async function fetchAsset(request) {
  const cache = await caches.open(assets)
  const kept = await cache.match(request)
  if (kept !== undefined) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

async function fetchPage(request, url) {
  // Whoever comes to this door is nobody yet: what the last person read is not for the next.
  if (url.pathname === '/sign-in') await caches.delete(pages)
  const kept = isKept(url.pathname) ? await (await caches.open(pages)).match(url.pathname) : undefined
  const late = kept && new Promise((resolve) => setTimeout(() => resolve(kept), patienceMs))
  try {
    const response = await (late ? Promise.race([fetch(request), late]) : fetch(request))
    if (response !== kept) await keepResponse(url.pathname, response.clone())
    return response === kept ? kept.clone() : response
  } catch {
    return kept ?? new Response(noPage, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } })
  }
}

async function keepPage(path) {
  if (isKept(path)) await keepResponse(path, await fetch(path, { headers: { accept: 'text/html' } }))
}

/** Only the page itself: a redirect leads to the door, and an error is not worth seeing again. */
async function keepResponse(path, response) {
  if (!isKept(path) || !response.ok || response.redirected || response.type !== 'basic') return
  await (await caches.open(pages)).put(path, response)
}

function isKept(path) {
  return /^\/[^/]+\/(plans|runs)\/[^/]+$/.test(path)
}

const noPage = `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>No network · Interphase</title>
<style>
  body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
  main { max-width: 32rem; margin: 20vh auto 0; padding: 0 1rem; }
  h1 { font-size: 1.25rem; }
</style>
<main>
  <h1>No network</h1>
  <p>The server cannot be reached, and this page was not kept on this device. Plans and runs that you have opened here still open.</p>
  <p><a href="">Try again</a></p>
</main>
</html>`
