/**
 * The text that spreadsheets put on the clipboard: cells parted by tabs, rows by line ends; a cell that holds a tab,
 * a line end or a quote at its start stands in double quotes, with inner quotes doubled. Excel, Sheets and Calc agree.
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let at = 0
  const endCell = () => {
    row.push(cell)
    cell = ''
  }
  const endRow = () => {
    endCell()
    rows.push(row)
    row = []
  }
  while (at < text.length) {
    const character = text[at]
    if (character === '"' && cell === '') {
      const closed = readQuoted(text, at)
      if (closed) {
        cell = closed.value
        at = closed.next
        continue
      }
    }
    if (character === '\t') endCell()
    else if (character === '\n') endRow()
    else if (character === '\r') {
      if (text[at + 1] === '\n') at += 1
      endRow()
    } else cell += character
    at += 1
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

/** A quoted cell from its opening quote on; null when it is no such cell (a lone inch mark, say), which is then plain text. */
function readQuoted(text: string, from: number): { value: string; next: number } | null {
  let value = ''
  let at = from + 1
  while (at < text.length) {
    if (text[at] === '"') {
      if (text[at + 1] === '"') {
        value += '"'
        at += 2
        continue
      }
      const after = text[at + 1]
      const ends = after === undefined || after === '\t' || after === '\n' || after === '\r'
      return ends ? { value, next: at + 1 } : null
    }
    value += text[at]
    at += 1
  }
  return null
}

export function printTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(printCell).join('\t')).join('\n')
}

function printCell(cell: string): string {
  return /[\t\n\r]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
