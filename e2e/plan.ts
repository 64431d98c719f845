import { expect, type Locator, type Page } from '@playwright/test'
import type { Person } from './people'

/** Approving asks who one is again. */
export async function confirmApproval(page: Page, password: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Approve' })
  await form.getByLabel('Your password').fill(password)
  await form.getByRole('button', { name: 'Approve' }).click()
  await expect(form).toBeHidden()
}

/** The plan's page as a person uses it. */
export class PlanPage {
  constructor(readonly page: Page) {}

  /** Makes a plan from nothing and stays on its page. */
  static async create(page: Page, lab: string, title: string): Promise<PlanPage> {
    await page.goto(`/${lab}/plans`)
    const form = page.getByRole('form', { name: 'New plan' })
    const open = page.getByRole('button', { name: 'New plan' })
    await expect(form.or(open).first()).toBeVisible()
    if (!(await form.isVisible())) await open.click()
    await form.getByLabel('Title of the plan').fill(title)
    await form.locator('button[type=submit]').click()
    await page.waitForURL(/\/plans\/pln_/)
    return new PlanPage(page)
  }

  get grid(): Locator {
    return this.page.getByRole('grid', { name: 'Recipes' })
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path)
    await expect(this.grid).toBeVisible()
    await this.saved()
  }

  row(recipe: string): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: recipe, exact: true }) })
  }

  cell(recipe: string, key: string): Locator {
    return this.row(recipe).locator(`[data-key="${key}"]`)
  }

  head(key: string): Locator {
    return this.grid.locator(`[data-head="${key}"]`)
  }

  /** Pastes into the cell with the focus what another program put on the clipboard. */
  async paste(data: Record<string, string>): Promise<void> {
    await this.page.evaluate((given) => {
      const clipboardData = new DataTransfer()
      for (const [type, text] of Object.entries(given)) clipboardData.setData(type, text)
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    }, data)
  }

  /** What copying the selection puts on the clipboard. */
  async copy(): Promise<{ plain: string; html: string }> {
    return await this.page.evaluate(() => {
      const clipboardData = new DataTransfer()
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
      )
      return { plain: clipboardData.getData('text/plain'), html: clipboardData.getData('text/html') }
    })
  }

  /** Drags the fill handle of the selection to a cell. */
  async dragHandle(to: Locator): Promise<void> {
    await this.grid.locator('[data-fill-handle]').hover()
    await this.page.mouse.down()
    const box = await to.boundingBox()
    if (!box) throw new Error('The cell is not in sight.')
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 6 })
    await this.page.mouse.up()
  }

  /** Adds a recipe of a process and gives it its name. */
  async add(process: string, name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add recipe' }).first().click()
    await this.page.getByRole('menuitem', { name: process }).click()
    await this.page.keyboard.type(name)
    await this.page.keyboard.press('Enter')
    await expect(this.row(name)).toBeVisible()
  }

  async type(recipe: string, key: string, text: string): Promise<void> {
    await this.cell(recipe, key).click()
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }

  /** Chooses a condition that all recipes are predicted under. */
  async condition(label: string, choice: string): Promise<void> {
    await this.page
      .getByRole('region', { name: 'Predicted at' })
      .getByLabel(label, { exact: true })
      .selectOption({ label: choice })
  }

  /** The mark of another person's selection in a cell. */
  peerIn(recipe: string, key: string, person: string): Locator {
    return this.cell(recipe, key).locator(`[data-name="${person}"]`)
  }

  /** A PI approves all recipes of the plan at once. */
  async approve({ password }: Pick<Person, 'password'>): Promise<void> {
    await this.page.getByRole('button', { name: 'Approve', exact: true }).click()
    await confirmApproval(this.page, password)
  }

  /** Asks for a review of all that is not approved as it stands. */
  async askForReview(note = ''): Promise<void> {
    await this.page.getByRole('button', { name: 'Ask for review', exact: true }).click()
    const form = this.page.getByRole('form', { name: 'Ask for review' })
    await form.getByLabel('A word to it').fill(note)
    await form.getByRole('button', { name: /^Ask for review of/ }).click()
    await expect(form).toBeHidden()
  }

  async saved(): Promise<void> {
    await expect(this.page.locator('[data-save-state=saved]')).toBeVisible()
  }

  async openRecipe(recipe: string, tab: 'Form' | 'Prediction' | 'Checks' | 'Runs' | 'History'): Promise<void> {
    await this.page.getByRole('button', { name: `Open ${recipe}`, exact: true }).click()
    await this.page.getByRole('tab', { name: tab }).click()
  }
}
