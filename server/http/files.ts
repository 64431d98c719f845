import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import { findFile } from '@/db/queries/tests'
import { isId } from '@/science/ids'
import { stepKeys } from '@/science/run/steps'
import type { Core } from '../core'
import { AppError } from '../errors'
import { imageTypeOf } from '../files/imageType'
import { can } from '../policies'
import { exportRecord } from '../services/exportRecord'
import { keepImage, keepMeasurement } from '../services/images'
import { recordPhoto } from '../services/photos'
import { createTestFromUpload } from '../services/tests'
import { idInput, words } from '../trpc/inputs'
import { answerJson } from './answers'
import { memberFrom } from './session'

const largestFileBytes = 512 * 1024 * 1024
const largestImageBytes = 10 * 1024 * 1024
const largestMeasurementBytes = 256 * 1024 * 1024
/** Enough for a week's cells at once, too little for a script that fills the disk. */
const uploadsPerMinute = 120

const photoInput = z.object({
  run: idInput('run'),
  entry: idInput('runEntry'),
  place: z.enum([...stepKeys, 'run']),
  caption: words(500).default(''),
  reason: words(500).default(''),
  ago: z.coerce
    .number()
    .int()
    .min(0)
    .max(366 * 86_400_000)
    .default(0),
  name: z.string().max(1000).default('photo'),
})

