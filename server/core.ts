import type { Rooms } from '@/collab/room/rooms'
import type { Database } from '@/db/connection'
import type { Auth } from './auth/auth'
import type { Config } from './config'
import type { FileStore } from './files/store'
import type { ImportQueue } from './jobs/importTest'
import type { Logger } from './log'

/** What the process holds once. Services are handed the parts that they need. */
export interface Core {
  config: Config
  database: Database
  auth: Auth
  rooms: Rooms
  jobs: ImportQueue
  files: FileStore
  log: Logger
}
