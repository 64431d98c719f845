import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import next from 'next'
import type { PlanId } from '@/science/ids'
import { type CallerFactory, callerKey } from './caller'
import { readConfig, WrongConfiguration } from './config'
import { createCore, migrationsFolder } from './createCore'
import { DataFolderProblem, takeDataFolder } from './dataFolder'
import { AppError } from './errors'
import { giveMemoryBack } from './giveMemoryBack'
import { answerError } from './http/answers'
import { answerAuth } from './http/auth'
import { createExportsHandler } from './http/exports'
import { createFilesHandler } from './http/files'
import { answerHealth } from './http/health'
import { answerLabels } from './http/labels'
import { isForeign, secure } from './http/security'
import { headersOf, sessionOf } from './http/session'
import { createLogger, withoutTokens } from './log'
import { issueSetupToken } from './services/setup'
import { createCallerFactory } from './trpc/init'
import { appRouter } from './trpc/router'

/** A tRPC call is words and numbers; files go elsewhere. */
const largestCallBytes = 4 * 1024 * 1024
/** How long a stop waits for what is in flight. */
const longestStopMs = 10_000

async function main(): Promise<void> {
  giveMemoryBack()
  const config = readConfig(process.env)
  const log = createLogger(config)
  const giveFolderBack = takeDataFolder(config.dataFolder)
  const root = process.env.INTERPHASE_ROOT ?? process.cwd()

  const core = await createCore(config, log, migrationsFolder(root)).catch((error: unknown) => {
    giveFolderBack()
    throw error
  })

  const createCaller = createCallerFactory(appRouter)
  const callAs: CallerFactory = async (headers) =>
    createCaller({ core, session: await sessionOf(core, headers), requestId: headers.get('x-request-id') ?? '' })
  ;(globalThis as { [callerKey]?: CallerFactory })[callerKey] = callAs

  const server = createServer()
  // Next adds its own `upgrade` listener to the server that it is given; this one never listens.
  const decoy = createServer()
  const pages = next({
    dev: config.isDevelopment,
    dir: root,
    port: config.port,
    hostname: 'localhost',
    httpServer: decoy,
  })
  await pages.prepare()
  const handlePage = pages.getRequestHandler()
  const handleFiles = createFilesHandler(core)
  const handleExport = createExportsHandler(core)

  async function handle(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const url = new URL(request.url ?? '/', config.url)
    const { pathname } = url
    if (pathname === '/api/health') return await answerHealth(core, response)
    if (pathname === '/metrics') return await core.metrics.answer(request, response, core.rooms)
    if (pathname.startsWith('/api/')) {
      if (request.method !== 'GET' && isForeign(request, config.url))
        throw new AppError('not-allowed', 'This request came from another site.')
      if (pathname.startsWith('/api/auth/')) return await answerAuth(core, request, response, pathname)
      if (pathname === '/api/files' || pathname.startsWith('/api/files/'))
        return await handleFiles(request, response, url)
      if (pathname.startsWith('/api/exports/')) return await handleExport(request, response, url)
      if (request.method === 'GET' && pathname === '/api/labels')
        return await answerLabels(core, request, response, url.searchParams)
      if (pathname.startsWith('/api/trpc/'))
        return await nodeHTTPRequestHandler({
          req: request,
          res: response,
          path: pathname.slice('/api/trpc/'.length),
          router: appRouter,
          maxBodySize: largestCallBytes,
          createContext: async () => ({ core, session: await sessionOf(core, headersOf(request)), requestId }),
        })
      throw new AppError('not-found', 'There is no such address.')
    }
    // Where whoever has to sign in first comes back to: the page that a label or a letter led to.
    request.headers['x-path'] = `${pathname}${url.search}`
    await handlePage(request, response)
  }

  server.on('request', (request, response) => {
    const started = performance.now()
    const requestId = randomUUID()
    request.headers['x-request-id'] = requestId
    response.setHeader('x-request-id', requestId)
    secure(request, response, config)
    response.once('close', () => {
      const { method, url = '' } = request
      if (url.startsWith('/_next/') || url === '/api/health') return
      const ms = Math.round(performance.now() - started)
      log.info({ requestId, method, url: withoutTokens(url), status: response.statusCode, ms }, 'request')
    })
    handle(request, response, requestId).catch((error: unknown) => answerError(request, response, error, log))
  })

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.once('error', () => socket.destroy())
    // Whatever stands there: an address that cannot be read must not end the process.
    const pathname = /^[^?#]*/.exec(request.url ?? '/')?.[0] ?? '/'
    if (pathname.startsWith('/collab/')) {
      // The gatekeeper says "no such plan" with a close code; a name of another form gets the same answer.
      core.rooms.handleUpgrade(request, socket, head, pathname.slice('/collab/'.length) as PlanId)
    } else if (config.isDevelopment) decoy.emit('upgrade', request, socket, head)
    else socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      giveFolderBack()
      reject(
        error.code === 'EADDRINUSE'
          ? new DataFolderProblem(`Port ${config.port} is in use. Stop what listens there, or name another in PORT.`)
          : error,
      )
    })
    server.listen(config.port, config.host, resolve)
  })
  log.info({ port: config.port, dataFolder: config.dataFolder, url: config.url }, 'Interphase is ready')
  console.log(`Interphase serves ${config.url}`)
  const token = await issueSetupToken(core.database)
  if (token !== null) console.log(`Set up Interphase: ${config.url}/set-up?token=${token}`)

  let isStopping = false
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    const forced = setTimeout(() => {
      log.error('what was in flight took too long; stopping all the same')
      process.exit(1)
    }, longestStopMs)
    forced.unref()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    void (async () => {
      await core.close()
      setTimeout(() => server.closeAllConnections(), 1000).unref()
      await closed
      giveFolderBack()
      log.info('stopped')
      process.exit(0)
    })()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error: unknown) => {
  if (error instanceof WrongConfiguration) for (const sentence of error.sentences) console.error(sentence)
  else if (error instanceof DataFolderProblem) console.error(error.message)
  else console.error(error)
  process.exit(1)
})
