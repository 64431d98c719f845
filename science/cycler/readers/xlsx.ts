import { type Draft, type Reader, type ReadingWarning, type ReadOptions, refusal } from '../reading'
import { openText } from '../text/openText'
import { readTextTable } from '../text/textTable'
import { isZip, unzip, type ZipMember, zipMembers } from '../zip'
import { anyTable, dialects, neware } from './dialects'
import { withSteps } from './newareSteps'
import { newareThreeLevel } from './newareThreeLevel'
import { sheetAsText } from './sheetAsText'

/**
 * Excel workbooks of Arbin, Neware, Landt and of anyone: the sheets that hold rows are written out as tab separated text and read
 * by the same engine, so that a header means the same in a workbook as in a text file.
 */
export const xlsx: Reader = {
  format: 'xlsx',
  version: '1',
  recognises: (bytes) =>
    isZip(bytes) &&
    zipMembers(bytes, []).some(
      (member) => /^xl\/workbook\.xml$/.test(member.name) || /^xl\/worksheets\/sheet\d+\.xml$/.test(member.name),
    ),
  read: (bytes, _fileName, options): Draft => readWorkbook(bytes, options),
}

interface Sheet {
  name: string
  member: ZipMember
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
]

const noRows = /chart|statistic|acim|global_info|^info$/i

function readWorkbook(bytes: Uint8Array, options: ReadOptions): Draft {
  const warnings: ReadingWarning[] = []
  const members = zipMembers(bytes, warnings)
  const sheets = sheetsOf(bytes, members, options, warnings)
  if (sheets.length === 0)
    return refusal(
      `The workbook has no sheet: found ${members
        .map((member) => member.name)
        .join(', ')
        .slice(0, 200)}.`,
    )
  const strings = sharedStrings(bytes, members, options, warnings)
  const maker = makers.find(
    (candidate) =>
      sheets.some((sheet) => candidate.rows.test(sheet.name)) &&
      sheets.filter((sheet) => candidate.marks.test(sheet.name)).length >= 2,
  )
  const text = (sheet: Sheet) => sheetAsText(unzip(bytes, sheet.member, options, warnings), strings)
  if (maker !== undefined) {
    const pages = sheets.filter((sheet) => maker.rows.test(sheet.name)).map(text)
    const draft = readTsv(endToEnd(pages), options, maker)
    const steps = sheets.find((sheet) => /^(step|工步层|工步)$/i.test(sheet.name))
    const joined = steps && 'kind' in draft && draft.kind === 'cycling' ? withSteps(draft, text(steps)) : draft
    return finish(joined, warnings)
  }
  let firstRefusal: Draft | null = null
  for (const sheet of sheets.filter((candidate) => !noRows.test(candidate.name)).slice(0, 20)) {
    const draft = readTsv(text(sheet), options, null)
    if ('kind' in draft) return finish(draft, warnings)
    firstRefusal ??= refusal(`Sheet ${sheet.name}: ${draft.message}`)
  }
  return (
    firstRefusal ??
    refusal(`The workbook has no sheet with rows: found ${sheets.map((sheet) => sheet.name).join(', ')}.`)
  )
}

/** The first sheets of a workbook as tab separated text, for a preview. */
export function sheetTexts(bytes: Uint8Array, options: ReadOptions): { name: string; tsv: Uint8Array }[] {
  const warnings: ReadingWarning[] = []
  const members = zipMembers(bytes, warnings)
  const strings = sharedStrings(bytes, members, options, warnings)
  return sheetsOf(bytes, members, options, warnings)
    .filter((sheet) => !noRows.test(sheet.name))
    .slice(0, 5)
    .map((sheet) => ({ name: sheet.name, tsv: sheetAsText(unzip(bytes, sheet.member, options, warnings), strings) }))
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

function sheetsOf(
  bytes: Uint8Array,
  members: readonly ZipMember[],
  options: ReadOptions,
  warnings: ReadingWarning[],
): Sheet[] {
  const textOf = (name: string) => {
    const member = members.find((candidate) => candidate.name === name)
    return member === undefined ? '' : new TextDecoder().decode(unzip(bytes, member, options, warnings))
  }
  const targets = new Map<string, string>()
  for (const [, attributes] of textOf('xl/_rels/workbook.xml.rels').matchAll(/<Relationship\s([^>]*)>/g)) {
    const id = attribute(attributes as string, 'Id')
    const target = attribute(attributes as string, 'Target')
    if (id !== null && target !== null) targets.set(id, target.replace(/^\/?(xl\/)?/, 'xl/'))
  }
  const sheets: Sheet[] = []
  for (const [, attributes] of textOf('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)) {
    const name = attribute(attributes as string, 'name')
    const target = targets.get(attribute(attributes as string, 'r:id') ?? '')
    const member = members.find((candidate) => candidate.name === target)
    if (name !== null && member !== undefined) sheets.push({ name: unescapeXml(name), member })
  }
  if (sheets.length > 0) return sheets
  return members
    .filter((member) => /^xl\/worksheets\/sheet\d+\.xml$/.test(member.name))
    .map((member) => ({ name: member.name, member }))
}

function attribute(attributes: string, name: string): string | null {
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*"([^"]*)"`).exec(attributes)?.[1] ?? null
}

function sharedStrings(
  bytes: Uint8Array,
  members: readonly ZipMember[],
  options: ReadOptions,
  warnings: ReadingWarning[],
): string[] {
  const member = members.find((candidate) => candidate.name === 'xl/sharedStrings.xml')
  if (member === undefined) return []
  const xml = new TextDecoder().decode(unzip(bytes, member, options, warnings))
  const strings: string[] = []
  for (const piece of xml.split(/<(?:\w+:)?si>|<(?:\w+:)?si\s[^>]*>/).slice(1)) {
    let text = ''
    for (const [, part] of piece.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g)) text += part
    strings.push(oneLine(unescapeXml(text)))
  }
  return strings
}

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&#(x?)([0-9a-fA-F]{1,6});/g, (_, hex: string, digits: string) => {
      const code = Number.parseInt(digits, hex === '' ? 10 : 16)
      return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : ''
    })
    .replace(/&amp;/g, '&')
}

function oneLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ')
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
