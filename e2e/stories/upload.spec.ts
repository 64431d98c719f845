import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { buildExampleCell, signInFirst } from '../api'
import { cyclerFile } from '../cyclerFile'
import { look } from '../people'
import { ProductServer } from '../server'

const fixture = (name: string, type = 'application/octet-stream') => ({
  name,
  mimeType: type,
  buffer: readFileSync(`science/cycler/fixtures/${name}`),
})

/** A test stand of the lab's own: no reader knows its words. */
const ownHeader = 'Zeit Kanal,Zyk,Strm Kanal,Spg Kanal'

// The files of the week on one cell: a bad one among them, and one from a test stand that nobody knows.
test('five files at once: each is read, refused with its reason, or explained once for the whole lab', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const server = await ProductServer.start()
  try {
    const { context, api } = await signInFirst(browser, server, { withExampleLab: true })
    const { path } = await buildExampleCell(api, { name: 'Week 47', activeMassMg: 12 })
    const page = await context.newPage()
    await page.goto(path)
    // Somebody else has the same page open.
    const other = await context.newPage()
    await other.goto(path)
    const section = (name: string, on = page) => on.getByRole('region', { name, exact: true })

    await test.step('five files, each with its own fate', async () => {
      const stand = cyclerFile({ name: 'stand 3.csv', cycles: 4, header: ownHeader })
      await page
        .getByLabel('Cycler files')
        .setInputFiles([
          cyclerFile({ name: 'monday.csv', cycles: 6 }),
          fixture('neware-v2.ndax'),
          fixture('arbin.csv', 'text/csv'),
          { name: 'shopping.csv', mimeType: 'text/csv', buffer: Buffer.from('milk;2\nbread;1\n') },
          stand,
        ])
      const uploads = page.getByRole('list', { name: 'Uploads' })
      await expect(uploads.getByRole('listitem')).toHaveCount(5)
      for (const name of ['monday.csv', 'neware-v2.ndax', 'arbin.csv'])
        await expect(section(name).getByRole('heading', { name: 'How it was read' })).toBeVisible({ timeout: 30_000 })
      await expect(section('shopping.csv').getByRole('alert')).toContainText(/found/i)
      await expect(section('stand 3.csv').getByRole('alert')).toBeVisible()
      await look(page, 'upload-five')
      // Without a reload the other page shows the same.
      await expect(section('monday.csv', other).getByRole('heading', { name: 'Results', exact: true })).toBeVisible()
    })

    await test.step('the unknown table is explained by pointing at its columns', async () => {
      await section('stand 3.csv').getByRole('button', { name: 'Say what its columns are' }).click()
      const panel = page.getByRole('complementary', { name: 'Columns of stand 3.csv' })
      const say = async (column: string, what: string) =>
        panel.getByLabel(`What ${column} is`).selectOption({ label: what })
      await say('Zeit Kanal', 'time since the test began')
      await say('Zyk', 'cycle number')
      await say('Strm Kanal', 'current')
      await say('Spg Kanal', 'voltage')
      await expect(panel.getByRole('region', { name: 'What comes of it' })).toContainText('cycle 4: charge 2.0')
      await look(page, 'upload-mapping')
      await panel.getByLabel('Name of this mapping in the lab').fill('Test stand 3')
      await panel.getByRole('button', { name: 'Save and read the file' }).click()
      const byMapping = page.getByText('by the lab’s “Test stand 3”, version 1')
      await expect(byMapping).toHaveCount(1, { timeout: 30_000 })
      // The next one is read without asking.
      await page
        .getByLabel('Cycler files')
        .setInputFiles(cyclerFile({ name: 'stand 4.csv', cycles: 5, lostPerCycle: 0.02, header: ownHeader }))
      await expect(byMapping).toHaveCount(2, { timeout: 30_000 })
    })

    await test.step('the same content again is recognised; a longer export takes its place', async () => {
      await page
        .getByLabel('Cycler files')
        .setInputFiles({ ...cyclerFile({ name: 'monday.csv', cycles: 6 }), name: 'monday copy.csv' })
      await expect(page.getByText('This file was already here; its test is shown below.')).toBeVisible()
      await page.getByLabel('Cycler files').setInputFiles(cyclerFile({ name: 'friday.csv', cycles: 9 }))
      await expect(section('friday.csv')).toContainText('This file goes on from monday.csv', { timeout: 30_000 })
      await expect(section('monday.csv')).toHaveCount(0)
    })

    await test.step('files of several cells go to those that they are named after', async () => {
      await buildExampleCell(api, { name: 'Coin 31', activeMassMg: 10 })
      await page.goto('/example/upload')
      await page
        .getByLabel('Cycler files')
        .setInputFiles([
          cyclerFile({ name: '2026-11 coin_31 aging.csv', cycles: 8, lostPerCycle: 0.01 }),
          cyclerFile({ name: 'channel 5.csv', cycles: 7, lostPerCycle: 0.03 }),
        ])
      const uploads = page.getByRole('list', { name: 'Uploads' })
      await expect(uploads.getByRole('link', { name: 'Coin 31' })).toBeVisible()
      await expect(uploads).toContainText('8 cycles · capacity retention 95.0 % (cycle 8 against cycle 3)', {
        timeout: 30_000,
      })
      const choice = page.getByLabel('Cell of channel 5.csv')
      await choice.selectOption(await choice.locator('option', { hasText: 'Week 47' }).getAttribute('value'))
      await expect(uploads).toContainText('7 cycles · capacity retention 88.0 %', { timeout: 30_000 })
      await look(page, 'upload-many')
    })

    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  } finally {
    await server.dispose()
  }
})
