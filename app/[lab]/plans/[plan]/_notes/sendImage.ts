/** Sends an image to the lab's files. The address is what the notes keep; the bytes never go into the document. */
export async function sendImage(
  lab: string,
  file: File,
): Promise<{ ok: true; src: string } | { ok: false; sentence: string }> {
  const query = new URLSearchParams({ lab, name: file.name || 'image' })
  try {
    const answer = await fetch(`/api/files/images?${query}`, { method: 'POST', body: file })
    const said: unknown = await answer.json()
    if (answer.ok && isRecord(said) && typeof said.fileId === 'string')
      return { ok: true, src: `/api/files/${said.fileId}?lab=${encodeURIComponent(lab)}&as=image` }
    const error = isRecord(said) && isRecord(said.error) ? said.error : {}
    return { ok: false, sentence: typeof error.message === 'string' ? error.message : failed }
  } catch {
    return { ok: false, sentence: `${failed} Without network an image cannot be added.` }
  }
}

const failed = 'The image could not be sent.'

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
