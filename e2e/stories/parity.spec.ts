import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { openXlsx } from '@/science/cycler/readers/xlsx'
import { lab, signInFirst } from '../api'
import { makeTestedRecipes } from '../cells'
import { look } from '../people'
import { ProductServer } from '../server'

// Group meeting: was the prediction right? Six thicknesses of one borate, of which the thickest disappoints.
test('predictions are ranked against the record, and the table goes out as Excel', async ({ browser }) => {
  const server = await ProductServer.start()
  try {
    const first = await signInFirst(browser, server, { withExampleLab: false })
    const kept: readonly (readonly [nm: number, kept: number])[] = [
      [5, 60],
      [10, 68],
      [15, 75],
      [20, 81],
      [40, 88],
      [80, 64],
    ]
    const { made } = await makeTestedRecipes(
      first,
      server,
      'Thickness',
      kept.map(([thicknessNm, share]) => ({
        recipe: {
          name: `${thicknessNm} nm`,
          process: 'sol-gel' as const,
          values: {
            cathode: 'NMC532',
            coating: 'Li3B11O18',
            thicknessNm,
            thicknessBasis: 'measured',
            'conditions.oxygenSink': 'thiophosphate',
            'conditions.cRate': 1,
          },
        },
        // To 4.4 V, so that each cycle has a measured time above the 4.3 V at which oxygen leaves.
        cells: [{ cycles: 60, capacity: 160, kept: share, upperV: 4.4 }],
      })),
    )
    const page = await first.context.newPage()
    await page.goto(`/${lab}/results`)

    await test.step('ρ with its interval, over ranks, by the dwell that the cells recorded', async () => {
      await page.getByRole('tab', { name: 'Prediction against record' }).click()
      await page.getByLabel('Predicted', { exact: true }).selectOption({ label: 'Time to rocksalt tᵣₛ' })
      // 60 cycles is how far they came; at 100 there is nothing.
      await expect(page.getByText('6 of 6 recipes of this lab did not come to cycle 100.')).toBeVisible()
      await page.getByRole('button', { name: 'Take cycle 60, which all reached' }).click()
      const verdict = page.getByRole('region', { name: 'How far prediction and record agree' })
      // The first five in order, the sixth at rank 2: Σd² = 16 + 4 of n = 6, ρ = 1 − 6 · 20 / 210.
      await expect(verdict).toContainText('Spearman ρ = 0.43 (−0.62 to 0.93)')
      await expect(verdict).toContainText('n = 6 recipes')
      await expect(verdict).toContainText('6 of 6 predicted with the dwell time that their cells recorded')
      const [worst] = await verdict.getByRole('listitem').all()
      await expect(worst ?? verdict).toContainText('80 nm')
      await expect(worst ?? verdict).toContainText('4 worse than predicted')
      await look(page, 'parity')
      await page.getByRole('button', { name: 'Ranks' }).click()
      await expect(page.getByRole('img', { name: /^Ranks: retention/ })).toHaveAttribute('data-ready')
    })

    await test.step('filtered and sorted as one writes it, saved for the lab, and out as Excel', async () => {
      await page.getByRole('tab', { name: 'Table' }).click()
      await page.getByLabel('Retention at cycle').fill('50')
      await page.keyboard.press('Enter')
      await page.getByLabel('Filter', { exact: true }).fill('thickness 10–40; retention, last > 70')
      const table = page.getByRole('region', { name: 'Comparison' })
      await expect(table.getByRole('row', { name: / nm/ })).toHaveCount(3)
      await expect(table.getByRole('columnheader', { name: 'Retention at 50' })).toBeVisible()
      await page.getByRole('button', { name: 'View', exact: true }).click()
      const form = page.getByRole('form', { name: 'Save this view' })
      await form.getByLabel('Save this view as').fill('Good and not too thick')
      await form.getByLabel('For everyone in this lab').check()
      await form.getByRole('button', { name: 'Save view' }).click()
      await expect(page.getByRole('button', { name: 'Good and not too thick' })).toBeVisible()

      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save the shown results as an Excel file' }).click()
      const bytes = readFileSync(await (await saved).path())
      const book = openXlsx(bytes, { inflateRaw: (deflated) => inflateRawSync(deflated) })
      if ('message' in book) throw new Error(book.message)
      const [header = [], ...rows] = new TextDecoder()
        .decode(book.sheets[0]?.tsv())
        .trim()
        .split('\n')
        .map((line) => line.split('\t'))
      const at = (row: readonly string[] | undefined, head: string) => Number(row?.[header.indexOf(head)])
      expect(rows.map(([name]) => name)).toEqual(['40 nm', '20 nm', '15 nm'])
      expect(at(rows[0], 'Capacity retention at the last cycle (%)')).toBeCloseTo(88, 1)
      expect(at(rows[0], 'Capacity retention at cycle 50 (%)')).toBeGreaterThan(89)
      expect(at(rows[0], 'Upper cutoff (V)')).toBe(4.4)
    })

    await test.step('the scatter says its fit; a disagreeing recipe leads to its cell', async () => {
      await page.getByRole('button', { name: 'Show all', exact: true }).first().click()
      await page.getByRole('tab', { name: 'Scatter' }).click()
      await expect(page.locator('[data-fit]')).toContainText('n = 6: slope')
      await page.getByRole('tab', { name: 'Prediction against record' }).click()
      await page
        .getByRole('region', { name: 'How far prediction and record agree' })
        .getByRole('link', { name: '80 nm' })
        .click()
      await page.waitForURL(new RegExp(`/cells/${made.at(-1)?.cells[0]}`))
    })
  } finally {
    await server.dispose()
  }
})
