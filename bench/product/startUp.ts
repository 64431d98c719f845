import { chromium } from '@playwright/test'
import { signInFirst } from '@/e2e/api'
import { ProductServer } from '@/e2e/server'
import { median, ms, type Part } from './report'

const repeats = 5

/** From the start of the process until it answers that it is well. */
async function timeStart(server: ProductServer): Promise<number> {
  const began = performance.now()
  await server.launch()
  return performance.now() - began
}

export async function startUp(executablePath: string): Promise<Part> {
  const empty: number[] = []
  for (let turn = 0; turn < repeats; turn += 1) {
    const server = await ProductServer.prepare()
    empty.push(await timeStart(server))
    await server.dispose()
  }
  const server = await ProductServer.start()
  const again: number[] = []
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    await signInFirst(browser, server, { withExampleLab: true })
    for (let turn = 0; turn < repeats; turn += 1) {
      await server.kill('SIGTERM')
      again.push(await timeStart(server))
    }
  } finally {
    await browser.close()
    await server.dispose()
  }
  return {
    title: 'Start-up, until /api/health answers (asked every 20 ms)',
    lines: [
      { what: 'a new data folder', figure: ms(median(empty)), how: `median of ${repeats}` },
      { what: 'with the example lab', figure: ms(median(again)), how: `median of ${repeats}` },
    ],
  }
}
