import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addRecipe, type NewRecipe } from '@/collab/plan/write'
import { createRooms } from '@/collab/room/rooms'
import type { LabSettings } from '@/db/schema/labs'
import { type BuiltLab, buildLab, buildMember } from '@/db/testing/factories'
import { temporaryDatabase } from '@/db/testing/temporaryDatabase'
import type { CellId, PlanId, RecipeId, TestId } from '@/science/ids'
import { createImportQueue, type ImportQueue } from '../../jobs/importQueue'
import { createProjector, type Projector, projectDocument } from '../../projection/projectPlan'
import { createPlanLog } from '../../sync/planLog'
import { createCell } from '../cells'
import type { LabContext, ServiceCore } from '../context'
import { tellMentions } from '../noteMentions'
import { createPlan } from '../plans'
import { getRun, startRun } from '../runs'
import { createTestFromUpload } from '../tests'

/** A lab with a person in every role, over a real database in a temporary folder and real rooms. */
export interface LabHarness extends AsyncDisposable {
  core: ServiceCore
  projector: Projector
  imports: ImportQueue
  lab: BuiltLab
  pi: LabContext
  researcher: LabContext
  student: LabContext
  viewer: LabContext
  /** Puts the bytes where the upload route would, and tells the service. */
  upload(context: LabContext, cellId: CellId, name: string, bytes: Uint8Array): ReturnType<typeof createTestFromUpload>
  pathOf(sha256: string): string
  columnsPathOf(testId: TestId): string
}

const quiet = { error() {}, warn() {} }

export async function startLab({
  settings,
  sendsMail = false,
}: {
  settings?: LabSettings
  sendsMail?: boolean
} = {}): Promise<LabHarness> {
  const database = temporaryDatabase()
  const files = join(database.folder, 'files')
  await mkdir(files, { recursive: true })
  const pathOf = (sha256: string) => join(files, sha256)
  const columnsPathOf = (testId: TestId) => join(database.folder, 'columns', `${testId}.columns`)
  const projector = createProjector({
    database,
    logger: quiet,
    retryMs: 10,
    alongside: (planId, reading) => tellMentions({ database, sendsMail }, planId, reading),
  })
  const imports = createImportQueue({
    database,
    logger: quiet,
    pathOf,
    columnsPathOf,
  })
  const rooms = createRooms({
    log: createPlanLog(database),
    gatekeeper: { admit: () => Promise.reject(new Error('Nobody comes in by socket here.')) },
    onDurable: projector.onDurable,
    logger: quiet,
  })
  const core: ServiceCore = { database, rooms, jobs: imports, sendsMail }
  const lab = await buildLab(database, settings === undefined ? {} : { settings })
  const as = async (role: 'pi' | 'researcher' | 'student' | 'viewer', name: string): Promise<LabContext> => ({
    core,
    lab,
    actor: await buildMember(database, lab, { role, name }),
  })
  return {
    core,
    projector,
    imports,
    lab,
    pi: await as('pi', 'Mina'),
    researcher: await as('researcher', 'Jon'),
    student: await as('student', 'Sora'),
    viewer: await as('viewer', 'Vic'),
    pathOf,
    columnsPathOf,
    async upload(context, cellId, name, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await writeFile(pathOf(sha256), bytes)
      const file = { sha256, name, sizeBytes: bytes.length, path: pathOf(sha256) }
      return await createTestFromUpload(core, context.actor, { labId: lab.id, cellId, file })
    },
    async [Symbol.asyncDispose]() {
      await rooms.close()
      await projector.close()
      await imports.close()
      database.dispose()
    },
  }
}

/** A plan with recipes, a run of the first, and a cell from its powder. */
export async function buildCell(
  harness: LabHarness,
  { activeMassMg = null as number | null, kind = 'cathode-half' as const } = {},
) {
  const { researcher } = harness
  const { id: plan } = await createPlan(researcher, { title: 'Borates' })
  const recipe = await addTestRecipe(harness, plan)
  const { id: run } = await startRun(researcher, { plan, recipe })
  const [sample] = (await getRun(researcher, run)).samples
  if (sample === undefined) throw new Error('A run has a powder sample.')
  const { id: cell } = await createCell(researcher, { sample: sample.id, name: `${sample.code}-a`, kind, activeMassMg })
  return { plan, recipe, run, sample, cell }
}

/** Writes a recipe as a person at the grid would, and waits until lists show it. */
export async function addTestRecipe(
  { core, researcher, projector }: LabHarness,
  plan: PlanId,
  given: Partial<NewRecipe> = {},
): Promise<RecipeId> {
  let id: RecipeId | undefined
  await core.rooms.apply(plan, researcher.actor.memberId, (doc) => {
    id = addRecipe(doc, { name: 'LBO 10 nm', process: 'sol-gel', values: { sinterTemperatureC: 350 }, ...given })
  })
  await projected({ core, projector }, plan)
  if (id === undefined) throw new Error('The recipe was not written.')
  return id
}

/** Resolves when the plan's rows stand as its document does. */
export async function projected(
  { core, projector }: Pick<LabHarness, 'core' | 'projector'>,
  plan: PlanId,
): Promise<void> {
  await projector.settled()
  await projectDocument(core.database, plan, await core.rooms.readDocument(plan))
}
