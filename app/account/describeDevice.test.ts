import { expect, it } from 'vitest'
import { describeDevice } from './describeDevice'

it('names browser and system', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'
  expect(describeDevice(chrome)).toBe('Chrome on Linux')
  expect(describeDevice(`${chrome} Edg/126.0`)).toBe('Edge on Linux')
  expect(
    describeDevice(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    ),
  ).toBe('Safari on iPhone')
})

it('says so when it cannot tell', () => {
  expect(describeDevice(null)).toBe('Unknown device')
  expect(describeDevice('curl/8.5.0')).toBe('Unknown device')
})
