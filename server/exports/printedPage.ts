import { a4, addPage, mm, openPdf, type Pdf, pdfBytes, unsettable } from '../pdf/document'
import { printed, textLine } from '../pdf/text'

const marginMm = 16
const left = mm(marginMm)
const width = mm(a4.widthMm - 2 * marginMm)
const bottom = mm(a4.heightMm - 20)
const muted = '#5b6470'
const ink = '#16191d'
const hair = '#c9ced6'

export interface Column {
  title: string
  /** Part of the width. */
  share: number
  align?: 'left' | 'right'
}

export interface Row {
  cells: readonly string[]
  /** Of a value that was corrected: small, and not what stands. */
  isEarlier?: boolean
  /** Beyond tolerance: the cell of the deviation stands out. */
  isMarked?: boolean
}

/** A4 pages filled from the top, as a record is printed: headings, facts, tables, photos; a line at the foot of each page. */
export class PrintedPages {
  private y = 0

  private constructor(
    private readonly pdf: Pdf,
    private readonly foot: string,
  ) {
    this.newPage()
  }

  /** @param words all that will be printed, in any form */
  static async open({ title, at, foot, words }: { title: string; at: Date; foot: string; words: string }) {
    return new PrintedPages(await openPdf({ title, at, words: `${words} ${title} ${foot}` }), foot)
  }

  get document(): Pdf {
    return this.pdf
  }

  /** Room to the right of what comes next, `side` high: for a code. Answers its upper left corner. */
  cornerRight(side: number): { x: number; y: number } {
    return { x: left + width - side, y: this.y }
  }

  newPage(): void {
    addPage(this.pdf, { ...a4, marginMm })
    this.y = mm(marginMm)
  }

  private room(height: number): void {
    if (this.y + height > bottom) this.newPage()
  }

  gap(height: number): void {
    this.y += height
  }

  title(text: string, besideWidth = 0): void {
    this.pdf.fillColor(ink)
    textLine(this.pdf, printed(text), {
      x: left,
      y: this.y,
      width: width - besideWidth,
      font: 'semibold',
      size: 18,
      smallestSize: 12,
    })
    this.y += 26
  }

  /** A heading is never left alone at the foot of a page. */
  heading(text: string, aside = ''): void {
    this.room(60)
    this.y += 10
    this.pdf
      .moveTo(left, this.y)
      .lineTo(left + width, this.y)
      .lineWidth(0.5)
      .strokeColor(hair)
      .stroke()
    this.y += 7
    this.pdf.fillColor(ink)
    textLine(this.pdf, printed(text), { x: left, y: this.y, width: width * 0.45, font: 'semibold', size: 11 })
    if (aside !== '') {
      this.pdf.fillColor(muted)
      textLine(this.pdf, aside, {
        x: left + width * 0.45,
        y: this.y + 1.5,
        width: width * 0.55,
        size: 8.5,
        smallestSize: 6.5,
        align: 'right',
      })
    }
    this.y += 18
  }

  paragraph(text: string, { isMuted = false, size = 9.5 } = {}): void {
    if (text === '') return
    this.room(size * 1.5)
    this.pdf
      .font('regular')
      .fontSize(size)
      .fillColor(isMuted ? muted : ink)
    // Long text goes on over the next pages by itself.
    this.pdf.text(printed(text), left, this.y, { width, lineGap: 1.5 })
    this.y = this.pdf.y + 3
  }

  /** Short facts, a name above each, side by side as they fit. */
  facts(facts: readonly (readonly [string, string])[], besideWidth = 0): void {
    const columns = 3
    const each = (width - besideWidth) / columns
    for (let from = 0; from < facts.length; from += columns) {
      const line = facts.slice(from, from + columns)
      this.pdf.font('regular').fontSize(9.5)
      const height = Math.max(
        ...line.map(([, value]) => this.pdf.heightOfString(printed(value), { width: each - 8, lineGap: 1 })),
      )
      this.room(height + 14)
      for (const [place, [name, value]] of line.entries()) {
        const x = left + place * each
        this.pdf.font('regular').fontSize(7.5).fillColor(muted)
        this.pdf.text(name, x, this.y, { width: each - 8, lineBreak: false })
        this.pdf.fontSize(9.5).fillColor(ink)
        this.pdf.text(printed(value), x, this.y + 10, { width: each - 8, lineGap: 1 })
      }
      this.y += height + 16
    }
  }

