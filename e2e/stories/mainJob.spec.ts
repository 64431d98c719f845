import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, type Page, test } from '@playwright/test'
import * as Y from 'yjs'
import { encodeSync, syncTypes } from '@/collab/protocol/messages'
import { schemaVersion, urlParameters } from '@/collab/protocol/version'
import { acceptInvitation, invite, openBrowser, person, setUpLab, signIn } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

// The whole job, from an empty machine to a measured cell beside its prediction.

/** A real Neware export, of four cycles; where it is from stands in the README beside it. */
const newareFile = {
  name: 'neware_uio.csv',
  mimeType: 'text/csv',
  buffer: gunzipSync(readFileSync('e2e/fixtures/neware_uio.csv.gz')),
}

/** Time to the rocksalt shell in minutes as Table 3 of cheng2024 prints it, for LBO on NMC532 of 5 µm radius. */
const table3 = [
  { sink: 'thiophosphate', thicknessNm: '1', minutes: '1.4', range: '0.5–3.8' },
  { sink: 'thiophosphate', thicknessNm: '10', minutes: '14', range: '5–38' },
  { sink: 'O₂ gas', thicknessNm: '10', minutes: '165', range: '64–452' },
  { sink: 'O₂ gas', thicknessNm: '1', minutes: '16.6', range: '6.5–45' },
]

