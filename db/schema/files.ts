import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { FileId, MemberId } from '@/science/ids'
import { inLab, moment } from './columns'

/** An uploaded file, kept as it came under its SHA-256 in the data folder. */
export const files = sqliteTable(
  'files',
  {
    id: text('id').$type<FileId>().primaryKey(),
    labId: inLab(),
    sha256: text('sha256').notNull(),
    name: text('name').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    uploadedBy: text('uploaded_by').$type<MemberId>().notNull(),
    uploadedAt: moment('uploaded_at').notNull(),
  },
  (table) => [uniqueIndex('files_content').on(table.labId, table.sha256)],
)
