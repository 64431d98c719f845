import Database from 'better-sqlite3'

/** A database file with the tables of the plan log alone, as db/schema/planLog.ts has them. For tests and benchmarks. */
export function openPlanLogDatabase(file: string): { sqlite: Database.Database; close(): void } {
  const sqlite = new Database(file)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.exec(`
    create table if not exists plan_updates (
      plan_id text not null, seq integer not null, "update" blob not null, member_id text, at integer not null,
      primary key (plan_id, seq)
    );
    create table if not exists plan_snapshots (
      plan_id text not null, seq integer not null, state blob not null, at integer not null,
      primary key (plan_id, seq)
    );
  `)
  return { sqlite, close: () => sqlite.close() }
}
