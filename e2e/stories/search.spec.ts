import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { newId } from '@/collab/plan/newId'
import { type SignedIn, signInFirst } from '../api'
import { ProductServer } from '../server'

// A PI a few months later: which vial is this, what did we sinter hot, where was it that something smelled of almonds?

let server: ProductServer
let context: BrowserContext
let api: SignedIn['api']
const lab = 'example'

test.beforeAll(async ({ browser }) => {
  server = await ProductServer.start()
  ;({ context, api } = await signInFirst(browser, server, { withExampleLab: true }))
})

test.afterAll(async () => {
  await server.dispose()
})

async function type(page: Page, words: string) {
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search, go to, create').fill(words)
  return page.getByRole('dialog', { name: 'Search and commands' })
}

test('finds a vial by its code, recipes by a number, and a run by a word of its notes', async () => {
  const page = await context.newPage()
  const { items: samples } = await api.samples.list.query({ lab })
  const sample = samples.find(({ recipeName }) => recipeName === 'B-LCO') ?? samples[0]!
  const { items: runs } = await api.runs.page.query({ lab })
  const noted = runs[0]!
  await api.runs.record.mutate({
    lab,
    run: noted.id,
    entryId: newId('runEntry'),
    key: 'note',
    actual: 'The furnace smelled of bitter almonds.',
    reason: 'remembered later',
  })

  await page.goto(`/${lab}`)
  const palette = await type(page, sample.code.toLowerCase().replace('-', ''))
  await palette.getByRole('option', { name: sample.code }).first().click()
  await expect(page).toHaveURL(new RegExp(`/samples/${sample.id}`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText(sample.code)

  await type(page, 'almonds bitter')
  await palette.getByRole('option', { name: `Run ${noted.number} of ${noted.recipeName}` }).click()
  await expect(page).toHaveURL(new RegExp(`/runs/${noted.id}`))

  await type(page, 'wet sinter 450–550 °C')
  await palette.getByRole('option', { name: 'All results' }).click()
  await expect(page).toHaveURL(/\/search\?q=wet/)
  await expect(page.getByRole('status')).toContainText('“wet”, sinter 450–550 °C')
  const recipes = page.getByRole('region', { name: 'Recipes' }).getByRole('link')
  await expect(recipes.first()).toContainText(/wet · sinter 500 °C/)
  // A number that no recipe has: nothing, and it says how the words were understood.
  await page.getByRole('searchbox', { name: 'Search for' }).fill('wet sinter > 900')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toContainText('Nothing found with “wet”, sinter > 900')
  await page.close()
})

test('shows runs as a board and a calendar under an address that others can open, and one’s own work', async () => {
  const page = await context.newPage()
  const { items: plans } = await api.plans.list.query({ lab })
  const plan = plans[0]!
  const { records } = await api.plans.get.query({ lab, plan: plan.id })
  const { id: run } = await api.runs.start.mutate({ lab, plan: plan.id, recipe: records[0]!.recipeId })
  const mine = await api.runs.get.query({ lab, run })

  await page.goto(`/${lab}/my-work`)
  const line = page.getByRole('region', { name: 'Your runs' }).getByRole('link', { name: `run ${mine.number}` })
  await expect(line).toContainText(/next: \w+/)

  await page.goto(`/${lab}/runs`)
  await page.getByRole('button', { name: 'Board' }).click()
  const running = page.getByRole('region', { name: 'running', exact: true })
  await expect(running.getByRole('link', { name: mine.recipeName })).toBeVisible()
  await page.getByLabel('Columns by').selectOption('plan')
  await expect(page).toHaveURL(/view=board&by=plan/)
  await page.getByLabel('Process').selectOption(mine.process)
  await expect(page).toHaveURL(new RegExp(`process=${mine.process}`))
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.getByRole('region', { name: plan.title }).getByRole('link').first()).toBeVisible()
  await other.close()

  await page.goto(`/${lab}/runs?view=calendar`)
  const bar = page.getByRole('region', { name: 'Calendar' }).locator(`a[href$="${run}"]:visible`)
  await expect(bar).toBeVisible()
  await page.getByRole('button', { name: 'Earlier month' }).click()
  await expect(page).toHaveURL(/day=\d{4}-\d{2}-\d{2}/)
  await expect(bar).toHaveCount(0)
  await page.getByRole('button', { name: 'Today' }).click()
  await bar.click()
  await expect(page).toHaveURL(new RegExp(`/runs/${run}`))
  await page.close()
})
