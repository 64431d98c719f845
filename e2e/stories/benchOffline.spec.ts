import { expect, type Page, test } from '@playwright/test'
import { lab, signInFirst } from '../api'
import { Line } from '../line'
import { look } from '../people'
import { ProductServer } from '../server'

/** A photo as a phone takes it, drawn by the browser so that it is a real JPEG. */
async function photo(page: Page, name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 1600
    canvas.height = 1200
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('There is nothing to draw on.')
    context.fillStyle = '#8a5a2b'
    context.fillRect(0, 0, 1600, 1200)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'))
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))]
  })
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) }
}

test('a phone in a basement: weights, a reason, a photo, a timer and half a note outlive a reload, and arrive once', async ({
  browser,
}) => {
  const server = await ProductServer.start()
  const line = await Line.open()
  try {
    const { context: desk, api } = await signInFirst(browser, server, { withExampleLab: false })
    const { id: plan } = await api.plans.create.mutate({ lab, title: 'Borates', template: 'cheng2024' })
    const recipe = (await api.plans.get.query({ lab, plan })).records[1]?.recipeId
    if (recipe === undefined) throw new Error('The template has two recipes.')
    const place = 'basement, tube furnace 2'
    const { id: run } = await api.runs.start.mutate({ lab, plan, recipe, batchMassG: 10, place })
    const address = `/${lab}/runs/${run}`

    const phone = await browser.newContext({
      baseURL: server.url,
      proxy: line.proxy,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      storageState: await desk.storageState(),
    })
    server.beforeDispose(() => phone.close())
    phone.setDefaultTimeout(15_000)
    const page = await phone.newPage()
    const step = (title: string) => page.getByRole('region', { name: title, exact: true })
    const word = page.getByRole('status').filter({ hasText: /saved|kept|saving/ })
    const next = page.getByRole('navigation', { name: 'Next step' })

    await test.step('upstairs the phone opens the run, and the first weight is sent', async () => {
      await page.goto(address)
      await expect(next).toContainText('Next: Weigh')
      await step('Weigh').getByLabel('NMC532, LiNi₀.₅Mn₀.₃Co₀.₂O₂, actual, in g').fill('10,012')
      await step('Weigh').getByRole('button', { name: 'Record NMC532, LiNi₀.₅Mn₀.₃Co₀.₂O₂' }).click()
      await expect(word).toHaveText('saved')
      await expect
        .poll(() => page.evaluate(async (wanted) => (await caches.match(wanted)) !== undefined, address))
        .toBe(true)
      await look(page, 'run-phone')
    })

    await test.step('in the basement all of it stays on the phone', async () => {
      line.cut()
      const salt = step('Weigh').getByLabel(/^lithium acetate.*actual, in g/)
      await salt.fill('0.1093')
      await step('Weigh')
        .getByLabel(/^lithium acetate.*reason/)
        .fill('a flake fell in')
      await step('Weigh')
        .getByRole('button', { name: /^Record lithium acetate/ })
        .click()
      await step('Weigh').getByRole('button', { name: 'Weigh: all as planned' }).click()
      await expect(next).toContainText('Next: Dissolve')
      await step('Coat')
        .getByLabel('Photo of Coat')
        .setInputFiles(await photo(page, 'lumps.jpg'))
      await expect(step('Coat').getByRole('button', { name: 'Photo 1' })).toBeVisible()
      await step('Dry').getByRole('button', { name: 'Start timer of Dry' }).click()
      await page.getByLabel('New note').fill('smells of')
      await expect(word).toHaveText(/^no connection, \d+ entries kept on this device$/)
      await look(page, 'run-phone-offline')
    })

    await test.step('the battery is changed: a reload without network shows everything, the sent weight too', async () => {
      await page.reload()
      await expect(step('Weigh')).toContainText('done')
      await expect(step('Weigh')).toContainText('1 deviation')
      await step('Weigh').getByRole('button', { name: 'Show Weigh' }).click()
      await expect(step('Weigh')).toContainText('10.012')
      await expect(step('Weigh')).toContainText('“a flake fell in”')
      await expect(step('Dry').getByRole('timer')).toHaveText(/^0:0\d:\d\d$/)
      await step('Coat').getByRole('button', { name: 'Photo 1' }).click()
      const large = step('Coat').getByRole('figure').getByRole('img')
      await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1600)
      await step('Coat').getByRole('button', { name: 'Add a caption' }).click()
      await step('Coat').getByLabel('Caption').fill('brown lumps')
      await step('Coat').getByRole('button', { name: 'Keep' }).click()
      await page.getByLabel('New note').pressSequentially(' vinegar')
      await expect(page.getByLabel('New note')).toHaveValue('smells of vinegar')
      await page.getByRole('button', { name: 'Add note' }).click()
      expect((await api.runs.get.query({ lab, run })).entries).toHaveLength(1)
    })

    await test.step('upstairs again everything arrives, once, with the time at which it was said', async () => {
      line.mend()
      await expect(word).toHaveText('saved', { timeout: 30_000 })
      await page.reload()
      await expect(step('Coat').getByRole('button', { name: 'Photo 1: brown lumps' })).toBeVisible()
      await step('Dry').getByRole('button', { name: 'Stop the timer of Dry' }).click()
      // The recipe does not say how long to dry: what the timer measured is the record.
      await expect(step('Dry')).toContainText('Drying time')
      await expect(word).toHaveText('saved')
      await look(page, 'run-phone-back')
      const { entries } = await api.runs.get.query({ lab, run })
      const said = entries.map(({ key, actual }) => `${key} ${actual}`)
      expect(new Set(said).size).toBe(said.length)
      for (const one of ['batchMassG 10.012', 'step.weigh done', 'timer.dry started', 'timer.dry stopped'])
        expect(said).toContain(one)
      for (const one of ['weigh.LiCH3COO 0.1093', 'note smells of vinegar', 'photo.coat ', 'photo.coat brown lumps'])
        expect(said).toContain(one)
      const timer = entries.find(({ key }) => key === 'timer.dry')
      expect(timer?.recordedAt.getTime()).toBeGreaterThan((timer?.saidAt.getTime() ?? 0) + 500)
    })
  } finally {
    line.close()
    await server.dispose()
  }
})
