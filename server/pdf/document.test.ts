import { expect, it } from 'vitest'
import { addPage, mm, openPdf, pdfBytes } from './document'
import { pdfPages } from './testing/pdfPages'
import { printed, textLine } from './text'

const at = new Date('2026-11-25T10:00:00Z')

it('prints units and formulas with their real sub- and superscripts', async () => {
  const pdf = openPdf({ title: 'Units', at })
  addPage(pdf, { widthMm: 100, heightMm: 40 })
  pdf.fontSize(12).text(`${printed('LiCoO2')}, 185 mAh g⁻¹, 500 °C, η = 24 mV, ≤ 1.6 h`, mm(5), mm(5))
  const [page] = await pdfPages(await pdfBytes(pdf))
  expect(page?.text.trim()).toBe('LiCoO₂, 185 mAh g⁻¹, 500 °C, η = 24 mV, ≤ 1.6 h')
  expect(page?.widthMm).toBeCloseTo(100, 3)
  expect(page?.heightMm).toBeCloseTo(40, 3)
})

it('lowers the digits of formulas only', () => {
  expect(printed('LiNi0.5Mn0.3Co0.2O2 of NMC532, run 2')).toBe('LiNi₀.₅Mn₀.₃Co₀.₂O₂ of NMC532, run 2')
  expect(printed('t_rs')).toBe('t_rs')
})

it('makes a line smaller until it fits, and cuts what cannot fit', async () => {
  const pdf = openPdf({ title: 'Lines', at })
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
