import { connectPlan } from '@/collab/client/connectPlan'
import { addRecipes, type NewRecipe } from '@/collab/plan/write'
import type { CellId, PlanId, RecipeId, RunId, SampleId } from '@/science/ids'
import { lab, type SignedIn } from './api'
import type { ProductServer } from './server'

/** What a cell of a story gives: cycles at one current between two cutoffs, fading evenly. */
export interface CellOfStory {
  cycles: number
  /** mAh g⁻¹ of the first cycle; the cell has 10 mg */
  capacity: number
  /** % that the last cycle keeps of the first */
  kept: number
  lowerV?: number
  upperV?: number
  /** mAh g⁻¹ that 1 C stands for, by the data sheet of the powder; the cell is cycled at 1 C unless `cRate` says otherwise */
  oneC?: number
  cRate?: number
}

export interface MadeRecipe {
  recipe: RecipeId
  run: RunId
  sample: SampleId
  cells: CellId[]
}

const activeMassMg = 10

/** A record in plain columns: voltage straight up and down between the cutoffs, so that the dwell time follows from them. */
function recordOf({ cycles, capacity, kept, lowerV = 2.5, upperV = 4.3, oneC = 160, cRate = 1 }: CellOfStory): string {
  const rows = ['Test Time / s,Cycle Count / 1,Current / A,Voltage / V']
  const points = 6
  let time = 0
  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    const share = 1 - ((1 - kept / 100) * (cycle - 1)) / Math.max(1, cycles - 1)
    const currentA = (oneC * cRate * activeMassMg) / 1e6
    const hours = capacity / oneC / cRate
    for (const [current, from, to, part] of [
      [currentA, lowerV, upperV, share * 1.004],
      [-currentA, upperV, lowerV, share],
    ] as const) {
      for (let step = 0; step <= points; step += 1) {
        const volt = from + ((to - from) * step) / points
        rows.push(`${time.toFixed(1)},${cycle},${current.toExponential(6)},${volt.toFixed(4)}`)
        if (step < points) time += (3600 * hours * part) / points
      }
      time += 1
    }
  }
  return `${rows.join('\n')}\n`
}

/** A plan of these recipes in the lab of the first person, each run and closed as done, with cells and their files read. */
export async function makeTestedRecipes(
  { api, Socket, context }: SignedIn,
  server: ProductServer,
  title: string,
  given: readonly { recipe: NewRecipe; cells: readonly CellOfStory[] }[],
): Promise<{ plan: PlanId; made: MadeRecipe[] }> {
  const { id: plan } = await api.plans.create.mutate({ lab, title })
  const connection = connectPlan({ url: `${server.url}/collab`, planId: plan, WebSocketPolyfill: Socket })
  const saved = async () => {
    while (connection.state !== 'saved') await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await saved()
  const ids = addRecipes(
    connection.doc,
    given.map(({ recipe }) => recipe),
  )
  await new Promise((resolve) => setTimeout(resolve, 20))
  await saved()
  connection.destroy()
  const made: MadeRecipe[] = []
  for (const [at, { cells }] of given.entries()) {
    const recipe = ids[at]
    if (recipe === undefined) throw new Error('A recipe was not written.')
    const { id: run } = await api.runs.start.mutate({ lab, plan, recipe })
    const [sample] = (await api.runs.get.query({ lab, run })).samples
    if (sample === undefined) throw new Error('A run has a powder sample.')
    await api.runs.close.mutate({ lab, run, version: 1, state: 'done', reason: '' })
    const own: CellId[] = []
    for (const [number, cell] of cells.entries()) {
      const { id } = await api.cells.create.mutate({
        lab,
        sample: sample.id,
        name: `${sample.code}-${number + 1}`,
        kind: 'cathode-half',
        format: 'CR2032 coin',
        activeMassMg,
        electrolyte: '1 M LiPF6 in EC:DMC',
        counterElectrode: 'Li',
      })
      const address = `${server.url}/api/files?lab=${lab}&cell=${id}&name=${sample.code}-${number + 1}.csv`
      const answer = await context.request.post(address, { data: Buffer.from(recordOf(cell)) })
      if (!answer.ok()) throw new Error(`The file was refused: ${await answer.text()}`)
      own.push(id)
    }
    made.push({ recipe, run, sample: sample.id, cells: own })
  }
  for (const cell of made.flatMap(({ cells }) => cells)) {
    for (;;) {
      const { tests } = await api.cells.get.query({ lab, cell })
      if (tests.length > 0 && tests.every(({ state }) => state !== 'reading')) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  return { plan, made }
}
