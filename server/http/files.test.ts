import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildLab, buildMember } from '@/db/testing/factories'
import type { CellId } from '@/science/ids'
import type { Core } from '../core'
import { createFileStore } from '../files/store'
import type { LabContext } from '../services/context'
import { buildCell, type LabHarness, startLab } from '../services/testing/labHarness'
import { answerError } from './answers'
import { createFilesHandler } from './files'

let lab: LabHarness
let server: Server
let stranger: LabContext
let cell: CellId
let url = ''
beforeEach(async () => {
  lab = await startLab()
  cell = (await buildCell(lab)).cell
  const other = await buildLab(lab.core.database)
  stranger = { core: lab.core, lab: other, actor: await buildMember(lab.core.database, other, { role: 'pi' }) }
  // A session for whoever the cookie names: only who it is matters here.
  const core = {
    ...lab.core,
    files: createFileStore(join(dirname(lab.core.database.sqlite.name), 'files')),
    log: { error: () => undefined },
    auth: {
      api: {
        getSession: async ({ headers }: { headers: Headers }) => {
          const id = headers.get('cookie')
          return id === null ? null : { session: { id: 'one' }, user: { id, name: id, email: 'x@lab.test' } }
        },
      },
    },
  } as unknown as Core
  const handle = createFilesHandler(core)
  server = createServer((request, response) => {
    handle(request, response, new URL(request.url ?? '/', 'http://localhost')).catch((error: unknown) =>
      answerError(request, response, error, core.log),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve))
  await lab.imports.settled()
  await lab[Symbol.asyncDispose]()
})

const headersOf = (who: LabContext | null): Record<string, string> => (who === null ? {} : { cookie: who.actor.userId })
const upload = async (who: LabContext | null, slug = lab.lab.slug) =>
  await fetch(`${url}/api/files?lab=${slug}&cell=${cell}&name=notes.txt`, {
    method: 'POST',
    headers: headersOf(who),
    body: 'no data',
  })
const download = async (who: LabContext | null, id: string, slug = lab.lab.slug) =>
  await fetch(`${url}/api/files/${id}?lab=${slug}`, { headers: headersOf(who) })

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
