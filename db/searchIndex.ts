import { createHash } from 'node:crypto'
import type { Database } from './connection'

/**
 * What search looks into: one entry for each thing that can be found, its words in an FTS5 table, and the numbers of recipes and
 * revisions by parameter. Triggers write it in the batch that changes the thing, whoever writes; it is never read back into a
 * record and can be made again at any time. Only `db/queries/search.ts` reads it.
 *
 * Everything here is made by name when the database is opened for use and taken away before a migration, which may build a table anew
 * and would lose or trip over what hangs on it.
 */

export const searchKinds = ['plan', 'recipe', 'run', 'sample', 'cell', 'test', 'comment', 'material', 'member'] as const
export type SearchKind = (typeof searchKinds)[number]

/** The token that an entry's lab and kind have in the index, so that a search never walks through another lab's words. */
export function scopeToken(labId: string, kind: SearchKind): string {
  return `s${Buffer.from(labId).toString('hex')}${kind}`
}

/** Subscripts as digits, so that `LiCoO₂` is found by `licoo2`. */
function plain(sql: string): string {
  return [...'₀₁₂₃₄₅₆₇₈₉'].reduce((inner, digit, value) => `replace(${inner}, '${digit}', '${value}')`, sql)
}

const words = (...parts: string[]) => plain(parts.map((part) => `coalesce(${part}, '')`).join(` || ' ' || `))
const nameOf = (member: string) =>
  `(select u.name from members m join user u on u.id = m.user_id where m.id = ${member})`
const atoms = (json: string) => `(select group_concat(j.atom, ' ') from json_tree(${json}) j where j.atom is not null)`

/** Of each kind: its entries with `lab_id`, `ref` (its id), `source` (whose numbers hold for it), `at`, `title` and `words`. */
const views: Record<SearchKind, string> = {
  plan: `select p.lab_id, p.id as ref, null as source, p.created_at as at, ${plain('p.title')} as title,
      ${words('p.aim', nameOf('p.created_by'))} as words
    from plans p`,
  recipe: `select r.lab_id, r.id as ref, r.id as source, r.updated_at as at, ${plain('r.name')} as title,
      ${words('r.process', atoms('r."values"'), 'r.notes', 'p.title', nameOf('p.created_by'))} as words
    from recipes r join plans p on p.id = r.plan_id where r.is_binned = 0`,
  run: `select r.lab_id, r.id as ref, r.revision_id as source, r.started_at as at, ${plain('v.name')} as title,
      ${words(
        `'run ' || r.number`,
        'v.process',
        'p.title',
        nameOf('r.started_by'),
        nameOf('r.closed_by'),
        'r.reason',
        `(select group_concat(j.atom, ' ') from json_tree(v."values") j where j.type = 'text')`,
        `(select group_concat(case e.key when 'note' then json_extract(e.actual, '$') else '' end || ' ' || e.reason, ' ')
          from run_entries e where e.run_id = r.id)`,
      )} as words
    from runs r join revisions v on v.id = r.revision_id join plans p on p.id = r.plan_id`,
  sample: `select s.lab_id, s.id as ref, case when s.mixes_recipes then null else r.revision_id end as source,
      s.created_at as at, s.code as title,
      ${words(
        's.kind',
        's.place',
        's.remark',
        'v.name',
        'v.process',
        nameOf('s.created_by'),
        `(select group_concat(c.quantity || ' ' || coalesce(c.method, '') || ' ' || c.remark, ' ')
          from characterisations c where c.sample_id = s.id)`,
      )} as words
    from samples s join runs r on r.id = s.run_id join revisions v on v.id = r.revision_id`,
  cell: `select c.lab_id, c.id as ref, case when s.mixes_recipes then null else r.revision_id end as source,
      c.built_at as at, ${plain('c.name')} as title,
      ${words(
        'c.format',
        'c.electrolyte',
        'c.counter_electrode',
        's.code',
        'v.name',
        'v.process',
        nameOf('c.built_by'),
        `(select group_concat(${atoms('k.changes')}, ' ') from cell_corrections k where k.cell_id = c.id)`,
      )} as words
    from cells c join samples s on s.id = c.sample_id join runs r on r.id = s.run_id
      join revisions v on v.id = r.revision_id`,
  test: `select t.lab_id, t.id as ref, null as source, t.created_at as at, ${plain('f.name')} as title,
      ${words('c.name', nameOf('t.created_by'))} as words
    from tests t join files f on f.id = t.file_id join cells c on c.id = t.cell_id`,
  comment: `select c.lab_id, c.id as ref, null as source, c.written_at as at, '' as title,
      ${words('c.text', nameOf('c.written_by'), 'p.title')} as words
    from comments c join threads t on t.id = c.thread_id join plans p on p.id = t.plan_id`,
  material: `select d.lab_id, d.lab_id || ':' || d.kind || ':' || d.key as ref, null as source, d.created_at as at,
      ${plain('d.key')} as title, ${words('d.kind', atoms('d.content'))} as words
    from definitions d where d.is_retired = 0 and d.version = (select max(n.version) from definitions n
      where n.lab_id = d.lab_id and n.kind = d.kind and n.key = d.key)`,
  member: `select m.lab_id, m.id as ref, null as source, m.created_at as at, ${plain('u.name')} as title,
      ${words('m.role', 'u.email')} as words
    from members m join user u on u.id = m.user_id where m.removed_at is null`,
}

