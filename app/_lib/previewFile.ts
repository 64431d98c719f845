import type { FilePreview } from '@/science/cycler/previewFile'

/** A page has less memory than a server; a larger file is looked at once it is uploaded. */
const largestBytes = 100 * 1024 * 1024
const longestMs = 60_000

/**
 * What a file says, read in this browser before anything of it is sent: format, rows, first cycles, doubts. Never rejects but with the
 * signal's reason; what could not be previewed can be uploaded all the same.
 */
export function previewFile(file: File, { signal }: { signal?: AbortSignal } = {}): Promise<FilePreview> {
  if (file.size > largestBytes)
    return Promise.resolve({
      ok: false,
      message: `The file is ${Math.round(file.size / 1024 / 1024)} MB; up to ${largestBytes / 1024 / 1024} MB are read here before the upload.`,
    })
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    const worker = new Worker(new URL('./previewWorker.ts', import.meta.url), { type: 'module' })
    const end = (settle: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      worker.terminate()
      settle()
    }
    const fail = (message: string) => end(() => resolve({ ok: false, message }))
    const timer = setTimeout(() => fail('Reading the file here took longer than a minute and was stopped.'), longestMs)
    const stop = () => end(() => reject(signal?.reason))
    signal?.addEventListener('abort', stop, { once: true })
    worker.onmessage = ({ data }: MessageEvent<FilePreview>) => end(() => resolve(data))
    worker.onerror = () => fail('The file could not be read here; the server may still read it.')
    worker.postMessage(file)
  })
}
