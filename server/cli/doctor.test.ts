import { mkdirSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '@/db/connection'
import { readConfig } from '../config'
import { createFileStore } from '../files/store'
import { buildCell, type LabHarness, startLab } from '../services/testing/labHarness'
import { createTestFromUpload } from '../services/tests'
import { backup, restore } from './backup'
import { examine } from './doctor'

let lab: LabHarness
let folder = ''
let stored = ''
beforeEach(async () => {
  lab = await startLab()
  folder = dirname(lab.core.database.sqlite.name)
  const { cell } = await buildCell(lab)
  const file = await createFileStore(join(folder, 'files')).put(Readable.from([Buffer.from('no data')]), 1000)
  stored = file.path
  await createTestFromUpload(lab.core, lab.researcher.actor, {
    labId: lab.lab.id,
    cellId: cell,
    file: { ...file, name: 'notes.txt' },
  })
  await lab.imports.settled()
})
afterEach(() => lab[Symbol.asyncDispose]())

const config = () => readConfig({ INTERPHASE_DATA: folder })
const found = async (given: Parameters<typeof examine>[1] = { deep: false }) => await examine(config(), given)
const wrong = async (given?: Parameters<typeof examine>[1]) =>
  (await found(given)).filter((finding) => !finding.ok).map((finding) => finding.what)

describe('doctor', () => {
  it('finds nothing wrong with a lab that was left alone, and names the newest entry of its audit log', async () => {
    expect(await wrong({ deep: true })).toEqual([])
    const audit = (await found()).find((finding) => finding.what.startsWith('Audit log'))
    const [, seq, hash] = /newest is (\d+):([0-9a-f]{64})$/.exec(audit?.what ?? '') ?? []
    expect(Number(seq)).toBeGreaterThanOrEqual(5)
    expect(await wrong({ deep: false, auditHead: { seq: Number(seq), hash: hash! } })).toEqual([])
    expect(await wrong({ deep: false, auditHead: { seq: 2, hash: hash! } })).toEqual([
      expect.stringContaining('first broken link is entry 2'),
    ])
  })

  it('names the first broken link of the audit log, and that its guard is gone', async () => {
    const { sqlite } = lab.core.database
    sqlite.exec('drop trigger audit_entries_no_update')
    sqlite.exec("update audit_entries set verb = 'run.closed' where seq = 2")
    const [guard, link] = await wrong()
    expect(guard).toContain('audit_entries_no_update')
    expect(link).toMatch(/first broken link is entry 2 \(2\d{3}-.*\): its content was changed: expected the hash/)
  })

  it('finds in what was restored the entry that the backup named', async () => {
    const archive = join(folder, 'lab.tar.gz')
    const [, seq, hash] = /audit log is (\d+):([0-9a-f]{64})/.exec(await backup(config(), archive)) ?? []
    const elsewhere = readConfig({ INTERPHASE_DATA: join(folder, 'elsewhere') })
    await restore(elsewhere, archive, { force: false })
    const auditHead = { seq: Number(seq), hash: hash! }
    const restored = await examine(elsewhere, { deep: true, auditHead })
    expect(restored.filter((finding) => !finding.ok)).toEqual([])
    expect(auditHead.seq).toBeGreaterThanOrEqual(5)
    // The guards are in it as well.
    const copy = openDatabase(elsewhere.databaseFile)
    expect(() => copy.sqlite.exec('delete from audit_entries')).toThrow(/cannot be deleted/)
    copy.close()
  })

  it('names a file that is missing, and one that is not what came', async () => {
    truncateSync(stored, 3)
    expect(await wrong()).toEqual([expect.stringMatching(/notes\.txt has another size/)])
    writeFileSync(stored, 'NO DATA')
    expect(await wrong()).toEqual([])
    expect(await wrong({ deep: true })).toEqual([expect.stringMatching(/notes\.txt is not what came/)])
    rmSync(stored)
    expect(await wrong()).toEqual([expect.stringMatching(/notes\.txt is missing/)])
  })

  it('tells a plan whose log was damaged', async () => {
    lab.core.database.sqlite.exec(`update plan_updates set "update" = x'ffffff'`)
    expect(await wrong()).toContainEqual(expect.stringMatching(/Plan pln_\S+ cannot be loaded from its log/))
  })

  it('names a revision that no longer says what was approved or run', async () => {
    lab.core.database.sqlite.exec('update revisions set "values" = \'{"sinterTemperatureC":999}\'')
    expect(await wrong()).toEqual([expect.stringMatching(/Revision 1 of LBO 10 nm .* is not what was frozen/)])
  })

  it('tells a damaged database from a whole one, without ending in a crash', async () => {
    const { sqlite } = lab.core.database
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
    const pageSize = sqlite.pragma('page_size', { simple: true }) as number
    const { rootpage } = sqlite.prepare("select rootpage from sqlite_master where name = 'runs'").get() as {
      rootpage: number
    }
    const file = openSync(join(folder, 'interphase.sqlite'), 'r+')
    writeSync(file, Buffer.alloc(pageSize, 0x5a), 0, pageSize, (rootpage - 1) * pageSize)
    expect((await wrong()).length).toBeGreaterThan(0)
  })

  it('tells a file that is no database, and a folder without one', async () => {
    const elsewhere = join(folder, 'elsewhere')
    expect(await examine(readConfig({ INTERPHASE_DATA: elsewhere }), { deep: false })).toContainEqual({
      ok: false,
      what: expect.stringContaining('no database'),
    })
    openDatabase(join(folder, 'other.sqlite')).close()
    mkdirSync(elsewhere)
    writeFileSync(join(elsewhere, 'interphase.sqlite'), 'this is no database, only a long enough text '.repeat(100))
    const findings = await examine(readConfig({ INTERPHASE_DATA: elsewhere }), { deep: false })
    expect(findings).toContainEqual({ ok: false, what: expect.stringMatching(/cannot be opened|not a database/) })
  })
})