const isNumber = `j.type in ('integer', 'real')`

/** Numbers by parameter: a recipe's own and those that it takes from its plan, a revision's as they were frozen. */
const numbersOfRecipe = `select r.lab_id, r.id as source, j.key, j.value from recipes r, json_each(r."values") j where ${isNumber}
  union all
  select r.lab_id, r.id, j.key, j.value from recipes r join plans p on p.id = r.plan_id, json_each(p.conditions) j
    where ${isNumber} and json_type(r."values", '$."' || j.key || '"') is null`
const numbersOfRevision = `select v.lab_id, v.id as source, j.key, j.value from revisions v, json_each(v."values") j where ${isNumber}`

/** Writes the entry of one thing anew, or takes it away where there is nothing to find any more. */
function refresh(kind: SearchKind, ref: string): string {
  const entry = `(select id from search_entries where kind = '${kind}' and ref = ${ref})`
  return `delete from search_words where rowid = ${entry};
    insert into search_entries (lab_id, kind, ref, source)
      select lab_id, '${kind}', ref, source from search_of_${kind} where ref = ${ref}
      on conflict (kind, ref) do update set source = excluded.source;
    delete from search_entries where kind = '${kind}' and ref = ${ref}
      and not exists (select 1 from search_of_${kind} where ref = ${ref});
    insert into search_words (rowid, scope, title, words)
      select ${entry}, 's' || lower(hex(lab_id)) || '${kind}', title, words from search_of_${kind} where ref = ${ref};`
}

function refreshAll(kind: SearchKind, refs: string): string {
  return `delete from search_words where rowid in
      (select id from search_entries where kind = '${kind}' and ref in (${refs}));
    insert into search_words (rowid, scope, title, words)
      select e.id, 's' || lower(hex(v.lab_id)) || '${kind}', v.title, v.words
      from search_of_${kind} v join search_entries e on e.kind = '${kind}' and e.ref = v.ref where v.ref in (${refs});`
}

const forget = (source: string) => `delete from search_numbers where source = ${source};`
const count = (view: string, source: string) => `insert or ignore into search_numbers (lab_id, source, key, value)
      select lab_id, source, key, value from ${view} where source = ${source};`
const ownNumbers = `${forget('new.id')} ${count('search_recipe_numbers', 'new.id')}`
const isOther = (...columns: string[]) => columns.map((column) => `old."${column}" is not new."${column}"`).join(' or ')

