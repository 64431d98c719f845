import type { Database } from './connection'

/** A write built with drizzle and not yet executed. */
export interface Statement {
  run(): unknown
}

interface Guard {
  changes: number
  otherwise: () => Error
}

const guards = new WeakMap<Statement, Guard>()

/**
 * All the statements in one transaction, or none of them. The only way to write a record: read first, decide, then write
 * once. There is no interactive transaction, so no request can hold a lock across an await.
 * @throws what a guard says when its statement matched another number of rows, or the engine's error
 */
export async function commit({ sqlite }: Pick<Database, 'sqlite'>, statements: readonly Statement[]): Promise<void> {
  sqlite
    .transaction(() => {
      for (const statement of statements) {
        const outcome = statement.run()
        const guard = guards.get(statement)
        if (guard !== undefined && changesOf(outcome) !== guard.changes) throw guard.otherwise()
      }
    })
    .immediate()
}

/** The whole batch is undone, with this error, when the statement does not match exactly so many rows. */
export function guarded<Guarded extends Statement>(statement: Guarded, guard: Guard): Guarded {
  guards.set(statement, guard)
  return statement
}

function changesOf(outcome: unknown): number | null {
  return typeof outcome === 'object' && outcome !== null && 'changes' in outcome && typeof outcome.changes === 'number'
    ? outcome.changes
    : null
}
