import { type CDPSession, chromium, type Page } from '@playwright/test'
import { connectPlan } from '@/collab/client/connectPlan'
import { addRecipes } from '@/collab/plan/write'
import { lab, signInFirst } from '@/e2e/api'
import { PlanPage } from '@/e2e/plan'
import { ProductServer } from '@/e2e/server'
import type { Process } from '@/science/recipe/process'
import { until } from './edits'
import { ms, type Part, quantile } from './report'

const recipes = 200
const edits = Number(process.env.EDITS ?? 100)
/** Between two keys: twenty a second, faster than anybody types. */
const pauseMs = 50
/** A frame that comes this late missed at least one of 60 Hz. */
const lateMs = 25

/** Time between frames while the grid is scrolled by a page's worth every few frames, down and up again, or across. */
async function scrollFrames(page: Page, across: boolean): Promise<number[]> {
  return await page.evaluate(async (sideways) => {
    const grid = document.querySelector('[role=grid]')
    if (!grid) throw new Error('no grid')
    const most = sideways ? grid.scrollWidth - grid.clientWidth : grid.scrollHeight - grid.clientHeight
    const steps = 240
    const times: number[] = []
    let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    for (let step = 1; step <= steps; step += 1) {
      const share = step <= steps / 2 ? (2 * step) / steps : 2 - (2 * step) / steps
      if (sideways) grid.scrollLeft = share * most
      else grid.scrollTop = share * most
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      times.push(now - last)
      last = now
    }
    return times
  }, across)
}

/** Processor time that the page's main thread has had, s. */
export async function threadSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find((metric) => metric.name === 'ThreadTime')?.value ?? Number.NaN
}

declare global {
  interface Window {
    paints: { key: string; ms: number }[]
  }
}

/** From each key to the end of the frame that shows what it did, ms. */
async function watchPaints(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.paints = []
    window.addEventListener(
      'keydown',
      ({ key, timeStamp }) => {
        requestAnimationFrame(() => {
          // The first task after the frame was handed on to be painted.
          const channel = new MessageChannel()
          channel.port1.onmessage = () => window.paints.push({ key, ms: performance.now() - timeStamp })
          channel.port2.postMessage(null)
        })
      },
      { capture: true },
    )
  })
}

export async function grid(executablePath: string): Promise<Part> {
  const server = await ProductServer.start()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const { context, api, Socket } = await signInFirst(browser, server, { withExampleLab: false })
    const { id: planId } = await api.plans.create.mutate({ lab, title: 'Two hundred' })
    const connection = connectPlan({ url: `${server.url}/collab`, planId, WebSocketPolyfill: Socket })
    await until(() => connection.state === 'saved')
    const processes: Process[] = ['sol-gel', 'wet', 'solid-state']
    addRecipes(
      connection.doc,
      Array.from({ length: recipes }, (_, place) => ({
        name: `Recipe ${place + 1}`,
        process: processes[place % processes.length] ?? 'wet',
        values: {
          cathode: 'NMC532',
          coating: 'Li3BO3',
          thicknessNm: 1 + (place % 30),
          sinterTemperatureC: 300 + place,
          sinterHours: 1 + (place % 12),
        },
      })),
    )
    await until(() => connection.state === 'saved')
    connection.destroy()

    const plan = new PlanPage(await context.newPage())
    const { page } = plan
    await page.goto(`/${lab}/plans/${planId}`)
    await plan.cell('Recipe 1', 'thicknessNm').waitFor()
    await plan.saved()
    const columns = Number(await plan.grid.getAttribute('aria-colcount'))
    const browserSide = await context.newCDPSession(page)
    await browserSide.send('Performance.enable')
    await scrollFrames(page, false)
    const before = await threadSeconds(browserSide)
    const down = await scrollFrames(page, false)
    const perFrameMs = (1000 * ((await threadSeconds(browserSide)) - before)) / down.length
    const across = await scrollFrames(page, true)

    await plan.cell('Recipe 1', 'thicknessNm').click()
    await watchPaints(page)
    for (let edit = 0; edit < edits; edit += 1) {
      for (const key of [String(1 + (edit % 9)), 'Enter', 'ArrowUp']) {
        await page.keyboard.press(key)
        await page.waitForTimeout(pauseMs)
      }
    }
    const shown = await plan.cell('Recipe 1', 'thicknessNm').textContent()
    if (shown?.trim() !== String(1 + ((edits - 1) % 9))) throw new Error(`The last edit shows ${shown}.`)
    const paints = await page.evaluate(() => window.paints)
    const of = (key: RegExp) => paints.filter((one) => key.test(one.key)).map((one) => one.ms)
    const frames = (times: readonly number[]) => ({
      figure: `p50 ${ms(quantile(times, 0.5))}  p95 ${ms(quantile(times, 0.95))}  p99 ${ms(quantile(times, 0.99))}`,
      how: `${times.filter((time) => time > lateMs).length} of ${times.length} frames late`,
    })
    const paint = (times: readonly number[]) => ({
      figure: `p50 ${ms(quantile(times, 0.5))}  p95 ${ms(quantile(times, 0.95))}`,
      how: `${times.length} keys, 20 a second`,
    })
    return {
      title: `A grid of ${recipes} recipes and ${columns} columns in Chromium, painted without a graphics card`,
      lines: [
        { what: 'frame while scrolling down', ...frames(down) },
        { what: 'frame while scrolling across', ...frames(across) },
        {
          what: 'processor time of the page for a frame down',
          figure: ms(perFrameMs),
          how: 'of 16.7 ms at 60 Hz; does not count what other programs take',
        },
        { what: 'key typed until painted', ...paint(of(/^\d$/)) },
        { what: 'edit done until painted', ...paint(of(/^Enter$/)) },
        { what: 'arrow until painted', ...paint(of(/^Arrow/)) },
      ],
    }
  } finally {
    await browser.close()
    await server.dispose()
  }
}
