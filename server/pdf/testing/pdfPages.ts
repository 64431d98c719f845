import { PDFiumLibrary } from '@hyzyla/pdfium'

export interface PdfPage {
  text: string
  widthMm: number
  heightMm: number
}

/** What each page of a PDF says, as Chromium's own reader finds it. */
export async function pdfPages(bytes: Uint8Array): Promise<PdfPage[]> {
  const library = await PDFiumLibrary.init()
  try {
    const pdf = await library.loadDocument(bytes)
    return [...pdf.pages()].map((page) => {
      const { originalWidth, originalHeight } = page.getOriginalSize()
      return { text: page.getText(), widthMm: (originalWidth * 25.4) / 72, heightMm: (originalHeight * 25.4) / 72 }
    })
  } finally {
    library.destroy()
  }
}

export interface Picture {
  /** RGBA, row by row */
  data: Uint8ClampedArray
  width: number
  height: number
}

/** The pages as pictures, as a printer or a screen would draw them. */
export async function drawPdfPages(bytes: Uint8Array, { dotsPerInch = 203 } = {}): Promise<Picture[]> {
  const library = await PDFiumLibrary.init()
  try {
    const pdf = await library.loadDocument(bytes)
    const pictures: Picture[] = []
    for (const page of pdf.pages()) {
      const { data, width, height } = await page.render({
        scale: dotsPerInch / 72,
        render: 'bitmap',
        colorSpace: 'BGRA',
      })
      pictures.push({ data: new Uint8ClampedArray(data), width, height })
    }
    return pictures
  } finally {
    library.destroy()
  }
}
