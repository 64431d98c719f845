import { join } from 'node:path'
import { createRooms } from '@/collab/room/rooms'
import { checkpointInThread } from '@/db/checkpoints'
import { type Database, openDatabase } from '@/db/connection'
import { migrateDatabase, NewerDatabase } from '@/db/migrate'
import { holdAuth } from './auth/authHolder'
import type { Config } from './config'
import type { Core } from './core'
import { DataFolderProblem } from './dataFolder'
import { arrivingIn, createFileStore } from './files/store'
import { createMetrics } from './http/metrics'
import { keepHourlyVersions } from './jobs/hourlyVersions'
import { createImportQueue } from './jobs/importQueue'
import { keepNamesFound } from './jobs/searchNames'
import { keepFoldersTidy } from './jobs/tidyFolders'
import type { Logger } from './log'
import { startMailPost } from './mail/sendMails'
import { can } from './policies'
import { type Alongside, catchUpProjections, createProjector } from './projection/projectPlan'
import { tellMentions } from './services/noteMentions'
import { createGatekeeper } from './sync/gatekeeper'
import { createPlanLog } from './sync/planLog'
import { findPlanMembership } from './sync/planMembership'

/** Puts the process's parts together over an opened data folder, and catches up with what an earlier process left. */
export async function createCore(
  config: Config,
  log: Logger,
  migrations: string,
): Promise<Core & { close(): Promise<void> }> {
  const database = openChecked(config.databaseFile, migrations)
  const checkpoints = checkpointInThread(database.sqlite)
  const auth = holdAuth(database, config, log)
  const files = createFileStore(config.filesFolder)
  const metrics = createMetrics(config.metricsToken)
  const names = keepNamesFound({ database, logger: log })
  const post =
    config.mail === null
      ? null
      : startMailPost({ database, settings: config.mail, url: config.url, logger: log, onOutcome: metrics.countMail })
  const alongside: Alongside = (planId, reading) =>
    tellMentions({ database, sendsMail: post !== null }, planId, reading)
  const projector = createProjector({ database, logger: log, alongside })
  const jobs = createImportQueue({
    database,
    logger: log,
    pathOf: files.pathOf,
    columnsPathOf: (testId) => join(config.columnsFolder, testId.slice(-2), `${testId}.columns`),
  })
  const gatekeeper = createGatekeeper({
    url: config.url,
    session: async (headers) => {
      const found = await auth.current.api.getSession({ headers })
      return found === null ? null : { sessionId: found.session.id, userId: found.user.id }
    },
    membership: (userId, planId) => findPlanMembership(database.db, userId, planId),
    may: (member, action) => can(member, action),
  })
  const rooms = createRooms({
    log: createPlanLog(database),
    gatekeeper,
    onDurable: projector.onDurable,
    onCommit: metrics.observeCommit,
    logger: log,
  })
  await catchUpProjections({ database, rooms }, { alongside, logger: log })
  await jobs.resume()
  const versions = keepHourlyVersions({ database, logger: log })
  const tidying = keepFoldersTidy({
    database,
    columnsFolder: config.columnsFolder,
    arrivingFolder: arrivingIn(config.filesFolder),
    logger: log,
  })
  return {
    config,
    database,
    get auth() {
      return auth.current
    },
    retryAuth: auth.retry,
    rooms,
    metrics,
    jobs,
    files,
    sendsMail: post !== null,
    log,
    async close() {
      await rooms.close()
      await projector.settled()
      await projector.close()
      await versions.close()
      await names.close()
      await tidying.close()
      await post?.close()
      await jobs.close()
      await checkpoints.close()
      database.close()
    },
  }
}

function openChecked(file: string, migrations: string): Database {
  let database: Database | undefined
  try {
    database = openDatabase(file)
    const found = database.sqlite.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') throw new Error(String(found))
    migrateDatabase(database, migrations)
    return database
  } catch (error) {
    database?.close()
    if (error instanceof NewerDatabase) throw new DataFolderProblem(error.message)
    const reason = error instanceof Error ? error.message : String(error)
    throw new DataFolderProblem(
      `The database ${file} cannot be read (${reason}). It was left as it is; restore a backup with "npx interphase restore".`,
    )
  }
}

/** Where the generated migrations lie, beside the sources. */
export const migrationsFolder = (root: string) => join(root, 'db', 'migrations', 'sqlite')
