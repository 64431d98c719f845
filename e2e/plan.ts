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
    await this.saved()
  }

  row(recipe: string): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: recipe, exact: true }) })
  }

  cell(recipe: string, key: string): Locator {
    return this.row(recipe).locator(`[data-key="${key}"]`)
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

  async saved(): Promise<void> {
    await expect(this.page.locator('[data-save-state=saved]')).toBeVisible()
  }

  async openRecipe(recipe: string, tab: 'Form' | 'Prediction' | 'Checks' | 'Runs'): Promise<void> {
    await this.page.getByRole('button', { name: `Open ${recipe}`, exact: true }).click()
    await this.page.getByRole('tab', { name: tab }).click()
  }
}
