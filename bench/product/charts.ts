import { chromium, type Locator, type Page } from '@playwright/test'
import { buildExampleCell, signInFirst } from '@/e2e/api'
import { cyclerFile } from '@/e2e/cyclerFile'
import { ProductServer } from '@/e2e/server'
import { threadSeconds } from './grid'
import { MB, median, ms, type Part, quantile } from './report'

const cycles = 400
const rowsPerHalf = 2500
/** A frame that comes this late missed at least one of 60 Hz. */
const lateMs = 25
const zoomSteps = 12
const panSteps = 90

/** What one gesture costs: the time between frames while it lasts, and from its end until the closer look is there. */
interface Gesture {
  frames: number[]
  refetches: Refetch[]
}

/** ms from the end of the gesture */
interface Refetch {
  asked: number
  answered: number
  drawn: number
}

/** Time between frames while something is done in the page. */
async function framesWhile(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    window.frameTimes = []
    window.isCounting = true
    // No function has a name here: the build would mark it with a helper that the page does not have.
    void (async () => {
      let last = performance.now()
      while (window.isCounting) {
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
        window.frameTimes.push(now - last)
        last = now
      }
    })()
  })
  await act()
  const times = await page.evaluate(() => {
    window.isCounting = false
    return window.frameTimes
  })
  return times.slice(1)
}

declare global {
  interface Window {
    frameTimes: number[]
    isCounting: boolean
  }
}

interface Looked {
  zoom: Gesture
  pan: Gesture
  /** processor time of the page's main thread, for each frame */
  perFrameMs: number
}

/** Turns the wheel over the picture and drags it, and waits for the rows of each closer look. */
async function look(page: Page, picture: Locator, procedure: string): Promise<Looked> {
  await picture.scrollIntoViewIfNeeded()
  const box = await picture.boundingBox()
  if (box === null) throw new Error('The picture is not in sight.')
  /** From the end of the gesture until the picture is drawn of what came. */
  const closer = async (gesture: () => Promise<void>, last: () => Promise<void>): Promise<Gesture> => {
    const refetches: Refetch[] = []
    const frames = await framesWhile(page, async () => {
      await gesture()
      const request = page.waitForRequest((one) => one.url().includes(procedure))
      const ended = performance.now()
      await last()
      const asked = await request
      const askedAt = performance.now() - ended
      await (await asked.response())?.finished()
      const answered = performance.now() - ended
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
      refetches.push({ asked: askedAt, answered, drawn: performance.now() - ended })
    })
    return { frames, refetches }
  }
  const all = { zoom: [] as Gesture[], pan: [] as Gesture[] }
  const browserSide = await page.context().newCDPSession(page)
  await browserSide.send('Performance.enable')
  const before = await threadSeconds(browserSide)
  for (let time = 0; time < 3; time += 1) {
    // Each time elsewhere: what was looked at before is not asked for again.
    const at = { x: box.x + box.width * (0.55 + 0.07 * time), y: box.y + box.height * 0.4 }
    await page.mouse.move(at.x, at.y)
    await page.keyboard.down('Control')
    all.zoom.push(
      await closer(
        async () => {
          for (let step = 1; step < zoomSteps; step += 1) {
            await page.mouse.wheel(0, -120)
            await page.waitForTimeout(16)
          }
        },
        () => page.mouse.wheel(0, -120),
      ),
    )
    await page.keyboard.up('Control')
    all.pan.push(
      await closer(
        async () => {
          await page.mouse.down()
          for (let step = 1; step <= panSteps; step += 1) {
            await page.mouse.move(at.x - step * 2, at.y)
            await page.waitForTimeout(8)
          }
        },
        () => page.mouse.up(),
      ),
    )
    await page.getByRole('button', { name: 'Show all' }).last().click()
    await page.waitForTimeout(400)
  }
  const joined = (gestures: readonly Gesture[]): Gesture => ({
    frames: gestures.flatMap(({ frames }) => frames),
    refetches: gestures.flatMap(({ refetches }) => refetches),
  })
  const found = { zoom: joined(all.zoom), pan: joined(all.pan) }
  const spentMs = 1000 * ((await threadSeconds(browserSide)) - before)
  await browserSide.detach()
  return { ...found, perFrameMs: spentMs / (found.zoom.frames.length + found.pan.frames.length) }
}

