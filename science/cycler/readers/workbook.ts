import { type Draft, type ReadingWarning, type ReadOptions, refusal } from '../reading'
import { openText } from '../text/openText'
import { readTextTable } from '../text/textTable'
import { anyTable, dialects, neware } from './dialects'
import { withSteps } from './newareSteps'
import { newareThreeLevel } from './newareThreeLevel'

/**
 * Excel workbooks of Arbin, Neware, Landt and of anyone, old and new: the sheets that hold rows are written out as tab separated text
 * and read by the same engine, so that a header means the same in a workbook as in a text file.
 */
export interface Workbook {
  sheets: readonly Sheet[]
  /** what was lost in opening it; grows while sheets are written out */
  warnings: ReadingWarning[]
}

export interface Sheet {
  name: string
  /** its cells, rows by line feeds and columns by tabs */
  tsv(): Uint8Array
}

/** Which sheets hold the rows, by maker. The first that matches names the format. */
const makers: readonly { format: string; instrument: string; rows: RegExp; marks: RegExp }[] = [
  { format: 'arbin-xlsx', instrument: 'Arbin', rows: /^Channel(?![_ -]?Chart)/i, marks: /^(Global_Info|Channel[_-])/i },
  {
    format: 'neware-xlsx',
    instrument: 'Neware',
    rows: /^(record|记录层|记录)[ _-]?\d*$/i,
    marks: /^(unit|test|cycle|step|record|记录层)$/i,
  },
  // BTSDA up to 7: `Info`, `Cycle_9_1_1`, `Statis_9_1_1`, `Detail_9_1_1`, and further Details when a sheet is full.
  {
    format: 'neware-xlsx',
    instrument: 'Neware',
    rows: /^Detail_[\d_]+$/i,
    marks: /^(Info|(Cycle|Statis|Detail)_[\d_]+)$/i,
  },
]

const noRows = /chart|statistic|acim|global_info|^info$/i

export function readWorkbook({ sheets, warnings }: Workbook, options: ReadOptions): Draft {
  const maker = makers.find(
    (candidate) =>
      sheets.some((sheet) => candidate.rows.test(sheet.name)) &&
      sheets.filter((sheet) => candidate.marks.test(sheet.name)).length >= 2,
  )
  if (maker !== undefined) {
    const pages = sheets.filter((sheet) => maker.rows.test(sheet.name)).map((sheet) => sheet.tsv())
    const draft = readTsv(endToEnd(pages), options, maker)
    const steps = sheets.find((sheet) => /^(step|工步层|工步)$/i.test(sheet.name))
    const joined = steps && 'kind' in draft && draft.kind === 'cycling' ? withSteps(draft, steps.tsv()) : draft
    return finish(joined, warnings)
  }
  let firstRefusal: Draft | null = null
  for (const sheet of sheets.filter((candidate) => !noRows.test(candidate.name)).slice(0, 20)) {
    const draft = readTsv(sheet.tsv(), options, null)
    if ('kind' in draft) return finish(draft, warnings)
    firstRefusal ??= refusal(`Sheet ${sheet.name}: ${draft.message}`)
  }
  return (
    firstRefusal ??
    refusal(`The workbook has no sheet with rows: found ${sheets.map((sheet) => sheet.name).join(', ')}.`)
  )
}

/** The first sheets as tab separated text, for a preview. */
export function firstSheets({ sheets }: Workbook): { name: string; tsv: Uint8Array }[] {
  return sheets
    .filter((sheet) => !noRows.test(sheet.name))
    .slice(0, 5)
    .map((sheet) => ({ name: sheet.name, tsv: sheet.tsv() }))
}

function finish(draft: Draft, warnings: readonly ReadingWarning[]): Draft {
  return 'kind' in draft ? { ...draft, warnings: [...warnings, ...draft.warnings] } : draft
}

function readTsv(tsv: Uint8Array, options: ReadOptions, maker: { format: string; instrument: string } | null): Draft {
  if (newareThreeLevel.recognises(tsv, '')) {
    const draft = newareThreeLevel.read(tsv, '', options)
    return 'kind' in draft ? { ...draft, format: 'neware-xlsx' } : draft
  }
  const open = openText(tsv)
  const head = open.decode(0, Math.min(tsv.length, 24000))
  const dialect =
    maker?.format === 'neware-xlsx'
      ? neware
      : (dialects.find((candidate) => candidate.recognises(head, '')) ?? anyTable)
  const named = maker ?? {
    format: dialect === anyTable ? 'xlsx' : dialect.format.replace(/-(csv|text)$/, '-xlsx'),
    instrument: dialect.instrument,
  }
  return readTextTable(open, { ...dialect, ...named }, options.columnMap)
}

/** Long tests run on over further sheets; a header that comes again is left out. */
function endToEnd(pages: readonly Uint8Array[]): Uint8Array {
  const first = pages[0] ?? new Uint8Array(0)
  if (pages.length < 2) return first
  const firstLine = first.subarray(0, first.indexOf(10) + 1)
  const parts = pages.map((page, index) => {
    if (index === 0) return page
    const line = page.subarray(0, page.indexOf(10) + 1)
    const same = line.length === firstLine.length && line.every((byte, at) => byte === firstLine[at])
    return same ? page.subarray(line.length) : page
  })
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
