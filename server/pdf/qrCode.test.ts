import { expect, it } from 'vitest'
import { addPage, mm, openPdf, pdfBytes } from './document'
import { drawQrCode } from './qrCode'
import { drawPdfPages } from './testing/pdfPages'
import { readQrCodes } from './testing/readQrCodes'

it('draws codes that a decoder reads back, down to 10 mm on a label printer of 203 dots per inch', async () => {
  const pdf = await openPdf({ title: 'Codes', at: new Date(0), words: '' })
  addPage(pdf, { widthMm: 60, heightMm: 30 })
  const address = 'https://interphase.example.org/okada-lab/s/L7K-042'
  drawQrCode(pdf, address, { x: mm(2), y: mm(2), side: mm(25) })
  drawQrCode(pdf, `${address}?small`, { x: mm(40), y: mm(2), side: mm(10) })
  const [picture] = await drawPdfPages(await pdfBytes(pdf))
  if (picture === undefined) throw new Error('The PDF has no page.')
  const texts = (await readQrCodes(picture)).map(({ text }) => text)
  expect(texts.toSorted()).toEqual([address, `${address}?small`])
})
