import type { Browser, BrowserContext } from '@playwright/test'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import superjson from 'superjson'
import { WebSocket } from 'ws'
import type { Id } from '@/science/ids'
import type { AppRouter } from '@/server/trpc/router'
import { openBrowser, person, setUpLab } from './people'
import type { ProductServer } from './server'

/** A PI signed in: her browser, her API and the sockets of her session. */
export interface SignedIn {
  context: BrowserContext
  api: ReturnType<typeof createTRPCClient<AppRouter>>
  /** For `connectPlan` outside a browser. */
  Socket: typeof globalThis.WebSocket
}

export const lab = 'okada-lab'

/** Sets the product up and signs its first person in. */
export async function signInFirst(
  browser: Browser,
  server: ProductServer,
  { withExampleLab }: { withExampleLab: boolean },
): Promise<SignedIn> {
  const context = await openBrowser(browser, server)
  const page = await context.newPage()
  await setUpLab(page, server, person('Mina'), { withExampleLab })
  await page.close()
  const cookies = await context.cookies()
  const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), origin: server.url }
  class SessionSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers })
    }
  }
  return {
    context,
    api: createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: `${server.url}/api/trpc`, transformer: superjson, headers })],
    }),
    Socket: SessionSocket as unknown as typeof globalThis.WebSocket,
  }
}

/** A new cell in the example lab, from the first of its samples. */
export async function buildExampleCell(
  api: SignedIn['api'],
  given: { name: string; activeMassMg?: number },
): Promise<{ id: Id<'cell'>; path: string; sampleCode: string }> {
  const [sample] = (await api.samples.list.query({ lab: 'example' })).items
  if (sample === undefined) throw new Error('The example lab has samples.')
  const { id } = await api.cells.create.mutate({ lab: 'example', sample: sample.id, kind: 'cathode-half', ...given })
  return { id, path: `/example/cells/${id}`, sampleCode: sample.code }
}
