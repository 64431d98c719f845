/** What the server answers once the bytes are on its disk. */
export interface UploadAnswer {
  fileId: string
  testId: string
  /** The same bytes were here before: no second copy, the old test is shown. */
  known: boolean
}

export class UploadError extends Error {
  override name = 'UploadError'
}

/**
 * Sends one file as the body of a request. XMLHttpRequest, because fetch still cannot tell how much it has sent.
 * Rejects with an UploadError whose message is for people; an abort rejects with the signal's reason.
 */
export function uploadFile(
  target: { lab: string; cell: string },
  file: File,
  watch: { signal: AbortSignal; onProgress: (share: number) => void },
): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const query = new URLSearchParams({ lab: target.lab, cell: target.cell, name: file.name })
    request.open('POST', `/api/files?${query}`)
    request.responseType = 'text'
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) watch.onProgress(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        const answer = readAnswer(request.responseText)
        if (answer) resolve(answer)
        else reject(new UploadError('The server took the file but its answer could not be read. Reload the page.'))
      } else reject(new UploadError(sentenceOf(request.status, request.responseText)))
    }
    request.onerror = () =>
      reject(new UploadError('The connection broke before the file was through. Nothing was recorded; try again.'))
    request.onabort = () => reject(watch.signal.reason)
    if (watch.signal.aborted) {
      reject(watch.signal.reason)
      return
    }
    watch.signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

function readAnswer(text: string): UploadAnswer | null {
  const found = readJson(text)
  if (!found || typeof found.fileId !== 'string' || typeof found.testId !== 'string') return null
  return { fileId: found.fileId, testId: found.testId, known: found.known === true }
}

/** The server's own sentence where it gave one; else what the status means here. */
export function sentenceOf(status: number, text: string): string {
  const found = readJson(text)
  const error = found?.error
  const message =
    typeof found?.message === 'string'
      ? found.message
      : typeof error === 'string'
        ? error
        : error && typeof error === 'object' && 'message' in error && typeof error.message === 'string'
          ? error.message
          : null
  if (message) return message
  if (status === 401) return 'You are signed out. Sign in again, then drop the file again.'
  if (status === 403) return 'Your role in this lab may not upload files.'
  if (status === 404) return 'This cell is no longer there. Go back and open it again.'
  if (status === 413) return 'The file is larger than this server takes.'
  if (status === 429) return 'Too many uploads at once. Wait a minute and try again.'
  return `The server could not take the file (${status}). Nothing was recorded; try again.`
}

function readJson(text: string): Record<string, unknown> | null {
  try {
    const found: unknown = JSON.parse(text)
    return found && typeof found === 'object' ? (found as Record<string, unknown>) : null
  } catch {
    return null
  }
}
