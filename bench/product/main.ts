import { cpus } from 'node:os'
import { charts } from './charts'
import { editLatency } from './edits'
import { grid } from './grid'
import { lists } from './lists'
import { memory } from './memory'
import { planLoad } from './planLoad'
import { predictions } from './predictions'
import { type Part, printPart } from './report'
import { startUp } from './startUp'

// `npm run bench`: how the built product does, on one page. `--only start,load,grid,edits,memory,lists,predictions,charts` runs some parts.
const parts: Record<string, (executablePath: string) => Part | Promise<Part>> = {
  start: startUp,
  load: planLoad,
  grid,
  edits: editLatency,
  memory,
  lists,
  predictions,
  charts,
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1]?.split(',') : undefined
const unknown = only?.filter((name) => !(name in parts)) ?? []
if (unknown.length > 0) {
  console.error(`There is no part called ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}
const executablePath = process.env.INTERPHASE_CHROMIUM
if (!executablePath) throw new Error('INTERPHASE_CHROMIUM is not set; run this by `npm run bench`.')

const machine = cpus()
console.log(`Interphase on ${machine.length} cores (${machine[0]?.model.trim() ?? 'unknown'}), Node ${process.version}`)
for (const [name, measure] of Object.entries(parts)) {
  if (only && !only.includes(name)) continue
  printPart(await measure(executablePath))
}
