import { expect, test } from '@playwright/test'
import { acceptInvitation, invite, look, openBrowser, person, setUpLab } from '../people'
import { confirmApproval, PlanPage } from '../plan'
import { ProductServer } from '../server'

// A review: asked for, changes asked, edited, asked again, approved with the password, and changed since.

test('a student asks for review, changes what the PI asks for, and has it approved', async ({ browser }) => {
  test.setTimeout(180_000)
  const server = await ProductServer.start()
  const pi = person('Mina')
  const student = person('Sora')
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    const sora = await (await openBrowser(browser, server)).newPage()
    await setUpLab(mina, server, pi)
    await acceptInvitation(sora, await invite(mina, 'okada-lab', 'Student'), student)
    const plan = await PlanPage.create(sora, 'okada-lab', 'Borate at lower heat')
    const address = new URL(sora.url()).pathname
    await plan.add('sol-gel', 'LBO thin')
    await plan.add('sol-gel', 'LBO thick')
    await plan.type('LBO thin', 'sinterTemperatureC', '350')
    await plan.type('LBO thick', 'sinterTemperatureC', '360')
    await plan.saved()

    await test.step('a field that the PI requires must be there before a review is asked for', async () => {
      const minasPlan = new PlanPage(mina)
      await minasPlan.open(address)
      await mina.getByRole('button', { name: 'Columns' }).click()
      await mina.getByRole('button', { name: 'Required fields…' }).click()
      await mina.getByLabel('Require a field of sol-gel').selectOption({ label: 'Sintering time (h)' })
      await mina.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(mina.getByText('Saved.', { exact: true })).toBeVisible()
      await plan.openRecipe('LBO thin', 'Checks')
      await expect(sora.getByRole('tabpanel')).toContainText('requires the field “Sintering time”, which is empty')
      await sora.keyboard.press('Escape')
      await sora.getByRole('button', { name: 'Ask for review', exact: true }).click()
      const form = sora.getByRole('form', { name: 'Ask for review' })
      await expect(form.getByRole('alert')).toContainText('LBO thin: Sintering time')
      await look(sora, 'ask-for-review')
      await expect(form.getByRole('button', { name: /^Ask for review of/ })).toBeDisabled()
      await sora.keyboard.press('Escape')
      await plan.type('LBO thin', 'sinterHours', '2')
      await plan.type('LBO thick', 'sinterHours', '2')
      await plan.saved()
    })

    await test.step('the student asks; it stands in the PI’s inbox with a count', async () => {
      await plan.askForReview('for Monday’s furnace')
      await expect(sora.locator('[data-plan-state=in-review]')).toBeVisible()
      await mina.goto('/okada-lab')
      await mina.getByRole('link', { name: 'Reviews, 1 waiting for you' }).click()
      const waiting = mina.getByRole('list', { name: 'Waiting for you' })
      await expect(waiting).toContainText('for Monday’s furnace')
      await look(mina, 'reviews')
      await waiting.getByRole('link', { name: 'Borate at lower heat' }).click()
    })

    const part = (name: string) => mina.getByRole('region', { name: new RegExp(`^${name}`) })
    await test.step('the PI reads what the recipes say, approves one, and asks for changes in the other', async () => {
      await expect(part('LBO thick')).toContainText('Never approved')
      await expect(part('LBO thick')).toContainText('360')
      await part('LBO thick').getByRole('button', { name: 'Comment on Sintering temperature' }).click()
      await expect(part('LBO thick').getByRole('combobox', { name: 'About' })).toHaveValue('sinterTemperatureC')
      await part('LBO thick').getByRole('textbox', { name: 'New comment' }).fill('see the DSC of June')
      await part('LBO thick').getByRole('button', { name: 'Comment', exact: true }).click()
      await expect(part('LBO thick').getByRole('article')).toContainText('see the DSC of June')
      await look(mina, 'review')
      await expect(plan.cell('LBO thick', 'sinterTemperatureC')).toHaveAttribute('data-commented', 'true')
      await mina.getByRole('button', { name: 'Approve LBO thin' }).click()
      const form = mina.getByRole('form', { name: 'Approve' })
      await form.getByLabel('Your password').fill('not her password')
      await form.getByRole('button', { name: 'Approve' }).click()
      await expect(form.getByRole('alert')).toContainText('That is not your password')
      await confirmApproval(mina, pi.password)
      await expect(part('LBO thin').locator('[data-review-state=approved]')).toBeVisible()
      await mina.getByRole('button', { name: 'Ask for changes in LBO thick' }).click()
      await mina.getByLabel('What should change in “LBO thick”?').fill('the borate melts at 350 already')
      await mina.getByRole('button', { name: 'Send' }).click()
      await expect(part('LBO thick').locator('[data-review-state=changes-requested]')).toBeVisible()
      await expect(mina.getByRole('link', { name: 'Reviews', exact: true })).toBeVisible()
    })

    await test.step('the student reads why, edits, and asks again', async () => {
      await expect(sora.locator('[data-plan-state=changes-requested]')).toBeVisible()
      await plan.openRecipe('LBO thick', 'Form')
      const panel = sora.getByRole('complementary', { name: 'Recipe LBO thick' })
      await expect(panel).toContainText('Mina asks for changes: the borate melts at 350 already')
      await sora.keyboard.press('Escape')
      await plan.type('LBO thick', 'sinterTemperatureC', '340')
      await plan.saved()
      await plan.askForReview()
    })

    await test.step('the PI approves; the plan is approved for both', async () => {
      await mina.getByRole('link', { name: /^Reviews, 1 waiting/ }).click()
      await mina
        .getByRole('list', { name: 'Waiting for you' })
        .getByRole('link', { name: 'Borate at lower heat' })
        .click()
      await mina.getByRole('button', { name: 'Approve LBO thick' }).click()
      await confirmApproval(mina, pi.password)
      await expect(part('LBO thick').locator('[data-review-state=approved]')).toBeVisible()
      await expect(sora.locator('[data-plan-state=approved]')).toBeVisible()
    })

    await test.step('an edit withdraws it visibly, with the difference; back to what was approved, it holds', async () => {
      await plan.type('LBO thin', 'sinterTemperatureC', '450')
      await plan.saved()
      await expect(sora.locator('[data-plan-state=changed-since-approval]')).toHaveText('1 changed since approval')
      await expect(plan.row('LBO thin').getByRole('img', { name: 'changed since approval' })).toBeVisible()
      await expect(plan.row('LBO thick').getByRole('img', { name: 'approved' })).toBeVisible()
      await plan.openRecipe('LBO thin', 'Form')
      const panel = sora.getByRole('complementary', { name: 'Recipe LBO thin' })
      await expect(panel).toContainText('Changed since approval (revision 1, Mina')
      await expect(panel.getByRole('list', { name: 'Changed since approval' })).toContainText('350 → 450 °C')
      await mina.goto('/okada-lab/plans')
      await expect(mina.locator('[data-plan-state=changed-since-approval]:visible')).toHaveCount(1)

      // A student's run needs what was approved.
      await panel.getByRole('tab', { name: 'Runs' }).click()
      await panel.getByRole('button', { name: 'Start run' }).click()
      await expect(panel.getByRole('alert')).toContainText('was changed since it was approved')
      // The button is disabled while it starts, and loses the focus: Escape steps back all the same.
      await sora.keyboard.press('Escape')
      await expect(panel).toBeHidden()
      await plan.type('LBO thin', 'sinterTemperatureC', '350')
      await expect(sora.locator('[data-plan-state=approved]')).toBeVisible()
      await sora.goto(address)
      await expect(sora.locator('[data-plan-state=approved]')).toBeVisible()
    })
  } finally {
    await server.dispose()
  }
})