test('a lab plans together, predicts, runs, records, and loses nothing', async ({ browser }) => {
  test.setTimeout(300_000)
  const server = await ProductServer.start()
  const pi = person('Mina')
  const researcher = person('Jon')
  const student = person('Sora')
  const viewer = person('Vic')
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    const jonsComputer = await openBrowser(browser, server)
    const jon = await jonsComputer.newPage()
    const jonAtHome = await (await openBrowser(browser, server)).newPage()
    const sora = await (await openBrowser(browser, server)).newPage()
    const vic = await (await openBrowser(browser, server)).newPage()

    await test.step('the first person follows the printed link; three come by invitation', async () => {
      await setUpLab(mina, server, pi)
      await acceptInvitation(jon, await invite(mina, 'okada-lab', 'Researcher'), researcher)
      await acceptInvitation(sora, await invite(mina, 'okada-lab', 'Student'), student)
      await acceptInvitation(vic, await invite(mina, 'okada-lab', 'Viewer'), viewer)
      await signIn(jonAtHome, researcher)
    })

    const minasPlan = new PlanPage(mina)
    let jonsPlan = new PlanPage(jon)
    const jonsOtherPlan = new PlanPage(jonAtHome)
    const sorasPlan = new PlanPage(sora)
    const vicsPlan = new PlanPage(vic)
    let address = ''

    await test.step('a plan of two recipes, open on five screens', async () => {
      await mina.goto('/okada-lab/plans')
      await mina.getByLabel('Title of the plan').fill('Borate on NMC532')
      await mina.getByRole('form', { name: 'New plan' }).locator('button[type=submit]').click()
      await mina.waitForURL(/\/plans\/pln_/)
      address = new URL(mina.url()).pathname
      await minasPlan.add('sol-gel', 'LBO thin')
      await minasPlan.add('sol-gel', 'LBO thick')
      await minasPlan.saved()
      for (const plan of [jonsPlan, jonsOtherPlan, sorasPlan, vicsPlan]) {
        await plan.open(address)
        await expect(plan.row('LBO thick')).toBeVisible()
      }
    })

    await test.step('different fields and recipes at the same time: all survive, everywhere', async () => {
      await Promise.all([
        minasPlan.type('LBO thin', 'sinterTemperatureC', '350'),
        jonsPlan.type('LBO thin', 'sinterHours', '2'),
        jonsOtherPlan.type('LBO thick', 'sinterTemperatureC', '360'),
      ])
      for (const plan of [minasPlan, jonsPlan, jonsOtherPlan, sorasPlan, vicsPlan]) {
        await expect(plan.cell('LBO thin', 'sinterTemperatureC')).toContainText('350')
        await expect(plan.cell('LBO thin', 'sinterHours')).toContainText('2')
        await expect(plan.cell('LBO thick', 'sinterTemperatureC')).toContainText('360')
      }
      await jonsPlan.cell('LBO thick', 'sinterHours').click()
      await expect(minasPlan.peerIn('LBO thick', 'sinterHours', 'Jon')).toBeVisible()
      await expect(vicsPlan.peerIn('LBO thick', 'sinterHours', 'Jon')).toBeVisible()
    })

    await test.step('offline, edited, the lid closed, opened again: merged', async () => {
      await jonsComputer.setOffline(true)
      await expect(jon.locator('[data-save-state=offline]')).toBeVisible()
      await jonsPlan.type('LBO thick', 'sinterHours', '5')
      await expect(jonsPlan.cell('LBO thick', 'sinterHours')).toContainText('5')
      await minasPlan.type('LBO thick', 'batchMassG', '20')
      await minasPlan.saved()
      await expect(minasPlan.cell('LBO thick', 'sinterHours')).not.toContainText('5')
      // The last keystrokes have reached the browser's own store.
      await jon.waitForTimeout(500)
      await jon.close()
      await jonsComputer.setOffline(false)
      jonsPlan = new PlanPage(await jonsComputer.newPage())
      await jonsPlan.open(address)
      for (const plan of [minasPlan, jonsPlan, jonsOtherPlan, vicsPlan]) {
        await expect(plan.cell('LBO thick', 'sinterHours')).toContainText('5')
        await expect(plan.cell('LBO thick', 'batchMassG')).toContainText('20')
      }
    })

    await test.step('the viewer can change nothing, also not with a message made by hand', async () => {
      await vicsPlan.cell('LBO thin', 'sinterTemperatureC').click()
      await vic.keyboard.type('999')
      await vic.keyboard.press('Enter')
      await expect(vicsPlan.cell('LBO thin', 'sinterTemperatureC')).toContainText('350')
      const before = await titleOf(minasPlan)
      const answer = await sendByHand(vic, address, planTitled('Taken over'))
      expect(answer).toBe('open for reading, heard')
      await minasPlan.type('LBO thin', 'batchMassG', '20')
      await expect(vicsPlan.cell('LBO thin', 'batchMassG')).toContainText('20')
      expect(await titleOf(minasPlan)).toBe(before)
      // The very same message from someone who may write is taken: it was the role that refused it, not the form.
      const jonsPage = jonsPlan.page
      await sendByHand(jonsPage, address, planTitled('Lithium borate on NMC532'))
      await expect(minasPlan.page.getByRole('heading', { level: 1 })).toHaveText('Lithium borate on NMC532')
      await expect(vic.getByRole('heading', { level: 1 })).toHaveText('Lithium borate on NMC532')
    })

    await test.step('predictions change with the parameters, on this screen alone', async () => {
      await minasPlan.type('LBO thin', 'cathode', 'NMC532')
      await minasPlan.type('LBO thin', 'coating', 'Li3B11O18')
      await minasPlan.type('LBO thin', 'cathodeRadiusUm', '5')
      await minasPlan.saved()
      const figure = minasPlan.cell('LBO thin', 'timeToRocksalt')
      for (const { sink, thicknessNm, minutes, range } of table3) {
        await minasPlan.condition('Oxygen sink', sink)
        await minasPlan.type('LBO thin', 'thicknessNm', thicknessNm)
        await expect(figure).toContainText(`${minutes} (${range})`)
        await expect(figure).toContainText('min')
        await expect(vicsPlan.cell('LBO thin', 'timeToRocksalt')).toContainText(`${minutes} (${range})`)
      }
      // Without a round trip: the figure follows while the server cannot be reached, and before the edit is committed.
      const minasComputer = mina.context()
      await minasPlan.saved()
      await minasComputer.setOffline(true)
      await minasPlan.cell('LBO thin', 'thicknessNm').click()
      await mina.keyboard.type('10')
      await expect(figure).toContainText('165 (64–452)')
      await mina.keyboard.press('Escape')
      await expect(figure).toContainText('16.6 (6.5–45)')
      await minasComputer.setOffline(false)
      await minasPlan.saved()
    })

    await test.step('the history says in words who changed what', async () => {
      await vicsPlan.openRecipe('LBO thick', 'History')
      const history = vic.getByRole('complementary', { name: 'Recipe LBO thick' })
      await expect(history.getByRole('listitem').filter({ hasText: 'Jon' })).toContainText([
        /sintering time set to 5 h/,
      ])
      await expect(history).toContainText('batch mass set to 20 g')
      await vic.keyboard.press('Escape')
    })

    let runAddress = ''
    await test.step('a student starts a run once the PI has approved; the run keeps the recipe as it was', async () => {
      await sorasPlan.openRecipe('LBO thin', 'Runs')
      await sora.getByRole('button', { name: 'Start run' }).click()
      await expect(sora.getByRole('alert').filter({ hasText: /approve/i })).toBeVisible()
      await minasPlan.approve(pi)
      await expect(mina.getByText(/^Approved by Mina/)).toBeVisible()
      await expect(sora.getByText(/^Approved by Mina/)).toBeVisible()
      await sora.getByRole('button', { name: 'Start run' }).click()
      await sora.waitForURL(/\/runs\/run_/)
      runAddress = new URL(sora.url()).pathname
      await expect(sora.getByRole('heading', { level: 1 })).toHaveText('Run 1 of LBO thin')

      await minasPlan.type('LBO thin', 'sinterTemperatureC', '420')
      await minasPlan.saved()
      await expect(mina.getByText('changed since approval').first()).toBeVisible()
      await sora.reload()
      await expect(sora.getByText('350').first()).toBeVisible()
      await expect(sora.getByText('420')).toHaveCount(0)
    })

    await test.step('a cell, its cycler file, and its results beside the prediction', async () => {
      // The viewer has the run and all results open, and reloads neither.
      const [runPage, resultsPage] = [await vic.context().newPage(), await vic.context().newPage()]
      await runPage.goto(runAddress)
      await resultsPage.goto('/okada-lab/results')
      await sora.goto(runAddress)
      await sora.getByRole('button', { name: 'Add a cell' }).click()
      const form = sora.getByRole('form', { name: /^Add a cell to / })
      await form.getByLabel('Name').fill('Coin 1')
      await form.getByLabel('Active mass (mg)').fill('40')
      await form.getByRole('button', { name: 'Add cell' }).click()
      await sora.waitForURL(/\/cells\/cel_/)
      await sora.getByLabel('Cycler files').setInputFiles(newareFile)
      const cycles = sora.getByRole('region', { name: /^Cycles of/ })
      await expect(cycles).toBeVisible({ timeout: 30_000 })
      // Discharge over charge of the first cycle, 5.08628 and 4.24934 mAh in the file, at 40 mg.
      await expect(cycles.getByRole('row').nth(1)).toContainText('127')
      await expect(cycles.getByRole('row').nth(1)).toContainText('106')
      for (const figure of ['Initial discharge capacity', 'Initial coulombic efficiency', 'Retention'])
        await expect(sora.getByText(new RegExp(`^${figure}$`, 'i')).first()).toBeVisible()
      await expect(sora.getByRole('complementary', { name: 'Prediction of the recipe' })).toContainText('16.6')
      // A file that is no cycler file says so, and is kept.
      await sora
        .getByLabel('Cycler files')
        .setInputFiles({ name: 'shopping.csv', mimeType: 'text/csv', buffer: Buffer.from('milk;2\nbread;1\n') })
      await expect(sora.getByRole('alert').filter({ hasText: /found/i })).toBeVisible({ timeout: 30_000 })
      await expect(sora.getByText('The file is kept as it came')).toBeVisible()
      await expect(minasPlan.cell('LBO thin', 'record')).toContainText('1 run, 1 cell, retention')
      await expect(runPage.getByRole('list', { name: 'Results of run 1' })).toContainText('Coin 1')
      await expect(resultsPage.getByRole('table').first()).toContainText('LBO thin')
      await runPage.close()
      await resultsPage.close()
    })

    await test.step('killed and started again: everything is there and the browsers carry on', async () => {
      await minasPlan.type('LBO thick', 'sinterTemperatureC', '380')
      await expect(jonsPlan.cell('LBO thick', 'sinterTemperatureC')).toContainText('380')
      await server.kill('SIGKILL')
      await expect(mina.locator('[data-save-state=offline]')).toBeVisible()
      await minasPlan.type('LBO thick', 'thicknessNm', '7')
      await server.launch()
      await minasPlan.saved()
      for (const plan of [minasPlan, jonsPlan, jonsOtherPlan, vicsPlan]) {
        await expect(plan.cell('LBO thick', 'sinterTemperatureC')).toContainText('380')
        await expect(plan.cell('LBO thick', 'thicknessNm')).toContainText('7')
      }
      await sora.reload()
      await expect(sora.getByRole('heading', { level: 1 })).toHaveText('Coin 1')
      await sora.goto(runAddress)
      await expect(sora.getByRole('heading', { level: 1 })).toHaveText('Run 1 of LBO thin')
    })
  } finally {
    await server.dispose()
  }
})

