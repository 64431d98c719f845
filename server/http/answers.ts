import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError, httpStatus } from '../errors'
import type { Logger } from '../log'

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

/** Every refusal over plain HTTP has the same form: a code and a sentence for people. */
export function answerError(request: IncomingMessage, response: ServerResponse, error: unknown, log: Logger): void {
  const known = error instanceof AppError ? error : null
  if (known === null) log.error({ err: error, method: request.method }, 'a request failed')
  if (response.headersSent) {
    response.destroy()
    return
  }
  answerJson(response, known === null ? 500 : httpStatus[known.code], {
    error: {
      code: known?.code ?? 'internal',
      message: known?.message ?? 'Something went wrong on our side. Nothing was recorded; try again.',
    },
  })
}
