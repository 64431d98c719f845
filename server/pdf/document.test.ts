import { expect, it } from 'vitest'
import { addPage, mm, openPdf, pdfBytes, unsettable } from './document'
import { pdfPages } from './testing/pdfPages'
import { printed, textLine } from './text'

const at = new Date('2026-11-25T10:00:00Z')

it('prints units and formulas with their real sub- and superscripts', async () => {
  const pdf = await openPdf({ title: 'Units', at, words: '' })
  addPage(pdf, { widthMm: 100, heightMm: 40 })
  pdf.fontSize(12).text(`${printed('LiCoO2')}, 185 mAh g⁻¹, 500 °C, η = 24 mV, ≤ 1.6 h`, mm(5), mm(5))
  const [page] = await pdfPages(await pdfBytes(pdf))
  expect(page?.text.trim()).toBe('LiCoO₂, 185 mAh g⁻¹, 500 °C, η = 24 mV, ≤ 1.6 h')
  expect(page?.widthMm).toBeCloseTo(100, 3)
  expect(page?.heightMm).toBeCloseTo(40, 3)
})

it('prints Chinese, Japanese and Korean names, mixed with units and wrapped, and by its code what no font has', async () => {
  const long = '在五百度下烧结六小时'.repeat(6)
  const words = '张伟的配方 LiCoO₂, 山田さん 500 °C, 김민준, 繁體, 𠮷野 🧪 ไทย'
  const pdf = await openPdf({ title: 'Names', at, words: `${words} ${long}` })
  expect(unsettable(pdf)).toEqual(['🧪', 'ไ', 'ท', 'ย'])
  addPage(pdf, { widthMm: 60, heightMm: 60 })
  textLine(pdf, words, { x: mm(2), y: mm(2), width: mm(500), size: 8 })
  textLine(pdf, '山田', { x: mm(2), y: mm(8), width: mm(56), size: 12, font: 'semibold', align: 'right' })
  pdf.font('regular').fontSize(9)
  const box = { width: mm(56), lineGap: 1 }
  expect(pdf.heightOfString(long, box)).toBeGreaterThan(3 * 9)
  pdf.text(long, mm(2), mm(20), box)
  const bytes = await pdfBytes(pdf)
  const [page] = await pdfPages(bytes)
  const [line, name, ...wrapped] = page?.text.trim().split(/\r?\n/) ?? []
  expect(line).toBe('张伟的配方 LiCoO₂, 山田さん 500 °C, 김민준, 繁體, 𠮷野 [U+1F9EA] [U+0E44][U+0E17][U+0E22]')
  expect(name).toBe('山田')
  expect(wrapped.length).toBeGreaterThan(2)
  expect(wrapped.join('')).toBe(long)
  // Of fonts of megabytes only what stands there.
  expect(bytes.length).toBeLessThan(200_000)
})

it('lowers the digits of formulas only', () => {
  expect(printed('LiNi0.5Mn0.3Co0.2O2 of NMC532, run 2')).toBe('LiNi₀.₅Mn₀.₃Co₀.₂O₂ of NMC532, run 2')
  expect(printed('t_rs')).toBe('t_rs')
})

it('makes a line smaller until it fits, and cuts what cannot fit', async () => {
  const pdf = await openPdf({ title: 'Lines', at, words: '' })
  addPage(pdf, { widthMm: 50, heightMm: 50 })
  const box = { x: mm(2), width: mm(46), size: 12, smallestSize: 8 }
  expect(textLine(pdf, 'short', { ...box, y: mm(2) })).toBe(12)
  const size = textLine(pdf, 'A name that is a little too long', { ...box, y: mm(12) })
  expect(size).toBeGreaterThan(8)
  expect(size).toBeLessThan(12)
  expect(textLine(pdf, 'word '.repeat(60), { ...box, y: mm(22) })).toBe(8)
  const [page] = await pdfPages(await pdfBytes(pdf))
  const lines = page?.text.trim().split(/\r?\n/) ?? []
  expect(lines.slice(0, 2)).toEqual(['short', 'A name that is a little too long'])
  expect(lines[2]).toMatch(/^word word .*…$/)
})
