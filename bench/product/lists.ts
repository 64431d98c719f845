import { createTRPCClient, httpLink } from '@trpc/client'
import superjson from 'superjson'
import { ProductServer } from '@/e2e/server'
import type { AppRouter } from '@/server/trpc/router'
import { large, seedLarge } from '../large'
import { type Line, ms, type Part, quantile } from './report'

const repeats = Number(process.env.REPEATS ?? 30)
/** What is slow is measured less often. */
const mostMs = 5_000
const limitMs = { list: 200, search: 100 }
const lab = large.slug

/** The product over the large data set: `LARGE` names a folder that `npm run seed:large` filled, otherwise it is made first. */
async function startLarge(): Promise<{ server: ProductServer; cookie: string }> {
  const folder = process.env.LARGE
  const server = await ProductServer.prepare(folder ? { INTERPHASE_DATA: folder } : {})
  if (!folder) await seedLarge(server.dataFolder)
  await server.launch()
  const answer = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ email: large.email, password: large.password }),
  })
  if (!answer.ok) throw new Error(`Signing in ended with ${answer.status}: ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { server, cookie }
}

/** From the request until the last byte of its answer, over the loopback, one at a time. */
async function time(act: (turn: number) => Promise<unknown>): Promise<number[]> {
  for (let turn = 0; turn < 2; turn += 1) await act(turn)
  const found: number[] = []
  const end = performance.now() + mostMs
  for (let turn = 0; turn < repeats && (turn < 5 || performance.now() < end); turn += 1) {
    const began = performance.now()
    await act(turn)
    found.push(performance.now() - began)
  }
  return found
}

function line(what: string, found: readonly number[], limit: number, how = ''): Line {
  const p95 = quantile(found, 0.95)
  return {
    what,
    figure: `p50 ${ms(quantile(found, 0.5))}  p95 ${ms(p95)}`,
    how: `${p95 <= limit ? 'within' : 'OVER'} ${limit} ms, ${found.length} times${how && `, ${how}`}`,
  }
}

export async function lists(): Promise<Part> {
  const { server, cookie } = await startLarge()
  try {
    const api = createTRPCClient<AppRouter>({
      links: [httpLink({ url: `${server.url}/api/trpc`, transformer: superjson, headers: { cookie } })],
    })
    const page = async (path: string) => {
      const answer = await fetch(`${server.url}/${lab}${path}`, { headers: { cookie }, redirect: 'manual' })
      const text = await answer.text()
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
      return text.length
    }
    const { items: plans } = await api.plans.list.query({ lab, sort: 'runs' })
    const plan = plans[0]?.id
    if (!plan) throw new Error('The large lab has no plan with runs.')
    const pages: Record<string, string> = {
      home: '',
      plans: '/plans',
      'a plan': `/plans/${plan}`,
      runs: '/runs',
      'runs as a board': '/runs?view=board',
      'my work': '/my-work',
      activity: '/activity',
      samples: '/samples',
      results: '/results',
      reviews: '/reviews',
      notifications: '/notifications',
      members: '/members',
      library: '/library',
      search: '/search?q=okada+wet+sinter+%3E+480',
    }
    const queries: Record<string, () => Promise<unknown>> = {
      'plans.list': () => api.plans.list.query({ lab }),
      'plans.list by cells': () => api.plans.list.query({ lab, sort: 'cells' }),
      'plans.get': () => api.plans.get.query({ lab, plan }),
      'plans.records': () => api.plans.records.query({ lab, plan }),
      'runs.page': () => api.runs.page.query({ lab }),
      'runs.page, far down': () => far(),
      'runs.page, of one process': () => api.runs.page.query({ lab, process: 'wet', states: ['failed'] }),
      'runs.counts': () => api.runs.counts.query({ lab }),
      'runs.board by state': () => api.runs.board.query({ lab, by: 'state' }),
      'runs.board by plan': () => api.runs.board.query({ lab, by: 'plan' }),
      'runs.calendar': () =>
        api.runs.calendar.query({ lab, from: new Date('2026-10-26'), before: new Date('2026-12-07') }),
      'runs.list of a plan': () => api.runs.list.query({ lab, plan }),
      'work.mine': () => api.work.mine.query({ lab }),
      'samples.list': () => api.samples.list.query({ lab }),
      'samples.list with words': () => api.samples.list.query({ lab, text: 'glovebox A' }),
      'cells.list': () => api.cells.list.query({ lab }),
      'comparison.rows': () => api.comparison.rows.query({ lab }),
      'reviews.inbox': () => api.reviews.inbox.query({ lab }),
      'reviews.waitingCount': () => api.reviews.waitingCount.query({ lab }),
      'notifications.list': () => api.notifications.list.query({ lab }),
      'activity.list': () => api.activity.list.query({ lab, limit: 50 }),
      'recipes.templates': () => api.recipes.templates.query({ lab, query: 'b-lco' }),
    }
    // After four thousand of them.
    let cursor: string | null = null
    for (let turn = 0; turn < 20; turn += 1)
      cursor = (await api.runs.page.query({ lab, cursor, limit: 200 })).next ?? cursor
    const far = () => api.runs.page.query({ lab, cursor, limit: 50 })
    const searches = [
      'okada',
      'zirconia jar',
      'b-lco',
      'wet',
      'B-LCO-200.3',
      'sinter > 480 lbo = 2',
      'okada wet sinter > 480',
      'nothing of this name',
    ]
    const lines: Line[] = []
    for (const [name, path] of Object.entries(pages)) {
      const bytes = await page(path)
      lines.push(line(`page: ${name}`, await time(() => page(path)), limitMs.list, `${(bytes / 1000).toFixed(0)} kB`))
    }
    for (const [name, ask] of Object.entries(queries)) lines.push(line(name, await time(ask), limitMs.list))
    for (const query of searches)
      lines.push(
        line(`search: ${query}`, await time(() => api.search.find.query({ lab, query })), limitMs.search),
        line('  and all of its kinds', await time(() => api.search.page.query({ lab, query })), limitMs.search),
      )
    return {
      title: `Lists of a lab with 10,000 recipes, 5,000 runs, 50,000 samples: a request until its last byte`,
      lines,
    }
  } finally {
    await server.dispose()
  }
}
