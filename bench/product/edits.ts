import { chromium, type Page } from '@playwright/test'
import { connectPlan, type PlanConnection } from '@/collab/client/connectPlan'
import { addRecipe, setParameter } from '@/collab/plan/write'
import { lab, signInFirst } from '@/e2e/api'
import { openBrowser } from '@/e2e/people'
import { PlanPage } from '@/e2e/plan'
import { ProductServer } from '@/e2e/server'
import type { RecipeId } from '@/science/ids'
import { ms, type Part, quantile } from './report'

const edits = Number(process.env.EDITS ?? 150)
const key = 'batchMassG'

declare global {
  interface Window {
    enteredAt: number
    shownAt: Record<string, number>
  }
}

/** One clock for all pages of a machine, ms. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter') window.enteredAt = performance.timeOrigin + performance.now()
      },
      { capture: true },
    )
  })
}

/** Notes when each text first stands in the cell and is no longer somebody's unfinished typing. */
async function watchCell(page: Page, recipe: string): Promise<void> {
  const cell = await new PlanPage(page).cell(recipe, key).elementHandle()
  await page.evaluate(
    ([watched, column]) => {
      window.shownAt = {}
      const row = (watched as Element | null)?.closest('[role=row]')
      if (!row) throw new Error('no row')
      new MutationObserver(() => {
        const found = row.querySelector(`[data-key="${column}"]`)
        if (!found || found.querySelector('[data-typing]')) return
        window.shownAt[found.textContent.trim()] ??= performance.timeOrigin + performance.now()
      }).observe(row, { subtree: true, childList: true, characterData: true, attributes: true })
    },
    [cell, key] as const,
  )
}

export async function editLatency(executablePath: string): Promise<Part> {
  const server = await ProductServer.start()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const others: PlanConnection[] = []
  try {
    const { context, api, Socket } = await signInFirst(browser, server, { withExampleLab: false })
    const { id: planId } = await api.plans.create.mutate({ lab, title: 'Latency' })
    const connect = () => {
      const connection = connectPlan({ url: `${server.url}/collab`, planId, WebSocketPolyfill: Socket })
      others.push(connection)
      return connection
    }
    const first = connect()
    await until(() => first.state === 'saved')
    for (let place = 0; place < 20; place += 1) addRecipe(first.doc, { name: `R${place}`, process: 'sol-gel' })
    await until(() => first.state === 'saved')

    const address = `/${lab}/plans/${planId}`
    const writer = new PlanPage(await context.newPage())
    const reader = new PlanPage(await (await openBrowser(browser, server, await context.storageState())).newPage())
    await writer.page.goto(address)
    await reader.page.goto(address)
    await writer.cell('R0', key).waitFor()
    await reader.cell('R0', key).waitFor()
    await watchKeys(writer.page)
    await watchCell(reader.page, 'R0')

    const two = await screenToScreen(writer, reader, 1000)
    const floor = await socketToSocket(first, connect())

    const typists = Array.from({ length: 18 }, connect)
    await Promise.all(typists.map((one) => until(() => one.state === 'saved')))
    const typing = typists.map((one, place) => type(one, place + 2))
    const twenty = await screenToScreen(writer, reader, 5000)
    for (const stop of typing) stop()

    const line = (what: string, found: readonly number[], how: string) => ({
      what,
      figure: `p50 ${ms(quantile(found, 0.5))}  p99 ${ms(quantile(found, 0.99))}`,
      how: `${found.length} edits${how}`,
    })
    return {
      title: 'An edit on another screen: from Enter in one browser to the text in the other, on disk in between',
      lines: [
        line('2 editors', two, ''),
        line('20 editors', twenty, ', 18 of them by socket with 2 edits/s each'),
        line('socket to socket, 2 editors', floor, ', without browsers: the floor of the same run'),
      ],
    }
  } finally {
    for (const one of others) one.destroy()
    await browser.close()
    await server.dispose()
  }
}

async function screenToScreen(writer: PlanPage, reader: PlanPage, from: number): Promise<number[]> {
  const found: number[] = []
  for (let turn = 0; turn < edits; turn += 1) {
    const text = String(from + turn)
    await writer.type('R0', key, text)
    const entered = await writer.page.evaluate(() => window.enteredAt)
    await reader.page.waitForFunction((shown) => window.shownAt[shown] !== undefined, text)
    found.push((await reader.page.evaluate((shown) => window.shownAt[shown] ?? 0, text)) - entered)
  }
  return found
}

async function socketToSocket(writer: PlanConnection, reader: PlanConnection): Promise<number[]> {
  await until(() => reader.state === 'saved')
  const recipe = [...writer.doc.getMap('recipes').keys()][1] as RecipeId
  const found: number[] = []
  for (let turn = 0; turn < edits; turn += 1) {
    const heard = new Promise<number>((resolve) => reader.doc.once('update', () => resolve(performance.now())))
    const began = performance.now()
    setParameter(writer.doc, recipe, key, 1 + turn)
    found.push((await heard) - began)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return found
}

/** Two edits a second in a recipe of one's own, until told to stop. */
function type(connection: PlanConnection, place: number): () => void {
  const recipe = [...connection.doc.getMap('recipes').keys()][place] as RecipeId
  let value = 0
  const timer = setInterval(() => {
    value += 1
    setParameter(connection.doc, recipe, key, value)
  }, 500)
  return () => clearInterval(timer)
}

export async function until(isSo: () => boolean, withinMs = 20_000): Promise<void> {
  const end = performance.now() + withinMs
  while (!isSo()) {
    if (performance.now() > end) throw new Error('It did not come about in time.')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
