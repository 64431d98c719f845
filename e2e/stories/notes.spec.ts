import { expect, test } from '@playwright/test'
import { onDisk } from '../disk'
import { acceptInvitation, invite, look, openBrowser, person, setUpLab } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

/** A PNG of one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('two people write one recipe’s notes: words merge, lists and tables stand, an image is a file', async ({
  browser,
}) => {
  const server = await ProductServer.start()
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    await setUpLab(mina, server, person('Mina'))
    const jon = await (await openBrowser(browser, server)).newPage()
    await acceptInvitation(jon, await invite(mina, 'okada-lab', 'Researcher'), person('Jon'))
    const minasPlan = await PlanPage.create(mina, 'okada-lab', 'Glass')
    await minasPlan.add('sol-gel', 'Glass 450')
    await minasPlan.saved()
    const jonsPlan = new PlanPage(jon)
    await jonsPlan.open(new URL(mina.url()).pathname)
    const rows = () =>
      onDisk(
        server.dataFolder,
        ({ sqlite }) => sqlite.prepare('select count(*) from plan_updates').pluck().get() as number,
      )
    const told = () =>
      onDisk(server.dataFolder, ({ sqlite }) =>
        sqlite
          .prepare(
            `select user.name from notifications join members on members.id = notifications.member_id
               join user on user.id = members.user_id where kind = 'mention' order by user.name`,
          )
          .pluck()
          .all(),
      )
    const before = await rows()
    for (const page of [mina, jon]) {
      await page.getByRole('button', { name: 'Open Glass 450', exact: true }).click()
      await page.getByRole('tab', { name: 'Notes' }).click()
      await expect(page.getByRole('textbox', { name: 'Notes of Glass 450' })).toBeVisible()
    }
    const minas = mina.getByRole('textbox', { name: 'Notes of Glass 450' })
    const jons = jon.getByRole('textbox', { name: 'Notes of Glass 450' })

    await test.step('opening them writes nothing', async () => {
      await mina.waitForTimeout(500)
      expect(await rows()).toBe(before)
    })

    await test.step('Mina writes a heading, a checklist and a mention; Jon sees it come', async () => {
      await minas.click()
      await mina.getByRole('button', { name: 'Heading' }).click()
      await minas.pressSequentially('Milling')
      await mina.keyboard.press('Enter')
      await minas.pressSequentially('Ask @jo')
      await expect(mina.getByRole('option', { name: 'Jon' })).toBeVisible()
      await mina.keyboard.press('Enter')
      await minas.pressSequentially('about the jar.')
      await mina.keyboard.press('Enter')
      await mina.getByRole('button', { name: 'Checklist' }).click()
      await minas.pressSequentially('Dry the jar')
      await expect(jons.getByRole('heading', { name: 'Milling' })).toBeVisible()
      await expect(jons).toContainText('Ask @Jon about the jar.')
      await jons.getByRole('checkbox').check()
      await expect(minas.getByRole('checkbox')).toBeChecked()
    })

    await test.step('both write at once, one without network: both texts stand', async () => {
      await jon.context().setOffline(true)
      await jons.getByText('Milling').click()
      await jon.keyboard.press('Home')
      await jons.pressSequentially('Ball ')
      await jons.getByText('about the jar').click()
      await jon.keyboard.press('End')
      await jons.pressSequentially(' Or @mi')
      await expect(jon.getByRole('option', { name: 'Mina' })).toBeVisible()
      await jon.keyboard.press('Enter')
      await minas.getByText('Milling').click()
      await mina.keyboard.press('End')
      await minas.pressSequentially(' by hand')
      await jon.context().setOffline(false)
      for (const notes of [minas, jons])
        await expect(notes.getByRole('heading', { name: 'Ball Milling by hand' })).toBeVisible()
      // Whoever is named hears of it when the words arrive.
      await expect(minas).toContainText('about the jar. Or @Mina')
      await expect.poll(() => told()).toEqual(['Jon', 'Mina'])
    })

    await test.step('one undoes one’s own words', async () => {
      await mina.keyboard.press('Control+z')
      for (const notes of [minas, jons]) {
        await expect(notes.getByRole('heading')).toContainText('Ball Milling')
        await expect(notes.getByRole('heading')).not.toContainText('by hand')
      }
    })

    await test.step('a table and an image', async () => {
      await minas.getByText('about the jar').click()
      await mina.keyboard.press('End')
      await mina.getByRole('button', { name: 'Table' }).click()
      await minas.pressSequentially('rpm')
      await expect(jons.getByRole('cell').or(jons.getByRole('columnheader')).filter({ hasText: 'rpm' })).toBeVisible()
      await jons.getByText('Ball Milling').click()
      await jon.keyboard.press('End')
      await jon.getByLabel('Images to add').setInputFiles({ name: 'jar.png', mimeType: 'image/png', buffer: pixel })
      const image = minas.getByRole('img', { name: 'jar.png' })
      await expect(image).toBeVisible()
      await expect.poll(() => image.evaluate((found: HTMLImageElement) => found.naturalWidth)).toBe(1)
      await jon
        .getByLabel('Images to add')
        .setInputFiles({ name: 'evil.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="x">') })
      await expect(jon.getByText('is no PNG, JPEG, GIF or WebP image')).toBeVisible()
      await look(mina, 'notes')
    })

    await test.step('a word of the notes finds the recipe, and opens it', async () => {
      await minasPlan.saved()
      await mina.goto('/okada-lab/runs')
      await mina.keyboard.press('Control+k')
      await mina.getByRole('combobox').fill('about the jar')
      await mina.getByRole('option', { name: /Glass 450/ }).click()
      await expect(mina.getByRole('complementary', { name: 'Recipe Glass 450' })).toBeVisible()
    })

    await test.step('all of it is there after a reload, and a viewer reads it', async () => {
      const vera = await (await openBrowser(browser, server)).newPage()
      await acceptInvitation(vera, await invite(mina, 'okada-lab', 'Viewer'), person('Vera'))
      await vera.setViewportSize({ width: 390, height: 844 })
      await vera.goto(new URL(jon.url()).pathname)
      await vera.getByRole('button', { name: /Glass 450/ }).click()
      await vera.getByRole('tab', { name: 'Notes' }).click()
      const text = vera.getByLabel('Notes of Glass 450')
      await expect(text).toContainText('Ball Milling')
      await expect(text).toContainText('rpm')
      await expect(text.getByRole('img', { name: 'jar.png' })).toBeVisible()
      await expect(vera.getByRole('toolbar', { name: 'Text' })).toHaveCount(0)
      await expect(vera.locator('[data-save-state=refused]')).toHaveCount(0)
      await look(vera, 'notes-phone')
    })
  } finally {
    await server.dispose()
  }
})
