import { expect, test } from '@playwright/test'
import { drawPdfPages, pdfPages } from '@/server/pdf/testing/pdfPages'
import { readQrCodes } from '@/server/pdf/testing/readQrCodes'
import { lab, signInFirst } from '../api'
import { look, openBrowser, person } from '../people'
import { ProductServer } from '../server'

// Labels for the week's vials, and what a phone does that scans one.

test('labels are chosen in the list, printed on a used sheet, and scanned by a phone that is not signed in', async ({
  browser,
}) => {
  const server = await ProductServer.start()
  try {
    const { context, api } = await signInFirst(browser, server, { withExampleLab: false })
    const { id: plan } = await api.plans.create.mutate({ lab, title: 'Glasses', template: 'feng2023' })
    const recipes = async () =>
      (await api.search.find.query({ lab, query: 'LCO' })).filter(({ kind }) => kind === 'recipe')
    await expect.poll(async () => (await recipes()).length).toBe(3)
    const codes: string[] = []
    for (const { id: recipe } of await recipes()) {
      const { id: run } = await api.runs.start.mutate({ lab, plan, recipe: recipe as `rec_${string}` })
      const [sample] = (await api.runs.get.query({ lab, run })).samples
      if (sample === undefined) throw new Error('The run has no powder.')
      codes.push(sample.code)
      if (codes.length === 1)
        await api.samples.change.mutate({
          lab,
          sample: sample.id,
          change: { field: 'expiresOn', seen: null, value: '2020-01-31' },
        })
    }
    const [first = '', second = '', third = ''] = codes
    const page = await context.newPage()

    await test.step('two of the three are ticked; the sheet has five labels gone', async () => {
      await page.goto(`/${lab}/samples`)
      await expect(page.getByRole('row', { name: new RegExp(first) })).toContainText(/expired \d+ days ago/)
      for (const code of [first, third]) await page.getByRole('checkbox', { name: `Choose ${code}` }).check()
      await page.getByRole('link', { name: '2 labels' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Labels of 2 samples')
      await page.getByLabel('Labels in the printer').selectOption({ label: 'Avery L7651, 65 on A4 (38.1 × 21.2 mm)' })
      await page.getByLabel('First free label').fill('6')
      await look(page, 'labels')
    })

    let addresses: string[] = []
    await test.step('the PDF holds both labels, and a decoder reads their addresses', async () => {
      const href = await page.getByRole('link', { name: 'Open the PDF' }).getAttribute('href')
      const answer = await page.request.get(href ?? '')
      expect(answer.headers()['content-type']).toBe('application/pdf')
      const bytes = await answer.body()
      const pages = await pdfPages(bytes)
      expect(pages).toHaveLength(1)
      expect(pages[0]?.text).toContain('use by 31 Jan 2020')
      const found = (await Promise.all((await drawPdfPages(bytes, { dotsPerInch: 200 })).map(readQrCodes))).flat()
      // The sixth label is the first of the second row.
      expect(found.map(({ y }) => Math.floor((y * 297 - 10.7) / 21.2))).toEqual([1, 1])
      addresses = found.map(({ text }) => text)
      expect(addresses.toSorted()).toEqual([first, third].map((code) => `${server.url}/${lab}/s/${code}`).toSorted())
    })

    await test.step('a phone scans one: after signing in it shows that vial', async () => {
      const phone = await (await openBrowser(browser, server)).newPage()
      await phone.setViewportSize({ width: 390, height: 844 })
      await phone.goto(addresses.find((address) => address.endsWith(first)) ?? '')
      await phone.getByLabel('Email').fill(person('Mina').email)
      await phone.getByLabel('Password').first().fill(person('Mina').password)
      await phone.locator('button[type=submit]').click()
      await expect(phone.getByRole('heading', { level: 1 })).toHaveText(first)
      await expect(phone.getByText(/^expired \d+ days ago$/).first()).toBeVisible()
      // A code that was misread, and one that this lab does not have.
      await phone.goto(`/${lab}/s/${first.slice(0, 5)}XX`)
      await expect(phone.getByRole('heading', { level: 1 })).toContainText('is no sample code')
      await phone.close()
    })

    await test.step('a sample and a run offer their labels as well', async () => {
      await page.goto(`/${lab}/s/${second.toLowerCase().replace('-', '')}`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(second)
      await page.getByRole('link', { name: 'Label', exact: true }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Label of ${second}`)
      // Signed out nobody gets a label.
      const href = (await page.getByRole('link', { name: 'Open the PDF' }).getAttribute('href')) ?? ''
      expect((await fetch(`${server.url}${href}`)).status).toBe(401)
    })
  } finally {
    await server.dispose()
  }
})
