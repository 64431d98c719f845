import { Readable } from 'node:stream'
import { unzipSync, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import { setParameter } from '@/collab/plan/write'
import type { CellId, PlanId, RunId } from '@/science/ids'
import { planDocumentSchema, runDocumentSchema } from '../exports/runDocument'
import { elnProblems, elnRuleNames } from '../exports/testing/elnRules'
import { drawPdfPages, pdfPages } from '../pdf/testing/pdfPages'
import { readQrCodes } from '../pdf/testing/readQrCodes'
import type { LabContext } from '../services/context'
import { recordPhoto } from '../services/photos'
import { closeRun, recordEntry, startRun } from '../services/runs'
import { buildCell } from '../services/testing/labHarness'
import { createTestFromUpload } from '../services/tests'
import { createExportsHandler } from './exports'
import { type HttpLab, startHttpLab } from './testing/httpLab'

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const cyclerBytes = Buffer.from('time,voltage\n0,3.1\n')

let http: HttpLab
let run: RunId
let plan: PlanId
beforeEach(async () => {
  http = await startHttpLab(createExportsHandler)
  const built = await buildCell(http.lab, { activeMassMg: 12.5 })
  ;({ run, plan } = built)
  await fillRun(built.cell)
})
afterEach(() => http[Symbol.asyncDispose]())

/** A deviation with its reason, a correction after closing, a timer, a photo with a hard name, a note, and a cycler file. */
async function fillRun(cell: CellId) {
  const { lab, files } = http
  const say = (context: LabContext, key: string, actual: string | number, more: object = {}) =>
    recordEntry(context, { run, entryId: newId('runEntry'), key, actual, ...more })
  const first = await say(lab.student, 'sinterTemperatureC', 400, { unit: '°C', reason: 'the furnace overshot' })
  await say(lab.student, 'timer.sinter', 'started')
  await say(lab.student, 'timer.sinter', 'stopped')
  await say(lab.student, 'step.dry', 'skipped', { reason: 'dry already' })
  await say(lab.student, 'note', 'brown <lumps>, like "LiCoO2"')
  const image = await files.put(Readable.from([onePixel]), 1e6)
  for (const place of ['sinter', 'run'] as const)
    await recordPhoto(lab.student, {
      run,
      entry: newId('runEntry'),
      place,
      caption: place === 'run' ? '' : 'the boat',
      reason: '',
      ago: 0,
      file: { ...image, name: 'Ofen & Schiff ß.png' },
    })
  const data = await files.put(Readable.from([cyclerBytes]), 1e6)
  await createTestFromUpload(lab.core, lab.student.actor, {
    labId: lab.lab.id,
    cellId: cell,
    file: { ...data, name: 'cell 1 (neu).csv' },
  })
  await lab.imports.settled()
  await closeRun(lab.student, { run, version: 1, state: 'done-differently', reason: 'hotter' })
  await say(lab.pi, 'sinterTemperatureC', 405, { unit: '°C', reason: 'read off the log', corrects: first.id })
}

const get = (who: LabContext | null, kind: 'runs' | 'plans', as: string, slug = http.lab.lab.slug) =>
  http.ask(who, `/api/exports/${kind}/${kind === 'runs' ? run : plan}?lab=${slug}&as=${as}`)
const bytes = async (kind: 'runs' | 'plans', as: string) =>
  new Uint8Array(await (await get(http.lab.viewer, kind, as)).arrayBuffer())

describe('who may take a record away', () => {
  it('is every member of the lab, and nobody else', async () => {
    for (const kind of ['runs', 'plans'] as const)
      for (const as of ['pdf', 'json', 'csv', 'eln']) {
        expect((await get(null, kind, as)).status).toBe(401)
        expect((await get(http.stranger, kind, as)).status).toBe(404)
        expect((await get(http.stranger, kind, as, http.stranger.lab.slug)).status).toBe(404)
        const answer = await get(http.lab.viewer, kind, as)
        expect(answer.status, `${kind} as ${as}`).toBe(200)
        expect(answer.headers.get('content-disposition')).toMatch(new RegExp(`^attachment; filename=".+\\.${as}"$`))
        await answer.arrayBuffer()
      }
  })

  it('hears what can be asked for', async () => {
    const answer = await get(http.lab.viewer, 'runs', 'docx')
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      error: { message: 'Expected pdf, json, csv or eln as the format (`as`), found “docx”.' },
    })
  })
})

