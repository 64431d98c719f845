import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { buildExampleCell, signInFirst } from '../api'
import { cyclerFile } from '../cyclerFile'
import { look } from '../people'
import { ProductServer } from '../server'

const monday = 1.7e9
const hour = 3600

// A cell that was moved to another channel by night: what a student does with its files the next day.
test('two halves of a test are put together and taken apart, a reading is stopped, and doubts stand above the figures', async ({
  browser,
}) => {
  const server = await ProductServer.start()
  try {
    const { context, api } = await signInFirst(browser, server, { withExampleLab: true })
    const { id: cell, path } = await buildExampleCell(api, { name: 'Moved', activeMassMg: 12 })
    const page = await context.newPage()
    await page.goto(path)
    const section = (name: string) => page.getByRole('region', { name, exact: true })
    const drop = page.getByLabel('Cycler files')
    const isRead = (name: string) =>
      expect(section(name).getByRole('heading', { name: 'How it was read' })).toBeVisible({ timeout: 30_000 })

    await test.step('both halves are one test, with the gap and with what was judged of each', async () => {
      await drop.setInputFiles([
        cyclerFile({ name: 'channel 4.csv', cycles: 4, beganAtS: monday }),
        cyclerFile({
          name: 'channel 7.csv',
          cycles: 6,
          lostPerCycle: 0.01,
          shortened: [4],
          beganAtS: monday + 100 * hour,
        }),
      ])
      await isRead('channel 4.csv')
      await isRead('channel 7.csv')
      const tests = (await api.cells.get.query({ lab: 'example', cell })).tests
      const second = tests.find(({ file }) => file?.name === 'channel 7.csv')
      if (second === undefined) throw new Error('The second half was read.')
      await api.tests.leaveOut.mutate({
        lab: 'example',
        test: second.id,
        cycle: 4,
        isLeftOut: true,
        reason: 'the clip came loose',
      })
      await page.getByRole('button', { name: 'Put files together' }).click()
      await page.getByRole('button', { name: 'Put 2 together' }).click()
      const whole = section('2 files together')
      await isRead('2 files together')
      await expect(whole.getByRole('list', { name: 'Gaps between the files' })).toContainText(
        /channel 4.csv ends at row 968; \d+ h \d\d min later channel 7.csv begins, with cycle 5/,
      )
      await expect(whole).toContainText('Cycle 8the clip came loose (judged of cycle 4 of channel 7.csv)')
      await whole.getByRole('tab', { name: 'Over time' }).click()
      await expect(whole.getByRole('img', { name: /voltage and current over time/ })).toBeVisible()
      await look(page, 'files-together')
    })

    await test.step('the one of them that still grows takes its place in the whole', async () => {
      await drop.setInputFiles(
        cyclerFile({
          name: 'channel 7, friday.csv',
          cycles: 8,
          lostPerCycle: 0.01,
          shortened: [4],
          beganAtS: monday + 100 * hour,
        }),
      )
      await expect(section('2 files together')).toContainText('channel 7, friday.csv', { timeout: 30_000 })
      await expect(section('2 files together').getByRole('heading', { name: '12 cycles' })).toBeVisible()
      await expect(section('channel 7, friday.csv')).toHaveCount(0)
    })

    await test.step('they were of two cells after all: each stands again by itself, with who, when and why', async () => {
      const whole = section('2 files together')
      await whole.getByRole('button', { name: 'Take the files apart' }).click()
      const form = whole.getByRole('form', { name: 'Take the files apart' })
      await form.getByRole('button', { name: 'Take apart', exact: true }).click()
      await expect(form.getByRole('alert')).toContainText('Say why')
      await form.getByLabel('Reason').fill('channel 7 held another cell')
      await form.getByRole('button', { name: 'Take apart', exact: true }).click()
      await expect(whole).toHaveCount(0)
      await expect(section('channel 7, friday.csv')).toContainText('Cycle 4the clip came loose')
      await expect(section('channel 4.csv')).toBeVisible()
      await expect(page.getByRole('list', { name: 'Files taken apart again' })).toContainText(
        /channel 4.csv and channel 7.* taken apart again: channel 7 held another cell \(Mina, /,
      )
      await look(page, 'files-apart')
    })

    await test.step('doubts stand above the figures that they put in doubt; a newer reader reads the file again', async () => {
      const { path: doubted } = await buildExampleCell(api, { name: 'Doubted', activeMassMg: 12 })
      await page.goto(doubted)
      const [head = '', ...rows] = cyclerFile({ name: 'right.csv', cycles: 3 }).buffer.toString().trim().split('\n')
      const wrong = rows.map((row, at) => {
        const [time, cycle, current, volt] = row.split(',').map(Number) as [number, number, number, number]
        return [at === 300 ? time - 9000 : time, cycle, -current, volt * 1000].join(',')
      })
      const buffer = Buffer.from(`${[head, ...wrong].join('\n')}\n`)
      await drop.setInputFiles({ name: 'wrong.csv', mimeType: 'text/csv', buffer })
      const doubts = section('wrong.csv').getByRole('list', { name: 'Doubts' })
      await expect(doubts).toContainText('above 20 V', { timeout: 30_000 })
      await expect(doubts).toContainText('Time steps back once, first at row 301')
      await expect(doubts).toContainText('signed the other way round')
      await look(page, 'files-doubts')

      const database = new Database(join(server.dataFolder, 'interphase.sqlite'))
      database.prepare("update tests set reader_version = 'text 0' where reader_version is not null").run()
      database.close()
      await page.reload()
      await section('wrong.csv').getByRole('button', { name: 'Read again with the newer reader' }).click()
      await expect(section('wrong.csv')).not.toContainText('text 0', { timeout: 30_000 })
      await expect(section('wrong.csv').getByRole('button', { name: 'Read again' })).toHaveCount(0)
    })

    await test.step('what is being sent is cancelled and leaves nothing; what is being read is stopped and kept', async () => {
      const { id, path: big } = await buildExampleCell(api, { name: 'Long', activeMassMg: 12 })
      await page.goto(big)
      const network = await context.newCDPSession(page)
      const limit = (uploadThroughput: number) =>
        network.send('Network.emulateNetworkConditions', {
          offline: false,
          latency: 0,
          downloadThroughput: -1,
          uploadThroughput,
        })
      await limit(200_000)
      const large = cyclerFile({ name: 'year.csv', cycles: 150, rowsPerHalf: 1200 })
      await drop.setInputFiles(large)
      await expect(page.getByText(/ of 9\.\d MB sent, [1-9]\d* %/)).toBeVisible()
      await page.getByRole('button', { name: 'Cancel year.csv' }).click()
      await expect(page.getByText('Cancelled; nothing was recorded.')).toBeVisible()
      expect((await api.cells.get.query({ lab: 'example', cell: id })).tests).toEqual([])
      await limit(-1)
      await page.getByRole('button', { name: 'Try year.csv again' }).click()
      await page.getByRole('button', { name: 'Stop reading year.csv' }).click()
      await expect(section('year.csv').getByRole('alert')).toContainText('Mina stopped the reading. The file is kept')
      await section('year.csv').getByRole('button', { name: 'Read it again' }).click()
      await isRead('year.csv')
    })

    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  } finally {
    await server.dispose()
  }
})
