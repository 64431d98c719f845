import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import type { ProductServer } from './server'

export interface Person {
  name: string
  email: string
  password: string
}

export const person = (name: string): Person => ({
  name,
  email: `${name.toLowerCase()}@lab.test`,
  password: `${name} keeps the glovebox dry`,
})

/** A browser of one's own: another computer, or another person. */
export async function openBrowser(
  browser: Browser,
  server: ProductServer,
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1440, height: 900 },
    storageState,
  })
  context.setDefaultTimeout(15_000)
  server.beforeDispose(() => context.close())
  return context
}

/** The first person follows the link that the server printed, and comes out in her lab. */
export async function setUpLab(
  page: Page,
  server: ProductServer,
  pi: Person,
  { labName = 'Okada Lab', withExampleLab = false } = {},
): Promise<void> {
  await page.goto(server.setUpLink)
  await page.getByLabel('Name of the lab').fill(labName)
  await page.getByLabel('Your name').fill(pi.name)
  await page.getByLabel('Email').fill(pi.email)
  await page.getByLabel('Password').first().fill(pi.password)
  const example = page.getByLabel('Also create the example lab')
  if ((await example.isChecked()) !== withExampleLab) await example.click()
  await page.locator('button[type=submit]').click()
  await page.waitForURL(/\/okada-lab/)
}

/** A PI makes an invitation link on the members page. */
export async function invite(
  page: Page,
  lab: string,
  role: 'Researcher' | 'Student' | 'Viewer' | 'PI',
): Promise<string> {
  await page.goto(`/${lab}/members`)
  const field = page.getByLabel('Role', { exact: true })
  await field.click()
  if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption({ label: role })
  else await page.getByRole('option', { name: new RegExp(role, 'i') }).click()
  await page
    .getByRole('button', { name: /invit|link/i })
    .last()
    .click()
  const link = page.getByLabel('Invitation link')
  await expect(link).toHaveValue(/\/invitation\//)
  return await link.inputValue()
}

export async function acceptInvitation(page: Page, link: string, who: Person): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill(who.name)
  await page.getByLabel('Email').fill(who.email)
  await page.getByLabel('Password').first().fill(who.password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/invitation'))
}

export async function signIn(page: Page, who: Person): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(who.email)
  await page.getByLabel('Password').first().fill(who.password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** A picture of the page into the folder that LOOK names, for a person to look at; nothing without it. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.LOOK
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}
