import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { openBrowser, person, setUpLab } from '../people'
import { ProductServer } from '../server'

// A spectrum on a cell: as measured, with a circuit fitted to it, in Nyquist and in Bode.
const pictures = process.env.LOOK

/** A real spectrum of a potentiostat; where it is from stands in the README beside it. */
const spectrum = {
  name: 'peis.mpr',
  mimeType: 'application/octet-stream',
  buffer: readFileSync('science/cycler/fixtures/biologic-peis.mpr'),
}

test('an impedance file shows its spectrum, a fit with its uncertainty, and how each resistance was found', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const server = await ProductServer.start()
  try {
    const context = await openBrowser(browser, server)
    const page = await context.newPage()
    await setUpLab(page, server, person('Mina'), { withExampleLab: true })
    await page.goto('/example/samples')
    await page.locator('main a[href*="/samples/"]').first().click()
    await page.waitForURL(/\/samples\/./)
    await page.locator('main a[href*="/cells/"]').first().click()
    await page.waitForURL(/\/cells\/cel_/)
    await page.getByLabel('Cycler files').setInputFiles(spectrum)

    const circuit = page.getByLabel('Equivalent circuit')
    await expect(circuit).toBeVisible({ timeout: 30_000 })
    const parameters = page.getByRole('table', { name: /^Parameters of the fit/ })
    await expect(parameters.getByRole('row', { name: /^R ?s/ })).toContainText(' to ')
    await expect(page.getByText(/^Kramers–Kronig test: /)).toBeVisible()
    // The stored result says how it was found.
    await page.getByText('How', { exact: true }).first().click()
    await expect(page.getByText(/^fit of R_s – .*weighted by \|Z\|/).first()).toBeVisible()

    await circuit.selectOption('R-RQ-RQ')
    await expect(parameters.getByRole('row', { name: /^R ?f/ })).toBeVisible()
    await page.getByRole('button', { name: 'Bode' }).click()
    await expect(page.getByRole('img', { name: /Modulus and phase of the impedance/ })).toBeVisible()

    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.waitForTimeout(300)
        if (pictures)
          await page.screenshot({ path: `${pictures}/impedance-${width}-${colorScheme}.png`, fullPage: true })
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
      }
      await page.getByRole('button', { name: 'Bode' }).click()
    }
  } finally {
    await server.dispose()
  }
})