  /** A table whose head stands again on each page that it goes on to. */
  table(columns: readonly Column[], rows: readonly Row[]): void {
    if (rows.length === 0) return
    const total = columns.reduce((sum, { share }) => sum + share, 0)
    const widths = columns.map(({ share }) => (share / total) * width)
    const xs = widths.map((_, place) => left + widths.slice(0, place).reduce((sum, one) => sum + one, 0))
    const head = () => {
      this.pdf.font('regular').fontSize(7.5).fillColor(muted)
      for (const [place, { title, align = 'left' }] of columns.entries())
        this.pdf.text(title, xs[place] ?? left, this.y, { width: (widths[place] ?? 0) - 6, align })
      this.y += 12
    }
    this.room(40)
    head()
    for (const row of rows) {
      const size = row.isEarlier ? 7.5 : 9
      this.pdf.font('regular').fontSize(size)
      const texts = row.cells.map(printed)
      const height = Math.max(
        ...texts.map((text, place) => this.pdf.heightOfString(text, { width: (widths[place] ?? 0) - 6, lineGap: 1 })),
      )
      if (this.y + height + 5 > bottom) {
        this.newPage()
        head()
      }
      for (const [place, text] of texts.entries()) {
        if (text === '') continue
        const isMark = row.isMarked === true && columns[place]?.title === 'Deviation'
        this.pdf
          .font(isMark ? 'semibold' : 'regular')
          .fontSize(size)
          .fillColor(row.isEarlier ? muted : ink)
          .text(text, xs[place] ?? left, this.y, {
            width: (widths[place] ?? 0) - 6,
            align: columns[place]?.align ?? 'left',
            lineGap: 1,
          })
      }
      this.y += height + 3
      this.pdf
        .moveTo(left, this.y)
        .lineTo(left + width, this.y)
        .lineWidth(0.25)
        .strokeColor(hair)
        .stroke()
      this.y += 3
    }
  }

  /** Three beside each other, what is said of each below it. What cannot be printed is named. */
  photos(photos: readonly { bytes: Buffer | null; words: string }[]): void {
    const columns = 3
    const each = width / columns
    const side = each - 8
    const pictureHeight = side * 0.75
    for (let from = 0; from < photos.length; from += columns) {
      const line = photos.slice(from, from + columns)
      this.pdf.font('regular').fontSize(7.5)
      const wordsHeight = Math.max(...line.map(({ words }) => this.pdf.heightOfString(words, { width: side })))
      this.room(pictureHeight + wordsHeight + 12)
      for (const [place, { bytes, words }] of line.entries()) {
        const x = left + place * each
        if (!this.picture(bytes, { x, y: this.y, width: side, height: pictureHeight })) {
          this.pdf.rect(x, this.y, side, pictureHeight).lineWidth(0.5).strokeColor(hair).stroke()
          this.pdf.font('regular').fontSize(7.5).fillColor(muted)
          this.pdf.text('This photo cannot be printed; its file is in the lab.', x + 6, this.y + 6, {
            width: side - 12,
          })
        }
        this.pdf.font('regular').fontSize(7.5).fillColor(ink)
        this.pdf.text(words, x, this.y + pictureHeight + 3, { width: side })
      }
      this.y += pictureHeight + wordsHeight + 12
    }
  }

  private picture(
    bytes: Buffer | null,
    { x, y, width: w, height: h }: { x: number; y: number; width: number; height: number },
  ): boolean {
    if (bytes === null) return false
    try {
      this.pdf.image(bytes, x, y, { fit: [w, h], align: 'center', valign: 'center' })
      return true
    } catch {
      // A format that PDF does not have, or a file that is damaged.
      return false
    }
  }

  /** Lines for names and dates, on one page together. */
  signatures(names: readonly string[]): void {
    this.room(70)
    this.y += 44
    const each = width / names.length
    for (const [place, name] of names.entries()) {
      const x = left + place * each
      this.pdf
        .moveTo(x, this.y)
        .lineTo(x + each - 16, this.y)
        .lineWidth(0.6)
        .strokeColor(ink)
        .stroke()
      this.pdf.font('regular').fontSize(7.5).fillColor(muted)
      this.pdf.text(`${name}, date`, x, this.y + 3, { width: each - 16, lineBreak: false })
    }
    this.y += 18
  }

  async bytes(): Promise<Buffer> {
    if (unsettable(this.pdf).length > 0)
      this.paragraph(
        'A code in brackets, as [U+1F9EA], stands for a character that no font of this server has; the page of this record shows it.',
        { isMuted: true, size: 7.5 },
      )
    const { start, count } = this.pdf.bufferedPageRange()
    for (let page = start; page < start + count; page += 1) {
      this.pdf.switchToPage(page)
      this.pdf.fillColor(muted)
      const y = mm(a4.heightMm - 12)
      textLine(this.pdf, printed(this.foot), { x: left, y, width: width * 0.84, size: 7.5, smallestSize: 6 })
      textLine(this.pdf, `page ${page - start + 1} of ${count}`, {
        x: left + width * 0.84,
        y,
        width: width * 0.16,
        size: 7.5,
        align: 'right',
      })
    }
    return await pdfBytes(this.pdf)
  }
}
