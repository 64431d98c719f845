import { expect, test } from '@playwright/test'
import { openBrowser, person, setUpLab } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

test('a version is kept, compared in words, and restored as a new edit', async ({ browser }) => {
  const server = await ProductServer.start()
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    await setUpLab(mina, server, person('Mina'))
    await mina.goto('/okada-lab/plans')
    await mina.getByLabel('Title of the plan').fill('Versions')
    await mina.getByRole('form', { name: 'New plan' }).locator('button[type=submit]').click()
    await mina.waitForURL(/\/plans\/pln_/)
    const plan = new PlanPage(mina)
    await plan.add('sol-gel', 'One')
    await plan.type('One', 'sinterTemperatureC', '450')
    await plan.saved()

    await mina.getByRole('button', { name: 'History' }).click()
    await mina.getByLabel('Name of this version').fill('before Friday')
    await mina.getByRole('button', { name: 'Keep' }).click()
    const versions = mina.getByRole('region', { name: 'Versions' })
    await expect(versions.getByRole('button', { name: /before Friday/ })).toBeVisible()
    await mina.getByRole('button', { name: 'Close' }).click()

    await plan.type('One', 'sinterTemperatureC', '500')
    await plan.type('One', 'sinterHours', '3')
    await plan.saved()
    await mina.getByRole('button', { name: 'History' }).click()
    await versions.getByRole('button', { name: /before Friday/ }).click()
    await expect(versions).toContainText('sintering temperature 450 → 500 °C')
    await expect(versions).toContainText('sintering time set to 3 h')
    await versions.getByRole('button', { name: 'Restore …' }).click()
    await versions.getByRole('button', { name: 'Set all of this back' }).click()
    await expect(plan.cell('One', 'sinterTemperatureC')).toContainText('450')
    await expect(plan.cell('One', 'sinterHours')).not.toContainText('3')
    await expect(versions.getByRole('button', { name: /before a restore/ })).toBeVisible()
    await expect(mina.getByRole('region', { name: 'All changes' })).toContainText('sintering temperature 500 → 450 °C')
  } finally {
    await server.dispose()
  }
})
