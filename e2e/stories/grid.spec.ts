import { expect, type Page, test } from '@playwright/test'
import { acceptInvitation, invite, look, openBrowser, person, setUpLab } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

// The grid as people use a spreadsheet: the keyboard alone, Excel beside it, filling, views, and two of them at once.

let server: ProductServer
let page: Page
let jonsPage: Page
let plan: PlanPage
let address = ''

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  server = await ProductServer.start()
  page = await (await openBrowser(browser, server)).newPage()
  await setUpLab(page, server, person('Mina'))
  jonsPage = await (await openBrowser(browser, server)).newPage()
  await acceptInvitation(jonsPage, await invite(page, 'okada-lab', 'Researcher'), person('Jon'))
})
test.afterAll(() => server.dispose())

async function newPlan(title: string, recipes: readonly string[]): Promise<void> {
  plan = await PlanPage.create(page, 'okada-lab', title)
  address = new URL(page.url()).pathname
  for (const name of recipes) await plan.add('wet', name)
}

/** What stands in a column, from the first recipe to the last. */
async function column(of: PlanPage, key: string): Promise<string[]> {
  const cells = of.grid.locator(`[data-key="${key}"]`)
  return (await cells.allInnerTexts()).map((text) => text.trim())
}

test('a plan is written, filled, moved about and put right with the keyboard alone', async () => {
  await newPlan('By keyboard', ['A', 'B', 'C'])
  const keys = page.keyboard
  await plan.cell('A', 'sinterTemperatureC').focus()
  await plan.cell('A', 'sinterTemperatureC').press('Enter')
  await keys.type('723.15 K')
  await keys.press('Enter')
  await keys.type('475')
  await keys.press('ArrowDown')
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['450', '475', ''])

  // The series goes on below; F2 edits what stands there; Escape leaves it.
  for (const key of ['ArrowUp', 'ArrowUp', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+e']) await keys.press(key)
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['450', '475', '500'])
  await keys.press('F2')
  await keys.type('999')
  await keys.press('Escape')
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['450', '475', '500'])

  // Fill down, clear, undo, redo.
  await keys.press('Control+d')
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['450', '450', '450'])
  await keys.press('Control+z')
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['450', '475', '500'])
  await keys.press('Delete')
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['', '', ''])
  for (const key of ['Control+z', 'Control+Shift+z', 'Control+z']) await keys.press(key)
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['450', '475', '500'])

  // A recipe to another place; a value that is none says so at its cell.
  await keys.press('Alt+ArrowUp')
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['450', '500', '475'])
  await keys.press('Control+Home')
  await keys.press('ArrowRight')
  const focused = plan.grid.locator('[data-focused]')
  await expect(focused).toBeFocused()

  // The menu of the column, from the cell: sorted, and back.
  await plan.cell('A', 'sinterTemperatureC').click()
  await keys.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Column sinter' }).press('ArrowRight')
  await page.getByRole('menuitem', { name: 'Sort descending' }).press('Enter')
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['500', '475', '450'])
  await expect(plan.head('sinterTemperatureC')).toHaveAttribute('aria-sort', 'descending')
  await page.getByRole('button', { name: /^Sorted by Sintering temperature/ }).click()
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['450', '500', '475'])

  // To the filter and back into the grid.
  await plan.cell('A', 'sinterTemperatureC').focus()
  await keys.press('Control+Shift+l')
  await keys.type('sinter 460–600')
  await keys.press('Enter')
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['500', '475'])
  await expect(plan.grid.locator('[data-focused]')).toBeFocused()
  await keys.press('Control+Shift+l')
  await keys.press('Escape')
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['450', '500', '475'])
})

