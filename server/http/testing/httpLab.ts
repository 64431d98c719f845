import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { buildLab, buildMember } from '@/db/testing/factories'
import type { Core } from '../../core'
import { createFileStore, type FileStore } from '../../files/store'
import type { LabContext } from '../../services/context'
import { type LabHarness, startLab } from '../../services/testing/labHarness'
import { answerError } from '../answers'

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>

/** A lab behind plain HTTP, with one handler on a port of its own, and a PI of another lab. */
export interface HttpLab extends AsyncDisposable {
  lab: LabHarness
  stranger: LabContext
  files: FileStore
  /** As this person's browser; as nobody's for null. */
  ask(who: LabContext | null, path: string, init?: RequestInit): Promise<Response>
}

export async function startHttpLab(createHandler: (core: Core) => Handler): Promise<HttpLab> {
  const lab = await startLab()
  const other = await buildLab(lab.core.database)
  const stranger = { core: lab.core, lab: other, actor: await buildMember(lab.core.database, other, { role: 'pi' }) }
  const files = createFileStore(join(dirname(lab.core.database.sqlite.name), 'files'))
  // A session for whoever the cookie names: only who it is matters here.
  const core = {
    ...lab.core,
    files,
    config: { url: 'https://interphase.example.org' },
    log: { error: (problem: unknown) => console.error(problem) },
    auth: {
      api: {
        getSession: async ({ headers }: { headers: Headers }) => {
          const id = headers.get('cookie')
          return id === null ? null : { session: { id: 'one' }, user: { id, name: id, email: 'x@lab.test' } }
        },
      },
    },
  } as unknown as Core
  const handle = createHandler(core)
  const server = createServer((request, response) => {
    handle(request, response, new URL(request.url ?? '/', 'http://localhost')).catch((error: unknown) =>
      answerError(request, response, error, core.log),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    lab,
    stranger,
    files,
    ask: (who, path, init = {}) =>
      fetch(`${url}${path}`, { ...init, headers: who === null ? {} : { cookie: who.actor.userId } }),
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve))
      await lab.imports.settled()
      await lab[Symbol.asyncDispose]()
    },
  }
}
