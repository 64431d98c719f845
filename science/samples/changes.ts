import { formatAmount } from './amounts'
import { isCounted, type SampleKind } from './kinds'

type Value = string | number | boolean | null

/** What changed of a sample. */
export interface SampleFieldChange {
  field: 'made' | 'left' | 'place' | 'expiresOn' | 'isAirSensitive' | 'state' | 'remark'
  before: Value
  after: Value
}

/** A change in words, to stand after a person's name: `weighed what is left: 3.1 g, by the record 3.4 g`. */
export function describeSampleChange({ field, before, after }: SampleFieldChange, kind: SampleKind): string {
  const counted = isCounted(kind)
  const amount = (value: Value) => (typeof value === 'number' ? formatAmount(value, counted) : 'not known')
  const measured = counted ? 'counted' : 'weighed'
  const was = before === null || before === '' ? '' : `, before ${quoted(before)}`
  switch (field) {
    case 'made':
      return before === null
        ? `${measured} what was made: ${amount(after)}`
        : `corrected what was made to ${amount(after)}, before ${amount(before)}`
    case 'left':
      return before === null
        ? `${measured} what is there: ${amount(after)}`
        : `${measured} what is left: ${amount(after)}, by the record ${amount(before)}`
    case 'place':
      return after === '' ? `said that its place is not known${was}` : `put it to ${quoted(after)}${was}`
    case 'expiresOn':
      return after === null
        ? `said that it does not expire${was}`
        : `set its last day to ${String(after)}${before === null ? '' : `, before ${String(before)}`}`
    case 'isAirSensitive':
      return after === true ? 'marked it as air-sensitive' : 'said that it is not air-sensitive'
    case 'state':
      return after === 'used-up'
        ? 'said that it is used up'
        : after === 'discarded'
          ? 'discarded it'
          : 'brought it back'
    case 'remark':
      return after === '' ? `took its remark away${was}` : `wrote the remark ${quoted(after)}${was}`
  }
}

function quoted(value: Value): string {
  return `“${String(value)}”`
}
