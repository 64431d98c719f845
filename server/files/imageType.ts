import { open } from 'node:fs/promises'

/** The media type of an image by its first bytes; null for anything that a browser should not show as one (SVG runs scripts). */
export async function imageTypeOf(path: string): Promise<string | null> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(12)
    const { bytesRead } = await file.read(head, 0, 12, 0)
    return imageTypeOfBytes(head.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

export function imageTypeOfBytes(head: Uint8Array): string | null {
  const bytes = Buffer.from(head).toString('latin1')
  if (bytes.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (bytes.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (bytes.startsWith('GIF87a') || bytes.startsWith('GIF89a')) return 'image/gif'
  if (bytes.startsWith('RIFF') && bytes.slice(8, 12) === 'WEBP') return 'image/webp'
  return null
}
