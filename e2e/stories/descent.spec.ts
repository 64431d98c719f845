import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { lab, type SignedIn, signInFirst } from '../api'
import { look, person } from '../people'
import { ProductServer } from '../server'

// A vial on the shelf: where it comes from, what was made of it, and what its TEM image says about the prediction.

let server: ProductServer
let mina: SignedIn
let context: BrowserContext

test.beforeAll(async ({ browser }) => {
  server = await ProductServer.start()
  mina = await signInFirst(browser, server, { withExampleLab: false })
  context = mina.context
})
test.afterAll(async () => {
  await server.dispose()
})

/** An approved recipe of lithium borate by sol-gel, of which nobody knows how thick it gets, and a run of it. */
async function runOfLbo(): Promise<{ sample: string; code: string }> {
  const { api } = mina
  const { id: plan } = await api.plans.create.mutate({ lab, title: 'Borates for NMC532', template: 'cheng2024' })
  const find = async () =>
    (await api.search.find.query({ lab, query: 'LBO-NMC532' })).find(({ kind }) => kind === 'recipe')?.id
  await expect.poll(find).toBeTruthy()
  const recipe = (await find()) as `rec_${string}`
  const { id: review } = await api.reviews.ask.mutate({ lab, plan, recipes: [recipe] })
  await api.reviews.approve.mutate({ lab, plan, review, password: person('Mina').password })
  const { id: run } = await api.runs.start.mutate({ lab, plan, recipe })
  const [sample] = (await api.runs.get.query({ lab, run })).samples
  if (sample === undefined) throw new Error('The run has no powder.')
  return { sample: sample.id, code: sample.code }
}

const line = (page: Page) => page.getByRole('navigation', { name: 'Line of descent' })
const history = (page: Page) => page.getByRole('region', { name: 'History' })

