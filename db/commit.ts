import { type Act, appendAuditEntry, hashPayload } from './auditChain'
import type { Database } from './connection'

/** A write built with drizzle and not yet executed. */
export interface Statement {
  toSQL(): { sql: string; params: unknown[] }
}

const actOf: unique symbol = Symbol('act')

/** A statement that says what its batch does, for the audit log. */
export interface Recorded extends Statement {
  readonly [actOf]: Act
}

/** Statements of one batch, the last of which says what the batch does: without that it does not compile. */
export type Batch = readonly [...Statement[], Recorded]

interface Guard {
  changes: number
  otherwise: () => Error
}

const guards = new WeakMap<Statement, Guard>()

/**
 * All the statements in one transaction with their entry in the audit log, or none of them. The only way to write a record:
 * read first, decide, then write once. There is no interactive transaction, so no request can hold a lock across an await.
 * The last statement says what is done: an `activityEntry`, or `recordOnly` for what needs no line in the activity.
 * @throws what a guard says when its statement matched another number of rows, or the engine's error
 */
export async function commit(database: Pick<Database, 'sqlite'>, batch: Batch): Promise<void> {
  const act = (batch.at(-1) as Recorded)[actOf]
  database.sqlite.transaction(() => appendAuditEntry(database, act, hashPayload(execute(database, batch)))).immediate()
}

/**
 * The same for what is no record: caches, projections, tokens, the sign of life. `because` says why the audit log has
 * nothing of it.
 */
export async function commitUnrecorded(
  database: Pick<Database, 'sqlite'>,
  { statements }: { because: string; statements: readonly Statement[] },
): Promise<void> {
  database.sqlite.transaction(() => execute(database, statements)).immediate()
}

function execute({ sqlite }: Pick<Database, 'sqlite'>, statements: readonly Statement[]) {
  return statements.flatMap((statement) => {
    const query = statement.toSQL()
    if (query.sql === '') return []
    const prepared = sqlite.prepare(query.sql)
    const guard = guards.get(statement)
    const { changes } = prepared.reader
      ? { changes: prepared.all(...query.params).length }
      : prepared.run(...query.params)
    if (guard !== undefined && changes !== guard.changes) throw guard.otherwise()
    return [query]
  })
}

/** The whole batch is undone, with this error, when the statement does not match exactly so many rows. */
export function guarded<Guarded extends Statement>(statement: Guarded, guard: Guard): Guarded {
  guards.set(statement, guard)
  return statement
}

/** Says with this statement what its batch does. */
export function recorded(statement: Statement, act: Act): Recorded {
  return Object.assign(statement, { [actOf]: act })
}

/** For the end of a batch that leaves no line in the activity: an entry in the audit log and nothing else. */
export function recordOnly(act: Act): Recorded {
  return { toSQL: () => ({ sql: '', params: [] }), [actOf]: act }
}
