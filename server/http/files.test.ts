import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import { examineChain } from '@/db/auditChain'
import type { CellId, FileId, RunId, SampleId } from '@/science/ids'
import { measure } from '../services/characterisation'
import type { LabContext } from '../services/context'
import { getRun } from '../services/runs'
import { getSample } from '../services/samples'
import { buildCell, type LabHarness } from '../services/testing/labHarness'
import { createFilesHandler } from './files'
import { type HttpLab, startHttpLab } from './testing/httpLab'

let http: HttpLab
let lab: LabHarness
let stranger: LabContext
let cell: CellId
let run: RunId
beforeEach(async () => {
  http = await startHttpLab(createFilesHandler)
  ;({ lab, stranger } = http)
  ;({ cell, run } = await buildCell(lab))
})
afterEach(() => http[Symbol.asyncDispose]())

const upload = async (who: LabContext | null, slug = lab.lab.slug) =>
  await http.ask(who, `/api/files?lab=${slug}&cell=${cell}&name=notes.txt`, { method: 'POST', body: 'no data' })
const download = async (who: LabContext | null, id: string, slug = lab.lab.slug) =>
  await http.ask(who, `/api/files/${id}?lab=${slug}`)

describe('files', () => {
  it('are taken from those who may upload, into cells of their own lab', async () => {
    expect((await upload(lab.student)).status).toBe(200)
    expect((await upload(lab.viewer)).status).toBe(403)
    expect((await upload(null)).status).toBe(401)
    expect((await upload(stranger)).status).toBe(404)
    // From within her own lab, into a cell of this one.
    expect((await upload(stranger, stranger.lab.slug)).status).toBe(404)
  })

  it('go to whoever is in the lab, and to nobody else', async () => {
    const { fileId } = (await (await upload(lab.student)).json()) as { fileId: string }
    const found = await download(lab.viewer, fileId)
    expect(await found.text()).toBe('no data')
    expect((await download(null, fileId)).status).toBe(401)
    expect((await download(stranger, fileId)).status).toBe(404)
    expect((await download(stranger, fileId, stranger.lab.slug)).status).toBe(404)
    expect((await download(lab.viewer, '../secret')).status).toBe(404)
  })
})