test('two PIs must both approve; a template hands on which fields it requires', async ({ browser }) => {
  test.setTimeout(180_000)
  const server = await ProductServer.start()
  const pi = person('Mina')
  const other = person('Ada')
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    const ada = await (await openBrowser(browser, server)).newPage()
    const sora = await (await openBrowser(browser, server)).newPage()
    await setUpLab(mina, server, pi)
    await acceptInvitation(ada, await invite(mina, 'okada-lab', 'PI'), other)
    await acceptInvitation(sora, await invite(mina, 'okada-lab', 'Student'), person('Sora'))

    await test.step('the lab wants the approval of all who were asked', async () => {
      await mina.getByRole('button', { name: 'Lab: Okada Lab' }).click()
      await mina.getByRole('menuitem', { name: 'Settings' }).click()
      await mina.getByLabel('All who were asked must approve the same content').check()
      await mina.getByRole('button', { name: 'Save' }).click()
      await expect(mina.getByText('Saved. It holds for reviews and runs from now on.')).toBeVisible()
      await sora.goto('/okada-lab/settings')
      await expect(sora.getByLabel('All who were asked must approve the same content')).toBeChecked()
      await expect(sora.getByLabel('All who were asked must approve the same content')).toBeDisabled()
    })

    const plan = await PlanPage.create(sora, 'okada-lab', 'Borate by two')
    await plan.add('sol-gel', 'LBO')
    await plan.type('LBO', 'sinterTemperatureC', '350')
    await plan.saved()
    const address = new URL(sora.url()).pathname

    const openReview = async (page: typeof mina) => {
      await page.goto('/okada-lab/reviews')
      await page.getByRole('list', { name: 'Waiting for you' }).getByRole('link', { name: 'Borate by two' }).click()
    }
    await test.step('one approves and it waits for the other; an edit between takes that back', async () => {
      await plan.askForReview()
      await openReview(mina)
      await mina.getByRole('button', { name: 'Approve LBO' }).click()
      await confirmApproval(mina, pi.password)
      await expect(mina.getByText('Approved so far by Mina.')).toBeVisible()
      await expect(sora.locator('[data-plan-state=in-review]')).toBeVisible()
      await plan.type('LBO', 'sinterTemperatureC', '360')
      await plan.saved()
      await openReview(ada)
      await expect(ada.getByText('Edited since the review was asked for')).toBeVisible()
      await expect(ada.getByText('Mina approved, ')).toContainText('of what it said before an edit')
      await ada.getByRole('button', { name: 'Approve LBO' }).click()
      await confirmApproval(ada, other.password)
      await expect(ada.getByText('Approved so far by Ada.')).toBeVisible()
      await openReview(mina)
      await mina.getByRole('button', { name: 'Approve LBO' }).click()
      await confirmApproval(mina, pi.password)
      await expect(mina.locator('h1 + * [data-review-state=approved]').first()).toBeVisible()
      await expect(sora.locator('[data-plan-state=approved]')).toBeVisible()
    })

    await test.step('what the template requires from now on is offered to a plan that was there before', async () => {
      const second = await PlanPage.create(mina, 'okada-lab', 'Borate again')
      await second.add('sol-gel', 'LBO two')
      await second.saved()
      await mina.getByRole('button', { name: 'Columns' }).click()
      await mina.getByRole('button', { name: 'Required fields…' }).click()
      await mina.getByLabel('Require a field of sol-gel').selectOption({ label: 'Sintering time (h)' })
      await mina.getByLabel('Also in the template').check()
      await mina.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(mina.getByText('Saved.', { exact: true })).toBeVisible()
      await mina.goto(address)
      await mina.getByRole('button', { name: 'Look at the difference' }).click()
      const offer = mina.getByRole('region', { name: 'Offered by the template' })
      await expect(offer).toContainText('sol-gel: Sintering time is required')
      await offer.getByRole('button', { name: 'Take it over' }).click()
      await expect(offer).toBeHidden()
      await expect(mina.getByRole('button', { name: 'No longer require Sintering time' })).toBeVisible()
      // The approval stays: what a recipe says has not changed.
      await expect(mina.locator('[data-plan-state=approved]')).toBeVisible()
    })
  } finally {
    await server.dispose()
  }
})
