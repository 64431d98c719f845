import { expect, test } from '@playwright/test'
import { acceptInvitation, invite, openBrowser, person, setUpLab } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

test('two values that nobody had seen of each other both stand until somebody picks', async ({ browser }) => {
  const server = await ProductServer.start()
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    await setUpLab(mina, server, person('Mina'))
    const jonsComputer = await openBrowser(browser, server)
    const jon = await jonsComputer.newPage()
    await acceptInvitation(jon, await invite(mina, 'okada-lab', 'Researcher'), person('Jon'))
    await mina.goto('/okada-lab/plans')
    await mina.getByLabel('Title of the plan').fill('Disputed')
    await mina.getByRole('form', { name: 'New plan' }).locator('button[type=submit]').click()
    await mina.waitForURL(/\/plans\/pln_/)
    const minasPlan = new PlanPage(mina)
    await minasPlan.add('sol-gel', 'One')
    await minasPlan.saved()
    const jonsPlan = new PlanPage(jon)
    await jonsPlan.open(new URL(mina.url()).pathname)

    await jonsComputer.setOffline(true)
    await expect(jon.locator('[data-save-state=offline]')).toBeVisible()
    await jonsPlan.type('One', 'sinterTemperatureC', '450')
    await minasPlan.type('One', 'sinterTemperatureC', '500')
    await minasPlan.saved()
    await jonsComputer.setOffline(false)
    await jonsPlan.saved()

    // A third person who was never there when it happened sees both, with who wrote them.
    const late = await (await openBrowser(browser, server)).newPage()
    await acceptInvitation(late, await invite(mina, 'okada-lab', 'Student'), person('Sora'))
    const latePlan = new PlanPage(late)
    const planAddress = new URL(jon.url()).pathname
    await latePlan.open(planAddress)
    for (const plan of [jonsPlan, latePlan]) {
      await expect(plan.cell('One', 'sinterTemperatureC')).toContainText('450')
      await expect(plan.cell('One', 'sinterTemperatureC')).toContainText('500')
    }
    await latePlan.cell('One', 'sinterTemperatureC').click()
    const note = late.getByLabel('About this cell')
    await expect(note.getByRole('listitem').filter({ hasText: '450' })).toContainText('Jon')
    await expect(note.getByRole('listitem').filter({ hasText: '500' })).toContainText('Mina')
    await note.getByRole('button', { name: 'Pick 450' }).click()
    await minasPlan.open(planAddress)
    for (const plan of [minasPlan, jonsPlan, latePlan]) {
      await expect(plan.cell('One', 'sinterTemperatureC')).toContainText('450')
      await expect(plan.cell('One', 'sinterTemperatureC')).not.toContainText('500')
    }
  } finally {
    await server.dispose()
  }
})
