import type { FileId } from '@/science/ids'

const failed = 'The file could not be sent.'

/** Sends what an instrument wrote, or an image, to the lab's files; the entry that it belongs to names it then. */
export async function sendFile(
  lab: string,
  file: File,
): Promise<{ ok: true; id: FileId } | { ok: false; message: string }> {
  const query = new URLSearchParams({ lab, name: file.name || 'file' })
  try {
    const answer = await fetch(`/api/files/measurements?${query}`, { method: 'POST', body: file })
    const said: unknown = await answer.json()
    if (answer.ok && isRecord(said) && typeof said.fileId === 'string') return { ok: true, id: said.fileId as FileId }
    const error = isRecord(said) && isRecord(said.error) ? said.error : {}
    return { ok: false, message: typeof error.message === 'string' ? error.message : failed }
  } catch {
    return { ok: false, message: `${failed} The server could not be reached; try again.` }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
