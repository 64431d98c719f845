import { encode } from 'uqr'
import type { Pdf } from './document'

/** White modules that a QR code must have around it (ISO/IEC 18004: 4). */
const quietModules = 4

/**
 * A QR code in a square, its quiet zone included, as areas of black: sharp at every printer's resolution. Error correction M
 * (15 % may be scratched away), more where the same size holds it.
 *
 * @param square left and top corner and side, points
 */
export function drawQrCode(pdf: Pdf, text: string, { x, y, side }: { x: number; y: number; side: number }): void {
  const { data, size } = encode(text, { ecc: 'M', boostEcc: true, border: 0 })
  const module = side / (size + 2 * quietModules)
  for (const [row, cells] of data.entries()) {
    // Neighbours of a row in one stroke: between single squares, viewers draw hair-thin white lines.
    for (let from = 0; from < cells.length; from += 1) {
      if (!cells[from]) continue
      let to = from
      while (cells[to + 1]) to += 1
      pdf.rect(x + (quietModules + from) * module, y + (quietModules + row) * module, (to - from + 1) * module, module)
      from = to
    }
  }
  pdf.fill('black')
}
