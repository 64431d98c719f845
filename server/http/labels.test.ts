import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LabContext } from '../services/context'
import { buildCell, type LabHarness } from '../services/testing/labHarness'
import { answerLabels } from './labels'
import { type HttpLab, startHttpLab } from './testing/httpLab'

let http: HttpLab
let lab: LabHarness
let stranger: LabContext
let code = ''
beforeAll(async () => {
  http = await startHttpLab(
    (core) => (request, response, url) => answerLabels(core, request, response, url.searchParams),
  )
  ;({ lab, stranger } = http)
  code = (await buildCell(lab)).sample.code
})
afterAll(() => http[Symbol.asyncDispose]())

const ask = async (who: LabContext | null, query: Record<string, string> = {}) =>
  await http.ask(
    who,
    `/?${new URLSearchParams({ lab: lab.lab.slug, samples: code, format: 'roll-50x25', start: '1', ...query })}`,
  )
const sentence = async (answer: Response) => ((await answer.json()) as { error: { message: string } }).error.message

it('gives labels to every member of the lab, and to nobody else', async () => {
  const answer = await ask(lab.viewer)
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(answer.headers.get('content-disposition')).toBe(`inline; filename="labels-${code}.pdf"`)
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  expect((await ask(null)).status).toBe(401)
  expect((await ask(stranger)).status).toBe(404)
  // From within another lab this one's codes are none.
  expect((await ask(stranger, { lab: stranger.lab.slug })).status).toBe(404)
})

it('says what is wrong with what it was asked', async () => {
  expect(await sentence(await ask(lab.viewer, { start: '0' }))).toBe('start: expected a number from 1')
  expect(await sentence(await ask(lab.viewer, { copies: 'many' }))).toBe('copies: expected a number from 1')
  expect(await sentence(await ask(lab.viewer, { samples: ' , ' }))).toBe('Say which samples the labels are for.')
})
