import { mkdirSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { signInFirst } from './api'
import { ProductServer } from './server'

// The pictures of the README. Run by `npm run screenshots`.
const folder = 'docs'
const shown = 'Lithium zirconium phosphate by ALD on LiCoO'

const server = await ProductServer.start()
const browser = await chromium.launch({ executablePath: process.env.INTERPHASE_CHROMIUM, args: ['--no-sandbox'] })
try {
  const { context, api } = await signInFirst(browser, server, { withExampleLab: true })
  const { items: plans } = await api.plans.list.query({ lab: 'example' })
  const plan = plans.find(({ title }) => title.normalize('NFKC').startsWith(shown)) ?? plans[0]
  if (!plan) throw new Error('The example lab has no plan.')
  mkdirSync(folder, { recursive: true })
  const page = await context.newPage()
  await page.setViewportSize({ width: 1440, height: 720 })
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.goto(`${server.url}/example/plans/${plan.id}`)
    await page.locator('[role=grid] [data-recipe]').first().waitFor()
    await page.getByRole('button', { name: 'Open LCO-M2', exact: true }).click()
    await page.getByRole('tab', { name: 'Prediction' }).click()
    await page.locator('[data-save-state=saved]').waitFor()
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${folder}/plan-${theme}.png` })
  }
} finally {
  await browser.close()
  await server.dispose()
}
