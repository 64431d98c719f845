import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { acceptInvitation, invite, openBrowser, person, setUpLab } from '../people'
import { ProductServer } from '../server'

// Every page and what opens on it, by axe, in both themes, on a desk and on a phone. LOOK=folder also takes pictures.
const sizes = [
  { name: 'desk', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const
const themes = ['light', 'dark'] as const
const pictures = process.env.LOOK

let server: ProductServer
let pi: BrowserContext
let viewer: BrowserContext
let invitation = ''

test.beforeAll(async ({ browser }) => {
  server = await ProductServer.start()
  pi = await openBrowser(browser, server)
  const page = await pi.newPage()
  await page.goto(server.setUpLink)
  await check(page, 'set-up')
  await setUpLab(page, server, person('Mina'), { withExampleLab: true })
  viewer = await openBrowser(browser, server)
  const vic = await viewer.newPage()
  await acceptInvitation(vic, await invite(page, 'okada-lab', 'Viewer'), person('Vic'))
  invitation = new URL(await invite(page, 'okada-lab', 'Student')).pathname
  await page.close()
  await vic.close()
})

test.afterAll(async () => {
  await server.dispose()
})

/** Nothing serious by axe, no sideways scrolling of the page itself, in both themes and on both screens. */
async function check(page: Page, name: string): Promise<void> {
  for (const { name: size, width, height } of sizes) {
    await page.setViewportSize({ width, height })
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      // Both sizes and both themes are in two of the four; pictures are taken of all.
      if ((size === 'desk') === (theme === 'light') && !pictures) continue
      await settled(page)
      if (pictures) await page.screenshot({ path: `${pictures}/${name}-${size}-${theme}.png` })
      const { violations } = await new AxeBuilder({ page }).analyze()
      const grave = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
      expect.soft(grave, `${name}, ${size}, ${theme}`).toEqual([])
    }
    const { wide, own } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      own: window.innerWidth,
    }))
    expect.soft(wide, `${name}, ${size}: scrolls sideways`).toBeLessThanOrEqual(own)
  }
}

/** Charts and lists draw after their data: two frames in which nothing is busy. A browser may draw none when nothing changes. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(resolve, 1_000)
        requestAnimationFrame(() => requestAnimationFrame(resolve))
      }),
  )
  await page.waitForTimeout(150)
}

/** A page that listens to its own console: what a browser complains of there is a fault, too. */
async function openPage(context: BrowserContext, complaints: string[]): Promise<Page> {
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404'))
      complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return page
}

test('the doors: signing in, an invitation, a page that is not there', async ({ browser }) => {
  const complaints: string[] = []
  const page = await openPage(await openBrowser(browser, server), complaints)
  await page.goto('/sign-in')
  await check(page, 'sign-in')
  await page.goto(invitation)
  await check(page, 'invitation')
  await page.goto('/invitation/gone')
  await check(page, 'invitation-gone')
  await page.goto('/no/such/page')
  await check(page, 'not-found')
  expect(complaints).toEqual([])
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill('mina@lab.test')
  await page.getByLabel('Password').first().fill('not her password')
  await page.locator('button[type=submit]').click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await check(page, 'sign-in-refused')
})