const triggers: Record<string, string> = {
  plans_insert: `after insert on plans begin ${refresh('plan', 'new.id')} end`,
  plans_update: `after update on plans when ${isOther('title', 'aim')} begin ${refresh('plan', 'new.id')} end`,
  plans_title: `after update of title on plans when ${isOther('title')} begin
    ${refreshAll('recipe', 'select id from recipes where plan_id = new.id')}
    ${refreshAll('run', 'select id from runs where plan_id = new.id')} end`,
  plans_conditions: `after update of conditions on plans when ${isOther('conditions')} begin
    delete from search_numbers where source in (select id from recipes where plan_id = new.id);
    insert or ignore into search_numbers (lab_id, source, key, value)
      select lab_id, source, key, value from search_recipe_numbers
      where source in (select id from recipes where plan_id = new.id); end`,
  recipes_insert: `after insert on recipes begin ${refresh('recipe', 'new.id')} ${ownNumbers} end`,
  recipes_update: `after update on recipes when ${isOther('name', 'process', 'values', 'notes', 'is_binned', 'plan_id')} begin
    ${refresh('recipe', 'new.id')} ${ownNumbers} end`,
  recipes_delete: `after delete on recipes begin ${refresh('recipe', 'old.id')} ${forget('old.id')} end`,
  revisions_insert: `after insert on revisions begin ${count('search_revision_numbers', 'new.id')} end`,
  runs_insert: `after insert on runs begin ${refresh('run', 'new.id')} end`,
  runs_update: `after update on runs when ${isOther('reason', 'closed_by')} begin ${refresh('run', 'new.id')} end`,
  run_entries_insert: `after insert on run_entries when new.key = 'note' or new.reason <> '' begin
    ${refresh('run', 'new.run_id')} end`,
  samples_insert: `after insert on samples begin ${refresh('sample', 'new.id')} end`,
  samples_update: `after update on samples when ${isOther('place', 'remark')} begin ${refresh('sample', 'new.id')} end`,
  characterisations_insert: `after insert on characterisations begin ${refresh('sample', 'new.sample_id')} end`,
  cells_insert: `after insert on cells begin ${refresh('cell', 'new.id')} end`,
  cell_corrections_insert: `after insert on cell_corrections begin ${refresh('cell', 'new.cell_id')} end`,
  tests_insert: `after insert on tests begin ${refresh('test', 'new.id')} end`,
  comments_insert: `after insert on comments begin ${refresh('comment', 'new.id')} end`,
  definitions_insert: `after insert on definitions begin
    ${refresh('material', `new.lab_id || ':' || new.kind || ':' || new.key`)} end`,
  members_insert: `after insert on members begin ${refresh('member', 'new.id')} end`,
  members_update: `after update on members when ${isOther('role', 'removed_at')} begin ${refresh('member', 'new.id')} end`,
  user_name: `after update of name, email on user when ${isOther('name', 'email')} begin
    ${refreshAll('member', 'select id from members where user_id = new.id')} end`,
  // Her name stands in all that she made, which may be much: that follows in batches (see refreshRenamed).
  user_renamed: `after update of name on user when ${isOther('name')} begin
    insert into search_renamed (user_id, kind, after) values (new.id, 0, '')
      on conflict (user_id) do update set kind = 0, after = ''; end`,
}

/** Of each kind in whose words a person's name stands: the things of the members that the user is or was. */
const members = 'select id from members where user_id = $user'
const named: readonly { kind: SearchKind; refs: string }[] = [
  { kind: 'plan', refs: `select id as ref from plans where created_by in (${members})` },
  {
    kind: 'recipe',
    refs: `select r.id as ref from recipes r join plans p on p.id = r.plan_id where p.created_by in (${members})`,
  },
  { kind: 'run', refs: `select id as ref from runs where started_by in (${members}) or closed_by in (${members})` },
  { kind: 'sample', refs: `select id as ref from samples where created_by in (${members})` },
  { kind: 'cell', refs: `select id as ref from cells where built_by in (${members})` },
  { kind: 'test', refs: `select id as ref from tests where created_by in (${members})` },
  { kind: 'comment', refs: `select id as ref from comments where written_by in (${members})` },
]

const tables = [
  `create table search_entries (id integer primary key, lab_id text not null, kind text not null, ref text not null,
    source text, unique (kind, ref))`,
  'create index search_entries_source on search_entries (lab_id, kind, source)',
  `create table search_numbers (lab_id text not null, key text not null, value real not null, source text not null,
    primary key (lab_id, key, value, source)) without rowid`,
  'create index search_numbers_source on search_numbers (source)',
  // Whose new name has not come everywhere yet, and how far it has come.
  'create table search_renamed (user_id text primary key, kind integer not null, after text not null)',
  // Of which version of all this it is.
  'create table search_version (fingerprint text not null)',
  // Words are folded and cut at whatever is no letter or digit; their beginnings of two and three letters are indexed, too.
  `create virtual table search_words using fts5 (scope, title, words, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')`,
]

const viewStatements = [
  ...searchKinds.map((kind) => `create view search_of_${kind} as ${views[kind]}`),
  `create view search_recipe_numbers as ${numbersOfRecipe}`,
  `create view search_revision_numbers as ${numbersOfRevision}`,
]
const triggerStatements = Object.entries(triggers).map(([name, body]) => `create trigger search_${name} ${body}`)

const fingerprint = createHash('sha256')
  .update(JSON.stringify([tables, viewStatements, triggerStatements]))
  .digest('hex')

function madeObjects({ sqlite }: Pick<Database, 'sqlite'>): { type: string; name: string }[] {
  return sqlite
    .prepare("select type, name from sqlite_master where name like 'search\\_%' escape '\\' and sql is not null")
    .all() as { type: string; name: string }[]
}

