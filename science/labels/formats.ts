/** A way of printing labels: on a sheet of several, or one after the other from a roll. Lengths in mm. */
export interface LabelFormat {
  key: string
  name: string
  /** Of one label. */
  widthMm: number
  heightMm: number
  sheet: LabelSheet | null
}

export interface LabelSheet {
  paper: 'A4' | 'US Letter'
  paperWidthMm: number
  paperHeightMm: number
  columns: number
  rows: number
  /** To the left and upper edge of the first label. */
  leftMm: number
  topMm: number
  /** From one label's edge to the next one's. */
  stepXMm: number
  stepYMm: number
}

const a4 = { paper: 'A4', paperWidthMm: 210, paperHeightMm: 297 } as const
const letter = { paper: 'US Letter', paperWidthMm: 215.9, paperHeightMm: 279.4 } as const

const inch = 25.4

/** Makers' dimensions; sheets are symmetrical on their paper, which a test holds. */
export const labelFormats: readonly LabelFormat[] = [
  {
    key: 'avery-l7651',
    name: 'Avery L7651, 65 on A4 (38.1 × 21.2 mm)',
    widthMm: 38.1,
    heightMm: 21.2,
    sheet: { ...a4, columns: 5, rows: 13, leftMm: 4.75, topMm: 10.7, stepXMm: 40.6, stepYMm: 21.2 },
  },
  {
    key: 'avery-l4731rev',
    name: 'Avery L4731REV, 189 on A4 (25.4 × 10 mm)',
    widthMm: 25.4,
    heightMm: 10,
    sheet: { ...a4, columns: 7, rows: 27, leftMm: 8.6, topMm: 13.5, stepXMm: 27.9, stepYMm: 10 },
  },
  {
    key: 'avery-5160',
    name: 'Avery 5160, 30 on US Letter (2⅝ × 1 in)',
    widthMm: 2.625 * inch,
    heightMm: inch,
    sheet: {
      ...letter,
      columns: 3,
      rows: 10,
      leftMm: 0.1875 * inch,
      topMm: 0.5 * inch,
      stepXMm: 2.75 * inch,
      stepYMm: inch,
    },
  },
  {
    key: 'avery-5167',
    name: 'Avery 5167, 80 on US Letter (1¾ × ½ in)',
    widthMm: 1.75 * inch,
    heightMm: 0.5 * inch,
    sheet: {
      ...letter,
      columns: 4,
      rows: 20,
      leftMm: 0.28125 * inch,
      topMm: 0.5 * inch,
      stepXMm: 2.0625 * inch,
      stepYMm: 0.5 * inch,
    },
  },
  { key: 'roll-25x10', name: 'Roll, 25 × 10 mm', widthMm: 25, heightMm: 10, sheet: null },
  { key: 'roll-30x20', name: 'Roll, 30 × 20 mm', widthMm: 30, heightMm: 20, sheet: null },
  { key: 'roll-50x25', name: 'Roll, 50 × 25 mm', widthMm: 50, heightMm: 25, sheet: null },
  { key: 'dymo-11352', name: 'Dymo 11352 (54 × 25 mm)', widthMm: 54, heightMm: 25, sheet: null },
  { key: 'dymo-11355', name: 'Dymo 11355 (51 × 19 mm)', widthMm: 51, heightMm: 19, sheet: null },
  { key: 'brother-dk11209', name: 'Brother DK-11209 (62 × 29 mm)', widthMm: 62, heightMm: 29, sheet: null },
]

export function findLabelFormat(key: string): LabelFormat | undefined {
  return labelFormats.find((format) => format.key === key)
}

export function labelsOnSheet({ sheet }: LabelFormat): number {
  return sheet === null ? 1 : sheet.columns * sheet.rows
}

export interface LabelPlace {
  /** From 0. */
  page: number
  /** Of the label's upper left corner on its page. */
  xMm: number
  yMm: number
}

/**
 * Where so many labels come to stand: row by row, from the place on the first sheet that is free.
 *
 * @param start the first free place, from 1; places of a roll are all the same
 */
export function placeLabels(format: LabelFormat, count: number, start = 1): LabelPlace[] {
  const { sheet } = format
  return Array.from({ length: count }, (_, index) => {
    if (sheet === null) return { page: index, xMm: 0, yMm: 0 }
    const place = start - 1 + index
    const onSheet = place % labelsOnSheet(format)
    return {
      page: Math.floor(place / labelsOnSheet(format)),
      xMm: sheet.leftMm + (onSheet % sheet.columns) * sheet.stepXMm,
      yMm: sheet.topMm + Math.floor(onSheet / sheet.columns) * sheet.stepYMm,
    }
  })
}
