import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { runDocumentSchema } from '@/server/exports/runDocument'
import { elnProblems } from '@/server/exports/testing/elnRules'
import { lab, signInFirst } from '../api'
import { acceptInvitation, invite, look, openBrowser, person } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

/** The bytes that a choice of the export menu saves. */
async function exported(page: Page, choice: RegExp): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: choice }).click(),
  ])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

test('a furnace that overshot: the deviation with its reason, the prediction that follows, a correction after closing, and the record to take away', async ({
  browser,
}) => {
  const server = await ProductServer.start()
  try {
    const { context, api } = await signInFirst(browser, server, { withExampleLab: false })
    const mina = await context.newPage()
    const sora = await (await openBrowser(browser, server)).newPage()
    await acceptInvitation(sora, await invite(mina, lab, 'Researcher'), person('Sora'))
    const { id: plan } = await api.plans.create.mutate({ lab, title: 'Borates', template: 'ren2025' })
    const address = `/${lab}/plans/${plan}`
    const step = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true })
    let runAddress = ''

    await test.step('two replicates start at once, in a place', async () => {
      const soras = new PlanPage(sora)
      await soras.open(address)
      await soras.openRecipe('B-LCO', 'Runs')
      await sora.getByLabel('Where').fill('tube furnace 2')
      await sora.getByLabel('Replicates').fill('2')
      await sora.getByRole('button', { name: 'Start 2 runs' }).click()
      await expect(sora.getByRole('link', { name: 'Run 2', exact: true })).toBeVisible()
      await sora.getByRole('link', { name: 'Run 1', exact: true }).click()
      await sora.waitForURL(/\/runs\/run_/)
      runAddress = new URL(sora.url()).pathname
      await expect(sora.getByText('tube furnace 2')).toBeVisible()
    })

    await test.step('on her phone she says when it really began; the time of entry stays beside it', async () => {
      await sora.setViewportSize({ width: 390, height: 844 })
      await sora.getByRole('button', { name: 'Say that the run began earlier' }).click()
      await sora.getByLabel('the run began, minutes ago').fill('-5')
      await sora.getByRole('button', { name: 'Save' }).click()
      await expect(sora.getByRole('alert').filter({ hasText: 'in the future' })).toBeVisible()
      await look(sora, 'run-began')
      await sora.getByLabel('the run began, minutes ago').fill('40')
      await sora.getByRole('button', { name: 'Save' }).click()
      await expect(sora.getByText(/^entered by Sora, /)).toBeVisible()
      const dry = step(sora, 'Dry')
      await dry.getByRole('button', { name: 'Say that Dry began earlier' }).click()
      await dry.getByLabel('Dry began, minutes ago').fill('30')
      await dry.getByRole('button', { name: 'Save' }).click()
      await expect(dry.getByRole('timer')).toHaveText(/^0:30:\d\d$/)
      await dry.getByRole('button', { name: 'Stop the timer of Dry' }).click()
      await look(sora, 'run-began-said')
    })

    await test.step('beyond tolerance it asks why; the prediction is that of what was made', async () => {
      const sinter = step(sora, 'Sinter')
      await sinter.getByLabel(/^Sintering temperature, actual/).fill('545')
      await expect(sinter.getByText('+9.0 %')).toBeVisible()
      await sinter.getByRole('button', { name: 'Record Sintering temperature' }).click()
      await expect(sinter.getByRole('alert')).toHaveText('Say in a word why it differs.')
      await sinter.getByLabel('Sintering temperature, reason').fill('the furnace overshot')
      await sinter.getByRole('button', { name: 'Record Sintering temperature' }).click()
      await expect(sora.getByRole('region', { name: 'Prediction, for what was made' })).toBeVisible()
      await expect(sora.getByRole('region', { name: 'Prediction, as frozen' })).toBeVisible()
      await sinter.getByLabel(/^Sintering time, actual/).fill('7')
      await sinter.getByRole('button', { name: 'Say later why Sintering time differs' }).click()
      await look(sora, 'run-why-later')
      await sinter.getByRole('button', { name: 'Sinter is done' }).click()
      await expect(sinter).toContainText('2 deviations')
    })

    await test.step('a step is skipped with a word; the run is closed as done differently', async () => {
      await step(sora, 'Dry').getByRole('button', { name: 'Skip Dry …' }).click()
      await step(sora, 'Dry').getByLabel('Why Dry is skipped').fill('dried overnight')
      await step(sora, 'Dry').getByRole('button', { name: 'Skip', exact: true }).click()
      await expect(step(sora, 'Dry')).toContainText('skipped')
      await sora.getByRole('button', { name: 'Close this run …' }).click()
      await sora.getByLabel('Done, but differently than planned').check()
      await sora.getByLabel('What happened?').fill('45 °C too hot')
      await sora.getByRole('button', { name: 'Close run' }).click()
      await expect(sora.getByRole('alert').filter({ hasText: 'Sinter (Sintering time)' })).toBeVisible()
      await look(sora, 'run-not-closed')
      await step(sora, 'Sinter').getByLabel('Sintering time, why it differs').fill('the lecture was long')
      await step(sora, 'Sinter').getByRole('button', { name: 'Add the reason of Sintering time' }).click()
      await sora.getByRole('button', { name: 'Show Sinter' }).click()
      await expect(step(sora, 'Sinter')).toContainText('“the lecture was long”')
      await expect(step(sora, 'Sinter')).not.toContainText('on its way')
      await sora.getByRole('button', { name: 'Close run' }).click()
      await expect(sora.getByText('Reason: 45 °C too hot')).toBeVisible()
    })

    await test.step('days later Mina reads the log: a correction with her reason, the old value stays readable', async () => {
      await mina.goto(runAddress)
      const sinter = step(mina, 'Sinter')
      await sinter.getByRole('button', { name: 'Correct Sintering temperature' }).click()
      await sinter.getByLabel(/^Sintering temperature, actual/).fill('540')
      await sinter.getByLabel('Sintering temperature, reason').fill('read off the log')
      await sinter.getByRole('button', { name: 'Record Sintering temperature' }).click()
      await expect(sinter).toContainText('“read off the log”')
      await sinter.getByText('1 earlier value').first().click()
      await expect(sinter).toContainText('the furnace overshot')
      await look(mina, 'run-closed')
    })

    await test.step('the record goes with her, as an archive that other notebooks read and as JSON, CSV and PDF', async () => {
      const archive = await exported(mina, /^\.eln/)
      expect(archive.name).toMatch(/\.eln$/)
      expect(elnProblems(archive.bytes)).toEqual([])
      const document = runDocumentSchema.parse(JSON.parse((await exported(mina, /^JSON/)).bytes.toString()))
      const heat = document.run.steps.find(({ key }) => key === 'sinter')
      expect(heat?.values.find(({ key }) => key === 'sinterTemperatureC')).toMatchObject({
        actual: 540,
        by: { name: 'Mina' },
        earlier: [{ actual: 545, by: { name: 'Sora' } }],
      })
      expect((await exported(mina, /^PDF/)).bytes.subarray(0, 5).toString()).toBe('%PDF-')
    })

    await test.step('the other replicate fails, and the grid says so', async () => {
      const [other] = (await api.runs.list.query({ lab, plan })).filter((run) => run.state === 'running')
      if (other === undefined) throw new Error('The other replicate goes on.')
      const reason = 'the boat broke'
      await api.runs.close.mutate({ lab, run: other.id, version: 1, state: 'failed', reason })
      const minas = new PlanPage(mina)
      await minas.open(address)
      await expect(minas.cell('B-LCO', 'record')).toContainText('2 runs (1 differently, 1 failed)')
      expect((await exported(mina, /^CSV/)).bytes.toString()).toContain('the boat broke')
    })
  } finally {
    await server.dispose()
  }
})
