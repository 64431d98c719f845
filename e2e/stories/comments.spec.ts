import { expect, test } from '@playwright/test'
import { acceptInvitation, invite, look, openBrowser, person, setUpLab } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

test('two people talk about a parameter: a mention rings, the link leads there, the answer comes by itself', async ({
  browser,
}) => {
  const server = await ProductServer.start()
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    await setUpLab(mina, server, person('Mina'))
    const jon = await (await openBrowser(browser, server)).newPage()
    await acceptInvitation(jon, await invite(mina, 'okada-lab', 'Student'), person('Jon'))
    const minasPlan = await PlanPage.create(mina, 'okada-lab', 'Glass')
    await minasPlan.add('sol-gel', 'Glass 450')
    await minasPlan.type('Glass 450', 'sinterTemperatureC', '450')
    await minasPlan.saved()
    const jonsPlan = new PlanPage(jon)
    await jonsPlan.open(new URL(mina.url()).pathname)

    await test.step('Jon comments on the cell from the keyboard, and mentions Mina', async () => {
      await jonsPlan.cell('Glass 450', 'sinterTemperatureC').click()
      await jon.keyboard.press('Control+Alt+m')
      const field = jon.getByRole('textbox', { name: 'New comment' })
      await expect(field).toBeFocused()
      await expect(jon.getByRole('combobox', { name: 'About' })).toHaveValue('sinterTemperatureC')
      await field.pressSequentially('Why not 500, @mi')
      await expect(jon.getByRole('option', { name: 'Mina' })).toBeVisible()
      await jon.keyboard.press('Enter')
      await expect(field).toHaveValue('Why not 500, @Mina ')
      await field.pressSequentially('?')
      await jon.keyboard.press('Control+Enter')
      await expect(jon.getByRole('article')).toContainText('Why not 500, @Mina ?')
      await expect(field).toHaveValue('')
      await look(jon, 'comments-recipe')
    })

    await test.step('Mina, on another page, sees the bell and goes to the thread', async () => {
      await mina.goto('/okada-lab/runs')
      await mina.getByRole('link', { name: 'Notifications, 1 new' }).click()
      await look(mina, 'notifications')
      await mina.getByRole('link', { name: /Jon mentioned you on sintering temperature of “Glass 450”/ }).click()
      const thread = mina.getByRole('article', { name: 'Comments on Sintering temperature' })
      await expect(thread).toContainText('Why not 500')
      await expect(minasPlan.cell('Glass 450', 'sinterTemperatureC')).toHaveAttribute('data-commented', 'true')
      await thread.getByRole('textbox', { name: 'Answer' }).fill('It melts at 480.')
      await thread.getByRole('button', { name: 'Answer' }).click()
      await expect(thread).toContainText('It melts at 480.')
      await expect(mina.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible()
    })

    await test.step('Jon sees the answer without reloading, and resolves', async () => {
      const thread = jon.getByRole('article')
      await expect(thread).toContainText('It melts at 480.')
      await thread.getByRole('button', { name: 'Resolve' }).click()
      await expect(jon.getByRole('button', { name: 'Show 1 resolved' })).toBeVisible()
      await expect(jonsPlan.cell('Glass 450', 'sinterTemperatureC')).not.toHaveAttribute('data-commented', 'true')
      await expect(minasPlan.cell('Glass 450', 'sinterTemperatureC')).not.toHaveAttribute('data-commented', 'true')
    })

    await test.step('what is said of the plan stands beside it, on a phone too', async () => {
      await mina.getByRole('button', { name: /^Comments/ }).click()
      await mina.getByRole('textbox', { name: 'New comment on the plan' }).fill('Enough for Monday.')
      await mina
        .getByRole('region', { name: 'New comment on the plan' })
        .getByRole('button', { name: 'Comment' })
        .click()
      await expect(mina.getByRole('article', { name: 'Comments on The plan' })).toContainText('Enough for Monday.')
      await jon.setViewportSize({ width: 390, height: 844 })
      await jon.goto(jon.url())
      await jon.getByRole('button', { name: 'Comments 1' }).click()
      await expect(jon.getByRole('article', { name: 'Comments on The plan' })).toContainText('Enough for Monday.')
      await look(jon, 'comments-phone')
    })

    await test.step('a viewer reads, and finds nothing to write in', async () => {
      const vera = await (await openBrowser(browser, server)).newPage()
      await acceptInvitation(vera, await invite(mina, 'okada-lab', 'Viewer'), person('Vera'))
      await vera.goto(new URL(jon.url()).pathname)
      await vera.getByRole('button', { name: /^Comments/ }).click()
      await expect(vera.getByRole('article', { name: 'Comments on The plan' })).toContainText('Enough for Monday.')
      await expect(vera.getByRole('textbox', { name: /comment|Answer/i })).toHaveCount(0)
    })
  } finally {
    await server.dispose()
  }
})
