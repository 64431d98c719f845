import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import { Line } from '../line'
import { acceptInvitation, invite, look, openBrowser, person, setUpLab } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

/** A browser whose profile stays on the disk: it can be closed and opened again. */
async function openLaptop(profile: string, server: ProductServer, line: Line): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    baseURL: server.url,
    proxy: line.proxy,
    executablePath: process.env.INTERPHASE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    viewport: { width: 1440, height: 900 },
  })
  context.setDefaultTimeout(15_000)
  return context
}

async function isKept(page: Page, path: string): Promise<void> {
  await expect
    .poll(() => page.evaluate(async (wanted) => (await caches.match(wanted)) !== undefined, path), { timeout: 20_000 })
    .toBe(true)
}

test('a day without network: the plan opens from the browser’s own store, survives its restart, and merges in the evening', async ({
  browser,
}) => {
  const server = await ProductServer.start()
  const line = await Line.open()
  const profile = mkdtempSync(join(tmpdir(), 'interphase-laptop-'))
  let laptop = await openLaptop(profile, server, line)
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    await setUpLab(mina, server, person('Mina'))
    const minasPlan = await PlanPage.create(mina, 'okada-lab', 'Field work')
    await minasPlan.add('sol-gel', 'Ours')
    await minasPlan.saved()
    const address = new URL(mina.url()).pathname
    const link = await invite(mina, 'okada-lab', 'Researcher')
    await minasPlan.open(address)
    const jon = await laptop.newPage()
    await acceptInvitation(jon, link, person('Jon'))

    await test.step('Jon opens the plan once, from the list as one does', async () => {
      await jon.goto('/okada-lab/plans')
      await jon.getByRole('link', { name: 'Field work' }).click()
      const plan = new PlanPage(jon)
      await expect(plan.row('Ours')).toBeVisible()
      await plan.saved()
      await isKept(jon, address)
    })

    await test.step('on the train the browser is started without network: the plan is there, and takes edits', async () => {
      await laptop.close()
      line.cut()
      laptop = await openLaptop(profile, server, line)
      const page = await laptop.newPage()
      await page.goto(address)
      const plan = new PlanPage(page)
      await expect(plan.row('Ours')).toBeVisible()
      await expect(page.locator('[data-save-state=offline]')).toBeVisible()
      await plan.type('Ours', 'sinterTemperatureC', '450')
      await plan.add('wet', 'Train')
      await look(page, 'offline-plan')
    })

    await test.step('a page that was never opened says so', async () => {
      const page = await laptop.newPage()
      await page.goto('/okada-lab/plans/pln_never-opened')
      await expect(page.getByRole('heading', { name: 'No network' })).toBeVisible()
      await look(page, 'offline-no-page')
      await page.close()
    })

    await test.step('the browser is closed and opened again, still without network: the edits are there', async () => {
      // What was typed last is on its way to the disk.
      await laptop.pages().at(-1)?.waitForTimeout(500)
      await laptop.close()
      line.cut()
      laptop = await openLaptop(profile, server, line)
      const page = await laptop.newPage()
      await page.goto(address)
      const plan = new PlanPage(page)
      await expect(plan.row('Train')).toBeVisible()
      await expect(plan.cell('Ours', 'sinterTemperatureC')).toContainText('450')
    })

    await test.step('meanwhile Mina has worked, too', async () => {
      await minasPlan.type('Ours', 'batchMassG', '12')
      await minasPlan.add('sol-gel', 'Theirs')
      await minasPlan.saved()
    })

    await test.step('in the evening both have everything, and nobody’s value is gone', async () => {
      const page = laptop.pages().at(-1) as Page
      const jonsPlan = new PlanPage(page)
      line.mend()
      await jonsPlan.saved()
      for (const plan of [minasPlan, jonsPlan]) {
        for (const name of ['Ours', 'Theirs', 'Train']) await expect(plan.row(name)).toBeVisible()
        await expect(plan.cell('Ours', 'sinterTemperatureC')).toContainText('450')
        await expect(plan.cell('Ours', 'batchMassG')).toContainText('12')
      }
    })

    await test.step('when he signs out, nothing of his stays to be opened', async () => {
      const page = laptop.pages().at(-1) as Page
      await page.getByRole('button', { name: /Jon/ }).last().click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.waitForURL(/sign-in/)
      line.cut()
      await page.goto(address)
      await expect(page.getByRole('heading', { name: 'No network' })).toBeVisible()
    })
  } finally {
    await laptop.close()
    line.close()
    rmSync(profile, { recursive: true, force: true })
    await server.dispose()
  }
})
