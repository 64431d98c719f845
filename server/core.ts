import type { Rooms } from '@/collab/room/rooms'
import type { Database } from '@/db/connection'
import type { Auth } from './auth/auth'
import type { Config } from './config'
import type { FileStore } from './files/store'
import type { Metrics } from './http/metrics'
import type { ImportQueue } from './jobs/importQueue'
import type { Logger } from './log'

/** What the process holds once. Services are handed the parts that they need. */
export interface Core {
  config: Config
  database: Database
  readonly auth: Auth
  /** Looks again for a sign-in provider that was not there before. */
  retryAuth(): Promise<void>
  rooms: Rooms
  metrics: Metrics
  jobs: ImportQueue
  files: FileStore
  /** Whether there is a mail server to hand letters to. */
  sendsMail: boolean
  log: Logger
}
