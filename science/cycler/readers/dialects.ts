import type { Synonym } from '../text/header'
import type { TextDialect } from '../text/textTable'

/** Any table whose header can be understood. */
export const anyTable: TextDialect = { format: 'csv', instrument: 'unknown', recognises: () => true }

export const newareWords: readonly Synonym[] = [
  { quantity: 'testTime', names: ['total time', 'cumulative time', '总时间', '测试时间'] },
  // `Time` alone runs within the step.
  { quantity: 'stepTime', names: ['time', '时间', '相对时间'] },
]

const neware: TextDialect = {
  format: 'neware-csv',
  instrument: 'Neware',
  recognises: (head) =>
    /DataPoint|Record ID|记录序号|数据序号/.test(head) && /Step Type|Step ID|工步/.test(head) && !/^EC-Lab/.test(head),
  synonyms: newareWords,
}

/** In the order of asking. */
export const dialects: readonly TextDialect[] = [neware]
