import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { Picture } from './pdfPages'

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
// The library would fetch this file from the internet.
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } })

/** Every QR code in a picture, read by the decoder that phones use, with its upper left corner as a part of the picture. */
export async function readQrCodes(picture: Picture): Promise<{ text: string; x: number; y: number }[]> {
  const image = { ...picture, colorSpace: 'srgb' } as ImageData
  const found = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 255 })
  return found.map(({ text, position: { topLeft } }) => ({
    text,
    x: topLeft.x / picture.width,
    y: topLeft.y / picture.height,
  }))
}
