import { expect, type Page, test } from '@playwright/test'
import type { PlanId } from '@/science/ids'
import { random } from '@/server/sync/testing/random'
import { readStoredPlan } from '../disk'
import { acceptInvitation, invite, openBrowser, person, setUpLab } from '../people'
import { PlanPage } from '../plan'
import { ProductServer } from '../server'

// The process is killed while two people type. KILLS makes it longer, SEED repeats a run.
const kills = Number(process.env.KILLS ?? 20)
const seed = Number(process.env.SEED ?? 20_261_121)

/** Each person's own cell, in which the values only grow: an older value found later is a lost edit. */
const cells = [
  { writer: 'Mina', recipe: 'Ours', key: 'batchMassG' },
  { writer: 'Jon', recipe: 'Theirs', key: 'sinterTemperatureC' },
] as const

test(`${kills} kills while two people type lose nothing that the other had seen (seed ${seed})`, async ({
  browser,
}) => {
  test.setTimeout(60_000 + kills * 15_000)
  const server = await ProductServer.start()
  try {
    const mina = await (await openBrowser(browser, server)).newPage()
    await setUpLab(mina, server, person('Mina'))
    const jon = await (await openBrowser(browser, server)).newPage()
    await acceptInvitation(jon, await invite(mina, 'okada-lab', 'Researcher'), person('Jon'))
    await mina.goto('/okada-lab/plans')
    await mina.getByLabel('Title of the plan').fill('Killed')
    await mina.getByRole('form', { name: 'New plan' }).locator('button[type=submit]').click()
    await mina.waitForURL(/\/plans\/pln_/)
    const address = new URL(mina.url()).pathname
    const planId = address.split('/').at(-1) as PlanId
    const pages = [new PlanPage(mina), new PlanPage(jon)] as const
    for (const { recipe } of cells) await pages[0].add('sol-gel', recipe)
    await pages[0].saved()
    await pages[1].open(address)

    const next = random(seed)
    let value = 100
    let mostSeen = 0
    for (let kill = 0; kill < kills; kill += 1) {
      // Everyone watches the cell that the other writes.
      await Promise.all([watch(mina, cells[1]), watch(jon, cells[0])])
      const stop = { now: false }
      const typing = pages.map(async (plan, who) => {
        const cell = cells[who as 0 | 1]
        while (!stop.now) {
          value += 1
          await plan.type(cell.recipe, cell.key, String(value))
          await plan.page.waitForTimeout(next() * 200)
        }
      })
      const afterMs = 100 + next() * 900
      await mina.waitForTimeout(afterMs)
      await server.kill('SIGKILL')
      stop.now = true
      await Promise.all(typing)

      const seen = [await highestSeen(jon), await highestSeen(mina)] as const
      // What the disk holds is read before any browser can bring its own copy back.
      const { recipes } = await readStoredPlan(server.dataFolder, planId)
      const stored = new Map(recipes.map(({ name, values }) => [name, values]))
      for (const [who, { recipe, key, writer }] of cells.entries()) {
        const found = Number(stored.get(recipe)?.[key] ?? 0)
        expect(
          found,
          `kill ${kill + 1} after ${afterMs.toFixed(0)} ms: ${writer}’s edits on disk`,
        ).toBeGreaterThanOrEqual(seen[who as 0 | 1])
      }
      mostSeen = Math.max(mostSeen, ...seen)

      await server.launch()
      for (const plan of pages) await plan.saved()
      for (const { recipe, key } of cells) {
        const kept = await pages[0].cell(recipe, key).textContent()
        await expect(pages[1].cell(recipe, key)).toHaveText(kept ?? '')
      }
    }
    // The test would prove nothing if nobody had seen anything.
    expect(mostSeen).toBeGreaterThan(100 + kills)
  } finally {
    await server.dispose()
  }
})

declare global {
  interface Window {
    highestSeen: number
  }
}

/** Notes every number that this page shows in a cell, however short a time it stands there. */
async function watch(page: Page, { recipe, key }: { recipe: string; key: string }): Promise<void> {
  const cell = await new PlanPage(page).cell(recipe, key).elementHandle()
  await page.evaluate((watched) => {
    window.highestSeen = 0
    const row = watched?.closest('[role=row]')
    const column = watched?.getAttribute('data-key')
    if (!row) throw new Error('no row')
    const note = () => {
      const found = row.querySelector(`[data-key="${column}"]`)
      // What someone is still typing is shown too, marked as such: it is no edit yet.
      if (!found || found.querySelector('[data-typing]')) return
      window.highestSeen = Math.max(window.highestSeen, Number.parseInt(found.textContent, 10) || 0)
    }
    note()
    new MutationObserver(note).observe(row, { subtree: true, childList: true, characterData: true, attributes: true })
  }, cell)
}

async function highestSeen(page: Page): Promise<number> {
  return page.evaluate(() => window.highestSeen)
}
