import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import subsetFont from 'subset-font'
import { characterCode } from '@/science/labels/characterCode'
import type { FontCut, Pdf } from './document'

const require = createRequire(import.meta.url)

/**
 * Chinese, Japanese and Korean, which the house's font lacks: Noto Sans, in some hundred files of a few hundred characters each, of
 * which only those characters go into a PDF that stand in it.
 */
const packages = {
  sc: require.resolve('@fontsource-variable/noto-sans-sc/unicode.json'),
  jp: require.resolve('@fontsource-variable/noto-sans-jp/unicode.json'),
  kr: require.resolve('@fontsource-variable/noto-sans-kr/unicode.json'),
}
type Family = keyof typeof packages
const families = Object.keys(packages) as Family[]

const weights: Record<FontCut, number> = { regular: 400, semibold: 600 }
const cuts = Object.keys(weights) as FontCut[]

/** What pdfkit keeps of a font and how it draws a line with it. It has no notion of a second font for what the first one lacks. */
interface PdfkitFont {
  name: string
  /** thousandths of the size, above the baseline */
  ascender: number
  font: { hasGlyphForCodePoint(codePoint: number): boolean; cmap: { tables: readonly unknown[] } }
}
type Draws = Pdf & {
  _font: PdfkitFont
  _fontSize: number
  _fragment(text: string, x: number, y: number, options: FragmentOptions): void
}
interface FragmentOptions {
  align?: 'left' | 'right' | 'center' | 'justify'
  width?: number
  lineWidth?: number
  textWidth?: number
  wordCount?: number
  baseline?: number | string
}

/** A part of a line that stands in one font. */
interface Part {
  text: string
  /** null: the font that is chosen anyway */
  font: PdfkitFont | null
}

/**
 * From now on what the house's font lacks is drawn in a font that has it, and what none has by its code, `[U+1F9EA]`: never as an empty
 * box, which says nothing. Call it with all words that will be drawn, after `regular` and `semibold` are registered.
 *
 * @returns the characters that no font has, each once
 */
export async function addFallbackFonts(pdf: Pdf, words: string): Promise<string[]> {
  const draws = pdf as Draws
  const own = fontOf(draws, 'regular').font
  const lacking = [...new Set(words.normalize('NFC'))].filter((character) => !isSettable(own, character))
  const fonts = new Map<FontCut, Map<string, PdfkitFont>>()
  for (const cut of cuts) fonts.set(cut, new Map())
  let left = lacking
  for (const family of familiesFor(words)) {
    for (const { path, characters } of await filesOf(family, left)) {
      const file = await readFile(path)
      for (const cut of cuts) {
        const subset = await subsetFont(file, characters.join(''), {
          targetFormat: 'truetype',
          variationAxes: { wght: weights[cut] },
          noLayoutClosure: true,
          noHinting: true,
          dropTables: ['GSUB', 'GPOS', 'GDEF'],
        })
        pdf.registerFont(`${cut} ${path}`, subset)
        const font = fontOf(draws, `${cut} ${path}`)
        // A file is said to be of ranges in which its font has gaps; of gaps alone comes a font without characters.
        if (font.font.cmap.tables.length === 0) continue
        for (const character of characters)
          if (font.font.hasGlyphForCodePoint(codeOf(character))) fonts.get(cut)?.set(character, font)
      }
    }
    left = left.filter((character) => !fonts.get('regular')?.has(character))
  }
  pdf.font('regular')
  drawInParts(draws, (text, cut) => partsOf(text, own, fonts.get(cut) ?? new Map()))
  return left
}

function fontOf(draws: Draws, name: string): PdfkitFont {
  draws.font(name)
  return draws._font
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0
}

/** Spaces and line ends are pdfkit's own matter. */
function isSettable(own: PdfkitFont['font'], character: string): boolean {
  return /^[\s\p{Cc}]$/u.test(character) || isUnseen(character) || own.hasGlyphForCodePoint(codeOf(character))
}

/** Joiners and variation selectors say how the character before them looks; they are nothing of their own. */
function isUnseen(character: string): boolean {
  const code = codeOf(character)
  return (code >= 0x200b && code <= 0x200d) || code === 0x2060 || code === 0xfeff || (code >= 0xfe00 && code <= 0xfe0f)
}

