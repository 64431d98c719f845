import { expect, it } from 'vitest'
import { sentenceOf } from './uploadFile'

it("says the server's own sentence", () => {
  expect(sentenceOf(400, '{"code":"bad-input","message":"The file is empty."}')).toBe('The file is empty.')
  expect(sentenceOf(400, '{"error":{"code":"bad-input","message":"The file is empty."}}')).toBe('The file is empty.')
  expect(sentenceOf(409, '{"error":"This cell is closed."}')).toBe('This cell is closed.')
})

it('says what a status means where the server (or a proxy) sent no sentence', () => {
  expect(sentenceOf(413, '<html>')).toBe('The file is larger than this server takes.')
  expect(sentenceOf(502, '')).toContain('502')
})
