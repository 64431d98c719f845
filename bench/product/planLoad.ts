import { type BrowserContext, chromium } from '@playwright/test'
import { signInFirst } from '@/e2e/api'
import { openBrowser } from '@/e2e/people'
import { ProductServer } from '@/e2e/server'
import { kB, median, ms, type Part } from './report'

const repeats = 5

interface Load {
  readyMs: number
  bytes: Map<string, number>
}

/** Until the grid shows its rows; bytes as they came over the wire, by kind. */
async function load(context: BrowserContext, address: string): Promise<Load> {
  const page = await context.newPage()
  const network = await context.newCDPSession(page)
  await network.send('Network.enable')
  const kinds = new Map<string, string>()
  const bytes = new Map<string, number>()
  network.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other'
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength)
  })
  const began = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  await page.waitForSelector('[role=grid] [data-recipe]')
  const readyMs = performance.now() - began
  await page.waitForLoadState('networkidle')
  await page.close()
  return { readyMs, bytes }
}

export async function planLoad(executablePath: string): Promise<Part> {
  const server = await ProductServer.start()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const { context, api } = await signInFirst(browser, server, { withExampleLab: true })
    const { items: plans } = await api.plans.list.query({ lab: 'example' })
    const largest = plans.toSorted((a, b) => b.recipeCount - a.recipeCount)[0]
    if (!largest) throw new Error('The example lab has no plan.')
    const address = `${server.url}/example/plans/${largest.id}`
    const state = await context.storageState()
    const first: Load[] = []
    const second: Load[] = []
    for (let turn = 0; turn < repeats; turn += 1) {
      // A context of its own has a cache of its own.
      const fresh = await openBrowser(browser, server, state)
      first.push(await load(fresh, address))
      second.push(await load(fresh, address))
      await fresh.close()
    }
    const bytesOf = (loads: readonly Load[], kind: string) => median(loads.map(({ bytes }) => bytes.get(kind) ?? 0))
    const total = (loads: readonly Load[]) =>
      median(loads.map(({ bytes }) => [...bytes.values()].reduce((sum, one) => sum + one, 0)))
    const kinds = [...new Set(first.flatMap(({ bytes }) => [...bytes.keys()]))].toSorted(
      (a, b) => bytesOf(first, b) - bytesOf(first, a),
    )
    return {
      title: `A plan of ${largest.recipeCount} recipes in Chromium, until its rows stand in the grid`,
      lines: [
        {
          what: 'first load',
          figure: ms(median(first.map(({ readyMs }) => readyMs))),
          how: `empty cache, median of ${repeats}`,
        },
        { what: 'second load', figure: ms(median(second.map(({ readyMs }) => readyMs))), how: 'same browser' },
        {
          what: 'transferred, first load',
          figure: kB(total(first)),
          how: kinds.map((kind) => `${kind.toLowerCase()} ${kB(bytesOf(first, kind))}`).join(', '),
        },
        { what: 'transferred, second load', figure: kB(total(second)), how: '' },
      ],
    }
  } finally {
    await browser.close()
    await server.dispose()
  }
}