function partsOf(text: string, own: PdfkitFont['font'], fonts: ReadonlyMap<string, PdfkitFont>): Part[] {
  const parts: Part[] = []
  for (const character of text.normalize('NFC')) {
    if (isUnseen(character)) continue
    const font = isSettable(own, character) ? null : (fonts.get(character) ?? null)
    const isLost = font === null && !isSettable(own, character)
    const words = isLost ? characterCode(character) : character
    const last = parts.at(-1)
    if (last !== undefined && last.font === font) last.text += words
    else parts.push({ text: words, font })
  }
  return parts
}

/** Measures and draws every line part by part; wrapping and alignment rest on these two. */
function drawInParts(draws: Draws, partsOfLine: (text: string, cut: FontCut) => Part[]): void {
  const cutNow = (): FontCut => (/semi/i.test(draws._font.name) ? 'semibold' : 'regular')
  const inFont = <Result>(font: PdfkitFont | null, work: () => Result): Result => {
    const chosen = draws._font
    draws._font = font ?? chosen
    try {
      return work()
    } finally {
      draws._font = chosen
    }
  }
  const measure = draws.widthOfString.bind(draws)
  const fragment = draws._fragment.bind(draws)
  const partsNow = (text: string) => partsOfLine(text, cutNow())
  draws.widthOfString = (text, options) =>
    partsNow(text).reduce((sum, part) => sum + inFont(part.font, () => measure(part.text, options)), 0)
  draws._fragment = (text, x, y, options) => {
    const line = String(text).replaceAll('\n', '')
    const parts = partsNow(line)
    if (parts.every(({ font }) => font === null)) {
      fragment(parts.map((part) => part.text).join(''), x, y, options)
      return
    }
    const { align = 'left', width, lineWidth = 0, ...rest } = options
    const room = lineWidth - draws.widthOfString(line.trimEnd(), {})
    let left = x + (width === undefined ? 0 : align === 'right' ? room : align === 'center' ? room / 2 : 0)
    // All parts stand on the baseline of the house's font.
    const baseline = (-draws._font.ascender * draws._fontSize) / 1000
    for (const part of parts) {
      inFont(part.font, () => {
        fragment(part.text, left, y, { ...rest, textWidth: undefined, wordCount: undefined, baseline })
        left += measure(part.text, {})
      })
    }
  }
}

/** Where the words are Japanese or Korean, characters that the languages share look as they do there. */
function familiesFor(words: string): Family[] {
  const first: Family = /[\u3040-\u30ff]/.test(words) ? 'jp' : /[\uac00-\ud7af]/.test(words) ? 'kr' : 'sc'
  return [first, ...families.filter((family) => family !== first)]
}

/** The files of a family that these characters are said to be in. */
async function filesOf(
  family: Family,
  characters: readonly string[],
): Promise<{ path: string; characters: string[] }[]> {
  if (characters.length === 0) return []
  const ranges = await rangesOf(family)
  const found = new Map<string, string[]>()
  for (const character of characters) {
    const code = codeOf(character)
    const range = ranges.find(({ from, to }) => code >= from && code <= to)
    if (range === undefined) continue
    const path = join(dirname(packages[family]), 'files', `noto-sans-${family}-${range.file}-wght-normal.woff2`)
    found.set(path, [...(found.get(path) ?? []), character])
  }
  return [...found].map(([path, own]) => ({ path, characters: own }))
}

interface CodeRange {
  file: string
  from: number
  to: number
}

const known = new Map<Family, Promise<CodeRange[]>>()

/** Which file of a family has which characters, as the package says. */
function rangesOf(family: Family): Promise<CodeRange[]> {
  const standing = known.get(family)
  if (standing !== undefined) return standing
  const read = readFile(packages[family], 'utf8').then((text) =>
    Object.entries(JSON.parse(text) as Record<string, string>).flatMap(([name, ranges]) =>
      ranges.split(',').map((range): CodeRange => {
        const [from = '', to = from] = range.trim().replace('U+', '').split('-')
        return { file: name.replaceAll(/[[\]]/g, ''), from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) }
      }),
    ),
  )
  known.set(family, read)
  return read
}
