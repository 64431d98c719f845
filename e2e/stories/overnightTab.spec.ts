import { expect, type Page, test } from '@playwright/test'
import { Line } from '../line'
import { acceptInvitation, invite, openBrowser, person, setUpLab, signIn } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

/** As a browser does with a tab of a computer that goes to sleep, and wakes. */
async function sleep(page: Page, state: 'frozen' | 'active'): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setWebLifecycleState', { state })
  await session.detach()
}

test('one person, two computers: the tab that slept in the office overwrites nothing in the morning, and loses nothing', async ({
  browser,
}) => {
  const server = await ProductServer.start()
  const line = await Line.open()
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    await setUpLab(mina, server, person('Mina'))
    const link = await invite(mina, 'okada-lab', 'Researcher')
    const sora = person('Sora')
    const officeBrowser = await browser.newContext({ baseURL: server.url, proxy: line.proxy })
    server.beforeDispose(() => officeBrowser.close())
    const office = await officeBrowser.newPage()
    await office.setViewportSize({ width: 1440, height: 900 })
    await acceptInvitation(office, link, sora)
    const officePlan = await PlanPage.create(office, 'okada-lab', 'Overnight')
    const address = new URL(office.url()).pathname
    for (const name of ['A', 'B']) await officePlan.add('sol-gel', name)
    for (const name of ['A', 'B']) await officePlan.type(name, 'sinterTemperatureC', '450')
    await officePlan.saved()
    const minasPlan = new PlanPage(mina)
    await minasPlan.open(address)

    await test.step('evening: the office computer falls asleep with the plan open', async () => {
      await sleep(office, 'frozen')
      line.silence()
    })

    const home = await (await openBrowser(browser, server)).newPage()
    const homePlan = new PlanPage(home)
    await test.step('at home she goes on', async () => {
      await signIn(home, sora)
      await homePlan.open(address)
      await homePlan.type('A', 'sinterTemperatureC', '500')
      await homePlan.type('B', 'sinterTemperatureC', '520')
      await homePlan.type('A', 'batchMassG', '12')
      await homePlan.add('wet', 'C')
      await homePlan.saved()
    })

    await test.step('morning: the tab wakes before the network does, and she types into what it shows', async () => {
      line.cut()
      await sleep(office, 'active')
      await expect(office.locator('[data-save-state=offline]')).toBeVisible()
      await expect(officePlan.cell('A', 'sinterTemperatureC')).toContainText('450')
      await officePlan.type('A', 'sinterTemperatureC', '470')
      await officePlan.type('B', 'batchMassG', '8')
    })

    await test.step('with the network everything of both is there: of two values that never met, both', async () => {
      line.mend()
      await officePlan.saved()
      for (const plan of [officePlan, homePlan, minasPlan]) {
        await expect(plan.row('C')).toBeVisible()
        await expect(plan.cell('A', 'sinterTemperatureC')).toContainText('500')
        await expect(plan.cell('A', 'sinterTemperatureC')).toContainText('470')
        await expect(plan.cell('B', 'sinterTemperatureC')).toContainText('520')
        await expect(plan.cell('B', 'sinterTemperatureC')).not.toContainText('450')
        await expect(plan.cell('A', 'batchMassG')).toContainText('12')
        await expect(plan.cell('B', 'batchMassG')).toContainText('8')
      }
    })

    await test.step('another night, in which her session ends: what she typed waits until she has signed in again', async () => {
      line.cut()
      await expect(office.locator('[data-save-state=offline]')).toBeVisible()
      await officePlan.type('B', 'sinterTemperatureC', '530')
      await home.goto('/account')
      await home.getByRole('button', { name: /^Sign out there/ }).click()
      await expect(home.getByRole('button', { name: /^Sign out there/ })).toHaveCount(0)
      line.mend()
      await expect(office.getByText('You are signed out. What you typed is kept in this browser.')).toBeVisible()
      await expect(officePlan.cell('B', 'sinterTemperatureC')).toContainText('530')
      await office.getByRole('link', { name: 'Sign in again' }).click()
      await office.getByLabel('Email').fill(sora.email)
      await office.getByLabel('Password').first().fill(sora.password)
      await office.locator('button[type=submit]').click()
      await office.waitForURL(new RegExp(address))
      await officePlan.saved()
      for (const plan of [officePlan, minasPlan])
        await expect(plan.cell('B', 'sinterTemperatureC')).toContainText('530')
    })
  } finally {
    line.close()
    await server.dispose()
  }
})
