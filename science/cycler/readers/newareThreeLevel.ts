import { assembleTable } from '../assembleTable'
import { type Draft, type Reader, type ReadingWarning, refusal } from '../reading'
import { matchColumns } from '../text/header'
import { contentEnd, lineStarts, looksLikeText, nextLine, type OpenText, openText } from '../text/openText'
import { scanTable } from '../text/scanTable'
import { synonyms } from '../text/synonyms'
import { splitQuoted } from '../text/textTable'
import { apply } from '../text/units'
import { newareWords } from './dialects'

/**
 * Neware's export of cycles, steps and records in one text file. The first three lines name the columns of the three levels, with
 * no, one and two leading empty fields; data lines carry as many. The first step of a cycle stands on the cycle's own line.
 */
export const newareThreeLevel: Reader = {
  format: 'neware-csv',
  version: '1',
  recognises(bytes) {
    if (!looksLikeText(bytes)) return false
    return levelsOf(openText(bytes)) !== null
  },
  read(bytes): Draft {
    const open = openText(bytes)
    const levels = levelsOf(open)
    return levels === null
      ? refusal('No three header lines of cycle, step and record found.')
      : readLevels(open, levels)
  },
}

interface Levels {
  delimiter: number
  cycle: string[]
  step: string[]
  record: string[]
  dataFrom: number
}

function levelsOf(open: OpenText): Levels | null {
  const starts = lineStarts(open.bytes, open.start, 4)
  if (starts.length < 3) return null
  const lines = starts
    .slice(0, 3)
    .map((start) => open.decode(start, contentEnd(open.bytes, start, nextLine(open.bytes, start))))
  for (const delimiter of [',', '\t', ';']) {
    const [cycle, step, record] = lines.map((line) => splitQuoted(line, delimiter)) as [string[], string[], string[]]
    if (leading(cycle) === 0 && leading(step) === 1 && leading(record) === 2 && record.length > 5) {
      return {
        delimiter: delimiter.charCodeAt(0),
        cycle,
        step,
        record,
        dataFrom: nextLine(open.bytes, starts[2] as number),
      }
    }
  }
  return null
}

function leading(cells: readonly string[]): number {
  const first = cells.findIndex((cell) => cell.trim() !== '')
  return first < 0 ? cells.length : first
}

function readLevels(open: OpenText, levels: Levels): Draft {
  const matched = matchColumns(levels.record, [newareWords, synonyms])
  if (!matched.some((column) => column.quantity === 'voltage')) {
    return refusal(
      `The record level has no column for a voltage: found ${levels.record.filter((name) => name.trim() !== '').join(', ')}.`,
    )
  }
  const { bytes } = open
  const { delimiter } = levels
  // The lines of cycles and steps are blanked in a copy, so that one scanner reads the records that are left.
  const records = bytes.slice()
  const stepAt = { cycle: 0, step: 0, kind: 0 }
  const find = (cells: readonly string[], pattern: RegExp) => cells.findIndex((cell) => pattern.test(cell.trim()))
  const stepColumns = {
    index: find(levels.step, /^Step (Number|Index|ID)/i),
    type: find(levels.step, /^Step (Type|Name)|工步类型/i),
  }
  const linesAt: number[] = []
  const cyclesOf: number[] = []
  const stepsOf: number[] = []
  const kindsOf: number[] = []
  const names: string[] = []
  let at = levels.dataFrom
  const to = bytes.length
  while (at < to) {
    const next = nextLine(bytes, at)
    const level = bytes[at] !== delimiter ? 0 : bytes[at + 1] !== delimiter ? 1 : 2
    if (level === 2) {
      linesAt.push(at)
      cyclesOf.push(stepAt.cycle)
      stepsOf.push(stepAt.step)
      kindsOf.push(stepAt.kind)
    } else {
      const cells = splitQuoted(open.decode(at, contentEnd(bytes, at, next)), String.fromCharCode(delimiter))
      if (level === 0 && cells.length > 1) stepAt.cycle = Number.parseInt(cells[0] ?? '', 10) || stepAt.cycle + 1
      // On a cycle's line the step's fields follow the cycle's without the gap that its own line begins with.
      const shift = level === 0 ? levels.cycle.length - 1 : 0
      const type = stepColumns.type < 0 ? undefined : cells[stepColumns.type + shift]?.trim()
      if (type !== undefined && type !== '') {
        stepAt.step++
        const known = names.indexOf(type)
        stepAt.kind = known >= 0 ? known : names.length < 250 ? names.push(type) - 1 : 0
      }
      records.fill(32, at, contentEnd(bytes, at, next))
    }
    at = next
  }
  // A damaged line may be no row: rows find their cycle by the byte that they begin at.
  const lineOfRow: number[] = []
  let line = 0
  const plan = {
    from: levels.dataFrom,
    to,
    delimiter,
    decimalMark: 46,
    fields: matched.map((column) => ({
      at: column.at,
      kind:
        column.quantity === 'moment'
          ? ('moment' as const)
          : /Time$/.test(column.quantity)
            ? ('duration' as const)
            : ('number' as const),
    })),
    rowNeeds: matched
      .map((_, index) => index)
      .filter((index) => /voltage|current|Time$/.test((matched[index] as { quantity: string }).quantity)),
    wrapped: false,
    dayFirst: false,
    expectedFields: levels.record.length,
    decodeWords: open.decode,
    onRow(lineAt: number) {
      while (line < linesAt.length - 1 && (linesAt[line] as number) < lineAt) line++
      lineOfRow.push(line)
    },
  }
  const scan = scanTable(records, plan)
  const warnings: ReadingWarning[] = []
  if (scan.lastLineIsShort)
    warnings.push({ code: 'cut-off', message: `The file breaks off inside row ${scan.rowCount}.`, atByte: to })
  const values: Parameters<typeof assembleTable>[0]['values'] = {}
  matched.forEach((column, index) => {
    const found = scan.values[index] as Float64Array
    if (column.quantity !== 'moment') apply(column.scale, found)
    values[column.quantity] = found
  })
  const ofRows = (list: readonly number[]) => Float64Array.from(lineOfRow, (place) => list[place] ?? 0)
  values.cycle = ofRows(cyclesOf)
  values.step = ofRows(stepsOf)
  values.stepName = ofRows(kindsOf)
  const assembled = assembleTable({ rowCount: scan.rowCount, values, stepNames: names })
  return {
    kind: 'cycling',
    format: 'neware-csv',
    instrument: 'Neware',
    details: {},
    table: assembled.table,
    warnings: [...warnings, ...assembled.warnings],
  }
}
