import type { FilePreview } from '@/science/cycler/previewFile'

/** Reads one file in a thread of the browser, so that the page stays at hand. */
addEventListener('message', ({ data }: MessageEvent<File>) => {
  read(data).then(
    (preview) => postMessage(preview),
    (error: unknown) => {
      const cause = error instanceof Error ? error.message : String(error)
      postMessage({ ok: false, message: `The file could not be read here: ${cause}` } satisfies FilePreview)
    },
  )
})

/** The readers are loaded here, so that what goes wrong in loading them is an answer too. */
async function read(file: File): Promise<FilePreview> {
  const [{ previewCyclerFile }, bytes] = await Promise.all([import('@/science/cycler/previewFile'), file.arrayBuffer()])
  return previewCyclerFile(new Uint8Array(bytes), file.name)
}