describe('JSON', () => {
  it('says all of a run in the form that the schema promises', async () => {
    const document = runDocumentSchema.strict().parse(await (await get(http.lab.viewer, 'runs', 'json')).json())
    const sinter = document.run.steps.find(({ key }) => key === 'sinter')
    expect(sinter?.values.find(({ key }) => key === 'sinterTemperatureC')).toMatchObject({
      planned: 350,
      actual: 405,
      unit: '°C',
      deviationPercent: expect.closeTo(15.71, 2),
      isBeyondTolerance: true,
      reason: 'read off the log',
      by: { name: 'Mina' },
      earlier: [{ actual: 400, reason: 'the furnace overshot', by: { name: 'Sora' } }],
    })
    expect(sinter?.timer).toMatchObject({ startedBy: { name: 'Sora' }, hours: expect.any(Number) })
    expect(sinter?.photos).toMatchObject([{ caption: 'the boat', file: { name: 'Ofen & Schiff ß.png' } }])
    expect(document.run.steps.find(({ key }) => key === 'dry')).toMatchObject({
      state: 'skipped',
      reason: 'dry already',
    })
    expect(document.run).toMatchObject({ state: 'done-differently', reason: 'hotter', replicate: 1 })
    expect(document.run.cells).toMatchObject([
      { activeMassMg: 12.5, tests: [{ files: [{ name: 'cell 1 (neu).csv' }] }] },
    ])
    expect(document.run.predictionAsMade).not.toBeNull()
    expect(document.source).toBe(`https://interphase.example.org/${http.lab.lab.slug}/runs/${run}`)
  })

  it('says a plan with its recipes as they stand and all of its runs, failed ones too', async () => {
    const { lab } = http
    const [recipe] = (await listOf(plan)) as [`rec_${string}`]
    const { id } = await startRun(lab.researcher, { plan, recipe })
    await closeRun(lab.researcher, { run: id, version: 1, state: 'failed', reason: 'the boat broke' })
    await lab.core.rooms.apply(plan, lab.researcher.actor.memberId, (doc) => {
      expect(setParameter(doc, recipe, 'sinterTemperatureC', 500)).toEqual({ ok: true })
    })
    const document = planDocumentSchema.strict().parse(await (await get(lab.viewer, 'plans', 'json')).json())
    expect(document.recipes[0]?.values).toContainEqual(
      expect.objectContaining({ key: 'sinterTemperatureC', value: 500 }),
    )
    expect(document.runs.map(({ number, state, reason }) => [number, state, reason])).toEqual([
      [1, 'done-differently', 'hotter'],
      [2, 'failed', 'the boat broke'],
    ])
  })
})

async function listOf(of: PlanId): Promise<string[]> {
  const rows = http.lab.core.database.sqlite.prepare('select id from recipes where plan_id = ?').pluck().all(of)
  return rows as string[]
}

describe('CSV', () => {
  it('has a row for each value, and one for what was corrected', async () => {
    const text = new TextDecoder().decode(await bytes('runs', 'csv'))
    const lines = text.split('\r\n').filter((line) => line.includes('sinterTemperatureC'))
    expect(lines).toHaveLength(2)
    expect(lines[0]).toContain(
      'Sintering temperature,sinterTemperatureC,°C,350,405,15.714,yes,yes,read off the log,Mina,',
    )
    expect(lines[1]).toContain(',350,400,,,no,the furnace overshot,Sora,')
    expect(text).toContain('"brown <lumps>, like ""LiCoO2"""')
    expect(text).toContain('skipped')
    const columns = text.split('\r\n')[0]?.split(',').length
    expect(lines[0]?.split(',')).toHaveLength(columns ?? 0)
  })
})