test('a powder is split, coated, punched and built into a cell; its line is drawn, and TEM moves the prediction', async () => {
  const { sample, code } = await runOfLbo()
  const page = await context.newPage()
  await page.goto(`/${lab}/samples/${sample}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(code)

  await test.step('the powder is weighed, and weighed again: the old amount stays readable with the reason', async () => {
    await page.getByRole('button', { name: 'Change amount' }).click()
    const form = page.getByRole('form', { name: 'Change amount' })
    await form.getByLabel('Mass (g)').fill('9,8')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form).toBeHidden()
    await page.getByRole('button', { name: 'Change amount' }).click()
    await form.getByLabel('Mass (g)').fill('9.62')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form.getByRole('alert')).toHaveText(/Say in a word why/)
    await form.getByLabel('Why').fill('some stuck to the crucible')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('9.62 of 9.8 g left', { exact: true })).toBeVisible()
    await expect(history(page)).toContainText(
      'Mina weighed what is left: 9.62 g, by the record 9.8 g: some stuck to the crucible',
    )
  })

  await test.step('a vial is split off; taking more than there is, is refused', async () => {
    await page.getByRole('button', { name: 'Split', exact: true }).click()
    const form = page.getByRole('form', { name: 'Split' })
    await form.getByLabel('Part 1 (g)').fill('20')
    await form.getByRole('button', { name: 'Leave out part 2' }).click()
    await form.getByRole('button', { name: 'Split', exact: true }).click()
    await expect(form.getByRole('alert')).toContainText(`By the record only 9.62 g of ${code} is left`)
    await form.getByLabel('Part 1 (g)').fill('2')
    await form.getByLabel('Place').fill('glovebox 2')
    await form.getByLabel('Air-sensitive').check()
    await form.getByRole('button', { name: 'Split', exact: true }).click()
    await page.getByRole('status').getByRole('link').first().click()
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(code)
    await expect(page.getByText('air-sensitive').first()).toBeVisible()
  })
  const vial = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''

  await test.step('of the vial a sheet, of the sheet discs, of a disc a cell', async () => {
    await page.getByRole('button', { name: 'Make an electrode sheet' }).click()
    const sheet = page.getByRole('form', { name: 'Make an electrode sheet' })
    await sheet.getByLabel('Powder used (g)').fill('0.5')
    await sheet.getByLabel('Powder in the coating (wt%)').fill('80')
    await sheet.getByRole('button', { name: 'Make the sheet' }).click()
    await page.getByRole('status').getByRole('link').first().click()
    await expect(page.getByText(/^electrode sheet of/)).toBeVisible()
    await page.getByRole('button', { name: 'Punch discs' }).click()
    const discs = page.getByRole('form', { name: 'Punch discs' })
    await discs.getByLabel('Number of discs').fill('12')
    await discs.getByLabel('Diameter (mm)').fill('12')
    await discs.getByLabel('Coating per disc (mg)').fill('4.75')
    await discs.getByRole('button', { name: 'Punch', exact: true }).click()
    await page.getByRole('status').getByRole('link').first().click()
    await expect(page.getByText('12 discs', { exact: true })).toBeVisible()

    await page.getByRole('button', { name: 'Add a cell' }).click()
    const cell = page.getByRole('form', { name: /^Add a cell to / })
    await expect(cell).toContainText('One disc is taken: 12 discs.')
    // 80 wt% of 4.75 mg, on a disc of 12 mm.
    await expect(cell.getByLabel('Active mass (mg)')).toHaveValue('3.800')
    await expect(cell.getByLabel('Electrode area (cm²)')).toHaveValue('1.131')
    await cell.getByLabel('Name').fill('Coin 7')
    await cell.getByRole('button', { name: 'Add cell' }).click()
    await page.waitForURL(/\/cells\/cel_/)
    await page.goBack()
    await expect(page.getByText('11 of 12 discs left', { exact: true })).toBeVisible()
  })

  await test.step('the code, typed as it is said, opens the vial; its line leads up to the plan and down to the cell', async () => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeFocused()
    await page.keyboard.type(vial.toLowerCase().replace('-', ' '))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(vial)
    await expect(line(page).getByRole('link')).toHaveText([
      /plan.*Borates for NMC532/,
      /recipe.*LBO-NMC532.*revision 1/,
      /approved by.*Mina/,
      /run.*run 1/,
      new RegExp(`powder.*${code}.*7\\.62 g left`),
      new RegExp(`powder.*${vial}.*2 g of it.*1\\.5 g left`),
      /electrode.*0\.5 g of it/,
      /discs.*11 discs left/,
      /cell.*Coin 7/,
    ])
    await expect(line(page).locator('[aria-current=page]')).toContainText(vial)
    await look(page, 'sample-desk')
    await line(page)
      .getByRole('link', { name: /approved by Mina/ })
      .click()
    await page.waitForURL(/\/reviews\/rvw_/)
    await page.goBack()
  })

  await test.step('TEM on the vial moves the prediction, with its uncertainty as the range; a correction moves it again', async () => {
    const predicted = page.getByRole('complementary', { name: 'Prediction of the recipe' })
    const measured = predicted.getByRole('region', { name: 'Prediction, with what was measured' })
    await expect(measured).toHaveCount(0)
    const frozen = predicted.getByRole('region', { name: 'Predicted, not measured' })
    await expect(frozen).toContainText('≤ 87')
    await page.getByRole('button', { name: 'Add a measurement' }).click()
    const form = page.getByRole('form', { name: 'Add a measurement' })
    await form.getByLabel('Method').fill('TEM')
    await form.getByLabel('Value (nm)').fill('10')
    await form.getByLabel('± (nm)').fill('2')
    await form.getByRole('button', { name: 'Record' }).click()
    await expect(measured).toContainText(`Coating thickness 10 ± 2 nm, TEM, on ${vial}`)
    await expect(measured).toContainText('10 (8–12) nm')
    await expect(frozen).toContainText('≤ 87')

    await page.getByRole('button', { name: 'Correct', exact: true }).click()
    const correction = page.getByRole('form', { name: 'Correct coating thickness' })
    await correction.getByLabel('Value (nm)').fill('14')
    await correction.getByLabel('Why the earlier entry is not right').fill('scale bar of another magnification')
    await correction.getByRole('button', { name: 'Correct', exact: true }).click()
    await expect(measured).toContainText('14 (12–16) nm')
    await expect(page.getByRole('region', { name: 'Characterisation' })).toContainText(
      /Before: 10 ± 2 nm by Mina.*scale bar of another magnification/,
    )
    await look(page, 'sample-measured')
  })

  await test.step('on a phone the line is a list, and the run shows what was measured, too', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await expect(line(page).getByRole('link')).toHaveCount(9)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(390)
    await look(page, 'sample-phone')
    await line(page).getByRole('link', { name: /run 1/ }).click()
    await page.waitForURL(/\/runs\/run_/)
    await expect(page.getByRole('region', { name: 'Prediction, with what was measured' })).toContainText(
      '14 (12–16) nm',
    )
  })
})
