import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Core } from '../core'
import { AppError } from '../errors'
import { can } from '../policies'
import { printLabels } from '../services/labels'
import { findLabOf } from '../services/labs'
import { headersOf, sessionOf } from './session'

const wanted = z.object({
  lab: z.string().min(1).max(80),
  samples: z.string().transform((text) => text.split(',').filter((code) => code.trim() !== '')),
  format: z.string().max(60),
  start: z.coerce
    .number('expected a number from 1')
    .int('expected a whole number')
    .min(1, 'expected a number from 1')
    .default(1),
  copies: z.coerce
    .number('expected a number from 1')
    .int('expected a whole number')
    .min(1)
    .max(20, 'expected at most 20')
    .default(1),
})

/** `GET /api/labels?lab=&samples=L7K-042,M1P-026&format=&start=&copies=`: labels as a PDF, to be looked at and printed. */
export async function answerLabels(
  core: Core,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const session = await sessionOf(core, headersOf(request))
  if (session === null) throw new AppError('not-signed-in', 'Sign in to go on.')
  const parsed = wanted.safeParse(Object.fromEntries(query))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new AppError('bad-input', `${issue?.path.join('.')}: ${issue?.message}`)
  }
  const found = await findLabOf(core.database, parsed.data.lab, session)
  if (found === null) throw new AppError('not-found', 'There is no such lab, or you are not in it.')
  if (!can(found.actor, 'run.read')) throw new AppError('not-allowed', 'You may not print labels of this lab.')
  const { samples: codes, ...how } = parsed.data
  const pdf = await printLabels({ core, lab: found.lab }, { codes, ...how }, { url: core.config.url, at: new Date() })
  response.writeHead(200, {
    'content-type': 'application/pdf',
    'content-length': pdf.length,
    'content-disposition': `inline; filename="labels-${codes.length === 1 ? codes[0]?.trim().replaceAll(/[^\w-]/g, '') : codes.length}.pdf"`,
    'cache-control': 'no-store',
  })
  response.end(pdf)
}
