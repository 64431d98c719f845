import type { Draft, NoReading, Reader, ReadOptions } from '../reading'
import { blanksAsTabs } from '../text/blanks'
import { looksLikeText, openText } from '../text/openText'
import { readTextTable } from '../text/textTable'
import { anyTable, dialects } from './dialects'

/** How many bytes of the head a dialect may look at. */
const headSize = 24000

/** All delimited text: the dialect is known by its first lines, the rest is one engine. */
export const text: Reader = {
  format: 'text',
  version: '3',
  recognises: (bytes) => looksLikeText(bytes),
  read(bytes: Uint8Array, fileName: string, options: ReadOptions): Draft {
    const open = { ...openText(bytes), onProgress: options.onProgress }
    const head = open.decode(open.start, Math.min(open.bytes.length, open.start + headSize))
    const dialect = dialects.find((candidate) => candidate.recognises(head, fileName)) ?? anyTable
    const draft = readTextTable(open, dialect, options.columnMap)
    if (dialect !== anyTable || ('kind' in draft && !isEmpty(draft))) return draft
    const apart = blanksAsTabs(open)
    if (apart === null) return draft
    const again = readTextTable(apart, dialect, options.columnMap)
    return 'kind' in again && !isEmpty(again) ? again : draft
  },
}

function isEmpty(draft: Exclude<Draft, NoReading>): boolean {
  return draft.kind === 'impedance' ? draft.table.pointCount === 0 : draft.table.rowCount === 0
}