test('an ALD programme is written at its cell, as text and in rows, and copied to another recipe', async () => {
  await newPlan('Programmes', [])
  for (const name of ['LZPO 1', 'LZPO 2']) await plan.add('ald', name)
  const keys = page.keyboard
  const cell = plan.cell('LZPO 1', 'subCycles')
  await plan.type('LZPO 1', 'subCycles', '3x(TMA, H2O')
  await expect(cell).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText(/with brackets and quotes in pairs, found “3x\(TMA, H2O”/)).toBeVisible()
  await cell.press('F2')
  await keys.press('End')
  await keys.type(', purge 500 ms)')
  await keys.press('Enter')
  await expect(cell).toHaveText('3 × TMA/H₂O')

  // In the rows: down to them, a field, another sub-cycle, which is moved up; Escape steps back.
  await cell.dblclick()
  await keys.press('ArrowDown')
  await expect(page.getByLabel('Deposits, sub-cycle 1')).toBeFocused()
  await keys.type('AlOx')
  await page.getByRole('button', { name: 'Add sub-cycle' }).press('Enter')
  await keys.type('ZrOx')
  await keys.press('Alt+ArrowUp')
  await expect(page.getByLabel('Deposits, sub-cycle 1')).toBeFocused()
  await expect(page.getByLabel('Deposits, sub-cycle 1')).toHaveValue('ZrOx')
  await look(page, 'programme')
  await keys.press('Escape')
  await expect(page.getByRole('textbox', { name: 'Sub-cycles, LZPO 1' })).toHaveValue(
    '3 × ZrOx (H2O, purge 0.5 s) + 3 × AlOx (TMA, H2O, purge 0.5 s)',
  )
  await keys.press('Escape')
  await expect(cell).toBeFocused()
  await expect(cell).toHaveText('3 × ZrOx + 3 × AlOx')

  const { plain } = await plan.copy()
  await plan.cell('LZPO 2', 'subCycles').click()
  await plan.paste({ 'text/plain': plain })
  await expect.poll(() => column(plan, 'subCycles')).toEqual(['3 × ZrOx + 3 × AlOx', '3 × ZrOx + 3 × AlOx'])
  await keys.press('Control+z')
  await expect.poll(() => column(plan, 'subCycles')).toEqual(['3 × ZrOx + 3 × AlOx', ''])
})

test('a range comes from Excel, with units, decimal commas and a word that is no number, and goes back', async () => {
  await newPlan('From Excel', ['A', 'B'])
  await plan.cell('A', 'sinterTemperatureC').click()
  await plan.paste({
    'text/plain': '500 °C\t5\t30 min\r\nhot\t2,5\t0,5 h\r\n550\t5\t2\r\n',
    'text/html':
      '<table><tr><td>500 °C</td><td>5</td><td>30 min</td></tr><tr><td>hot</td><td>2,5</td><td>0,5 h</td></tr></table>',
  })
  await expect.poll(() => column(plan, 'sinterHours')).toEqual(['0.5', '0.5', '2'])
  await expect.poll(() => column(plan, 'sinterRampCPerMin')).toEqual(['5', '2.5', '5'])
  // The word is kept where it fell, with the reason; the third row is a recipe of its own.
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['500', 'hot', '550'])
  const bad = plan.cell('B', 'sinterTemperatureC')
  await expect(bad).toHaveAttribute('aria-invalid', 'true')
  await bad.click()
  await expect(page.getByText(/Expected a number in °C.*found “hot”/)).toBeVisible()

  await plan.cell('A', 'sinterTemperatureC').click()
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown']) await page.keyboard.press(key)
  const copied = await plan.copy()
  expect(copied.plain).toBe('500\t5\t0.5\nhot\t2.5\t0.5')
  expect(copied.html).toContain('<td>0.5</td>')

  // A table of a web page, which has no tabs in its text.
  await plan.cell('A', 'sinterTemperatureC').click()
  await plan.paste({
    'text/plain': '610\n620',
    'text/html': '<p>x</p><table><tr><td rowspan="2">610</td><td>1</td></tr><tr><td>2</td></tr></table>',
  })
  await expect.poll(() => column(plan, 'sinterRampCPerMin')).toEqual(['1', '2', '5'])
})

test('the handle of the selection fills, a series goes on, and a double click goes to the end', async () => {
  await newPlan('By handle', ['A', 'B', 'C', 'D'])
  await plan.type('A', 'sinterHours', '2')
  await plan.type('B', 'sinterHours', '4')
  await plan.cell('A', 'sinterHours').click()
  await plan.cell('B', 'sinterHours').click({ modifiers: ['Shift'] })
  await plan.dragHandle(plan.cell('D', 'sinterHours'))
  await expect.poll(() => column(plan, 'sinterHours')).toEqual(['2', '4', '6', '8'])
  await plan.type('A', 'sinterTemperatureC', '500')
  await plan.cell('A', 'sinterTemperatureC').click()
  await plan.grid.locator('[data-fill-handle]').dblclick()
  await expect.poll(() => column(plan, 'sinterTemperatureC')).toEqual(['500', '500', '500', '500'])
})

