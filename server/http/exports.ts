import type { IncomingMessage, ServerResponse } from 'node:http'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { fileNameOf } from '@/science/csv'
import { isId, type PlanId, type RunId } from '@/science/ids'
import type { Core } from '../core'
import { AppError } from '../errors'
import { archiveOfPlan, archiveOfRun, json, rootName } from '../exports/elnArchive'
import { readPlanDocument } from '../exports/readPlan'
import { readRunDocument } from '../exports/readRun'
import { recordCsv } from '../exports/recordCsv'
import { planPdf, runPdf } from '../exports/recordPdf'
import type { PlanDocument, RunDocument } from '../exports/runDocument'
import { writeZip } from '../exports/zip'
import { can } from '../policies'
import type { LabContext } from '../services/context'
import { memberFrom } from './session'

const formats = ['pdf', 'json', 'csv', 'eln'] as const
type Format = (typeof formats)[number]

const mediaTypes: Record<Format, string> = {
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  eln: 'application/vnd.eln+zip',
}

/** More than anybody takes away by hand: printing a plan of many runs is work. */
const exportsPerMinute = 60

/** `GET /api/exports/runs/<id>?lab=&as=` and `/api/exports/plans/<id>?lab=&as=`: the record as `pdf`, `json`, `csv` or `eln`. */
export function createExportsHandler(core: Core) {
  const { url } = core.config
  const limiter = new RateLimiterMemory({ points: exportsPerMinute, duration: 60 })
  const read = (sha256: string) => core.files.read(sha256)

  async function documentOf(context: LabContext, kind: string, id: string): Promise<RunDocument | PlanDocument> {
    const at = new Date()
    if (kind === 'runs' && isId('run', id) && can(context.actor, 'run.read'))
      return await readRunDocument(context, id satisfies RunId, url, at)
    if (kind === 'plans' && isId('plan', id) && can(context.actor, 'plan.read'))
      return await readPlanDocument(context, id satisfies PlanId, url, at)
    throw new AppError('not-found', 'There is no such run or plan in this lab.')
  }

  async function bytesOf(document: RunDocument | PlanDocument, format: Exclude<Format, 'eln'>): Promise<Buffer> {
    if (format === 'json') return Buffer.from(json(document))
    const isRun = document.format === 'interphase.run'
    if (format === 'csv') return Buffer.from(recordCsv(isRun ? [document.run] : document.runs))
    return isRun ? await runPdf(document, read) : await planPdf(document, read)
  }

  async function answerArchive(response: ServerResponse, document: RunDocument | PlanDocument) {
    const pdf = await bytesOf(document, 'pdf')
    const entries =
      document.format === 'interphase.run'
        ? archiveOfRun(document, core.files, pdf, url)
        : archiveOfPlan(document, core.files, pdf, url)
    response.writeHead(200, headersOf(document, 'eln'))
    await writeZip(entries, new Date(document.exportedAt), response)
  }

  return async (request: IncomingMessage, response: ServerResponse, asked: URL): Promise<void> => {
    const [kind = '', id = '', ...rest] = asked.pathname.slice('/api/exports/'.length).split('/')
    if (request.method !== 'GET' || rest.length > 0) throw new AppError('not-found', 'There is no such address.')
    const member = await memberFrom(core, request, asked.searchParams.get('lab') ?? '')
    const wanted = asked.searchParams.get('as')
    const format = formats.find((one) => one === wanted)
    if (format === undefined)
      throw new AppError('bad-input', `Expected pdf, json, csv or eln as the format (\`as\`), found “${wanted ?? ''}”.`)
    await limiter.consume(member.actor.userId).catch(() => {
      throw new AppError('too-many', 'Too many exports in one minute. Wait a moment and go on.')
    })
    const document = await documentOf({ core, ...member }, kind, id)
    if (format === 'eln') return await answerArchive(response, document)
    const bytes = await bytesOf(document, format)
    response.writeHead(200, { ...headersOf(document, format), 'content-length': bytes.length })
    response.end(bytes)
  }
}

function headersOf(document: RunDocument | PlanDocument, format: Format): Record<string, string> {
  const name = fileNameOf(rootName(document), format)
  return {
    'content-type': mediaTypes[format],
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  }
}
