import { expect, it } from 'vitest'
import { imageTypeOfBytes } from './imageType'

const latin1 = (text: string) => Buffer.from(text, 'latin1')

it.each([
  ['\x89PNG\r\n\x1a\n....', 'image/png'],
  ['\xff\xd8\xff\xe0....', 'image/jpeg'],
  ['GIF89a......', 'image/gif'],
  ['RIFF....WEBP', 'image/webp'],
  ['RIFF....WAVE', null],
  ['<svg onload=', null],
  ['<!doctype ht', null],
  ['', null],
])('tells by its bytes what %j is', (text, type) => {
  expect(imageTypeOfBytes(latin1(text))).toBe(type)
})
