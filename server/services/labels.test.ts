import { afterAll, beforeAll, expect, it } from 'vitest'
import { labelFormats } from '@/science/labels/formats'
import { drawPdfPages, pdfPages } from '../pdf/testing/pdfPages'
import { readQrCodes } from '../pdf/testing/readQrCodes'
import { findUnprintable, printLabels } from './labels'
import { createPlan } from './plans'
import { getRun, startRun } from './runs'
import { changeSampleField } from './sampleChanges'
import { makeSamples } from './sampleMaking'
import { addTestRecipe, buildCell, type LabHarness, startLab } from './testing/labHarness'

let harness: LabHarness
let codes: string[]
const url = 'https://interphase.example.org'
const at = new Date('2026-11-25T10:00:00Z')
const addressOf = (code: string) => `${url}/${harness.lab.slug}/s/${code}`

beforeAll(async () => {
  harness = await startLab()
  const { sample } = await buildCell(harness)
  const { researcher: jon } = harness
  await changeSampleField(jon, {
    sample: sample.id,
    change: { field: 'isAirSensitive', seen: false, value: true },
  })
  await changeSampleField(jon, { sample: sample.id, change: { field: 'expiresOn', seen: null, value: '2026-12-31' } })
  const vials = await makeSamples(jon, {
    kind: 'powder',
    of: [{ sample: sample.id }],
    into: [{ amountG: 1 }, { amountG: 2 }],
  })
  codes = [sample.code, ...vials.map(({ code }) => code)]
})
afterAll(() => harness[Symbol.asyncDispose]())

const print = (wanted: Partial<Parameters<typeof printLabels>[1]> = {}) =>
  printLabels(harness.viewer, { codes, format: 'avery-l7651', ...wanted }, { url, at })

it.each(labelFormats)(
  'prints $key so that a decoder reads every code at 300 dots per inch',
  async ({ key, sheet, widthMm }) => {
    const bytes = await print({ format: key })
    const pages = await pdfPages(bytes)
    expect(pages).toHaveLength(sheet === null ? 3 : 1)
    expect(pages[0]?.widthMm).toBeCloseTo(sheet?.paperWidthMm ?? widthMm, 2)
    const found = (await Promise.all((await drawPdfPages(bytes, { dotsPerInch: 300 })).map(readQrCodes))).flat()
    expect(found.map(({ text }) => text).toSorted()).toEqual(codes.map(addressOf).toSorted())
    for (const code of codes) expect(pages.map(({ text }) => text).join('\n')).toContain(code)
  },
)

it('prints a Chinese name as it is, and tells before printing what no font has', async () => {
  const { researcher: jon } = harness
  const { id: plan } = await createPlan(jon, { title: 'Names' })
  const recipe = await addTestRecipe(harness, plan, { name: '硼酸锂 5 nm ☃🧪' })
  const run = await getRun(jon, (await startRun(jon, { plan, recipe })).id)
  const code = run.sampleCodes[0] ?? ''
  const [page] = await pdfPages(await print({ codes: [code], format: 'roll-50x25' }))
  expect(page?.text.split(/\r?\n/)[1]).toMatch(/^硼酸锂 5 nm/)
  expect(await findUnprintable(harness.viewer, [codes[0] ?? '', code, 'ZZZ-ZZZ'])).toEqual([
    { code, characters: expect.arrayContaining(['🧪']) },
  ])
})

it('says what it is, of which run, since when, and what to heed', async () => {
  const [first, second] = await pdfPages(await print({ format: 'roll-50x25' }))
  const today = new Date().toISOString().slice(0, 4)
  expect(first?.text.split(/\r?\n/)).toEqual([
    codes[0],
    'LBO 10 nm',
    expect.stringMatching(new RegExp(`^run 1 · \\d+ [A-Z][a-z]{2} ${today}$`)),
    'air-sensitive',
    'use by 31 Dec 2026',
  ])
  expect(second?.text).not.toContain('air-sensitive')
})

it('keeps what to heed on the smallest label, where the rest has no room', async () => {
  const [first] = await pdfPages(await print({ format: 'roll-25x10' }))
  expect(first?.text).toContain('air-sensitive')
  expect(first?.text).toContain('use by 31 Dec 2026')
})

it('begins on the label that is free, as often as wanted', async () => {
  const bytes = await print({ codes: codes.slice(0, 1), start: 63, copies: 4 })
  const pictures = await drawPdfPages(bytes, { dotsPerInch: 200 })
  expect(pictures).toHaveLength(2)
  const [first = [], second = []] = await Promise.all(pictures.map(readQrCodes))
  // The last row of the sheet, columns 3 to 5; then the first of the next sheet. The code stands at its label's left edge.
  const at = ({ x, y }: { x: number; y: number }) => [
    Math.floor((x * 210 - 4.75) / 40.6),
    Math.floor((y * 297 - 10.7) / 21.2),
  ]
  expect(first.map(at).toSorted()).toEqual([
    [2, 12],
    [3, 12],
    [4, 12],
  ])
  expect(second.map(at)).toEqual([[0, 0]])
})

it('refuses what it cannot print, in a sentence', async () => {
  await expect(print({ format: 'avery-0' })).rejects.toThrow(/There is no label format “avery-0”/)
  await expect(print({ start: 66 })).rejects.toThrow(/has 65 labels/)
  await expect(print({ codes: ['L7K-999x'] })).rejects.toThrow(/“L7K-999x” is no sample code/)
  await expect(print({ codes: [] })).rejects.toThrow(/which samples/)
  await expect(print({ copies: 500 })).rejects.toThrow(/At most 1000 labels/)
})

it('prints nothing of another lab', async () => {
  await using other = await startLab()
  await expect(printLabels(other.pi, { codes, format: 'avery-l7651' }, { url, at })).rejects.toThrow(
    `There is no sample ${codes[0]} in this lab.`,
  )
})