describe('the .eln archive', () => {
  it.each(['runs', 'plans'] as const)('of %s keeps every rule of the ELN Consortium', async (kind) => {
    expect(elnProblems(await bytes(kind, 'eln'))).toEqual([])
  })

  it('holds the record, the photos and the cycler files as they came', async () => {
    const files = unzipSync(await bytes('runs', 'eln'))
    const names = Object.keys(files)
    const found = (ending: string) => files[names.find((name) => name.endsWith(ending)) ?? '']
    expect(runDocumentSchema.safeParse(JSON.parse(new TextDecoder().decode(found('/record.json')))).success).toBe(true)
    expect(found('/data/cell-1-neu.csv')).toEqual(new Uint8Array(cyclerBytes))
    expect(found('/photos/Ofen-Schiff.png')).toEqual(new Uint8Array(onePixel))
    expect(new TextDecoder().decode(found('/record.pdf')?.subarray(0, 5))).toBe('%PDF-')
  })

  it('would be found out by each of the rules if it broke it', async () => {
    const good = unzipSync(await bytes('runs', 'eln'))
    const metadataPath = Object.keys(good).find((name) => name.endsWith('ro-crate-metadata.json')) ?? ''
    type Graph = Record<string, unknown>[]
    const broken = (change: (graph: Graph) => unknown) => {
      const metadata = JSON.parse(new TextDecoder().decode(good[metadataPath])) as { '@graph': Graph }
      change(metadata['@graph'])
      return zipSync({ ...good, [metadataPath]: new TextEncoder().encode(JSON.stringify(metadata)) })
    }
    const node = (graph: Graph, isIt: (one: Record<string, unknown>) => boolean) => graph.find(isIt) ?? {}
    const byId = (id: string) => (one: Record<string, unknown>) => one['@id'] === id
    const file = (one: Record<string, unknown>) => one['@type'] === 'File'
    const experiment = (one: Record<string, unknown>) => one.genre === 'experiment'
    const set = (isIt: (one: Record<string, unknown>) => boolean, part: Record<string, unknown>) =>
      broken((graph) => Object.assign(node(graph, isIt), part))
    const { [metadataPath]: _, ...withoutMetadata } = good
    const archives = [
      zipSync({ ...good, 'stray.txt': new Uint8Array([1]) }),
      zipSync({ ...good, [`${metadataPath.split('/')[0]}/stray.txt`]: new Uint8Array([1]) }),
      zipSync(withoutMetadata),
      set(byId('ro-crate-metadata.json'), { sdPublisher: undefined }),
      set(byId('ro-crate-metadata.json'), { conformsTo: { '@id': 'https://example.org' } }),
      set(byId('./'), { datePublished: undefined }),
      set(experiment, { name: undefined, keywords: ['a'], dateCreated: 'yesterday', author: 'Sora' }),
      set(experiment, { text: ' ', '@id': './elsewhere' }),
      set(file, { sha256: 'x', contentSize: '12 kB', '@type': undefined }),
      set(file, { sha256: 'x', contentSize: '12 kB' }),
      set((one) => one['@type'] === 'Organization', { url: undefined }),
      set(experiment, { author: { '@id': '#nobody' } }),
      set(file, { md5: 'x' }),
    ]
    const caught = new Set(
      archives
        .flatMap((archive) => elnProblems(archive))
        .map((problem) => elnRuleNames.find((name) => problem.startsWith(name))),
    )
    expect(elnRuleNames.filter((name) => !caught.has(name))).toEqual([])
  })
})

describe('PDF', () => {
  it('prints the frozen recipe, each step with its deviations, the correction, the photos and room to sign', async () => {
    const pdf = await bytes('runs', 'pdf')
    const pages = await pdfPages(pdf)
    const text = pages.map((page) => page.text.replace(/\s+/g, ' ')).join(' ')
    for (const words of [
      'Run 1 of LBO 10 nm',
      'Recipe, as frozen',
      'Sintering temperature 350 °C 405 °C +15.7 % read off the log Mina',
      'before it was corrected 400 °C the furnace overshot Sora',
      'skipped, Sora',
      'dry already',
      'the boat',
      'brown <lumps>, like "LiCoO₂"',
      'Carried out by, date',
      'cell 1 (neu).csv',
    ])
      expect(text).toContain(words)
    for (const [place, page] of pages.entries()) {
      expect(page.text).toContain(`page ${place + 1} of ${pages.length}`)
      expect([Math.round(page.widthMm), Math.round(page.heightMm)]).toEqual([210, 297])
    }
    const [picture] = await drawPdfPages(pdf)
    if (picture === undefined) throw new Error('The PDF has no page.')
    expect((await readQrCodes(picture)).map((code) => code.text)).toEqual([
      `https://interphase.example.org/${http.lab.lab.slug}/runs/${run}`,
    ])
  })

  it('prints whatever somebody had to say, over as many pages as it takes', async () => {
    const reason = `${'the controller beeped and nobody came. '.repeat(120)}In the end Jon did.`
    const entry = { run, entryId: newId('runEntry'), key: 'sinterHours', actual: 9, unit: 'h', reason }
    await recordEntry(http.lab.pi, entry)
    const note = { run, entryId: newId('runEntry'), key: 'note', actual: `${'word '.repeat(3000)}last`, reason: 'late' }
    await recordEntry(http.lab.pi, note)
    const pages = await pdfPages(await bytes('runs', 'pdf'))
    const text = pages.map((page) => page.text.replace(/\s+/g, ' ')).join(' ')
    expect(text).toContain('In the end Jon did.')
    expect(text).toMatch(/word last/)
    expect(pages.length).toBeGreaterThan(3)
    expect(pages.at(-1)?.text).toContain(`page ${pages.length} of ${pages.length}`)
  })

  it('prints a plan with its recipes and each run from a new page on', async () => {
    const pages = await pdfPages(await bytes('plans', 'pdf'))
    expect(pages[0]?.text).toContain('Borates')
    expect(pages[0]?.text).toContain('1 done differently')
    expect(pages.findIndex((page) => page.text.includes('Run 1 of LBO 10 nm'))).toBeGreaterThan(0)
  })
})