describe('the rows of a test in the battery data format', () => {
  const rows = Array.from({ length: 40 }, (_, row) => `${row * 60},${3 + row / 40},0.001`)
  const file = `Test Time / s,Voltage / V,Current / A\n${rows.join('\n')}\n`
  const ask = async (who: LabContext | null, test: string, query = '', slug = lab.lab.slug) =>
    await http.ask(who, `/api/files/bdf/${test}?lab=${slug}${query}`)

  it('go as a file to whoever is in the lab, and to nobody else', async () => {
    const { testId } = await lab.upload(lab.student, cell, 'week 47.csv', new TextEncoder().encode(file))
    await lab.imports.settled()
    const text = await ask(lab.viewer, testId)
    expect(text.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''week%2047.bdf.csv")
    expect((await text.text()).split('\n').slice(0, 2)).toEqual([
      'test_time_second,voltage_volt,current_ampere',
      '0,3,0.001',
    ])
    const parquet = await ask(lab.viewer, testId, '&as=parquet')
    expect(new TextDecoder().decode((await parquet.arrayBuffer()).slice(0, 4))).toBe('PAR1')
    expect((await ask(null, testId)).status).toBe(401)
    expect((await ask(stranger, testId)).status).toBe(404)
    expect((await ask(stranger, testId, '', stranger.lab.slug)).status).toBe(404)
    expect((await ask(lab.viewer, 'tst_nothing1')).status).toBe(404)
  })

  it('are refused with a reason where the file holds none', async () => {
    const { testId } = await lab.upload(lab.student, cell, 'notes.txt', new TextEncoder().encode('no data'))
    await lab.imports.settled()
    const answer = await ask(lab.viewer, testId)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('notes.txt is not read')
  })
})

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('every address that takes a file', () => {
  const addresses = {
    '': () => `cell=${cell}`,
    '/images': () => '',
    '/measurements': () => '',
    '/photos': () => `run=${run}&entry=${newId('runEntry')}&place=dry`,
  }
  it.each(Object.entries(addresses))(
    '/api/files%s takes it from those who may, and puts it on record',
    async (path, query) => {
      const { sqlite } = lab.core.database
      const count = () => (sqlite.prepare('select count(*) as n from audit_entries').get() as { n: number }).n
      const send = async (who: LabContext | null, slug = lab.lab.slug) =>
        (await http.ask(who, `/api/files${path}?lab=${slug}&name=a.png&${query()}`, { method: 'POST', body: onePixel }))
          .status
      const before = count()
      expect([await send(null), await send(lab.viewer), await send(stranger)]).toEqual([401, 403, 404])
      expect(count()).toBe(before)
      for (const who of [lab.student, lab.researcher, lab.pi]) expect(await send(who)).toBe(200)
      // The same bytes may be one file however often they come.
      expect(count()).toBeGreaterThan(before)
      expect(examineChain(lab.core.database)).toMatchObject({ ok: true })
    },
  )
})

describe('a photo of a run', () => {
  const send = async (
    who: LabContext | null,
    { slug = lab.lab.slug, entry = newId('runEntry'), body = onePixel as BodyInit, place = 'dry' } = {},
  ) =>
    await http.ask(
      who,
      `/api/files/photos?lab=${slug}&run=${run}&entry=${entry}&place=${place}&caption=lumps&name=a.png`,
      { method: 'POST', body },
    )

  it('is taken from those who may record, into a run of their own lab, and shown to members alone', async () => {
    expect((await send(lab.viewer)).status).toBe(403)
    expect((await send(null)).status).toBe(401)
    expect((await send(stranger)).status).toBe(404)
    expect((await send(stranger, { slug: stranger.lab.slug })).status).toBe(404)
    const answer = await send(lab.student)
    expect(answer.status).toBe(200)
    const { fileId } = (await answer.json()) as { fileId: string }
    const shown = await http.ask(lab.viewer, `/api/files/${fileId}?lab=${lab.lab.slug}&as=image`)
    expect(shown.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(onePixel)
    expect((await download(stranger, fileId, stranger.lab.slug)).status).toBe(404)
    const { entries } = await getRun(lab.viewer, run)
    expect(entries).toMatchObject([{ key: 'photo.dry', actual: 'lumps', fileId, recordedBy: { name: 'Sora' } }])
  })

  it('is one photo however often it is sent', async () => {
    const entry = newId('runEntry')
    for (let time = 0; time < 3; time += 1) expect((await send(lab.student, { entry })).status).toBe(200)
    expect((await getRun(lab.viewer, run)).entries).toHaveLength(1)
  })

  it('is refused with a sentence when it is none', async () => {
    const sentence = async (answer: Response) => ((await answer.json()) as { error: { message: string } }).error.message
    expect(await sentence(await send(lab.student, { body: 'a text' }))).toBe(
      '“a.png” is no PNG, JPEG, GIF or WebP image.',
    )
    expect(await sentence(await send(lab.student, { place: 'bake' }))).toContain('place')
    expect(await sentence(await send(lab.student, { body: new Uint8Array(11 * 1024 * 1024) }))).toBe(
      'The photo is larger than 10 MB.',
    )
    expect((await getRun(lab.viewer, run)).entries).toEqual([])
  })
})

describe('what a sample was measured with', () => {
  const send = async (who: LabContext | null, slug = lab.lab.slug) =>
    await http.ask(who, `/api/files/measurements?lab=${slug}&name=xrd.xy`, { method: 'POST', body: '18.9 1200' })

  it('is taken from those who may measure, and stays in their lab', async () => {
    expect((await send(lab.viewer)).status).toBe(403)
    expect((await send(null)).status).toBe(401)
    expect((await send(stranger)).status).toBe(404)
    const { fileId } = (await (await send(lab.student)).json()) as { fileId: FileId }
    const { samples } = await getRun(lab.student, run)
    const entry = { sample: samples[0]?.id as SampleId, quantity: 'xrdPhases', value: { LiCoO2: null }, file: fileId }
    await measure(lab.student, entry)
    const [found] = (await getSample(lab.viewer, entry.sample)).characterisations
    expect(found?.file).toEqual({ id: fileId, name: 'xrd.xy', sizeBytes: 9 })
    expect(await (await download(lab.viewer, fileId)).text()).toBe('18.9 1200')
    expect((await download(stranger, fileId, stranger.lab.slug)).status).toBe(404)
  })
})