test('the pages of a lab with a year of work', async () => {
  test.setTimeout(600_000)
  const complaints: string[] = []
  const page = await openPage(pi, complaints)
  for (const place of [
    '',
    'plans',
    'runs',
    'runs?view=board',
    'runs?view=calendar',
    'my-work',
    'search?q=lco sinter > 300',
    'samples',
    'results',
    'results?show=prediction',
    'compare',
    'upload',
    'library',
    'library/papers/feng2023',
    'members',
    'reviews',
    'settings',
    'notifications',
    'activity',
  ]) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`/example/${place}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await check(page, `lab-${place.replace(/\W+/g, '-') || 'home'}`)
  }
  for (const kind of ['runs', 'samples'] as const) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`/example/${kind}`)
    const first = page.locator(`main a[href*="/${kind}/"]`).first()
    await page.goto((await first.getAttribute('href')) ?? '')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await check(page, kind)
    if (kind === 'samples') {
      await page.setViewportSize({ width: 1440, height: 900 })
      for (const making of ['Split', 'Add a measurement', 'Change amount'])
        await page.getByRole('button', { name: making, exact: true }).click()
      await check(page, 'sample-forms')
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.getByRole('link', { name: 'Label', exact: true }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Label of /)
      await check(page, 'labels')
      await page.goBack()
    }
    const cell = page.locator('main a[href*="/cells/"]').first()
    if (kind === 'samples' && (await cell.count()) > 0) {
      await page.goto((await cell.getAttribute('href')) ?? '')
      await check(page, 'cell')
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/example/library')
  await page.getByRole('table').getByRole('button', { name: 'Li3B11O18', exact: true }).click()
  await check(page, 'material')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Copy to our lab' }).click()
  await check(page, 'material-form')
  await page.goto('/example/library')
  await page.getByRole('tab', { name: 'Our parameters' }).click()
  await page.getByRole('button', { name: 'Add a parameter' }).click()
  await check(page, 'parameter-form')
  await page.goto('/account')
  await check(page, 'account')
  await page.goto('/example/plans/nothing')
  await check(page, 'lab-not-found')
  expect(complaints).toEqual([])
})

test('a plan and all that opens on it', async () => {
  test.setTimeout(600_000)
  const complaints: string[] = []
  const page = await openPage(pi, complaints)
  await page.goto('/example/plans')
  await page.goto((await page.locator('main a[href*="/plans/pln_"]').first().getAttribute('href')) ?? '')
  const address = page.url()
  await expect(page.getByRole('grid', { name: 'Recipes' })).toBeVisible()
  await check(page, 'plan')
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const tab of ['Form', 'Notes', 'Prediction', 'Checks', 'Comments', 'Runs', 'History']) {
    await page.goto(address)
    await page
      .getByRole('button', { name: /^Open / })
      .first()
      .click()
    await page.getByRole('tab', { name: tab }).click()
    await check(page, `recipe-${tab.toLowerCase()}`)
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  await page.goto(address)
  // The last recipe of a plan is a coated one.
  await page
    .getByRole('button', { name: /^Open / })
    .last()
    .click()
  await page.getByRole('tab', { name: 'Runs' }).click()
  await page.getByLabel('Batch mass (g)').fill('10')
  await page.getByRole('button', { name: 'Start run' }).click()
  await page.waitForURL(/\/runs\/run_/)
  await page
    .getByLabel(/actual, in g$/)
    .first()
    .fill('12')
  await page
    .getByRole('button', { name: /^Start timer of / })
    .first()
    .click()
  await page.getByRole('button', { name: 'Weigh: all as planned' }).click()
  await page
    .getByRole('button', { name: /^Skip / })
    .last()
    .click()
  await check(page, 'run-going-on')
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const panel of ['Sweep', 'From a recipe', 'View']) {
    await page.goto(address)
    await page.getByRole('button', { name: panel, exact: true }).click()
    await expect(page.getByRole('form').first()).toBeVisible()
    await check(page, `plan-${panel.toLowerCase().replaceAll(' ', '-')}`)
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  await page.goto(address)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('button', { name: 'Computed column…' }).click()
  await check(page, 'plan-computed-column')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(address)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('button', { name: 'Required fields…' }).click()
  await check(page, 'plan-required-fields')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(address)
  await expect(page.getByRole('grid', { name: 'Recipes' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await check(page, 'command-palette')
  expect(complaints).toEqual([])
})

test('an empty lab, and what a viewer sees', async () => {
  test.setTimeout(600_000)
  const complaints: string[] = []
  const page = await openPage(viewer, complaints)
  for (const place of ['', 'plans', 'runs', 'samples', 'results', 'library', 'members', 'reviews', 'settings']) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`/okada-lab/${place}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await check(page, `viewer-${place || 'home'}`)
  }
  const mina = await openPage(pi, complaints)
  await mina.goto('/okada-lab/plans')
  await check(mina, 'empty-plans')
  expect(complaints).toEqual([])
})