test('undo takes back one’s own edits and leaves the other person’s', async () => {
  const jons = new PlanPage(jonsPage)
  await jons.open(address)
  await plan.type('A', 'sinterHours', '9')
  await expect(jons.cell('A', 'sinterHours')).toContainText('9')
  await jons.type('B', 'sinterHours', '7')
  await expect(plan.cell('B', 'sinterHours')).toContainText('7')
  await plan.cell('C', 'sinterHours').click()
  await page.keyboard.press('Control+z')
  await expect.poll(() => column(plan, 'sinterHours')).toEqual(['2', '7', '6', '8'])
  await expect.poll(() => column(jons, 'sinterHours')).toEqual(['2', '7', '6', '8'])
  await jonsPage.keyboard.press('Control+z')
  await expect.poll(() => column(plan, 'sinterHours')).toEqual(['2', '4', '6', '8'])

  // All that Jon selects shows in his colour, and no more.
  await jons.cell('A', 'sinterTemperatureC').click()
  await jons.cell('C', 'sinterHours').click({ modifiers: ['Shift'] })
  await expect(plan.peerIn('C', 'sinterHours', 'Jon')).toBeVisible()
  const across = (await jons.grid.locator('[data-selected]').count()) / 3
  await expect(plan.grid.locator('[data-peer-range]')).toHaveCount(3 * across)
  await expect(plan.cell('B', 'sinterTemperatureC').locator('[data-peer-range]')).toHaveCount(1)
  await jonsPage.keyboard.press('Escape')
  await expect(plan.grid.locator('[data-peer-range]')).toHaveCount(0)
})

test('a view hides, orders, filters and computes, and is there for the others', async () => {
  const search = page.getByRole('searchbox', { name: 'Filter recipes' })
  await search.fill('sinter time 4–6')
  await expect.poll(() => column(plan, 'name')).toEqual(['B', 'C'])
  // A row that is edited stays under one's hands until one arranges again.
  await plan.type('B', 'sinterHours', '60 min')
  await expect.poll(() => column(plan, 'sinterHours')).toEqual(['1', '6'])
  await page.getByRole('button', { name: 'Arrange again' }).click()
  await expect.poll(() => column(plan, 'name')).toEqual(['C'])
  await search.fill('sinter time <')
  await expect(page.getByText(/expected a number in h/)).toBeVisible()
  await search.fill('')

  await plan.head('sinterHours').getByRole('button').click({ force: true })
  await page.getByRole('menuitem', { name: 'Move left' }).click()
  await page.keyboard.press('Escape')
  await plan.head('sinterRampCPerMin').getByRole('button').click({ force: true })
  await page.getByRole('menuitem', { name: 'Hide' }).click()
  await expect(plan.head('sinterRampCPerMin')).toHaveCount(0)
  const edge = plan.head('sinterHours').locator('[data-resize]')
  const before = (await plan.head('sinterHours').boundingBox())!
  await edge.hover()
  await page.mouse.down()
  await page.mouse.move(before.x + before.width + 57, before.y + 20, { steps: 4 })
  await page.mouse.up()
  await expect
    .poll(async () => (await plan.head('sinterHours').boundingBox())!.width)
    .toBeGreaterThan(before.width + 40)

  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('button', { name: 'Computed column…' }).click()
  const form = page.getByRole('form', { name: 'Computed column' })
  await form.getByLabel('Name of the column').fill('kelvin hours')
  await form.getByLabel('Formula', { exact: true }).fill('sinter_temperature_c + sinter_hours')
  await expect(form.getByRole('alert')).toContainText('measure different things')
  await form.getByLabel('Formula', { exact: true }).fill('sinter_temperature_c * sinter_hours')
  await expect(form.getByText('In K h.')).toBeVisible()
  await form.getByRole('button', { name: 'Add column' }).click()
  await expect(plan.row('C').getByRole('gridcell', { name: /^kelvin hours: / })).toHaveText('4639')

  await page.getByRole('button', { name: 'View', exact: true }).click()
  await page.getByLabel('Save this view as').fill('hot and long')
  await page.getByLabel('For everyone in this plan').check()
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page.getByRole('button', { name: 'hot and long' })).toBeVisible()
  // Kept across a reload, and offered to the others.
  await plan.open(address)
  await expect(plan.head('sinterRampCPerMin')).toHaveCount(0)
  const jons = new PlanPage(jonsPage)
  await jons.open(address)
  await expect(jons.head('sinterRampCPerMin')).toHaveCount(1)
  await jonsPage.getByRole('button', { name: 'View', exact: true }).click()
  await jonsPage.getByRole('button', { name: /^hot and long/ }).click()
  await expect(jons.head('sinterRampCPerMin')).toHaveCount(0)
  await expect(jons.row('C').getByRole('gridcell', { name: /^kelvin hours: / })).toHaveText('4639')
})

