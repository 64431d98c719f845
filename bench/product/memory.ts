import { chromium } from '@playwright/test'
import { connectPlan, type PlanConnection } from '@/collab/client/connectPlan'
import { addRecipe } from '@/collab/plan/write'
import { lab, signInFirst } from '@/e2e/api'
import { ProductServer } from '@/e2e/server'
import { until } from './edits'
import { kB, MB, type Part } from './report'

const plans = 100
const recipesPerPlan = 20

export async function memory(executablePath: string): Promise<Part> {
  const server = await ProductServer.start()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const { api, Socket } = await signInFirst(browser, server, { withExampleLab: false })
    const connect = (planId: string) => connectPlan({ url: `${server.url}/collab`, planId, WebSocketPolyfill: Socket })
    const ids: string[] = []
    for (let place = 0; place < plans; place += 1) {
      const { id } = await api.plans.create.mutate({ lab, title: `Plan ${place}` })
      ids.push(id)
      const writer = connect(id)
      await until(() => writer.state === 'saved')
      for (let row = 0; row < recipesPerPlan; row += 1)
        addRecipe(writer.doc, {
          name: `R${row}`,
          process: 'sol-gel',
          values: { cathode: 'NMC532', coating: 'Li3B11O18', thicknessNm: 1 + row, sinterTemperatureC: 300 + row },
        })
      await until(() => writer.state === 'saved')
      writer.destroy()
    }
    // A process that has just started, so that what building the plans cost is not counted.
    await server.kill('SIGTERM')
    await server.launch()
    await calm()
    const none = await server.residentBytes()
    const open: PlanConnection[] = ids.map(connect)
    await Promise.all(open.map((one) => until(() => one.state === 'saved')))
    await calm()
    const all = await server.residentBytes()
    for (const one of open) one.destroy()
    await calm()
    const after = await server.residentBytes()
    return {
      title: `Memory of the server (resident), ${plans} plans of ${recipesPerPlan} recipes`,
      lines: [
        { what: 'no plan open', figure: MB(none), how: 'after a fresh start' },
        { what: `${plans} plans open`, figure: MB(all), how: `${kB((all - none) / plans)} per plan with its socket` },
        { what: 'all left again', figure: MB(after), how: 'the engine keeps pages that it may use again' },
      ],
    }
  } finally {
    await browser.close()
    await server.dispose()
  }
}

/** Lets the engine collect what nobody needs. */
async function calm(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5000))
}