export function createFilesHandler(core: Core) {
  const limiter = new RateLimiterMemory({ points: uploadsPerMinute, duration: 60 })

  const whoAndWhere = (request: IncomingMessage, slug: string) => memberFrom(core, request, slug)

  /** `POST /api/files?lab=&cell=&name=` with the bytes as the body. */
  async function upload(request: IncomingMessage, response: ServerResponse, query: URLSearchParams) {
    const { lab, actor } = await whoAndWhere(request, query.get('lab') ?? '')
    if (!can(actor, 'test.upload')) throw new AppError('not-allowed', 'As a viewer you may not add files.')
    const cellId = query.get('cell')
    if (!isId('cell', cellId)) throw new AppError('bad-input', 'Say which cell the file belongs to (`cell`).')
    await limiter.consume(actor.userId).catch(() => {
      throw new AppError('too-many', 'Too many files in one minute. Wait a moment and go on.')
    })
    const declared = Number(request.headers['content-length'] ?? 0)
    if (declared > largestFileBytes)
      throw new AppError('bad-input', `The file is larger than ${largestFileBytes / 1024 / 1024} MB.`)
    const name = basename((query.get('name') ?? '').replaceAll('\\', '/')).slice(0, 200) || 'file'
    const file = await core.files.put(request, largestFileBytes)
    // Cancelled just as the last byte came: whoever cancelled was told that nothing is recorded.
    if (response.destroyed) return
    answerJson(
      response,
      200,
      await createTestFromUpload(core, actor, { labId: lab.id, cellId, file: { ...file, name } }),
    )
  }

  /** `POST /api/files/images?lab=&name=`: an image for somebody's notes. What it is its bytes say, not its name. */
  async function uploadImage(request: IncomingMessage, response: ServerResponse, query: URLSearchParams) {
    const { lab, actor } = await whoAndWhere(request, query.get('lab') ?? '')
    if (!can(actor, 'plan.write')) throw new AppError('not-allowed', 'As a viewer you may not add images.')
    await limiter.consume(actor.userId).catch(() => {
      throw new AppError('too-many', 'Too many files in one minute. Wait a moment and go on.')
    })
    const name = basename((query.get('name') ?? '').replaceAll('\\', '/')).slice(0, 200) || 'image'
    const file = await core.files.put(request, largestImageBytes)
    if ((await imageTypeOf(file.path)) === null)
      throw new AppError('bad-input', `“${name}” is no PNG, JPEG, GIF or WebP image.`)
    answerJson(response, 200, await keepImage(core, actor, { labId: lab.id, file: { ...file, name } }))
  }

  /** `POST /api/files/measurements?lab=&name=`: what an instrument wrote about a sample, or an image of it. */
  async function uploadMeasurement(request: IncomingMessage, response: ServerResponse, query: URLSearchParams) {
    const { lab, actor } = await whoAndWhere(request, query.get('lab') ?? '')
    if (!can(actor, 'sample.write')) throw new AppError('not-allowed', 'As a viewer you may not add files.')
    await limiter.consume(actor.userId).catch(() => {
      throw new AppError('too-many', 'Too many files in one minute. Wait a moment and go on.')
    })
    const name = basename((query.get('name') ?? '').replaceAll('\\', '/')).slice(0, 200) || 'file'
    const file = await core.files.put(request, largestMeasurementBytes)
    answerJson(response, 200, await keepMeasurement(core, actor, { labId: lab.id, file: { ...file, name } }))
  }

  /**
   * `POST /api/files/photos?lab=&run=&entry=&place=&caption=&reason=&ago=&name=`: a photo of a run, and the entry that says
   * of which step it is. The entry's id is made by whoever sends it, so that a photo sent twice is one.
   */
  async function uploadPhoto(request: IncomingMessage, response: ServerResponse, query: URLSearchParams) {
    const { lab, actor } = await whoAndWhere(request, query.get('lab') ?? '')
    if (!can(actor, 'run.record')) throw new AppError('not-allowed', 'As a viewer you may not add photos.')
    const asked = photoInput.safeParse(Object.fromEntries(query))
    if (!asked.success) throw new AppError('bad-input', z.prettifyError(asked.error))
    await limiter.consume(actor.userId).catch(() => {
      throw new AppError('too-many', 'Too many files in one minute. Wait a moment and go on.')
    })
    const name = basename(asked.data.name.replaceAll('\\', '/')).slice(0, 200) || 'photo'
    if (Number(request.headers['content-length'] ?? 0) > largestImageBytes)
      throw new AppError('bad-input', `The photo is larger than ${largestImageBytes / 1024 / 1024} MB.`)
    const file = await core.files.put(request, largestImageBytes)
    if ((await imageTypeOf(file.path)) === null)
      throw new AppError('bad-input', `“${name}” is no PNG, JPEG, GIF or WebP image.`)
    answerJson(response, 200, await recordPhoto({ core, lab, actor }, { ...asked.data, file: { ...file, name } }))
  }

  /** `GET /api/files/<id>?lab=`: the file as it came; with `as=image` to be shown in a page, if it is one. */
  async function download(request: IncomingMessage, response: ServerResponse, id: string, query: URLSearchParams) {
    const { lab } = await whoAndWhere(request, query.get('lab') ?? '')
    const file = isId('file', id) ? await findFile({ db: core.database.db, labId: lab.id }, id) : undefined
    if (file === undefined) throw new AppError('not-found', 'There is no such file in this lab.')
    const imageType = query.get('as') === 'image' ? await imageTypeOf(core.files.pathOf(file.sha256)) : null
    response.writeHead(200, {
      'content-type': imageType ?? 'application/octet-stream',
      'content-length': file.sizeBytes,
      ...(imageType === null ? {} : { 'cache-control': 'private, max-age=31536000, immutable' }),
      'content-disposition': `${imageType === null ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    })
    core.files
      .read(file.sha256)
      .once('error', () => response.destroy())
      .pipe(response)
  }

  /** `GET /api/files/bdf/<test>?lab=&as=csv|parquet`: a test's rows in the battery data format. */
  async function downloadBdf(request: IncomingMessage, response: ServerResponse, id: string, query: URLSearchParams) {
    const { lab } = await whoAndWhere(request, query.get('lab') ?? '')
    if (!isId('test', id)) throw new AppError('not-found', 'There is no such test in this lab.')
    const { path, name } = await exportRecord({ core, lab }, id, query.get('as') === 'parquet' ? 'parquet' : 'csv')
    const { size } = await stat(path)
    response.writeHead(200, {
      'content-type': name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/vnd.apache.parquet',
      'content-length': size,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    })
    // Taken away whether it was sent or the other side is gone.
    await pipeline(createReadStream(path), response)
      .catch(() => response.destroy())
      .finally(() => rm(path, { force: true }))
  }

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const id = url.pathname.slice('/api/files'.length).replace(/^\//, '')
    if (request.method === 'POST' && id === 'images') await uploadImage(request, response, url.searchParams)
    else if (request.method === 'POST' && id === 'measurements')
      await uploadMeasurement(request, response, url.searchParams)
    else if (request.method === 'POST' && id === 'photos') await uploadPhoto(request, response, url.searchParams)
    else if (request.method === 'POST' && id === '') await upload(request, response, url.searchParams)
    else if (request.method === 'GET' && id.startsWith('bdf/'))
      await downloadBdf(request, response, id.slice('bdf/'.length), url.searchParams)
    else if (request.method === 'GET' && id !== '') await download(request, response, id, url.searchParams)
    else throw new AppError('not-found', 'There is no such address.')
  }
}
