import type { Draft, Reader, ReadOptions } from '../reading'
import { looksLikeText, openText } from '../text/openText'
import { readTextTable } from '../text/textTable'
import { anyTable, dialects } from './dialects'

/** How many bytes of the head a dialect may look at. */
const headSize = 24000

/** All delimited text: the dialect is known by its first lines, the rest is one engine. */
export const text: Reader = {
  format: 'text',
  version: '1',
  recognises: (bytes) => looksLikeText(bytes),
  read(bytes: Uint8Array, fileName: string, options: ReadOptions): Draft {
    const open = openText(bytes)
    const head = open.decode(open.start, Math.min(open.bytes.length, open.start + headSize))
    const dialect = dialects.find((candidate) => candidate.recognises(head, fileName)) ?? anyTable
    return readTextTable(open, dialect, options.columnMap)
  },
}
