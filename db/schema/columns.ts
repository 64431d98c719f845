import { integer, text } from 'drizzle-orm/sqlite-core'
import type { LabId } from '@/science/ids'
import { labs } from './labs'

/** A moment, stored as ms since 1970. */
export const moment = (name: string) => integer(name, { mode: 'timestamp_ms' })

/** Every record belongs to one lab: the unit of access. */
export const inLab = () =>
  text('lab_id')
    .$type<LabId>()
    .notNull()
    .references(() => labs.id)
