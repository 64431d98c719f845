import { expect, type Locator, type Page } from '@playwright/test'

/** The plan's page as a person uses it. */
export class PlanPage {
  constructor(readonly page: Page) {}

  get grid(): Locator {
    return this.page.getByRole('grid', { name: 'Recipes' })
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path)
    await expect(this.grid).toBeVisible()
    await expect(this.page.locator('[data-save-state=saved]')).toBeVisible()
  }

  row(recipe: string): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: recipe }) })
  }

  cell(recipe: string, key: string): Locator {
    return this.row(recipe).locator(`[data-key="${key}"]`)
  }

  async type(recipe: string, key: string, text: string): Promise<void> {
    await this.cell(recipe, key).click()
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }

  async saved(): Promise<void> {
    await expect(this.page.locator('[data-save-state=saved]')).toBeVisible()
  }
}
