import { splitFormula } from '@/science/chemistry/splitFormula'
import type { FontCut, Pdf } from './document'

const lowered = '₀₁₂₃₄₅₆₇₈₉'

/** A text as print has it: the digits of its formulas below the line (`LiCoO2` is LiCoO₂, `LiNi0.5O2` is LiNi₀.₅O₂). */
export function printed(text: string): string {
  return splitFormula(text)
    .map(({ text: part, isIndex }) => {
      if (!isIndex) return part
      // Letters have no lowered forms in the font: `t_rs` stays as it is typed.
      return /^[\d.]+$/.test(part) ? part.replace(/\d/g, (digit) => lowered.charAt(Number(digit))) : `_${part}`
    })
    .join('')
}

export interface TextBox {
  /** points from the left and the top of the page */
  x: number
  y: number
  width: number
  font?: FontCut
  /** points */
  size: number
  /** Smaller it does not get; what still does not fit ends with “…”. The same as `size` where not given. */
  smallestSize?: number
  align?: 'left' | 'right' | 'center'
}

/**
 * One line of text in a box, made smaller until it fits and cut with “…” where it cannot.
 *
 * @returns the size that it was set in, points
 */
export function textLine(pdf: Pdf, text: string, box: TextBox): number {
  const { x, y, width, font = 'regular', size, smallestSize = size, align = 'left' } = box
  pdf.font(font)
  const widthAt = (words: string, points: number) => pdf.fontSize(points).widthOfString(words)
  const natural = widthAt(text, size)
  const fitted = natural <= width ? size : Math.max(smallestSize, (size * width) / natural)
  let line = text
  if (widthAt(line, fitted) > width + 0.01) {
    const characters = [...text]
    // The longest beginning that fits, halving: a name of 200 characters costs eight measurements.
    let [least, most] = [0, characters.length]
    const cut = (count: number) => `${characters.slice(0, count).join('').trimEnd()}…`
    while (least < most) {
      const middle = Math.ceil((least + most) / 2)
      if (widthAt(cut(middle), fitted) <= width) least = middle
      else most = middle - 1
    }
    line = cut(least)
  }
  const left = align === 'left' ? 0 : (width - widthAt(line, fitted)) * (align === 'right' ? 1 : 0.5)
  pdf.fontSize(fitted).text(line, x + left, y, { lineBreak: false })
  return fitted
}