/** A test of two million rows: its pictures while somebody zooms and drags them. */
export async function charts(executablePath: string): Promise<Part> {
  const server = await ProductServer.start()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const { context, api } = await signInFirst(browser, server, { withExampleLab: true })
    const { id, path } = await buildExampleCell(api, { name: 'Two million', activeMassMg: 12 })
    const { buffer, name } = cyclerFile({ name: 'long.csv', cycles, rowsPerHalf, lostPerCycle: 0.001 })
    const address = `${server.url}/api/files?lab=example&cell=${id}&name=${name}`
    const began = performance.now()
    const answer = await context.request.post(address, { data: buffer, timeout: 120_000 })
    if (!answer.ok()) throw new Error(await answer.text())
    const uploaded = performance.now()
    for (;;) {
      const [test] = (await api.cells.get.query({ lab: 'example', cell: id })).tests
      if (test?.state === 'failed') throw new Error(test.failure ?? 'The file was not read.')
      if (test?.state === 'read') break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const read = performance.now()

    const page = await context.newPage()
    await page.goto(path)
    const open = async (tab: string, title: RegExp) => {
      await page.getByRole('tab', { name: tab }).click()
      const picture = page.getByRole('img', { name: title })
      await picture.and(page.locator('[data-ready]')).waitFor()
      await page.waitForTimeout(500)
      return picture
    }
    const profiles = await look(page, await open('Voltage profiles', /voltage profiles/), 'tests.profile')
    const trace = await look(page, await open('Over time', /voltage and current over time/), 'tests.trace')

    const frames = (what: string, { frames: times }: Gesture) => ({
      what,
      figure: `p50 ${ms(quantile(times, 0.5))}  p95 ${ms(quantile(times, 0.95))}  max ${ms(Math.max(...times))}`,
      how: `${times.filter((time) => time > lateMs).length} of ${times.length} frames late`,
    })
    const processor = (what: string, { perFrameMs }: Looked) => ({
      what,
      figure: ms(perFrameMs),
      how: 'of 16.7 ms at 60 Hz; does not count what other programs take',
    })
    const closer = (what: string, { refetches }: Gesture) => {
      const of = (key: keyof Refetch) => refetches.map((one) => one[key])
      return {
        what,
        figure: `median ${ms(median(of('drawn')))}  worst ${ms(Math.max(...of('drawn')))}`,
        how: `${refetches.length} times; asked after ${ms(median(of('asked')))} (160 ms wait for a further turn), answered after ${ms(median(of('answered')))}`,
      }
    }
    return {
      title: `A test of ${((cycles * 2 * (rowsPerHalf + 1)) / 1e6).toFixed(1)} million rows (${MB(buffer.length)}) in Chromium, painted without a graphics card`,
      lines: [
        { what: 'sent and kept', figure: ms(uploaded - began), how: 'once' },
        { what: 'read, computed and stored', figure: ms(read - uploaded), how: 'once, in a thread' },
        frames('voltage profiles: frame while zooming', profiles.zoom),
        frames('voltage profiles: frame while dragging', profiles.pan),
        processor('voltage profiles: processor time of the page for a frame', profiles),
        closer('voltage profiles: gesture done until drawn closer', profiles.zoom),
        frames('over time: frame while zooming', trace.zoom),
        frames('over time: frame while dragging', trace.pan),
        processor('over time: processor time of the page for a frame', trace),
        closer('over time: gesture done until drawn closer', trace.zoom),
      ],
    }
  } finally {
    await browser.close()
    await server.dispose()
  }
}
