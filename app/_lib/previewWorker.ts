import { previewCyclerFile } from '@/science/cycler/previewFile'

/** Reads one file in a thread of the browser, so that the page stays at hand. */
addEventListener('message', async ({ data }: MessageEvent<File>) => {
  const bytes = new Uint8Array(await data.arrayBuffer())
  postMessage(previewCyclerFile(bytes, data.name))
})
