import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { addFallbackFonts } from './fallbackFonts'

const require = createRequire(import.meta.url)

/** Inter, as on screen: its static cuts have ₂, ⁻¹, °, µ, Ω and Greek, which PDF's own fonts lack. They go into the file. */
const cuts = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  semibold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
} as const

export type FontCut = keyof typeof cuts

export type Pdf = PDFKit.PDFDocument

/** Lengths on paper are in mm; PDF counts in points. */
export const mm = (length: number): number => (length * 72) / 25.4

export const a4 = { widthMm: 210, heightMm: 297 } as const

const withoutGlyph = new WeakMap<Pdf, readonly string[]>()

/** Characters of its words that no font has: they are printed as their codes. */
export function unsettable(pdf: Pdf): readonly string[] {
  return withoutGlyph.get(pdf) ?? []
}

/**
 * A PDF without a page yet, with the house's font in `regular` and `semibold`, and those for what it lacks. Add pages with `addPage`,
 * draw in points from the upper left corner (`mm` makes them), then `pdfBytes`.
 *
 * @param at the moment that it says it was made
 * @param words all that will be drawn, in any form: of a font for Chinese only what is needed goes in
 */
export async function openPdf({ title, at, words }: { title: string; at: Date; words: string }): Promise<Pdf> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    margin: 0,
    font: require.resolve(cuts.regular),
    info: { Title: title, Creator: 'Interphase', Producer: 'Interphase', CreationDate: at, ModDate: at },
  })
  for (const cut of Object.keys(cuts) as FontCut[]) pdf.registerFont(cut, require.resolve(cuts[cut]))
  withoutGlyph.set(pdf, await addFallbackFonts(pdf, words))
  return pdf.font('regular')
}

/** A new page of this size, without margins unless told. */
export function addPage(
  pdf: Pdf,
  { widthMm, heightMm, marginMm = 0 }: { widthMm: number; heightMm: number; marginMm?: number },
): Pdf {
  return pdf.addPage({ size: [mm(widthMm), mm(heightMm)], margin: mm(marginMm) })
}

/** Ends the document: nothing more can be drawn. */
export async function pdfBytes(pdf: Pdf): Promise<Buffer> {
  const chunks: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.once('end', () => resolve(Buffer.concat(chunks)))
    pdf.once('error', reject)
  })
  pdf.end()
  return await whole
}
