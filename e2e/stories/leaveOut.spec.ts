import { expect, test } from '@playwright/test'
import { buildExampleCell, signInFirst } from '../api'
import { cyclerFile } from '../cyclerFile'
import { look } from '../people'
import { ProductServer } from '../server'

// One bad cycle in a good test: looked at, left out with a reason, and everything that rests on it follows.
test('a cycle is left out with a reason: retention follows, the cycle stays in sight, its curves can be looked at', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const server = await ProductServer.start()
  try {
    const { context, api } = await signInFirst(browser, server, { withExampleLab: true })
    const { id, path } = await buildExampleCell(api, { name: 'Coin 7', activeMassMg: 12 })
    const page = await context.newPage()
    await page.goto(path)
    await page.getByLabel('Cycler files').setInputFiles(cyclerFile({ name: 'coin 7.csv', cycles: 30, shortened: [30] }))
    const retention = page
      .getByRole('definition')
      .filter({ hasText: /cycle \d+ against cycle/ })
      .first()
    await expect(retention).toContainText('cycle 30 against cycle 3', { timeout: 30_000 })
    await expect(retention).toContainText('44.6')

    await test.step('the curves of chosen cycles, by keyboard', async () => {
      const field = page.getByLabel('Cycles looked at')
      await expect(field).toHaveValue('1, 3, 30')
      await expect(page.getByRole('img', { name: /voltage profiles.*3 cycles/ })).toHaveAttribute('data-ready', 'true')
      await field.fill('30')
      await field.press('Enter')
      await expect(page.getByRole('img', { name: /voltage profiles.*1 cycles/ })).toBeVisible()
    })

    await test.step('and by hand: a click on a cycle, a range that is marked', async () => {
      const field = page.getByLabel('Cycles looked at')
      const chart = page.getByRole('img', { name: /capacity over cycle number/ })
      const at = async (share: number) => {
        const box = await chart.boundingBox()
        if (!box) throw new Error('The chart is not in sight.')
        return [box.x + 64 + share * (box.width - 80), box.y + 200] as const
      }
      await page.mouse.click(...(await at(0.5)))
      await expect(field).toHaveValue(/^1[56], 30$/)
      await page.getByRole('button', { name: 'Mark a range' }).click()
      await page.mouse.move(...(await at(0.3)))
      await page.mouse.down()
      await page.mouse.move(...(await at(0.35)), { steps: 4 })
      // The page learns of what somebody else did while the button is down.
      const { tests } = await api.cells.get.query({ lab: 'example', cell: id })
      const test = tests[0]?.id
      if (!test) throw new Error('The cell has a test.')
      await api.tests.leaveOut.mutate({ lab: 'example', test, cycle: 7, isLeftOut: true, reason: 'a power cut' })
      await expect(page.getByText('a power cut').first()).toBeVisible()
      await page.mouse.move(...(await at(0.4)), { steps: 4 })
      await page.mouse.up()
      await expect(field).toHaveValue(/^1[01], 1[12], 1[23](, 13)?$/)
      await field.fill('30')
      await field.press('Enter')
      await look(page, 'cell-chosen')
      await page.getByRole('tab', { name: 'dQ/dV' }).click()
      await expect(
        page.getByRole('img', { name: /dQ\/dV.*bins of 10 mV, Savitzky–Golay over 5 bins, order 2/ }),
      ).toBeVisible()
      await look(page, 'cell-dqdv')
    })

    await test.step('left out with a reason', async () => {
      await page.getByRole('button', { name: 'Leave out a cycle' }).click()
      const form = page.getByRole('form', { name: 'Leave out a cycle' })
      await expect(form.getByLabel('Cycle')).toHaveValue('30')
      await form.getByLabel('Reason').fill('the clip came loose')
      await form.getByRole('button', { name: 'Leave out' }).click()
      await expect(retention).toContainText('cycle 29 against cycle 3')
      await expect(retention).toContainText('89.6')
      await expect(page.getByText('the clip came loose').first()).toBeVisible()
      await retention.getByText('How').click()
      await expect(retention).toContainText('cycle 30 left out by hand (the clip came loose)')
      await look(page, 'cell-left-out')
    })

    await test.step('judged at another cycle', async () => {
      await page.getByRole('button', { name: 'Change' }).click()
      const form = page.getByRole('form', { name: 'How this test is judged' })
      await form.getByLabel('Reference cycle').fill('5')
      await form.getByLabel('Retention at cycle').fill('25')
      await form.getByRole('button', { name: 'Save' }).click()
      await expect(retention).toContainText('cycle 25 against cycle 5')
      await page.reload()
      await expect(retention).toContainText('cycle 25 against cycle 5')
    })

    await test.step('a mass that was weighed wrong is put right', async () => {
      await page.getByRole('button', { name: 'Correct' }).click()
      const form = page.getByRole('form', { name: /^Correct / })
      await form.getByLabel('Active mass (mg)').fill('10')
      await form.getByLabel('Why').fill('a slip of the pen')
      await form.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByText('10 mg').first()).toBeVisible()
      await expect(
        page
          .getByRole('region', { name: /^Cycles of/ })
          .or(page.getByText('212.0'))
          .first(),
      ).toBeVisible()
      await expect(page.getByText(/active mass 10 mg, before 12 mg/)).toBeVisible()
    })
  } finally {
    await server.dispose()
  }
})