test('a sweep shows what it will add, adds it in one act, and goes back in one', async () => {
  await newPlan('Sweeps', ['B-LCO'])
  await plan.type('B-LCO', 'sinterHours', '6')
  await page.getByRole('button', { name: 'Sweep' }).click()
  const form = page.getByRole('form', { name: 'Sweep' })
  await form.getByLabel('Parameter', { exact: true }).selectOption('sinterTemperatureC')
  await form.getByLabel('Values, °C').fill('450; 500; 2000000')
  await expect(form.getByRole('alert')).toContainText('found “2000000”')
  await form.getByLabel('Values, °C').fill('450; 723.15 K; 500')
  await form.getByRole('button', { name: 'Another parameter' }).click()
  const second = form.getByRole('group', { name: 'Parameter 2' })
  await second.getByLabel('Parameter', { exact: true }).selectOption('sinterHours')
  await second.getByLabel('Levels', { exact: true }).selectOption('geometric')
  await second.getByLabel('From, h').fill('30 min')
  await second.getByLabel('To, h').fill('8')
  await second.getByLabel('Levels in all').fill('3')
  // Twice the same temperature is once the same recipe.
  await expect(form.getByRole('table', { name: 'Recipes of this sweep' }).getByRole('row')).toHaveCount(7)
  await form.getByRole('button', { name: 'Add 6 recipes' }).click()
  await expect.poll(() => column(plan, 'sinterHours')).toEqual(['6', '0.5', '2', '8', '0.5', '2', '8'])
  await expect(plan.row('B-LCO 500 °C, 2 h')).toBeVisible()
  await plan.cell('B-LCO', 'name').click()
  await page.keyboard.press('Control+z')
  await expect.poll(() => column(plan, 'name')).toEqual(['B-LCO'])
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => column(plan, 'name')).toHaveLength(7)
})

test('recipes come from a paper, and move to another plan with what is in them', async () => {
  await page.getByRole('button', { name: 'From a recipe' }).click()
  const form = page.getByRole('form', { name: 'Recipes to start from' })
  await form.getByLabel('Search').fill('feng2023')
  const first = form.getByRole('checkbox').first()
  await first.check()
  await form.getByRole('button', { name: 'Add 1 recipe' }).click()
  await expect.poll(() => column(plan, 'name')).toHaveLength(8)
  await plan.saved()

  // Two at once are copied, and one undo takes both copies back.
  await plan.cell('B-LCO', 'name').click()
  for (const key of ['Shift+ArrowDown', 'Control+Shift+d']) await page.keyboard.press(key)
  await expect.poll(() => column(plan, 'name')).toHaveLength(10)
  await page.keyboard.press('Control+z')
  await expect.poll(() => column(plan, 'name')).toHaveLength(8)

  await plan.cell('B-LCO', 'name').click()
  await plan.cell('B-LCO 450 °C, 2 h', 'name').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Move 3 recipes to another plan…' }).click()
  const move = page.getByRole('form', { name: 'Move recipes' })
  await move.getByLabel('To the plan').selectOption({ label: 'By keyboard' })
  await move.getByRole('button', { name: 'Move 3 recipes' }).click()
  await expect.poll(() => column(plan, 'name')).toHaveLength(5)
  await page.getByRole('button', { name: 'Go there' }).click()
  await expect(plan.row('B-LCO 450 °C, 2 h')).toBeVisible()
  await expect(plan.cell('B-LCO 450 °C, 2 h', 'sinterHours')).toHaveText('2')
})