async function titleOf(plan: PlanPage): Promise<string | null> {
  return plan.page.getByRole('heading', { level: 1 }).textContent()
}

/** A change that writes another title, as any Yjs client would send it. */
function planTitled(title: string): number[] {
  const doc = new Y.Doc()
  // The highest of all clients: among values written without knowing of each other, the page shows this one.
  doc.clientID = 2 ** 32 - 1
  doc.getArray('plan').push([{ k: 'title', v: title, t: Date.now() }])
  return [...encodeSync(syncTypes.update, Y.encodeStateAsUpdate(doc))]
}

/** Opens a socket of the page's own session, sends the bytes, and waits until the server has answered a question sent after. */
async function sendByHand(page: Page, planAddress: string, message: number[]): Promise<string> {
  const plan = planAddress.split('/').at(-1)
  const question = [...encodeSync(syncTypes.step1, Y.encodeStateVector(new Y.Doc()))]
  return page.evaluate(
    ({ path, sent, asked }) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`ws://${window.location.host}${path}`)
        socket.binaryType = 'arraybuffer'
        let isSent = false
        socket.onmessage = ({ data }) => {
          const [type, step] = new Uint8Array(data as ArrayBuffer)
          if (type !== 0) return
          // The server asks first; its answer to our question comes after it has judged what we sent before.
          if (step === 0 && !isSent) {
            isSent = true
            socket.send(new Uint8Array(sent))
            socket.send(new Uint8Array(asked))
          } else if (step === 1 && isSent) {
            resolve('open for reading, heard')
            socket.close()
          }
        }
        socket.onclose = ({ code, reason }) => resolve(`closed ${code} ${reason}`)
      }),
    { path: `/collab/${plan}?${urlParameters.schema}=${schemaVersion}`, sent: message, asked: question },
  )
}