/** Takes the index away, for a migration or to make it anew. */
export function removeSearchIndex({ sqlite }: Pick<Database, 'sqlite'>): void {
  const found = madeObjects({ sqlite })
  for (const kind of ['trigger', 'view'])
    for (const { type, name } of found) if (type === kind) sqlite.exec(`drop ${kind} ${name}`)
  for (const table of ['words', 'entries', 'numbers', 'renamed', 'version'])
    sqlite.exec(`drop table if exists search_${table}`)
}

/** Sees to it that the index is there and is that of this version; makes it from all that is stored where it is not. */
export function ensureSearchIndex(database: Pick<Database, 'sqlite'>): void {
  if (isSearchIndexWhole(database)) return
  const { sqlite } = database
  sqlite
    .transaction(() => {
      removeSearchIndex(database)
      for (const statement of [...tables, ...viewStatements]) sqlite.exec(statement)
      for (const kind of searchKinds) {
        // In the order of time, so that the newest of what was found stands first.
        sqlite.exec(`insert into search_entries (lab_id, kind, ref, source)
          select lab_id, '${kind}', ref, source from search_of_${kind} order by at, ref`)
        sqlite.exec(`insert into search_words (rowid, scope, title, words)
          select e.id, 's' || lower(hex(v.lab_id)) || '${kind}', v.title, v.words
          from search_entries e join search_of_${kind} v on v.ref = e.ref where e.kind = '${kind}'`)
      }
      for (const view of ['search_recipe_numbers', 'search_revision_numbers'])
        sqlite.exec(`insert or ignore into search_numbers (lab_id, source, key, value)
          select lab_id, source, key, value from ${view}`)
      for (const statement of triggerStatements) sqlite.exec(statement)
      sqlite.prepare('insert into search_version (fingerprint) values (?)').run(fingerprint)
    })
    .immediate()
}

/**
 * Writes the next few entries anew in which the name of a renamed person stands; the place is kept, so a restart goes on there.
 *
 * @returns whether there may be more
 */
export function refreshRenamed({ sqlite }: Pick<Database, 'sqlite'>, entriesAtOnce = 100): boolean {
  const next = () =>
    sqlite.prepare('select user_id as user, kind, after from search_renamed order by user_id limit 1').get() as
      | { user: string; kind: number; after: string }
      | undefined
  if (next() === undefined) return false
  sqlite
    .transaction(() => {
      const place = next()
      if (place === undefined) return
      const { user, kind: number, after } = place
      const one = named[number]
      if (one === undefined) {
        sqlite.prepare('delete from search_renamed where user_id = ?').run(user)
        return
      }
      const refs = sqlite
        .prepare(`select ref from (${one.refs}) where ref > $after order by ref limit $limit`)
        .pluck()
        .all({ user, after, limit: entriesAtOnce }) as string[]
      // Ids are of letters, digits and underscores alone.
      sqlite.exec(refreshAll(one.kind, refs.map((ref) => `'${ref}'`).join(', ')))
      const last = refs.at(-1)
      sqlite
        .prepare('update search_renamed set kind = ?, after = ? where user_id = ?')
        .run(last === undefined ? number + 1 : number, last ?? '', user)
    })
    .immediate()
  return true
}

/** Whether all of the index is there as this version makes it. */
export function isSearchIndexWhole(database: Pick<Database, 'sqlite'>): boolean {
  const names = new Set(madeObjects(database).map(({ name }) => name))
  if (!names.has('search_version')) return false
  if (database.sqlite.prepare('select fingerprint from search_version').pluck().get() !== fingerprint) return false
  const wanted = [...tables, ...viewStatements, ...triggerStatements].map((sql) => /search_\w+/.exec(sql)?.[0] ?? '')
  return wanted.every((name) => names.has(name))
}

/** How many things of each kind search lacks, or still has though they are gone. */
export function examineSearchIndex({ sqlite }: Pick<Database, 'sqlite'>): { entries: number; wrong: number } {
  let entries = 0
  let wrong = 0
  for (const kind of searchKinds) {
    const row = sqlite
      .prepare(
        `select (select count(*) from search_entries where kind = '${kind}') as entries,
          (select count(*) from search_of_${kind} v where not exists
            (select 1 from search_entries e where e.kind = '${kind}' and e.ref = v.ref)) as missing,
          (select count(*) from search_entries e where e.kind = '${kind}' and e.ref not in
            (select ref from search_of_${kind})) as gone`,
      )
      .get() as { entries: number; missing: number; gone: number }
    entries += row.entries
    wrong += row.missing + row.gone
  }
  return { entries, wrong }
}
