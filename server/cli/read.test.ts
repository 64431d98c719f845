import { expect, it } from 'vitest'
import { previewCommand, readColumnMap, readCommand, readSeveral } from './read'

const bytes = (text: string) => new TextEncoder().encode(text)
const unknown = bytes('Zeit;Spg;Strom\n0;3100;1,5\n60;3200;1,6\n120;3300;1,6\n')

it('previews a table that nobody knows, and reads it by the mapping that a person corrected', () => {
  const refused = readCommand(unknown, 'x.csv')
  expect(refused.exitCode).toBe(1)
  const preview = previewCommand(unknown, 'x.csv')
  expect(JSON.parse(preview.stdout)).toMatchObject({
    columns: [{ name: 'Zeit' }, { name: 'Spg', samples: ['3100', '3200', '3300'] }, { name: 'Strom' }],
  })
  const map = readColumnMap(
    bytes(
      '{"columns":{"Zeit":{"quantity":"testTime","unit":"s"},"Spg":{"quantity":"voltage","unit":"mV"},"Strom":{"quantity":"current","unit":"mA"}}}',
    ),
  )
  expect(JSON.parse(readCommand(unknown, 'x.csv', { map }).stdout)).toMatchObject({ rows: 3, firstV: 3.1, lastV: 3.3 })
  expect(previewCommand(bytes('Dear all,\n'), 'x.csv').stderr).toMatch(/^x\.csv: No table found/)
})

it('names the place of a mistake in a mapping', () => {
  expect(() => readColumnMap(bytes('{"columns":{"Spg":{"quantity":"volt"}}}'))).toThrow(/columns\.Spg\.quantity/)
  expect(() => readColumnMap(bytes('{'))).toThrow(/no JSON/)
})

it('puts several files together and says the gap', () => {
  const part = (from: number, hour: string) =>
    bytes(
      `Test Time (s),Voltage (V),Current (A),Date_Time\n0,${from},0.001,2024-01-01 ${hour}:00:00\n3600,${from + 1},0.001,2024-01-01 ${hour}:59:59\n`,
    )
  const { stdout, exitCode } = readSeveral([
    { name: 'b.csv', bytes: part(3.2, '14') },
    { name: 'a.csv', bytes: part(3, '10') },
  ])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    files: ['a.csv', 'b.csv'],
    rows: 4,
    firstV: 3,
    gaps: [{ row: 2, before: 'a.csv', after: 'b.csv', seconds: 10801 }],
  })
  expect(readSeveral([{ name: 'a.txt', bytes: bytes('Dear all,\n') }]).exitCode).toBe(1)
})

it('says both of a record with a few points of impedance between its rows', () => {
  const rows = Array.from({ length: 60 }, (_, row) => `3.5\t-0.15\t${row * 10}\t0\t0\t0`)
  const parstat = ['Potential (V)\tCurrent (A)\tElapsed Time (s)\tFrequency (Hz)\tZre (ohms)\tZim (ohms)', ...rows]
  const { stdout } = readCommand(
    bytes(`${parstat.join('\n')}\n3.5\t0\t600\t100\t0.02\t-0.01\n3.5\t0\t610\t10\t0.03\t-0.02\n`),
    'x.txt',
  )
  expect(JSON.parse(stdout)).toMatchObject({
    rows: 62,
    points: 2,
    frequencyHz: [100, 10],
    reZOhm: [0.02, 0.03],
    imZOhm: [-0.01, -0.02],
  })
})
