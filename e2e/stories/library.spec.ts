import { expect, test } from '@playwright/test'
import { acceptInvitation, invite, openBrowser, person, setUpLab } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

test('a lab adds a material and a parameter of its own, and both work at once', async ({ browser }) => {
  test.setTimeout(120_000)
  const server = await ProductServer.start()
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    await setUpLab(mina, server, person('Mina'))
    const vic = await (await openBrowser(browser, server)).newPage()
    await acceptInvitation(vic, await invite(mina, 'okada-lab', 'Viewer'), person('Vic'))

    await test.step('a published material is copied, with its own values and sources', async () => {
      await mina.goto('/okada-lab/library')
      await mina.getByRole('table').getByRole('button', { name: 'Li3B11O18', exact: true }).click()
      await mina.getByRole('button', { name: 'Copy to our lab' }).click()
      const form = mina.getByRole('form', { name: 'Material' })
      await form.getByLabel('Id').fill('Borate 7')
      const oxygen = form.getByRole('group', { name: 'Oxygen transport' })
      await oxygen.getByLabel('Value, cm² s⁻¹').fill('quick')
      await form.getByRole('button', { name: 'Save' }).click()
      await expect(oxygen.getByRole('alert').first()).toContainText('found “quick”')
      await oxygen.getByLabel('Value, cm² s⁻¹').fill('7e-20')
      await oxygen.getByLabel('Lowest', { exact: true }).fill('')
      await oxygen.getByLabel('Highest', { exact: true }).fill('')
      await form.getByRole('button', { name: 'Save' }).click()
      // Neither the published source nor the published coefficient belongs to the new value.
      await expect(oxygen.getByRole('alert')).toHaveText([/ions per cm³/, /does not say what stands here/])
      for (const label of ['Onsager coefficient', 'its lowest', 'its highest']) await oxygen.getByLabel(label).fill('')
      await oxygen.getByLabel('Source of these values').fill('tracer diffusion, notebook 12')
      await form.getByRole('button', { name: 'Save' }).click()
      await expect(mina.getByRole('complementary', { name: 'Borate 7' })).toContainText('version 1, Mina')
      await expect(mina.getByRole('table')).toContainText('our own')
    })

    await test.step('the published one stays as it is: it can be copied, not changed', async () => {
      const search = mina.getByRole('searchbox', { name: 'Search the library' })
      await search.fill('alumina')
      await expect(mina.getByRole('table')).not.toContainText('Borate 7')
      await mina.getByRole('table').getByRole('button', { name: 'Al2O3', exact: true }).click()
      const panel = mina.getByRole('complementary', { name: 'Al2O3' })
      await expect(panel).toContainText('cheng2024')
      await expect(panel.getByRole('button', { name: 'Change' })).toHaveCount(0)
      await search.fill('')
    })

    await test.step('a cathode powder of the lab, and what its second version changed', async () => {
      await mina.getByRole('tab', { name: 'Cathodes' }).click()
      await mina.getByRole('table').getByRole('button', { name: 'NMC532', exact: true }).click()
      await mina.getByRole('button', { name: 'Copy to our lab' }).click()
      const form = mina.getByRole('form', { name: 'Cathode' })
      await form.getByLabel('Id').fill('NMC fine')
      const radius = form.getByRole('group', { name: 'Particle radius' })
      await radius.getByLabel('Value, µm').fill('2500 nm')
      await radius.getByLabel('Source').fill('laser diffraction, notebook 12')
      await form.getByRole('button', { name: 'Save' }).click()
      const panel = mina.getByRole('complementary', { name: 'NMC fine' })
      await expect(panel).toContainText('version 1, Mina')
      await panel.getByRole('button', { name: 'Change' }).click()
      await form.getByRole('group', { name: 'Fraction lost' }).getByLabel('Value').fill('0.25')
      await form.getByRole('button', { name: 'Save' }).click()
      await panel.getByText('Earlier versions').click()
      await expect(panel.getByRole('list', { name: 'Versions' })).toContainText(
        'Fraction lost on the way to rocksalt, φ: Value 0.5 → 0.25',
      )
    })

    await test.step('a parameter with unit and range', async () => {
      await mina.getByRole('tab', { name: 'Our parameters' }).click()
      await mina.getByRole('button', { name: 'Add a parameter' }).click()
      const form = mina.getByRole('form', { name: 'Parameter' })
      await form.getByLabel('Name').fill('Crucible volume')
      await form.getByLabel('Unit').fill('mL')
      await form.getByLabel('Lowest').fill('1')
      await form.getByLabel('Highest').fill('100')
      await form.getByRole('button', { name: 'Save' }).click()
      await expect(mina.getByText('number in mL, 1–100')).toBeVisible()
    })

    const plan = new PlanPage(mina)
    await test.step('both in a recipe: chosen, predicted, typed, refused where out of range', async () => {
      await mina.goto('/okada-lab/plans')
      await mina.getByLabel('Title of the plan').fill('Ours')
      await mina.getByRole('form', { name: 'New plan' }).locator('button[type=submit]').click()
      await mina.waitForURL(/\/plans\/pln_/)
      await plan.add('sol-gel', 'One')
      await plan.condition('Oxygen sink', 'O₂ gas')
      await plan.type('One', 'cathode', 'NMC532')
      await plan.type('One', 'thicknessNm', '1')
      await plan.type('One', 'coating', 'Li3B11O18')
      await expect(plan.cell('One', 'timeToRocksalt')).toContainText('16.6')
      await plan.type('One', 'coating', 'Borate 7')
      await expect(plan.cell('One', 'coating')).toContainText('Borate 7')
      await expect(plan.cell('One', 'timeToRocksalt')).toContainText('178')
      await plan.type('One', 'cathode', 'NMC fine')
      await expect(plan.cell('One', 'cathode')).toContainText('NMC fine')
      // Half of the oxygen is lost, in half of the time.
      await expect(plan.cell('One', 'timeToRocksalt')).toContainText('89')

      await plan.openRecipe('One', 'Form')
      const volume = mina.getByRole('textbox', { name: 'Crucible volume' })
      await volume.fill('500')
      await volume.press('Enter')
      await expect(mina.getByText(/found “500”/).first()).toBeVisible()
      await volume.fill('0.025 L')
      await volume.press('Enter')
      await plan.saved()
    })

    await test.step('the run keeps both', async () => {
      await mina.getByRole('tab', { name: 'Runs' }).click()
      await mina.getByRole('button', { name: 'Start run' }).click()
      await mina.waitForURL(/\/runs\/run_/)
      await expect(mina.getByText('Crucible volume')).toBeVisible()
      await expect(mina.getByRole('listitem').filter({ hasText: 'Crucible volume' })).toContainText('25 mL')
    })

    await test.step('a viewer sees them and is offered nothing to change', async () => {
      await vic.goto('/okada-lab/library')
      await expect(vic.getByRole('table')).toContainText('Borate 7')
      await expect(vic.getByRole('button', { name: 'Add a material' })).toHaveCount(0)
      await vic.getByRole('table').getByRole('button', { name: 'Borate 7' }).click()
      await expect(vic.getByRole('button', { name: 'Change' })).toHaveCount(0)
    })
  } finally {
    await server.dispose()
  }
})
