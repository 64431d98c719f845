import { type LabelFormat, placeLabels } from '@/science/labels/formats'
import { addPage, type FontCut, mm, openPdf, type Pdf, pdfBytes, unsettable } from './document'
import { drawQrCode } from './qrCode'
import { printed, textLine } from './text'

/** What a label says. */
export interface Label {
  code: string
  /** What the code in the corner encodes: the address of the sample's page. */
  address: string
  /** May be cut where it is long. */
  recipe: string
  /** `run 2 · 25 Nov 2026`, with what it is unless a powder. */
  made: string
  /** `air-sensitive`, `use by 31 Dec 2026`: white on black, so that gloves and tired eyes see it. */
  marks: readonly string[]
}

/** Smallest print that people still read at arm's length, points. */
const smallestPt = 4.2

/**
 * Labels as a PDF of their format's paper, or of one page per label from a roll.
 *
 * @param start the first free place of the first sheet, from 1
 */
export async function labelsPdf(
  labels: readonly Label[],
  format: LabelFormat,
  { start = 1, at }: { start?: number; at: Date },
): Promise<Buffer> {
  const pdf = await openLabels(labels, at)
  printAtFullSize(pdf)
  let page = -1
  for (const [index, place] of placeLabels(format, labels.length, start).entries()) {
    const label = labels[index]
    if (label === undefined) continue
    if (place.page > page) {
      const { sheet } = format
      addPage(pdf, {
        widthMm: sheet?.paperWidthMm ?? format.widthMm,
        heightMm: sheet?.paperHeightMm ?? format.heightMm,
      })
      page = place.page
    }
    drawLabel(pdf, label, {
      x: mm(place.xMm),
      y: mm(place.yMm),
      width: mm(format.widthMm),
      height: mm(format.heightMm),
    })
  }
  return await pdfBytes(pdf)
}

async function openLabels(labels: readonly Label[], at: Date): Promise<Pdf> {
  const title = labels.length === 1 ? `Label ${labels[0]?.code}` : `${labels.length} labels`
  return await openPdf({ title, at, words: labels.map(wordsOf).join(' ') })
}

function wordsOf({ code, recipe, made, marks }: Label): string {
  return [code, printed(recipe), made, ...marks].join(' ')
}

/** Characters that a label cannot show as they are: it has their codes instead. */
export async function unsettableOnLabels(labels: readonly Label[]): Promise<ReadonlyMap<string, string[]>> {
  const lost = unsettable(await openLabels(labels, new Date(0)))
  return new Map(
    labels.flatMap((label) => {
      const own = lost.filter((character) => wordsOf(label).normalize('NFC').includes(character))
      return own.length === 0 ? [] : [[label.code, own] as const]
    }),
  )
}

/** Printers scale a page to fit by default, and then no label lies where it should. */
function printAtFullSize(pdf: Pdf): void {
  const { _root: root } = pdf as unknown as {
    _root: { data: { ViewerPreferences?: { data: Record<string, unknown> } } }
  }
  const preferences = root.data.ViewerPreferences?.data
  if (preferences !== undefined) preferences.PrintScaling = 'None'
}

function drawLabel(pdf: Pdf, label: Label, box: { x: number; y: number; width: number; height: number }): void {
  const pad = Math.min(mm(1.5), box.height * 0.07)
  // The code's own quiet zone keeps it off the edge.
  const side = Math.min(box.height, box.width * 0.46, mm(26))
  drawQrCode(pdf, label.address, { x: box.x, y: box.y + (box.height - side) / 2, side })

  const x = box.x + side
  const width = box.width - side - pad
  const height = box.height - 2 * pad
  const codeSize = fittedSize(pdf, label.code, width, Math.min(height * 0.4, 22))
  const lines = [
    { text: printed(label.recipe), isMark: false, mayBeCut: true },
    { text: label.made, isMark: false, mayBeCut: false },
    ...label.marks.map((text) => ({ text, isMark: true, mayBeCut: false })),
  ]
  const room = height - codeSize * 1.12
  const gap = 1.28
  // What a small label has no room for: first the run, then the recipe; the marks stay.
  while (lines.length > 1 && room / (lines.length * gap) < smallestPt) {
    const least = lines.findLastIndex(({ isMark }) => !isMark)
    if (least < 0) break
    lines.splice(least, 1)
  }
  const size = Math.min(
    room / (lines.length * gap),
    8.5,
    ...lines.flatMap(({ text, isMark, mayBeCut }) =>
      mayBeCut ? [] : [fittedSize(pdf, text, isMark ? width * 0.93 : width, 8.5, isMark ? 'semibold' : 'regular')],
    ),
  )
  const used = codeSize * 1.12 + lines.length * size * gap
  let y = box.y + pad + Math.max(0, (height - used) / 2)
  textLine(pdf.fillColor('black'), label.code, { x, y, width, font: 'semibold', size: codeSize })
  y += codeSize * 1.12
  for (const { text, isMark } of lines) {
    if (isMark) {
      pdf.font('semibold').fontSize(size)
      const wide = pdf.widthOfString(text) + size * 0.7
      pdf.rect(x, y - size * 0.02, wide, size * 1.2).fill('black')
      textLine(pdf.fillColor('white'), text, { x: x + size * 0.35, y, width: wide, font: 'semibold', size })
    } else
      textLine(pdf.fillColor('black'), text, {
        x,
        y,
        width,
        size,
        smallestSize: Math.min(size, Math.max(smallestPt, size * 0.8)),
      })
    y += size * gap
  }
}

/** The largest size in which the words stand in one line, at most `most` points. */
function fittedSize(pdf: Pdf, text: string, width: number, most: number, font: FontCut = 'semibold'): number {
  const natural = pdf.font(font).fontSize(most).widthOfString(text)
  return natural <= width ? most : (most * width) / natural
}
