import { type Draft, type Reader, type ReadingWarning, type ReadOptions, refusal } from '../reading'
import { isZip, unzip, type ZipMember, zipMembers } from '../zip'
import { sheetAsText } from './sheetAsText'
import { readWorkbook, type Sheet, type Workbook } from './workbook'

/** Excel workbooks since 2007: their sheets as text, from the XML that they are. */
export const xlsx: Reader = {
  format: 'xlsx',
  version: '1',
  recognises: (bytes) =>
    isZip(bytes) &&
    zipMembers(bytes, []).some(
      (member) => /^xl\/workbook\.xml$/.test(member.name) || /^xl\/worksheets\/sheet\d+\.xml$/.test(member.name),
    ),
  read(bytes, _fileName, options): Draft {
    const book = openXlsx(bytes, options)
    return 'message' in book ? refusal(book.message) : readWorkbook(book, options)
  },
}

interface SheetMember {
  name: string
  member: ZipMember
}

/** The sheets of a workbook, or why they cannot be read. */
export function openXlsx(bytes: Uint8Array, options: ReadOptions): Workbook | { message: string } {
  const warnings: ReadingWarning[] = []
  const members = zipMembers(bytes, warnings)
  const sheets = sheetsOf(bytes, members, options, warnings)
  if (sheets.length === 0) {
    const names = members.map((member) => member.name).join(', ')
    return { message: `The workbook has no sheet: found ${names.slice(0, 200)}.` }
  }
  const strings = sharedStrings(bytes, members, options, warnings)
  return {
    warnings,
    sheets: sheets.map(
      ({ name, member }): Sheet => ({
        name,
        tsv: () => sheetAsText(unzip(bytes, member, options, warnings), strings),
      }),
    ),
  }
}

function sheetsOf(
  bytes: Uint8Array,
  members: readonly ZipMember[],
  options: ReadOptions,
  warnings: ReadingWarning[],
): SheetMember[] {
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
  const sheets: SheetMember[] = []
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
