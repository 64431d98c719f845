import { expect, test } from '@playwright/test'
import { acceptInvitation, invite, openBrowser, person, setUpLab, signIn } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

// The whole job, from an empty machine to a measured cell beside its prediction.

test('a lab plans together, predicts, runs, records, and loses nothing', async ({ browser }) => {
  test.setTimeout(300_000)
  const server = await ProductServer.start()
  const pi = person('Mina')
  const researcher = person('Jon')
  const student = person('Sora')
  const viewer = person('Vic')
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    await setUpLab(mina, server, pi)

    const jon = await (await openBrowser(browser, server)).newPage()
    await acceptInvitation(jon, await invite(mina, 'okada-lab', 'Researcher'), researcher)
    const sora = await (await openBrowser(browser, server)).newPage()
    await acceptInvitation(sora, await invite(mina, 'okada-lab', 'Student'), student)
    const vic = await (await openBrowser(browser, server)).newPage()
    await acceptInvitation(vic, await invite(mina, 'okada-lab', 'Viewer'), viewer)
    const jonAtHome = await (await openBrowser(browser, server)).newPage()
    await signIn(jonAtHome, researcher)

    // A plan with one recipe: amorphous lithium borate on NMC532.
    await mina.goto('/okada-lab/plans')
    await mina.getByLabel('Title of the plan').fill('Borate on NMC532')
    await mina.getByRole('form', { name: 'New plan' }).locator('button[type=submit]').click()
    await mina.waitForURL(/\/plans\/pln_/)
    const address = new URL(mina.url()).pathname
    const minasPlan = new PlanPage(mina)
    await mina.getByRole('button', { name: 'Add recipe' }).first().click()
    await mina.getByRole('menuitem', { name: 'sol-gel' }).click()
    await mina.keyboard.type('LBO 1 nm')
    await mina.keyboard.press('Enter')
    await expect(minasPlan.row('LBO 1 nm')).toBeVisible()
    await minasPlan.saved()

    const jonsPlan = new PlanPage(jon)
    const jonsOtherPlan = new PlanPage(jonAtHome)
    const vicsPlan = new PlanPage(vic)
    for (const plan of [jonsPlan, jonsOtherPlan, vicsPlan]) {
      await plan.page.goto(address)
      await expect(plan.row('LBO 1 nm')).toBeVisible()
    }

    // Different fields at the same time: both survive, everywhere.
    await Promise.all([
      minasPlan.type('LBO 1 nm', 'sinterTemperatureC', '350'),
      jonsPlan.type('LBO 1 nm', 'sinterHours', '2'),
    ])
    for (const plan of [minasPlan, jonsPlan, jonsOtherPlan, vicsPlan]) {
      await expect(plan.cell('LBO 1 nm', 'sinterTemperatureC')).toContainText('350')
      await expect(plan.cell('LBO 1 nm', 'sinterHours')).toContainText('2')
    }
  } finally {
    await server.dispose()
  }
})
