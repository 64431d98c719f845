import { expect, test } from '@playwright/test'
import { lab, signInFirst } from '../api'
import { makeTestedRecipes } from '../cells'
import { look } from '../people'
import { ProductServer } from '../server'

// Sora wonders whether her borate does better than bare powder, and whether a paper has been there before.
test('replicates beside each other and beside a paper, down to its place', async ({ browser }) => {
  const server = await ProductServer.start()
  try {
    const first = await signInFirst(browser, server, { withExampleLab: false })
    const bare = { name: 'bare', process: 'none' as const, values: { cathode: 'LCO' } }
    const borate = { name: 'B-LCO', process: 'wet' as const, values: { cathode: 'LCO', sinterTemperatureC: 500 } }
    // ma2026 cycled at 1 C between 2.8 and 4.5 V; the last cell goes to 4.6 V.
    const as = { cycles: 100, lowerV: 2.8, upperV: 4.5, oneC: 180 }
    const { plan, made } = await makeTestedRecipes(first, server, 'Borate or nothing', [
      { recipe: bare, cells: [{ ...as, capacity: 170, kept: 60 }] },
      {
        recipe: borate,
        cells: [
          { ...as, capacity: 172, kept: 88 },
          { ...as, capacity: 176, kept: 92 },
          { ...as, capacity: 190, kept: 70, upperV: 4.6 },
        ],
      },
    ])
    const page = await first.context.newPage()

    await test.step('she picks from the plan and from a run, and opens the comparison', async () => {
      await page.goto(`/${lab}/plans/${plan}`)
      const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'bare', exact: true }) })
      await expect(row.locator('[data-key=record]')).toContainText('1 run, 1 cell, retention 60 %')
      await row.locator('[data-key=record]').click()
      await expect(page.getByLabel('About this cell')).toContainText('60.0 %, cycle 100, of 1')
      await row.getByRole('rowheader').click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Add to comparison' }).click()
      await page.goto(`/${lab}/runs/${made[1]?.run}`)
      const results = page.getByRole('list', { name: 'Results of run 1' })
      await expect(results).toContainText('90.0 ± 2.8 %, cycle 100, of 1, n = 2')
      await expect(results).toContainText('2.8–4.6 V')
      await page.getByRole('button', { name: 'Add to comparison: run 1' }).click()
      await page.getByRole('link', { name: /^Compare 2 picked/ }).click()
      await page.waitForURL(/\/compare\?of=rec_.*,run_/)
    })

    await test.step('under several conditions no paper can stand beside them; under one, those that match do', async () => {
      await expect(page.getByRole('img', { name: /Capacity over cycle number/ })).toHaveAttribute('data-ready')
      await expect(page.getByText('Choose one window, rate and cell type above')).toBeVisible()
      await expect(page.getByRole('list', { name: 'Drawn' })).toHaveCount(0)
      await page.getByLabel('Window', { exact: true }).selectOption('2.8–4.5 V')
      await expect(page.getByRole('img', { name: /2\.8–4\.5 V · 1 C · liquid, Li · n = 3 cells/ })).toBeVisible()
      const table = page.getByRole('region', { name: 'Comparison' })
      await expect(table.getByRole('row', { name: /B-LCO/ })).toContainText('90.0 ± 2.8')
      await table.getByRole('button', { name: '2 cells of B-LCO' }).click()
      const retained = table.getByRole('definition').filter({ hasText: 'cycle 100 against cycle 1' }).first()
      await retained.getByText('How').click()
      await expect(retained).toContainText(
        /discharge capacity of cycle 100 \(rows \d+ to \d+\) over that of cycle 1 \(rows/,
      )
      await look(page, 'compare-how')
      await expect(page.getByRole('list', { name: 'Drawn' })).toContainText('159.2 mAh g⁻¹cycle 200')
      await page.getByText(/listed apart, with the difference named/).click()
      const apart = page.getByRole('list', { name: 'Listed apart' })
      await expect(apart.getByRole('listitem').filter({ hasText: '70.17 %' })).toContainText(
        'upper cutoff 4.6 V, here 4.5 V',
      )
      await expect(apart.getByRole('listitem').filter({ hasText: '61.3 %' })).toContainText(
        'solid electrolyte, here liquid',
      )
    })

    await test.step('the band is in the numbers behind the picture, and each cell on its own', async () => {
      await page.getByRole('button', { name: 'Show as table' }).click()
      const numbers = page.getByRole('region', { name: 'Capacity over cycle number, as a table' })
      // 172 and 176 mAh g⁻¹ at the first cycle: mean 174, s 2.83.
      await expect(numbers.getByRole('row', { name: /^B-LCO 1 174/ })).toContainText('2.82843')
      await page.getByRole('button', { name: 'Single cells' }).click()
      await expect(numbers.getByRole('row', { name: /^B-LCO .*-2 1 176/ })).toBeVisible()
      await page.getByRole('button', { name: 'Single cells' }).click()
      await page.getByLabel('Colour').selectOption('by recipe')
      await look(page, 'compare')
    })

    await test.step('a mark leads to the place in its paper, and the address can be handed on', async () => {
      const address = page.url()
      await page.getByRole('list', { name: 'Drawn' }).getByRole('link', { name: 'ma2026, Fig. 2d' }).first().click()
      await page.waitForURL(/\/library\/papers\/ma2026#ma2026-04\./)
      const entry = page.locator('[aria-current=true]')
      await expect(entry).toBeInViewport()
      await expect(entry).toContainText('159.2 mAh g⁻¹, cycle 200')
      await expect(entry).toContainText('2.8–4.5 V · 1 C · coin, liquid carbonate, Li')
      await page.goto(address)
      await expect(page.getByRole('list', { name: 'Compared' }).getByRole('listitem')).toHaveCount(2)
      await page.getByRole('button', { name: 'Take bare out' }).click()
      await expect(page).toHaveURL(/\/compare\?of=run_/)
      await expect(page.getByRole('region', { name: 'Comparison' }).getByRole('row', { name: /bare/ })).toHaveCount(0)
    })
  } finally {
    await server.dispose()
  }
})
